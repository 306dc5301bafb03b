"""Counts the queries of a page; run as `python -m benchmarks.counting PATH COOKIE`."""

import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisory.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def queries(path, cookie):
    """The queries that one page takes once everything that is read once for a process has been read."""
    browser = Client(HTTP_HOST="localhost")
    browser.cookies["sessionid"] = cookie
    browser.get(path)
    with CaptureQueriesContext(connection) as made:
        answer = browser.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return [one["sql"] for one in made.captured_queries]


if __name__ == "__main__":
    found = queries(*sys.argv[1:3])
    if "-v" in sys.argv:
        sys.stderr.write("\n\n".join(found))
    print(json.dumps({"queries": len(found)}))  # noqa: T201
