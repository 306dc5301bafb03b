"""What every page of a discussion asks of the database, each question worked out once."""

from django.db.models import CharField, Count, Q, UUIDField, Value
from django.db.models.functions import Cast

from advisory.events.models import Stream
from advisory.events.seals import SITE_SEAL
from advisory.notifications.models import Notification
from advisory.prepared import prepared
from boards.models import Membership
from discussions.models import Draft, Gate, Note, Post, Question, Reaction, ReadMark, Response, Stance
from resources.models import Shelf

KEY = UUIDField()


@prepared(log=Stream._meta.get_field("log").target_field)
def ends(log):
    """Where a board's streams end: (name in the log, last seq)."""
    return Stream.objects.filter(log=log).values_list("name", "head")


@prepared(board=KEY)
def seats_taken(board):
    """How many seats of each role are taken, and of whoever is or was there to answer; how often rights moved."""
    seats = Membership.objects.filter(board=board).order_by("seat").values("seat").annotate(site=SITE_SEAL)
    found = seats.annotate(number=Count("pk", filter=Q(left_at=None)), circle=Count("pk", filter=Q(advised=True)))
    return found.values_list("seat", "number", "circle", "board__log__rights", "board__log__digest", "site")


@prepared(board=KEY, member=KEY)
def questions(board, member):
    """A board's questions in order, each with its section and how one member stands to it."""
    return Question.objects.filter(board=board).select_related("section").met_by(member).order_by("number")


@prepared(board=KEY)
def standing(board):
    """A board's posts as they count: (question, place, author, held at, replies to, role), by place."""
    posts = Post.objects.filter(question__board=board, removed_at=None).order_by("question", "order")
    return posts.values_list("question", "order", "author", "held_at", "reply_to", "role")


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


@prepared(board=KEY)
def guide(board):
    """A board's questions in order, each with its section."""
    return Question.objects.filter(board=board).select_related("section").order_by("number")


@prepared(member=KEY, person=KEY, board=KEY, number=Question._meta.get_field("number"))
def own(member, person, board, number):
    """What is a member's own: ("gate", question, passed), ("mark", question, read to), ("bell", "", unseen).

    And on the question of one number ("draft", place, words) and ("pressed", post, reaction).
    """
    here = {"question__board": board, "question__number": number}
    pressed = Reaction.objects.filter(member=member, **{f"post__{name}": value for name, value in here.items()})
    bell = Notification.objects.unread().filter(person=person).order_by().values("person").annotate(new=Count("pk"))
    first, *more = (
        rows.order_by().values_list(Value(what, CharField()), *(Cast(one, CharField()) for one in columns))
        for what, rows, columns in (
            ("gate", Gate.objects.filter(member=member), ("question_id", "passed")),
            ("mark", ReadMark.objects.filter(member=member), ("question_id", "order")),
            ("draft", Draft.objects.filter(member=member, **here), ("place", "body")),
            ("pressed", pressed, ("post_id", "kind")),
            ("bell", bell, (Value(""), "new")),
        )
    )
    return first.union(*more, all=True)


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
    """What stands beside a question, whoever may read it."""
    shown = Shelf.objects.filter(board=board, question_number=number, document__versions__state="published")
    return shown.select_related("document")
