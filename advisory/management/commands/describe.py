"""Print the rights and the events of the product into docs/."""

import sys
from pathlib import Path

from django.conf import settings

from advisory.events.kinds import AUDIENCES, KINDS
from advisory.lines import LineCommand
from advisory.rights import all_rights

ORDER = ["administrator", "person", "chair", "moderator", "sponsor", "advisor", "observer", "invited", "system"]


class Command(LineCommand):
    help = "Print rights and events into docs/rights.md and docs/events.md."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only say whether the pages are up to date")

    def handle(self, *args, **options):
        folder = Path(settings.BASE_DIR) / "docs"
        pages = {"rights.md": _rights(), "events.md": _events()}
        stale = [name for name, text in pages.items() if not _same(folder / name, text)]
        if options["check"] and stale:
            self.stderr.write(f"docs/{stale[0]} is out of date; run manage.py describe")
            sys.exit(1)
        if not options["check"]:
            for name, text in pages.items():
                (folder / name).write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(all_rights())} rights and {len(KINDS)} kinds of events are described.")


def _same(path, text):
    return path.exists() and path.read_text(encoding="utf-8") == text


def _rights():
    lines = [
        "# Rights",
        "",
        "Who may do what; printed by `manage.py describe`. “Only when” is asked of the row itself.",
        "",
    ]
    lines += ["| right | what it allows | roles | only when |", "|---|---|---|---|"]
    for right in all_rights():
        roles = ", ".join(role for role in ORDER if role in right.roles)
        lines.append(f"| `{right.name}` | {right.meaning} | {roles} | {_condition(right.when)} |")
    return "\n".join(lines) + "\n"


def _condition(when):
    named = {
        "_own": "it is their own",
        "_own_unless_person": "it is their own; an administrator's or the clock's is anybody's",
        "_own_unless_clock": "it is their own",
        "_others": "it is somebody else's",
        "_known": "their own, or of somebody they meet by name; an administrator's is anybody's",
        "_own_seat": "it is their own seat, and taken",
        "held": "it was sent to their address, or they hold its link",
        "_first_seat": "an administrator: while nobody sits there",
        "sees": "they may read it now",
        "<lambda>": "it is somebody else's seat",
    }
    return named.get(when.__name__, when.__name__) if when else ""


def _events():
    lines = ["# Events", "", "What the log records; printed by `manage.py describe`.", "", "## Audiences", ""]
    lines += ["| audience | stream | followers |", "|---|---|---|"]
    lines += [f"| {one.name} | `{one.shape}` | {one.followers} |" for one in AUDIENCES.values()]
    lines += [
        "",
        "## Kinds",
        "",
        "| kind | reads | about | audience | draws | moves rights |",
        "|---|---|---|---|---|---|",
    ]
    for kind in sorted(KINDS.values(), key=lambda one: one.name):
        draws, moves = ("yes" if kind.draws else ""), ("yes" if kind.moves_rights else "")
        lines.append(f"| `{kind.name}` | {kind.reads} | {kind.subject} | {kind.audience} | {draws} | {moves} |")
    return "\n".join(lines) + "\n"
