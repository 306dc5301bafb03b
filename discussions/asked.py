"""What every page of a discussion asks of the database, each question worked out once."""

from django.db.models import CharField, Count, F, FilteredRelation, Q, UUIDField
from django.db.models.functions import Coalesce

from advisory.events.models import Stream
from advisory.prepared import prepared
from boards.models import Membership, Role
from discussions.models import Draft, Note, Post, Question, Response, Stance
from resources.models import Document

KEY = UUIDField()


@prepared(log=Stream._meta.get_field("log").target_field, own=CharField())
def ends(log, own):
    """Where a board's streams end: (name in the log, last seq); of those that concern one member, only their own."""
    return Stream.objects.filter(Q(name=own) | ~Q(name__contains=".mine."), log=log).values_list("name", "head")


@prepared(board=KEY)
def seats_taken(board):
    """How many seats of each role are taken, and of whoever is or was there to answer; how often rights moved."""
    seats = Membership.objects.filter(board=board).order_by("seat").values("seat")
    found = seats.annotate(number=Count("pk", filter=Q(left_at=None)), circle=Count("pk", filter=Q(advised=True)))
    return found.values_list("seat", "number", "circle", "board__log__rights")


@prepared(board=KEY, member=KEY)
def questions(board, member):
    """A board's questions in order, each with its section and how one member stands to it."""
    return Question.objects.filter(board=board).select_related("section").met_by(member).order_by("number")


@prepared(board=KEY, member=KEY)
def counts(board, member):
    """Of what a member may count: (question, answers, advisors who gave them, posts of others after the mark)."""
    return _counted(Post.objects.filter(Q(held_at=None) | Q(author=member)), board, member)


@prepared(board=KEY, member=KEY)
def all_counts(board, member):
    """The same with what is held, for those who run the desk."""
    return _counted(Post.objects.all(), board, member)


def _counted(posts, board, member):
    own = FilteredRelation("question__read_marks", condition=Q(question__read_marks__member=member))
    answer, advising = Q(reply_to=None), Q(role=Role.ADVISOR)
    fresh = Q(order__gt=Coalesce(F("own_mark__order"), 0)) & ~Q(author=member)
    stands = posts.filter(question__board=board, removed_at=None, order__isnull=False).annotate(own_mark=own)
    return stands.order_by().values_list("question").annotate(
        answers=Count("pk", filter=answer), people=Count("author", distinct=True, filter=answer & advising),
        fresh=Count("pk", filter=fresh),
    )  # fmt: skip


@prepared(board=KEY)
def responses(board):
    """How often the questions of a board were answered otherwise than in words: (question, by all, by advisors)."""
    given = Response.objects.filter(question__board=board).order_by().values_list("question")
    given = given.annotate(answers=Count("pk"), people=Count("pk", filter=Q(member__advised=True)))
    voted = Stance.objects.filter(proposition__question__board=board).order_by().values_list("proposition__question")
    people = Count("member", distinct=True, filter=Q(member__advised=True))
    return given.union(voted.annotate(answers=Count("member", distinct=True), people=people), all=True)


@prepared(question=KEY, member=KEY)
def drafts(question, member):
    """A member's own unsent words on a question."""
    return Draft.objects.filter(member=member, question=question).only("place", "body")


@prepared(board=KEY, question=KEY)
def notes(board, question):
    """What the back room says beside the posts of a question, oldest first."""
    return Note.objects.drawn().filter(board=board, post__question=question)


@prepared(key=KEY)
def post(key):
    """One post with everything that is asked of it."""
    return Post.objects.select_related(*Post.together).filter(pk=key)


@prepared(key=KEY, board=KEY)
def post_on(key, board):
    """The same on one board alone."""
    return Post.objects.select_related(*Post.together).filter(pk=key, question__board=board)


@prepared(board=KEY, number=Question._meta.get_field("number"))
def documents(board, number):
    """What stands beside a question."""
    return Document.objects.filter(board=board, question_number=number).only("title")
