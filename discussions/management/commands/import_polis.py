"""Bring statements and votes of a Polis conversation onto a board, as a question to vote on."""

import sys
from pathlib import Path
from time import perf_counter

from advisory.lines import LineCommand, many
from advisory.refusals import Refusal
from advisory.rights import SYSTEM
from discussions.commands.statement_imports import import_statements
from discussions.importing import polis


class Command(LineCommand):
    help = "Bring in the statements and votes of a Polis export as one question, all or nothing."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="the folder with comments.csv, votes.csv and summary.csv")
        parser.add_argument("--board", metavar="SLUG", required=True, help="its address; made if it is not there")

    def handle(self, *args, folder, board, **options):
        begun = perf_counter()
        try:
            question, new = import_statements(polis.read(folder, polis.AS_STATEMENTS), slug=board, by=SYSTEM)
        except Refusal as refusal:
            self._stop(refusal)
        where = f"Board {question.board.slug}, Question {question.number}"
        told = ", ".join(many(number, thing) for thing, number in new.items())
        self.stdout.write(f"{where}: {told} brought in ({perf_counter() - begun:.2f} s).")

    def _stop(self, refusal):
        rows = refusal.facts.get("rows", [])
        more = f" (and {len(rows) - 1} more)" if len(rows) > 1 else ""
        first = f"{rows[0]}{more}: nothing was written." if rows else refusal.message
        slug = refusal.fields.get("slug")
        self.stderr.write(f"--board: {slug}" if slug else first)
        sys.exit(2)
