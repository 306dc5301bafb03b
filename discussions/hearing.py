"""Who hears of what happens in a discussion: only those who sit there now and may read it."""

from datetime import time, timedelta

from django.db.models import F, Q

from advisory.notifications.notices import Due, Heard
from advisory.rights import can
from advisory.zones import zone_of
from boards.models import Board, Membership, Role
from discussions.mentions import mentioned
from discussions.models import Gate, Question, Reminded

MORNING, EVENING, PATIENCE = time(9), time(18), timedelta(days=2)
HEARS_STILL = Q(member__left_at=None, member__seat=Role.ADVISOR, member__agreed__gte=F("member__board__terms"))
PLACEHOLDER = {"email": None, "is_active": False, "erased_at": None}


def clarifiers(event, post):
    """Whom the team asks: who is to clarify, or with a probe whoever wrote what it follows, or began the thread."""
    return _readers(post, _asked(post))


def author_of_held(event, post):
    """Who is asked to change what they wrote."""
    return [Heard(post.author.user_id)] if post.held_at and not post.removed_at else []


def desk_of_held(event, post):
    """The desk, while a post is out of sight: whoever held it knows, and of what may be an event it hears as such."""
    event_in_it = event.actor_id is None and post.findings.unsettled().about_safety().exists()
    if not post.held_at or post.removed_at or event_in_it:
        return []
    return [Heard(seat.user_id) for seat in _seats(post.board) if seat.moderates and seat.user_id != event.actor_id]


def mentioned_in_note(event, note):
    """Who is named in a note, of those who may read it."""
    if "@" not in note.current.body or note.removed_at:
        return []
    seats = {seat.pk: seat for seat in _seats(note.board) if can(seat, "note.read", note)}
    names = {key: [seat.user.name, seat.user.own_name] for key, seat in seats.items() if key != note.author_id}
    return [Heard(seats[key].user_id) for key in mentioned(note.current.body, names)]


def heard_of_flags(event, flag):
    """The desk, while a flag waits for an answer; then whoever flagged the post."""
    if flag.resolved_at:
        return [Heard(flag.by.user_id)]
    return [Heard(seat.user_id) for seat in _seats(flag.board) if seat.moderates and seat.pk != flag.by_id]


def repliers(event, post):
    """Whose words a reply follows, or whose thread it stands in, unless they are asked to clarify or in a poll."""
    if post.is_answer or hasattr(post, "poll"):
        return []
    return _readers(post, {post.reply_to.author_id, post.thread.opener_id} - _asked(post))


def mentioned_in(event, post):
    """Who is named in a post, unless they hear of it as a reply or a question to them."""
    if "@" not in post.current.body or imported(post):
        return []
    names = {seat.pk: _called(seat, post.question) for seat in _seats(post.board)}
    told = set() if post.is_answer else {post.reply_to.author_id, post.thread.opener_id}
    return _readers(post, mentioned(post.current.body, names) - told)


def answerers(event, question):
    """Whom an opened question waits for; a conversation held elsewhere, or in a live session, waits for nobody."""
    if question.talk:
        return []
    if question.posts.filter(**{f"author__user__{name}": value for name, value in PLACEHOLDER.items()}).exists():
        return []
    return [Heard(seat.user_id) for seat in waited_for(question)]


def answered_before(event, question):
    """Whoever answered a question as it was put before: its options are others now."""
    old = set(question.responses.exclude(design_version=question.design_version).values_list("member", flat=True))
    return [Heard(seat.user_id) for seat in _seats(question.board).filter(pk__in=old) if seat.advises]


def members_of(event, thing):
    """Everybody on a board but whoever closed it; a question that the board's closing ends is told with the board."""
    board = thing if isinstance(thing, Board) else thing.board
    ending = board.state in Board.OVER or (board.closes_at and board.closes_at <= event.at)
    if isinstance(thing, Question) and ending:
        return []
    return [Heard(seat.user_id) for seat in _seats(board) if seat.user_id != event.actor_id]


def reminded(event, reminder):
    """Whom a reminder reaches at once, because it is their daytime."""
    rows = reminder.reminded.filter(HEARS_STILL, send_at=None)
    return [Heard(person) for person in rows.values_list("member__user", flat=True)]


def reminders_due(now):
    """Whose morning has come since they were reminded; `of_reminders` leaves out what is over by then."""
    rows = Reminded.objects.filter(HEARS_STILL, send_at__lte=now, send_at__gt=now - PATIENCE)
    for row in rows.select_related("reminder__board", "member"):
        yield Due(row.member.user_id, row.reminder.board.log_id, "reminder", row.reminder_id, "morning")


def due_soon(now):
    """Who has not answered what is due tomorrow, where it is their daytime; or today, when they could not be told."""
    soon = Question.objects.filter(state=Question.State.OPEN, board__state=Board.State.OPEN, due_at__gt=now)
    for question in soon.filter(due_at__lt=now + timedelta(days=3)).select_related("board"):
        for seat in waited_for(question):
            if is_time(question, now, zone_of(seat.user.time_zone)):
                yield Due(seat.user_id, question.board.log_id, "question", question.pk, due_key(question))


def due_key(question):
    """A due time as notifications know it; another time is another notification."""
    return f"{question.due_at:%Y%m%d%H%M%S}"


def waited_for(question):
    """The seats of advisors who have neither answered a question nor passed it."""
    through = set(Gate.objects.filter(question=question).values_list("member_id", flat=True))
    return [seat for seat in _seats(question.board) if seat.advises and seat.pk not in through]


def imported(post):
    """Whether a post was brought in from elsewhere: its author is a placeholder."""
    return all(getattr(post.author.user, name) == value for name, value in PLACEHOLDER.items())


def _asked(post):
    """The seats that the team's probe asks."""
    if not post.probe:
        return set()
    if hasattr(post, "clarification"):
        return {post.clarification.member_id}
    if not post.reply_to.by_staff:
        return {post.reply_to.author_id}
    return {post.thread.opener_id} if post.thread.concerns(post.thread.opener) else set()


def _readers(post, seats):
    """Those of some seats who may read a post that stands, its author left out."""
    if post.removed_at or post.held_at or not seats - {post.author_id}:
        return []
    found = _seats(post.board).filter(pk__in=seats - {post.author_id})
    return [Heard(seat.user_id) for seat in found if can(seat, "post.see", post)]


def _seats(board):
    return Membership.objects.seated().filter(board=board, user__is_active=True).select_related("board", "user")


def _called(seat, question):
    """How a member may be named on a question: by alias where peers know no more, else by name."""
    hidden = question.blinded and seat.advises and not (seat.patient_expert and seat.named)
    return [seat.alias_name] if hidden else [seat.user.name, seat.user.own_name]


def is_time(question, now, zone):
    """Whether it is the right daytime in a zone to say that something is due soon."""
    local, due = now.astimezone(zone), question.due_at.astimezone(zone)
    if not MORNING <= local.time() < EVENING:
        return False
    opened = question.opens_at.astimezone(zone).date() if question.opens_at else local.date()
    tomorrow = due.date() == local.date() + timedelta(days=1)
    return tomorrow or (due.date() == local.date() and opened < local.date())
