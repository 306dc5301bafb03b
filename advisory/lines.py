"""Commands that answer bad input with one line."""

import sys

from django.core.management.base import BaseCommand


class LineCommand(BaseCommand):
    """A command whose wrong use ends with exit code 2 and one line that names what to change."""

    def create_parser(self, prog_name, subcommand, **kwargs):
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.error = self.stop
        return parser

    def stop(self, message):
        """End with exit code 2 and one line."""
        self.stderr.write(message)
        sys.exit(2)


def many(number, thing):
    """A number of things as a closing line says it."""
    plural = f"{thing[:-1]}ies" if thing.endswith("y") else f"{thing}s"
    return f"{number:,} {thing if number == 1 else plural}"
