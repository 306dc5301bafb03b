"""By what a list of hits can be narrowed, and how many are left each: of what its reader may know alone."""

from collections import Counter, defaultdict
from datetime import timedelta
from functools import cached_property

from django.utils import timezone

from advisory.events.readers import NAMES
from advisory.rights import can
from advisory.search.finding import Narrowed, among
from advisory.search.models import first_id
from boards.models import Membership, Role
from discussions.models import Insight, ReadMark
from discussions.telling import nameless
from resources.models import Reading

SORTS = {"": "All", "documents": "Documents", "discussion": "Discussion", "notes": "Notes", "boards": "Boards"}
GROUPS = {
    "board": "Board",
    "when": "When",
    "by": "Said by",
    "marked": "Marked",
}
WORDS = {
    "when": {"new": "Since my last visit", "week": "This week"},
    "by": {"me": "Me", "advisors": "Advisors", "experts": "Patient experts", "moderators": "Moderators",
           "team": "Medical team"},
    "marked": {"insight": "Insight"},
}  # fmt: skip
SPEAKERS = {Role.CHAIR: "moderators", Role.MODERATOR: "moderators", Role.SPONSOR: "team", Role.ADVISOR: "advisors"}
KINDS = ["board", "document", "note", "question", "statement", "proposition", "post"]
WEEK = timedelta(days=7)


class Facets:
    """One reader's choice among their hits: a sort, and of each group what may be kept."""

    def __init__(self, reader, chosen):
        self.reader = reader
        self._insights = set()
        self.sort = chosen.get("in", "") if chosen.get("in") in SORTS else ""
        words = WORDS | {"board": self.boards}
        self.words = {group: words[group] for group in GROUPS}
        self.kept = {group: {one for one in chosen.getlist(group) if one in words[group]} for group in GROUPS}

    @cached_property
    def boards(self):
        """The boards on which the reader sits, by address."""
        return {seat.board.slug: seat.board.title for seat in self.reader.seats.values()}

    @property
    def any(self):
        """Whether anything is chosen."""
        return bool(self.sort or any(self.kept.values()))

    @property
    def narrowed(self):
        """What of the choice the index itself can keep to."""
        boards = [key for key, seat in self.reader.seats.items() if seat.board.slug in self.kept["board"]]
        since = first_id((timezone.now() - WEEK).date()) if self.kept["when"] == {"week"} else 0
        by = self.kept["by"]
        groups = {"advisors"} if by == {"experts"} else set() if "me" in by else by
        roles = [str(role) for role, group in SPEAKERS.items() if group in groups]
        return Narrowed(tuple(boards), self.sort, since, tuple(roles), by == {"me"})

    def tags(self, hit):
        """Everything by which one hit is kept: {group: values}."""
        seat = self.reader.seats[hit.board]
        by = {self._speaker(hit, seat)} | ({"me"} if hit.owner == seat.pk else set())
        when = {name for name, so in (("new", self._is_new(hit, seat)), ("week", hit.id >= self._week)) if so}
        marked = {"insight"} if hit.kind == "post" and hit.thing in self._insights else set()
        return {"board": {seat.board.slug}, "when": when, "by": by, "marked": marked}

    def kept_of(self, hits):
        """The hits that are kept, and how many would be by each sort and each value, the others as they are chosen."""
        self._insights = self._marked(hits)
        tagged = [(hit, self.tags(hit)) for hit in hits]
        left, sorts, counts = [], Counter(), {group: defaultdict(int) for group in GROUPS}
        chosen = {group: kept for group, kept in self.kept.items() if kept}
        for hit, tags in tagged:
            missed = [group for group, kept in chosen.items() if not kept & tags[group]]
            in_sort = self.sort in {"", hit.sort}
            if not missed:
                sorts[hit.sort] += 1
            if in_sort and not missed:
                left.append(hit)
            for group in GROUPS if in_sort and len(missed) < 2 else ():
                for tag in tags[group] if missed in ([], [group]) else ():
                    counts[group][tag] += 1
        return sorted(left, key=self._standing), sorts, counts

    def groups(self, counts):
        """The groups as they are shown: [(name, title, [(value, words, number, chosen)])]."""
        shown = []
        for group, title in GROUPS.items():
            values = [
                (value, words, counts[group][value], value in self.kept[group])
                for value, words in self.words[group].items()
                if counts[group][value] or value in self.kept[group]
            ]
            shown += [(group, title, values)] if values else []
        return shown

    def _standing(self, hit):
        """The newest day first; on one day in the order of the guide and of publication, never by the hour."""
        return -hit.day, KINDS.index(hit.kind), self._order[hit.board], hit.number or 0, hit.place or 0, hit.key

    def _speaker(self, hit, seat):
        group = SPEAKERS.get(hit.role, "")
        expert = self._experts.get(hit.owner) if group == "advisors" else None
        if expert and (seat.gaze == NAMES or self._told(expert, hit, seat.gaze)):
            return "experts"
        return group

    def _told(self, expert, hit, gaze):
        """Whether a post, or a note, says by whom it is to whoever sees no names."""
        return expert.named if hit.kind == "note" else not nameless(expert, self._question(hit), gaze)

    def _question(self, hit):
        return self.reader.known[hit.board][hit.number]

    def _is_new(self, hit, seat):
        if hit.kind == "document":
            return hit.thing not in self._opened
        if hit.kind != "post" or hit.owner == seat.pk:
            return False
        return hit.place > self._marks.get((seat.pk, self._question(hit).pk), 0)

    @cached_property
    def _seats(self):
        return Membership.objects.read_from(self.reader.user)

    @cached_property
    def _week(self):
        return first_id((timezone.now() - WEEK).date())

    @cached_property
    def _marks(self):
        marks = ReadMark.objects.filter(member__in=self._seats.values("pk")).values_list(
            "member_id", "question_id", "order"
        )
        return {(member, question): order for member, question, order in marks}

    @cached_property
    def _opened(self):
        return set(
            Reading.objects.filter(member__in=self._seats.values("pk")).values_list("version__document", flat=True)
        )

    @cached_property
    def _experts(self):
        found = Membership.objects.filter(board__in=self._seats.values("board"), patient_expert=True)
        return {seat.pk: seat for seat in found}

    @cached_property
    def _order(self):
        return {board: place for place, board in enumerate(self.reader.seats)}

    def _marked(self, hits):
        """The posts among some hits that are marked as insights, as far as the reader may know."""
        seats = [self.reader.seats[board] for board in {hit.board for hit in hits if hit.kind == "post"}]
        boards = {seat.board_id for seat in seats if can(seat, "insight.see", seat.board)}
        posts = [hit.thing for hit in hits if hit.kind == "post" and hit.board in boards]
        found = Insight.objects.filter(ended_at=None, post__in=among(posts))
        return set(found.values_list("post_id", flat=True)) if posts else set()
