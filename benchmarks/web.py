"""The web process as the product starts it, but for the application's name; run as `python -m benchmarks.web`."""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisory.settings")
django.setup()

from advisory.management.commands.serve import web  # noqa: E402

if __name__ == "__main__":
    command = [sys.argv[1] if part == "advisory.asgi:application" else part for part in web()]
    os.execv(command[0], command)  # noqa: S606
