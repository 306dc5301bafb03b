"""The seeded leaks of polls, statements, studies and what is taken out of them."""

from advisory.events import frames
from discussions.api import statements
from discussions.consensus import pages as studies
from discussions.consensus import results
from discussions.models import Poll, Rating
from discussions.polls.telling import Standing
from discussions.propositions.pages import Voting
from discussions.taking import answers
from discussions.views import studies as running
from tests.hidden import seeding as seed
from tests.hidden.reading import figures

Q6, STUDY = "/boards/heart/questions/6/", "/boards/heart/consensus/1/"
PUT = f"{seed.API}/questions/6/statements"


@seed.leak("the counts of a hidden poll", seed.OBSERVED, seed.page("tanabe", seed.Q2))
def _(patch):
    patch.setattr(Standing, "counts", lambda self, poll: True)


@seed.leak("the counts of a detached poll that is open", seed.OBSERVED, seed.page("tanabe", seed.Q2))
def _(patch):
    patch.setattr(Poll, "tells", True)


@seed.leak(
    "votes on statements before one's own", seed.OBSERVED, seed.page("tanabe", f"{seed.API}/questions/6/statements")
)
def _(patch):
    patch.setattr(statements, "reads_question", lambda *_: True)


@seed.leak("who voted on a statement", seed.SWAPPED, seed.line("brandt", ".q6"))
def _(patch):
    seed.around(patch, frames, "told", lambda facts, event, thing, *_: facts | {"by": str(
        getattr(thing, "member_id", ""))})  # fmt: skip


@seed.leak("how many statements wait", seed.KEPT, seed.page("tanabe", Q6))
def _(patch):
    def change(told, voting, *_):
        told["voting"]["total"] = voting.question.propositions.count()
        return told

    seed.around(patch, Voting, "told", change)


@seed.leak("ratings of a round that is open", seed.OBSERVED, seed.page("marsh", f"{STUDY}rounds/2/"))
def _(patch):
    patch.setattr(studies.StudyPage, "_told_round", lambda page: page.round)
    patch.setattr(studies, "sees_item", lambda *_: True)


@seed.leak("whose comment it is", seed.SWAPPED, seed.page("tanabe", f"{STUDY}rounds/1/"))
def _(patch):
    def change(comment, rating, *_):
        name = Rating.objects.get(pk=rating.pk).panelist.member.user.name
        return results.Comment(comment.key, f"{name}: {comment.text}", comment.low, comment.high)

    seed.around(patch, results, "_comment", change)


@seed.leak("who has finished, to whoever sees no names", seed.SWAPPED, seed.page("marsh", f"{STUDY}setup/"))
def _(patch):
    def told(study, round_, _):
        named = study.board.seats.select_related("board", "user").get(user__name="Dr Jonas Weidmann")
        return studies.progress_of(study, round_, named)

    patch.setattr(running, "progress_of", told)


@seed.leak("who answered what, in the file", seed.SWAPPED, lambda world: figures(world, "marsh", 5))
def _(patch):
    patch.setattr(answers, "named", lambda seat, *_: seat.user.name)
