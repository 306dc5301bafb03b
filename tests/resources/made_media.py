"""Pictures, films and sound, whole and broken, made by hand."""

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo


def picture(form="PNG", size=(160, 120), **given):
    """A picture that shows a slope of greys."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, form, **given)
    return out.getvalue()


def moving(frames):
    """A GIF that moves."""
    out = io.BytesIO()
    first, *rest = (Image.new("L", (8, 8), n % 256) for n in range(frames))
    first.save(out, "GIF", save_all=True, append_images=rest)
    return out.getvalue()


def wide_png(width, height):
    """A PNG that says how large it is and holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 999))
        + _chunk(b"IEND", b"")
    )


def noted_png(words):
    """A PNG with packed words beside its dots."""
    told = PngInfo()
    told.add_text("Comment", words, zip=True)
    return picture(pnginfo=told)


def _chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def box(name, *content):
    """A box of MP4."""
    body = b"".join(content)
    return struct.pack(">I4s", 8 + len(body), name) + body


def mp4(codec=b"avc1", seconds=90, reference=None, offset=40):
    """A film of so many seconds, whole by its own account."""
    ftyp = box(b"ftyp", b"isom\0\0\2\0isommp41")
    moov = box(b"moov", _mvhd(seconds), _track(codec, reference, offset))
    return ftyp + moov + box(b"mdat", b"\0" * 400)


def fragments(seconds):
    """A film as recorders write it: a fragment for each second, and its length nowhere."""
    track = _track(b"avc1", None, 0, box(b"tkhd", struct.pack(">IIIIII", 0, 0, 0, 7, 0, 0)), mdhd=1000)
    told = [box(b"ftyp", b"iso5\0\0\2\0iso5mp41"), box(b"moov", _mvhd(0), track, box(b"mvex"))]
    for second in range(seconds):
        where = box(b"tfhd", struct.pack(">II", 0, 7)), box(b"tfdt", struct.pack(">II", 0, 1000 * second))
        sample = box(b"trun", struct.pack(">II", 0, 0))
        told += [box(b"moof", box(b"mfhd", bytes(8)), box(b"traf", *where, sample)), box(b"mdat", b"\0" * 9)]
    return b"".join(told)


def _mvhd(seconds):
    return box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, seconds * 1000) + b"\0" * 80)


def _track(codec, reference, offset, *before, mdhd=0):
    refers = reference or struct.pack(">I4sI", 12, b"url ", 1)
    dinf = box(b"dinf", box(b"dref", struct.pack(">II", 0, 1), refers))
    stsd = box(b"stsd", struct.pack(">II", 0, 1), box(codec, b"\0" * 78))
    stbl = box(b"stbl", stsd, box(b"stco", struct.pack(">III", 0, 1, offset)))
    clock = [box(b"mdhd", struct.pack(">IIIIII", 0, 0, 0, mdhd, 0, 0))] if mdhd else []
    return box(b"trak", *before, box(b"mdia", *clock, box(b"minf", dinf, stbl)))


def deep_mp4(depth):
    """Boxes in boxes in boxes."""
    inner = b""
    for _ in range(depth):
        inner = box(b"trak", inner)
    return box(b"ftyp", b"isom\0\0\2\0isom") + box(b"moov", inner) + box(b"mdat", b"\0")


def element(identity, *content):
    """An element of WebM."""
    body = b"".join(content)
    return bytes.fromhex(identity) + (0x10000000 | len(body)).to_bytes(4, "big") + body


def webm(codec=b"V_VP9", kind=b"webm", more=b""):
    """A film of two minutes, whole by its own account."""
    head = element("1A45DFA3", element("4282", kind))
    info = element(
        "1549A966", element("2AD7B1", (1_000_000).to_bytes(3, "big")), element("4489", struct.pack(">d", 120_000))
    )
    tracks = element("1654AE6B", element("AE", element("86", codec)))
    cluster = element("1F43B675", element("E7", b"\0"), element("A3", b"\x81\0\0\x80" + b"\0" * 300))
    return head + element("18538067", info, tracks, more, cluster)


def mp3(frames=400, tag=b""):
    """Silence in frames of 26 milliseconds."""
    return tag + (b"\xff\xfb\x90\x00" + b"\0" * 413) * frames


def ogg(*, last=True, granule=48_000 * 70):
    """Opus of seventy seconds, of which two pages are there."""
    return _page(2, 0, b"OpusHead\1\2\0\0\x80\xbb\0\0\0\0\0") + _page(4 if last else 0, granule, b"\0" * 200)


def _page(kind, granule, body):
    return struct.pack("<4sBBqIIIB", b"OggS", 0, kind, granule, 1, 0, 0, 1) + bytes([len(body)]) + body


def wav(seconds=2, says=None):
    """Silence at 8 kHz."""
    data = b"\0" * 8000 * seconds
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    size = says or len(data)
    return (
        struct.pack("<4sI4s", b"RIFF", (28 + size + 8) % 2**32, b"WAVE")
        + form
        + struct.pack("<4sI", b"data", size)
        + data
    )
