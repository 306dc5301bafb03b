"""Bring a conversation that was held elsewhere onto a board."""

import sys
from pathlib import Path
from time import perf_counter

from django.contrib.auth import get_user_model

from advisory.lines import LineCommand
from advisory.refusals import Invalid, Refusal
from advisory.rights import SYSTEM
from discussions.commands.imports import import_conversation
from discussions.importing import conversation, polis

READERS = {conversation.FILE: conversation.read, polis.STATEMENTS: polis.read}


class Command(LineCommand):
    help = "Bring in a Polis export or a conversation.csv, all or nothing; docs/importing.md describes both."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="the folder with the files")
        parser.add_argument("--board", metavar="SLUG", required=True, help="its address; made if it is not there")
        parser.add_argument("--chair", metavar="E-MAIL", help="somebody with an account who becomes chair of the board")

    def handle(self, *args, folder, board, chair, **options):
        try:
            person = _person(chair) if chair else None
            begun = perf_counter()
            found = _reader(folder)(folder)
            read = perf_counter()
            self._progress(
                f"{len(found.posts):,} posts, {len(found.votes):,} last votes, {len(found.people):,} people read"
            )
            brought = import_conversation(found, slug=board, by=SYSTEM, chair=person, tell=self._progress)
        except Refusal as refusal:
            self._stop(refusal)
        seconds = f"read in {read - begun:.2f} s, written in {perf_counter() - read:.2f} s"
        self.stdout.write(f"{_done(brought)}{_chaired(brought, chair)}{_left_out(found)} ({seconds}).")

    def _progress(self, line):
        self.stdout.write(f"  {line}")
        self.stdout.flush()

    def _stop(self, refusal):
        for row in refusal.facts.get("rows", []):
            self.stderr.write(str(row))
        slug = refusal.fields.get("slug")
        self.stderr.write(f"--board: {slug}" if slug else refusal.message)
        sys.exit(2)


def _reader(folder):
    found = [reader for name, reader in READERS.items() if (folder / name).is_file()]
    if len(found) != 1:
        polis_files = f"{polis.STATEMENTS}, {polis.VOTES} and {polis.SUMMARY}"
        raise Invalid(message=f"{folder}: it must hold either {conversation.FILE} or {polis_files} of a Polis export.")
    return found[0]


def _person(address):
    found = get_user_model().objects.filter(email__iexact=address.strip(), is_active=True).first()
    if found is None:
        raise Invalid(message=f"--chair: nobody who may sign in has the address {address}; make their account first.")
    return found


def _done(brought):
    where = f"Board {brought.board.slug}:"
    if not brought.anything:
        return f"{where} nothing is new, nothing was changed"
    gone = f", {brought.withdrawn:,} reactions taken back" if brought.withdrawn else ""
    new = f"{brought.people:,} people, {brought.posts:,} posts, {brought.reactions:,} reactions brought in"
    return f"{where} {new}{gone}"


def _chaired(brought, address):
    return f"; {address} chairs it" if brought.chaired else ""


def _left_out(found):
    parts = [f"{found.moderated_out:,} statements moderated out"] if found.moderated_out else []
    parts += [f"{found.votes_left_out:,} votes on statements that are not shown"] if found.votes_left_out else []
    return f"; left out: {' and '.join(parts)}" if parts else ""
