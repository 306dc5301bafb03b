"""Print the rights and the events of the product into docs/."""

import sys
from pathlib import Path

from django.conf import settings

from advisory.events.kinds import AUDIENCES, KINDS
from advisory.lines import LineCommand
from advisory.rights import all_rights

ORDER = ["administrator", "person", "chair", "moderator", "sponsor", "advisor", "observer", "invited", "system"]
CONDITIONS = {  # what is asked of the row itself, by the name of the function that asks it
    "_own": "it is their own",
    "_own_unless_person": "it is their own; an administrator's or the clock's is anybody's",
    "_own_unless_clock": "it is their own",
    "_own_and_free": "it is their own, and no moderator lets them only read",
    "_own_note": "it is their own, and they may still read it",
    "_own_seat": "it is their own seat, and taken",
    "_others": "it is somebody else's",
    "_of_another": "it is somebody else's, and they may read it now",
    "_known": "their own, or of somebody they meet by name; an administrator's is anybody's",
    "held": "it was sent to their address, or they hold its link",
    "_first_seat": "an administrator: while nobody sits there",
    "_seats": "an administrator: while nobody sits there; others: the board lets their seat invite",
    "_in_charge": "the board lets their seat invite: not behind the wall, a moderator by its switch",
    "_of_the_team": "it is somebody else's seat of the team, and the board lets their own seat invite",
    "_moves": "it is somebody else's seat, and the board lets their own seat invite",
    "_hands_over": "their own seat; a moderator's: the chair",
    "_here": "it is on their board",
    "_its": "it is their own board's",
    "sees": "they may read it now",
    "_sees_and_free": "they may read it now, and no moderator lets them only read",
    "_writes": "they may read the answers, and no moderator lets them only read",
    "_reads": "they may read the answers, and not the approved report alone",
    "_reads_note": "chair and moderators; others: where it stands in the back room",
    "_writes_note": "chair and moderators; others: where they would read it",
    "_findings_of": "it is about their own post, or they are chair or moderator",
    "_at_the_desk": "chair and moderators; a sponsor: who answers for safety",
    "_desk_or_clock": "chair and moderators, the clock; a sponsor: who answers for safety",
    "_for_safety": "who answers for safety; a moderator by the board's switch",
    "_may_be_bound": "it is somebody else, and neither chair nor moderator",
    "_takes": "they read the answers; a moderator by the board's switch",
    "_proves": "they see names; a moderator by the board's switch too",
    "<lambda>": "it is somebody else's seat",
}


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
    return CONDITIONS.get(when.__name__, when.__name__) if when else ""


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
