"""Check the audit trail and name the first bad entry."""

import sys
from pathlib import Path

from advisory.events.audit import erased, verify
from advisory.events.models import Log
from advisory.events.proofs import flaw, named
from advisory.lines import LineCommand, many


class Command(LineCommand):
    help = "Verify the hash chain and the committed words of one board, or of everything."

    def add_arguments(self, parser):
        parser.add_argument("--board", metavar="SLUG", help="one board's slug; all logs without it")
        parser.add_argument("--proof", metavar="FILE", help="a proof file that was taken out of a board's log, instead")
        parser.add_argument("--head", metavar="FILE", help="what `audit_head` printed earlier and was kept elsewhere")

    def handle(self, *args, **options):
        if options["proof"]:
            self._prove(options["proof"], self._heads(options["head"]) if options["head"] else {})
        else:
            self._verify(options)

    def _prove(self, path, heads):
        try:
            lines = Path(path).read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            self.stop(f"--proof: {path} is not a file that can be read")
        name = named(lines)
        if heads and name not in heads:
            self.stop(f"--head: there is no line for {name or 'this log'}")
        found = flaw(lines, heads.get(name))
        self.stdout.write(f"{path}: {found}" if found else f"{path}: {many(len(lines) - 1, 'entry')} of {name} hold.")
        if found:
            sys.exit(1)

    def _verify(self, options):
        logs = Log.objects.order_by("name")
        if options["board"]:
            logs = logs.filter(name=f"board.{options['board']}")
        heads = self._heads(options["head"]) if options["head"] else {}
        if options["board"] and not logs:
            self.stop(f"there is no board “{options['board']}”; name one by its slug")
        if heads and options["board"] and f"board.{options['board']}" not in heads:
            self.stop(f"--head: {options['head']} has no line for board.{options['board']}")
        missing = sorted(set(heads) - {log.name for log in logs}) if not options["board"] else []
        findings = [f"{name}: the whole log is missing" for name in missing]
        findings += [str(found) for log in logs if (found := verify(log, heads.get(log.name)))]
        if findings:
            self.stdout.write(findings[0])
            sys.exit(1)
        gone = sum(erased(log) for log in logs)
        entries = many(sum(log.number for log in logs), "entry")
        written = "is as it was written" if len(logs) == 1 else "are as they were written"
        lost = f"; {many(gone, 'text')} {'was' if gone == 1 else 'were'} erased by their rules" if gone else ""
        self.stdout.write(f"{many(len(logs), 'log')} with {entries} {written}{lost}.")

    def _heads(self, path):
        try:
            rows = [line.split() for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
            heads = {row[0]: (int(row[1]), row[2]) for row in rows}
            return heads or self.stop(f"--head: {path} is empty; write into it what audit_head prints")
        except (OSError, UnicodeDecodeError, ValueError, IndexError):
            return self.stop(f"--head: {path} is not a file of lines “board number digest time”")
