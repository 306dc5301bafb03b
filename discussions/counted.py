"""What stands on a question, whence every member's counts follow; what is held counts for its author and the desk."""

from bisect import bisect_right
from collections import defaultdict

from boards.models import Role


class Counted:
    """The posts of one question as they count: rows of (place, author, held at, what it replies to, role) by place."""

    def __init__(self, rows=()):
        self.letters = 500 * len(rows)
        self.unpublished = {author for place, author, *_ in rows if place is None}
        standing = [row for row in rows if row[0] is not None]
        self.whole, self.seen = _Sum(standing), _Sum([row for row in standing if row[2] is None])
        self.held = defaultdict(list)
        for row in standing:
            if row[2] is not None:
                self.held[row[1]].append(row)

    def told(self, member, mark):
        """What a member may count: answers, advisors who gave them, and posts of others after the member's mark."""
        if member.moderates:
            return self.whole.answers, len(self.whole.people), self.whole.after(mark, member.pk)
        own = _Sum(self.held.get(member.pk, ()))
        people = len(self.seen.people) + len(own.people - self.seen.people)
        return self.seen.answers + own.answers, people, self.seen.after(mark, member.pk)


class _Sum:
    """Some of a question's posts."""

    def __init__(self, rows):
        answers = [row for row in rows if row[3] is None]
        self.answers, self.people = len(answers), {row[1] for row in answers if row[4] == Role.ADVISOR}
        self.places, self.places_of = [row[0] for row in rows], defaultdict(list)
        for place, author, *_ in rows:
            self.places_of[author].append(place)

    def after(self, mark, member):
        """How many posts of others come after a place."""
        return _after(self.places, mark) - _after(self.places_of.get(member, ()), mark)


class Counts(dict):
    """The questions of a board, each with what stands on it; of the others nothing does."""

    def __init__(self, rows):
        super().__init__()
        by_question = defaultdict(list)
        for question, *row in rows:
            by_question[question].append(row)
        self.update((question, Counted(found)) for question, found in by_question.items())
        self.letters = sum(one.letters for one in self.values())

    def __missing__(self, question):
        return NOTHING


NOTHING = Counted()


def _after(places, mark):
    return len(places) - bisect_right(places, mark or 0)
