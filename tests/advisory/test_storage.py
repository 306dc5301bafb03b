"""Documents in object storage: the same addresses, rights and ranges, and nothing that a stranger could fetch there."""

import threading
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
import pytest
from django.conf import settings as product
from django.core.files.storage import default_storage
from django.urls import reverse
from moto.server import ThreadedMotoServer

from advisory import env
from resources.models import Document
from resources.reception import Reception
from tests import make
from tests.resources.shelf import at, pdf, published, signed_in, upload

pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators"),
]
KEYS = {"access_key": "boards", "secret_key": "a long enough secret"}


@pytest.fixture(scope="module")
def storage():
    """An S3-compatible storage on this machine with an empty bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    keys = {"aws_access_key_id": KEYS["access_key"], "aws_secret_access_key": KEYS["secret_key"]}
    client = boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", **keys)
    client.create_bucket(Bucket="boards")
    client.endpoint = endpoint
    yield client
    server.stop()


@pytest.fixture
def bucket(storage, settings, monkeypatch):
    """The product with its files in that bucket, as its settings read them from the environment."""
    monkeypatch.setenv("MEDIA_URL", f"s3://boards/heart%20files?endpoint={storage.endpoint}&region=us-east-1")
    monkeypatch.setenv("S3_ACCESS_KEY", KEYS["access_key"])
    monkeypatch.setenv("S3_SECRET_KEY", KEYS["secret_key"])
    options = env.media("MEDIA_URL", "S3_ACCESS_KEY", "S3_SECRET_KEY")
    settings.STORAGES = {
        **product.STORAGES,
        "default": {"BACKEND": "advisory.buckets.Bucket", "OPTIONS": options},
    }
    yield storage
    for found in storage.list_objects_v2(Bucket="boards").get("Contents", []):
        storage.delete_object(Bucket="boards", Key=found["Key"])


def kept(storage):
    return [found["Key"] for found in storage.list_objects_v2(Bucket="boards").get("Contents", [])]


def test_a_document_lies_in_the_bucket_and_is_read_whole_and_in_parts(client, bucket):
    heart = make.room()
    document, whole = published(heart), pdf().read()
    assert [key.rpartition("/")[0] for key in kept(bucket)] == ["heart files/documents"]
    assert default_storage.names() == [document.current.file.name]
    signed_in(client, heart.okonjo)
    address = at("document-file", document)
    answer = client.get(address)
    assert (answer.status_code, b"".join(answer)) == (200, whole)
    assert answer["Cache-Control"] == "private, no-store"
    assert "Location" not in answer
    for asked, part in (("bytes=0-3", whole[:4]), ("bytes=-5", whole[-5:]), ("bytes=10-", whole[10:])):
        answer = client.get(address, headers={"Range": asked})
        assert (answer.status_code, b"".join(answer)) == (206, part)
    assert client.get(address, headers={"Range": "bytes=9999999-"}).status_code == 416


def test_pages_are_drawn_from_the_bucket_and_kept_in_it(client, bucket):
    heart = make.room()
    document = published(heart)
    Reception(threading.Event()).round()
    assert sorted(key.split("/")[1] for key in kept(bucket)) == ["documents", "leaves"]
    page = reverse("leaf-picture", args=["heart", document.pk, 1, 1])
    answer = signed_in(client, heart.okonjo).get(page)
    assert (answer.status_code, b"".join(answer)[8:12]) == (200, b"WEBP")


def test_who_may_not_read_a_document_does_not_get_it_from_the_bucket_either(client, bucket):
    heart = make.room()
    address = at("document-file", published(heart))
    client.force_login(make.person("Dr Otto Stranger"))
    assert client.get(address).status_code == 404
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{bucket.endpoint}/boards/{kept(bucket)[0].replace(' ', '%20')}")
    assert refused.value.code == 403


def test_a_refused_upload_leaves_nothing_and_a_lost_file_is_not_there(client, bucket):
    heart = make.room()
    form = {"title": "Protocol", "format": "pdf", "file": upload(b"no pdf")}
    signed_in(client, heart.weidmann).post(reverse("document-new", args=["heart"]), form)
    late = {"title": "Protocol", "format": "pdf", "file": pdf(), "question": "7"}
    client.post(reverse("document-new", args=["heart"]), late)
    assert kept(bucket) == []
    document = published(heart)
    bucket.delete_object(Bucket="boards", Key=kept(bucket)[0])
    assert client.get(at("document-file", document)).status_code == 404


def test_while_the_storage_is_away_the_product_says_so_and_keeps_what_was_typed(client, bucket, settings):
    heart = make.room()
    document = published(heart)
    gone = {**settings.STORAGES["default"]["OPTIONS"], "endpoint_url": "http://127.0.0.1:9"}
    settings.STORAGES = {**settings.STORAGES, "default": {**settings.STORAGES["default"], "OPTIONS": gone}}
    signed_in(client, heart.weidmann)
    assert client.get(at("document-file", document)).status_code == 503
    form = {"title": "A title of mine", "format": "pdf", "file": pdf()}
    answer = client.post(reverse("document-new", args=["heart"]), form)
    assert answer.status_code == 503
    assert "A title of mine" in answer.text
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"MEDIA_URL": "https://bucket/x"}, "MEDIA_URL"),
        ({"MEDIA_URL": "s3://"}, "MEDIA_URL"),
        ({"MEDIA_URL": "s3://Boards_1/x"}, "MEDIA_URL"),
        ({"MEDIA_URL": "s3://key:word@boards/x"}, "MEDIA_URL"),
        ({"MEDIA_URL": "s3://boards?acl=public"}, "MEDIA_URL"),
        ({"MEDIA_URL": "s3://boards?endpoint=minio:9000"}, "MEDIA_URL"),
        ({"MEDIA_URL": "s3://boards", "S3_ACCESS_KEY": "boards"}, "S3_SECRET_KEY"),
        ({"MEDIA_URL": "s3://boards", "S3_SECRET_KEY": "word"}, "S3_ACCESS_KEY"),
    ],
)
def test_a_wrong_place_for_files_stops_the_start_with_one_line(capsys, monkeypatch, given, named):
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as end:
        env.media("MEDIA_URL", "S3_ACCESS_KEY", "S3_SECRET_KEY")
    said = capsys.readouterr().err
    assert end.value.code == 2
    assert said.startswith(f"{named}: ")
    assert said.count("\n") == 1
    assert "word@" not in said


def test_without_a_setting_files_are_on_the_disk(monkeypatch):
    monkeypatch.delenv("MEDIA_URL", raising=False)
    assert env.media("MEDIA_URL", "S3_ACCESS_KEY", "S3_SECRET_KEY") == {}
