"""The product can be installed, and what a device keeps of it is nobody's secret."""

import json
import re
from io import BytesIO

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from PIL import Image

from advisory.static import LOOK, StaticFiles


def test_the_manifest_names_the_product_and_pictures_of_the_sizes_it_says(client):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    told = json.loads(answer.content)
    assert (told["name"], told["start_url"], told["scope"], told["display"]) == ("Advisory", "/", "/", "standalone")
    assert {(one["sizes"], one["purpose"]) for one in told["icons"]} == {
        ("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip
    for one in told["icons"]:
        with open(finders.find(one["src"].removeprefix("/static/")), "rb") as file:
            picture = Image.open(BytesIO(file.read()))
        assert "{}x{}".format(*picture.size) == one["sizes"]
        assert picture.format == "PNG"


def test_the_service_worker_may_serve_every_page_and_is_asked_for_anew(client):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert answer["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in answer["Content-Security-Policy"]


def test_what_a_device_may_keep_is_static_files_and_one_page(client):
    text = client.get("/sw.js").content.decode()
    told = json.loads(re.match("const TOLD = (.*);\n", text)[1])
    assert told["page"] == "/offline/"
    assert {name for name in told["files"] if not name.startswith("/static/")} == set()
    assert "/static/css/advisory.css" in told["files"]
    for name in told["files"]:
        assert finders.find(name.removeprefix("/static/")), name


def test_the_look_is_asked_for_once_with_every_part_of_it_in_its_order(tmp_path):
    written = FileSystemStorage(settings.BASE_DIR / "static")
    parts = [f"css/{name}" for name in re.findall(r'@import url\("([^"]+)"\)', written.open(LOOK).read().decode())]
    served = StaticFiles(location=tmp_path, base_url="/static/")
    names = {name: (new, done) for name, new, done in served.post_process({n: (written, n) for n in (LOOK, *parts)})}
    whole = (tmp_path / names[LOOK][0]).read_text()
    assert "@import" not in whole
    assert len(parts) > 30
    places = [whole.index(written.open(part).read().decode()) for part in parts]
    assert places == sorted(places)


@pytest.mark.django_db
def test_the_page_for_no_connection_knows_nobody(client, django_user_model):
    client.force_login(django_user_model.objects.create(email="a@example.org", name="Dr Samuel Okonjo"))
    page = client.get("/offline/").content.decode()
    assert "You are offline" in page
    assert "Okonjo" not in page
    assert "csrf" not in page


@pytest.mark.django_db
def test_every_page_names_the_manifest(client):
    page = client.get("/accounts/login/").content.decode()
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    assert 'rel="apple-touch-icon"' in page
