"""Tracks as Janus writes them (.mjr), made of what ffmpeg draws and plays by itself; for tests."""

import json
import struct
import subprocess

PIECE = 1100


def voice(path, begun, seconds=3, pitch=440):
    """A tone of somebody's microphone."""
    file = path.with_suffix(".ogg")
    _made(f"sine=frequency={pitch}:duration={seconds}", "-c:a", "libopus", "-frame_duration", "20", file)
    packets = [(place * 960, packet) for place, packet in enumerate(_packets(file.read_bytes())[2:])]
    _written(path, "a", "opus", begun, [(at, [packet]) for at, packet in packets], 111)


def camera(path, begun, seconds=3, colour="red"):
    """A picture of somebody's camera."""
    file = path.with_suffix(".ivf")
    _made(f"color=c={colour}:s=320x180:r=10:d={seconds}", "-c:v", "libvpx", "-g", "10", file)
    frames = [(place * 9000, _pieces(frame)) for place, frame in enumerate(_frames(file.read_bytes()))]
    _written(path, "v", "vp8", begun, frames, 96)


def _made(source, *how):
    subprocess.run(["ffmpeg", "-loglevel", "error", "-f", "lavfi", "-i", source, "-y", *map(str, how)], check=True)


def _packets(data):
    """The packets of an Ogg file."""
    found, begun, at = [], b"", 0
    while at < len(data):
        count = data[at + 26]
        laces, at = data[at + 27 : at + 27 + count], at + 27 + count
        for lace in laces:
            begun, at = begun + data[at : at + lace], at + lace
            if lace < 255:
                found.append(begun)
                begun = b""
    return found


def _frames(data):
    at = 32
    while at < len(data):
        (size,) = struct.unpack_from("<I", data, at)
        yield data[at + 12 : at + 12 + size]
        at += 12 + size


def _pieces(frame):
    """A VP8 frame as payloads, each behind its descriptor."""
    parts = [frame[at : at + PIECE] for at in range(0, len(frame), PIECE)]
    return [(b"\x10" if place == 0 else b"\x00") + part for place, part in enumerate(parts)]


def _written(path, sort, codec, begun, frames, payload):  # noqa: PLR0913 - what a file of Janus is made of
    at = round(begun * 1_000_000)
    header = json.dumps({"t": sort, "c": codec, "s": at, "u": at}).encode()
    packets, number = [], 0
    for when, parts in frames:
        for place, part in enumerate(parts):
            mark = 0x80 if place == len(parts) - 1 else 0
            rtp = struct.pack(">BBHII", 0x80, mark | payload, number, when, 1234) + part
            packets.append(b"MEET" + struct.pack(">IH", 20 * number, len(rtp)) + rtp)
            number += 1
    path.write_bytes(b"MJR00002" + struct.pack(">H", len(header)) + header + b"".join(packets))
    path.with_suffix(".ogg").unlink(missing_ok=True)
    path.with_suffix(".ivf").unlink(missing_ok=True)
