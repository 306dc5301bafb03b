"""Reads configuration from the environment; a wrong value stops the start with one line naming the variable."""

import os
import re
import secrets
import sys
from pathlib import Path
from typing import NoReturn
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")


def stop(name: str, wrong: str) -> NoReturn:
    """End the start with the one line an operator needs; exit code 2, no traceback."""
    sys.stderr.write(f"{name}: {wrong}\n")
    raise SystemExit(2)


def text(name: str, default: str | None = None) -> str:
    """Read a word; without a default the variable is required."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        stop(name, "is required and not set")
    if not value.isprintable():
        stop(name, "holds a line break or another character that cannot be printed")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """Read a switch: 1, true, yes, on, or 0, false, no, off."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    stop(name, f"{value!r} is neither 1 nor 0")


def number(name: str, default: int, *, least: int = 0, most: int = 2**31 - 1) -> int:
    """Read a whole number within its bounds."""
    value = text(name, str(default))
    try:
        found = int(value)
    except ValueError:
        stop(name, f"{value!r} is not a whole number")
    if not least <= found <= most:
        stop(name, f"{found} is not between {least} and {most}")
    return found


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """Read one word out of a few."""
    value = text(name, default)
    if value not in allowed:
        stop(name, f"{value!r} is not one of {', '.join(allowed)}")
    return value


def words(name: str, default: str = "") -> list[str]:
    """Read a list separated by commas."""
    found = [word.strip() for word in text(name, default).split(",") if word.strip()]
    if default is None and not found:
        stop(name, "is required and names nobody; write names separated by commas")
    return found


def url(name: str, default: str | None, schemes: tuple[str, ...]) -> SplitResult:
    """Read an address of one of these schemes; its value is never printed, for it may hold a password."""
    value = text(name, default)
    try:
        found = urlsplit(value)
        found.port  # noqa: B018 - a port that is not a number is found only when it is read
    except ValueError:
        stop(name, "is not a well-formed address")
    if found.scheme not in schemes:
        stop(name, f"has to begin with {' or '.join(f'{scheme}://' for scheme in schemes)}")
    return found


def servers(name: str, schemes: tuple[str, ...]) -> list[str]:
    """Read a list of servers by which browsers find each other, as "turn:host:3478?transport=udp"."""
    found = words(name)
    for one in found:
        if not one.startswith(schemes) or "//" in one or "@" in one:
            stop(name, f"{one!r} is not a server; write {schemes[0]}host:3478")
    return found


def redis(name: str) -> str:
    """Read the address of Redis, empty when there is none."""
    if not text(name, ""):
        return ""
    found = url(name, None, ("redis", "rediss", "unix"))
    if found.scheme != "unix" and not found.hostname:
        stop(name, "names no host; write redis://host:6379/0")
    return found.geturl()


def database(name: str, default: Path, *, pool: int) -> dict:
    """Read the database as Django wants it: sqlite:///file or postgres://user:password@host:port/name."""
    found = url(name, f"sqlite:///{default}", ("sqlite", "postgres", "postgresql"))
    if found.scheme == "sqlite":
        return _sqlite(name, found)
    return _postgres(name, found, pool)


def _sqlite(name: str, found: SplitResult) -> dict:
    if found.netloc or len(found.path) < 2:
        stop(name, "names no file; write sqlite:///path/to/file or sqlite:////absolute/path")
    pragmas = "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
    return {
        "ENGINE": "advisory.sqlite3",
        "NAME": unquote(found.path[1:]),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }


def _postgres(name: str, found: SplitResult, pool: int) -> dict:
    if not found.hostname or len(found.path) < 2:
        stop(name, "names no host or no database; write postgres://user:password@host:5432/name")
    return {
        "ENGINE": "advisory.postgresql",
        "NAME": unquote(found.path[1:]),
        "USER": unquote(found.username or ""),
        "PASSWORD": unquote(found.password or ""),
        "HOST": unquote(found.hostname),
        "PORT": str(found.port or 5432),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": pool, "timeout": 10},
            "options": "-c lock_timeout=20000",
            "connect_timeout": "5",
            "server_side_binding": True,
            "prepare_threshold": 3,
            **dict(parse_qsl(found.query)),
        },
    }


def email(name: str, default: Path) -> dict:
    """Read where letters go: smtp://user:password@host:port?tls=1, console:// or file:///folder."""
    found = url(name, f"file://{default}", ("smtp", "console", "file"))
    backends = "django.core.mail.backends"
    if found.scheme == "console":
        return {"EMAIL_BACKEND": f"{backends}.console.EmailBackend"}
    if found.scheme == "file":
        place = _made(name, Path(unquote(found.path)))
        return {"EMAIL_BACKEND": f"{backends}.filebased.EmailBackend", "EMAIL_FILE_PATH": str(place)}
    if not found.hostname:
        stop(name, "names no host; write smtp://user:password@host:587?tls=1")
    asked = dict(parse_qsl(found.query))
    if set(asked) - {"tls", "ssl"} or set(asked.values()) - TRUE - FALSE:
        stop(name, "asks for something unknown after the question mark; write ?tls=1 or ?ssl=1")
    if asked.get("tls", "") in TRUE and asked.get("ssl", "") in TRUE:
        stop(name, "asks for tls and ssl at once; tls is the one for port 587, ssl the one for port 465")
    return {
        "EMAIL_BACKEND": f"{backends}.smtp.EmailBackend",
        "EMAIL_HOST": found.hostname,
        "EMAIL_PORT": found.port or 25,
        "EMAIL_HOST_USER": unquote(found.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(found.password or ""),
        "EMAIL_USE_TLS": asked.get("tls", "") in TRUE,
        "EMAIL_USE_SSL": asked.get("ssl", "") in TRUE,
        "EMAIL_TIMEOUT": 15,
    }


def media(name: str, access: str, secret: str) -> dict:
    """Read where files are kept: nothing for the disk, or s3://bucket/prefix?endpoint=https://…&region=…."""
    keys = {"access_key": text(access, ""), "secret_key": text(secret, "")}
    if not text(name, ""):
        return {}
    found = url(name, None, ("s3",))
    asked = dict(parse_qsl(found.query))
    if not _BUCKET.fullmatch(found.netloc):
        stop(name, "names no bucket; write s3://bucket/prefix, and its keys in S3_ACCESS_KEY and S3_SECRET_KEY")
    if set(asked) - {"endpoint", "region"}:
        stop(name, "asks for something unknown after the question mark; write ?endpoint=https://host&region=name")
    endpoint = asked.get("endpoint", "")
    if endpoint and not endpoint.startswith(("https://", "http://")):
        stop(name, "its endpoint is the address of the storage; begin it with https://")
    if bool(keys["access_key"]) != bool(keys["secret_key"]):
        stop(secret if keys["access_key"] else access, "goes together with the other key; set both, or neither")
    return {
        "bucket_name": found.netloc,
        "location": unquote(found.path).strip("/"),
        "endpoint_url": endpoint or None,
        "region_name": asked.get("region") or "us-east-1",
        "style": "path" if endpoint else "auto",
        **{name: value or None for name, value in keys.items()},
    }


def folder(name: str, default: Path) -> Path:
    """Read a folder that may be written into; it is made when it is not there."""
    return _made(name, Path(text(name, str(default))).expanduser().resolve())


def _made(name: str, found: Path) -> Path:
    try:
        found.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        stop(name, f"the folder {found} cannot be made ({error.strerror})")
    if not os.access(found, os.W_OK | os.X_OK):
        stop(name, f"the folder {found} cannot be written into")
    return found


def secret(name: str, kept_in: Path, *, required: bool) -> str:
    """Read the secret, or the one made earlier and kept with the data; only its owner may read that file."""
    if value := os.environ.get(name, "").strip():
        if len(value) < 32:
            stop(name, "is shorter than 32 characters")
        return value
    if required:
        stop(name, "is required and not set; 50 random characters do")
    try:
        with os.fdopen(os.open(kept_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return kept_in.read_text().strip() or stop(name, f"the file {kept_in} is empty; remove it")
