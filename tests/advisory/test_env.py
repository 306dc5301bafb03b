"""Configuration that is wrong stops the start with one line naming the variable."""

import os
import subprocess
import sys

import pytest

from advisory import env
from tests.product import ROOT


def stopped(capsys, name, value, monkeypatch, read):
    """Give the line that a wrong value is answered with."""
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as end:
        read()
    assert end.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith(f"{name}: ")
    assert said.count("\n") == 1
    return said


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("on", True), ("0", False), ("", False), ("No", False)])
def test_flag_reads_words(monkeypatch, value, meant):
    monkeypatch.setenv("DEMO", value)
    assert env.flag("DEMO") is meant


def test_flag_that_is_neither_stops(capsys, monkeypatch):
    assert "neither 1 nor 0" in stopped(capsys, "DEMO", "maybe", monkeypatch, lambda: env.flag("DEMO"))


@pytest.mark.parametrize("value", ["abc", "0", "70000", "1.5", "-1"])
def test_number_out_of_bounds_stops(capsys, monkeypatch, value):
    stopped(capsys, "PORT", value, monkeypatch, lambda: env.number("PORT", 8000, least=1, most=65535))


def test_required_text_that_is_blank_stops(capsys, monkeypatch):
    assert "required" in stopped(capsys, "SECRET_KEY", "  ", monkeypatch, lambda: env.text("SECRET_KEY"))


def test_database_reads_postgres_with_escaped_password(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://anna:p%40ss@db.test:5433/boards?sslmode=require")
    read = env.database("DATABASE_URL", tmp_path / "x", pool=7)
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"]) == ("anna", "p@ss", "db.test", "5433")
    assert (read["NAME"], read["OPTIONS"]["sslmode"], read["OPTIONS"]["pool"]["max_size"]) == ("boards", "require", 7)


def test_database_is_a_file_by_default(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    read = env.database("DATABASE_URL", tmp_path / "kept here.sqlite3", pool=7)
    assert read["NAME"] == str(tmp_path / "kept here.sqlite3")
    assert read["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    "value", ["mysql://a/b", "postgres://", "postgres://h:x/b", "sqlite://", "sqlite://h/f", "boards"]
)
def test_database_that_is_no_address_stops(capsys, monkeypatch, tmp_path, value):
    stopped(capsys, "DATABASE_URL", value, monkeypatch, lambda: env.database("DATABASE_URL", tmp_path, pool=2))


def test_database_password_is_never_told(capsys, monkeypatch, tmp_path):
    wrong = "postgres://anna:s3cret@host:port/boards"
    said = stopped(capsys, "DATABASE_URL", wrong, monkeypatch, lambda: env.database("DATABASE_URL", tmp_path, pool=2))
    assert "s3cret" not in said


def test_email_reads_smtp(monkeypatch, tmp_path):
    monkeypatch.setenv("EMAIL_URL", "smtp://a%40b.test:pw@mail.test:587?tls=1")
    read = env.email("EMAIL_URL", tmp_path)
    assert (read["EMAIL_HOST"], read["EMAIL_PORT"], read["EMAIL_HOST_USER"]) == ("mail.test", 587, "a@b.test")
    assert read["EMAIL_USE_TLS"] is True
    assert read["EMAIL_USE_SSL"] is False


@pytest.mark.parametrize(
    "value", ["imap://mail.test", "smtp://", "smtp://mail.test?starttls=1", "smtp://mail.test?tls=maybe"]
)
def test_email_that_is_no_address_stops(capsys, monkeypatch, tmp_path, value):
    stopped(capsys, "EMAIL_URL", value, monkeypatch, lambda: env.email("EMAIL_URL", tmp_path))


def test_secret_is_made_once_for_its_owner_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    made = env.secret("SECRET_KEY", tmp_path / "secret-key", required=False)
    assert len(made) >= 50
    assert env.secret("SECRET_KEY", tmp_path / "secret-key", required=False) == made
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"DEMO": "1", "HOST": "0.0.0.0"}, "HOST"),
        ({"DEMO": "1", "HOST": "192.0.2.7"}, "HOST"),
        ({"SERVE": "1", "ALLOWED_HOSTS": "boards.test"}, "SECRET_KEY"),
        ({"SERVE": "1", "SECRET_KEY": "x" * 50}, "ALLOWED_HOSTS"),
        ({"SERVE": "1", "SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "boards.test", "DEMO": "1"}, "DEMO"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"WEB_PROCESSES": "2"}, "WEB_PROCESSES"),
        ({"CSRF_TRUSTED_ORIGINS": "boards.test"}, "CSRF_TRUSTED_ORIGINS"),
        ({"LOG_LEVEL": "loud"}, "LOG_LEVEL"),
        ({"ADVISORY_DATA": "/proc/nowhere"}, "ADVISORY_DATA"),
    ],
)
def test_start_stops_with_one_line(tmp_path, given, named):
    environment = {"PATH": os.environ["PATH"], "ADVISORY_DATA": str(tmp_path), **given}
    command = [sys.executable, ROOT / "manage.py", "check"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith(f"{named}: ")
    assert done.stderr.count("\n") == 1
    assert not done.stdout
