"""What is written down while the product works: who asked is never in it, what went wrong and where always is."""

import errno
import logging
import os
import re
import secrets
import traceback
from contextvars import ContextVar

import structlog

OURS = ("advisory", "boards", "discussions", "resources")
FACTS = ["method", "route", "status", "ms"]
BOUNDARY = "django.security"
QUIET = ("asyncio", "httpx", "httpcore", "botocore", "boto3", "s3transfer", "urllib3", "PIL", "websockets")
_ADDRESS = re.compile(r"[^\s<>\"'(),:;]+@[^\s<>\"'(),:;]+")
_TOKEN = re.compile(r"\b(?=[\w-]*\d)[\w-]{24,}\b")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BLANK = re.compile(r"%(?:\(\w+\))?[-+#0-9.]*[a-zA-Z]")
_WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
_request = ContextVar("request", default="")


def reference():
    """The number of the request that is being answered, empty outside of one."""
    return _request.get()


def begin(given=""):
    """Number the request that begins here: as the proxy in front did, when it did so legibly, else anew."""
    number = given if _WELL_FORMED.fullmatch(given) else secrets.token_hex(8)
    _request.set(number)
    return number


def masked(text):
    """A text without e-mail addresses and without anything as long and mixed as a token; ids stay legible."""
    text = _ADDRESS.sub("[address]", text)
    return _TOKEN.sub(lambda found: found[0] if _UUID.fullmatch(found[0]) else "[token]", text)


def said(record):
    """The words of a log line: ours with their values, other people's without, for those may be anything."""
    if record.name.startswith(BOUNDARY):
        return "a request was refused as suspicious"
    words = str(record.msg)
    if record.name.split(".")[0] in OURS and isinstance(record.args, tuple):
        try:
            return masked(words % tuple(map(_value, record.args)))
        except (TypeError, ValueError):
            return masked(words)
    return masked(_BLANK.sub("…", words.split("\n")[0]))


def _value(arg):
    """A value as it may be written down: numbers and our own words, and of everything else what it is."""
    if isinstance(arg, (str, int, float)):
        return arg
    key = getattr(arg, "pk", None)
    return f"{type(arg).__name__} {key}" if key else type(arg).__name__


def trouble(error):
    """What went wrong and where: kinds and places, no message and no value, for those quote what people typed."""
    kinds, places = [], []
    while error is not None and len(kinds) < 5:
        number = getattr(error, "errno", None)
        reason = f" ({os.strerror(number)})" if number in errno.errorcode else ""
        kinds.append(f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.") + reason)
        frames = traceback.extract_tb(error.__traceback__)
        places += [f"{_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in reversed(frames)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return {"error": " from ".join(kinds), "where": places[:30]}


def _short(path):
    return re.sub(r"^.*/(?=site-packages/|(?:advisory|boards|discussions|resources)/)", "", path)


class Plainly(structlog.stdlib.ProcessorFormatter):
    """Writes records down without the people in them; the record itself stays as it was."""

    def format(self, record):
        """One record as it may be kept."""
        plain = logging.makeLogRecord(record.__dict__)
        plain.msg, plain.args = said(record), ()
        error = record.exc_info[1] if record.exc_info else None
        plain.trouble = trouble(error) if error else {}
        plain.exc_info = plain.exc_text = plain.stack_info = None
        return super().format(plain)


def _tell(_, __, line):
    record = line["_record"]
    line |= record.trouble
    if reference():
        line["request"] = reference()
    line["process"] = record.process
    return line


def _readable(_, __, line):
    """One line for a person: time, level, what, and the facts behind it; the places of an error below."""
    head = [line.pop("time")[11:23], line.pop("level").upper(), f"{line.pop('logger')}:", line.pop("event")]
    places = line.pop("where", [])
    line.pop("process")
    facts = [f"{name}={value}" for name, value in line.items()]
    return "\n    ".join([" ".join(head + facts), *places])


def logging_for(level, shape, *, whole=False):
    """Django's LOGGING: everything to standard error, as JSON or as lines; `whole` keeps messages, for developers."""
    steps = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
        structlog.stdlib.ExtraAdder(allow=FACTS),
        _tell,
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
    ]
    last = structlog.processors.JSONRenderer(ensure_ascii=False) if shape == "json" else _readable
    lines = {"()": Plainly, "processors": [*steps, last]}
    formatter = {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"} if whole else lines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"level": "ERROR"},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "uvicorn.error": {"level": "WARNING"},
            "uvicorn.access": {"handlers": [], "propagate": False},
            **{name: {"level": "WARNING"} for name in QUIET},
        },
    }
