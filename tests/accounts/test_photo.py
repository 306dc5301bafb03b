"""Photos: drawn anew on the way in, and shown to whoever may know the person by name."""

import os
import resource
import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from advisory.accounts.commands.people import deactivate_person
from advisory.accounts.models import User
from advisory.accounts.photos import portrait_of
from advisory.refusals import Invalid
from advisory.rights import SYSTEM
from boards.commands.members import end_seat
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MARK = b"Photographed at 6.4550, 3.3841"


@pytest.fixture
def okonjo():
    return make.person("Dr Samuel Okonjo")


def picture(size=(900, 600), kind="JPEG", colour="teal", **more):
    kept = BytesIO()
    Image.new("RGB", size, colour).save(kept, kind, **more)
    return kept.getvalue()


def upload(content, name="me.jpg"):
    return SimpleUploadedFile(name, content)


def read(file):
    return Image.open(BytesIO(file.read()))


def header_of_png(wide, high):
    """A PNG that says it is this large and holds next to nothing."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def pictured(person):
    answer = signed_in(person).post(reverse("account-photo"), {"photo": upload(picture())})
    assert answer.status_code == 302
    return reverse("photo", args=[person.pk])


def test_a_photo_becomes_a_small_square_without_what_else_it_held():
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = MARK.decode(), 6
    sent = BytesIO()
    wide = Image.new("RGB", (1200, 800), "white")
    wide.paste("black", (200, 0, 600, 800))
    wide.save(sent, "JPEG", exif=exif, comment=MARK)
    assert MARK in sent.getvalue()
    kept = portrait_of(upload(sent.getvalue())).read()
    drawn = Image.open(BytesIO(kept)).convert("L")
    assert (drawn.size, Image.open(BytesIO(kept)).format) == ((512, 512), "WEBP")
    assert MARK not in kept
    assert not Image.open(BytesIO(kept)).getexif()
    assert drawn.getpixel((256, 60)) < 50, "the left of a picture held upright is its top"
    assert drawn.getpixel((256, 450)) > 200


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "1", "I;16", "LA"])
def test_every_way_of_holding_colours_is_read(mode):
    kept = BytesIO()
    Image.new(mode, (100, 80)).save(kept, "JPEG" if mode == "CMYK" else "PNG")
    assert read(portrait_of(upload(kept.getvalue()))).size == (80, 80)


def test_of_moving_pictures_the_first_is_kept():
    kept, frames = BytesIO(), [Image.new("RGB", (100, 100), colour) for colour in ("red", "blue")]
    frames[0].save(kept, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    still = read(portrait_of(upload(kept.getvalue())))
    assert getattr(still, "n_frames", 1) == 1
    assert still.convert("RGB").getpixel((50, 50))[0] > 200


def test_eighty_megapixels_and_bombs_are_refused_before_they_are_drawn():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for wide, high in ((10_000, 8_000), (30_000, 30_000), (2_000_000_000, 2_000_000_000)):
        with pytest.raises(Invalid) as refused:
            portrait_of(upload(header_of_png(wide, high)))
        assert "dots" in refused.value.fields["photo"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 40 * 1024


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a not a picture", "not a JPEG"), (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a JPEG"),
        (b"%PDF-1.7", "not a JPEG"), (picture()[: len(picture()) // 2], "damaged"), (picture((40, 400)), "at least 64"),
        (header_of_png(500, 500), "damaged"), (picture(kind="GIF"), "not a JPEG"),
        (picture() + os.urandom(11 * 1024 * 1024), "the most is 10 MB"),
    ],
)  # fmt: skip
def test_what_is_no_photo_is_refused_in_words_and_nothing_is_kept(okonjo, content, said):
    page = signed_in(okonjo).post(reverse("account-photo"), {"photo": upload(content)})
    assert page.status_code == 422
    assert said in page.context["forms"]["photo"].errors["photo"][0]
    assert not User.objects.get(pk=okonjo.pk).photo


def test_a_form_without_a_photo_comes_back(okonjo):
    assert signed_in(okonjo).post(reverse("account-photo")).status_code == 422


def test_a_photo_is_seen_by_who_sits_at_ones_boards_and_by_nobody_else():
    heart = make.room()
    url = pictured(heart.okonjo.user)
    stranger, admin = make.person("Dr Peter Strand"), make.person("Grace Adeyemi", is_staff=True)
    answer = signed_in(heart.tanabe.user).get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert "no-store" in answer["Cache-Control"]
    assert signed_in(heart.okonjo.user).get(url).status_code == signed_in(admin).get(url).status_code == 200
    assert signed_in(stranger).get(url).status_code == 404
    assert Client().get(url).status_code == 302
    assert signed_in(heart.okonjo.user).get(reverse("photo", args=[heart.tanabe.user_id])).status_code == 404
    end_seat(heart.tanabe, by=heart.lindqvist)
    assert signed_in(heart.tanabe.user).get(url).status_code == 404
    deactivate_person(admin, by=SYSTEM)
    assert signed_in(admin).get(url).status_code == 302


def test_a_new_photo_takes_the_place_of_the_old_one_and_its_file(okonjo):
    url = pictured(okonjo)
    first = User.objects.get(pk=okonjo.pk).photo.name
    pictured(okonjo)
    second = User.objects.get(pk=okonjo.pk).photo.name
    assert not default_storage.exists(first)
    assert f'src="{url}"' in signed_in(okonjo).get(reverse("account")).content.decode()
    signed_in(okonjo).post(reverse("account-photo-removal"))
    assert not default_storage.exists(second)
    assert signed_in(okonjo).get(url).status_code == 404
