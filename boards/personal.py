"""What boards keep of a person: their seats, which end with them, how they were invited, and what they agreed to."""

from django.db.models import Q

from advisory.accounts.registries.personal import Line, owners_by, personal
from boards.commands.erasing import forget_captions, forget_invitations, leave_for_good
from boards.models import Board, Invitation


@owners_by
def boards_of(person):
    """The boards on which somebody has or had a seat, in the order in which their logs are locked."""
    return list(Board.objects.filter(seats__user=person.pk).distinct().order_by("log_id"))


def _seat(row):
    told = {"board": row.board.slug, "seat": row.seat, "alias": row.alias, "patient_expert": row.patient_expert}
    return told | {
        "named": row.named,
        "answers_for_safety": row.safety,
        "seated_at": row.seated_at,
        "left_at": row.left_at,
        "restricted_until": row.restricted_until,
    }


def _invited(person):
    return Invitation.objects.filter(Q(accepted_by=person.pk) | Q(address__in=person.addresses))


def _invitation(row):
    told = {"board": row.board.slug, "seat": row.role, "address": row.address, "name": row.name, "state": row.state}
    times = {name: getattr(row, name) for name in ("invited_at", "accepted_at", "declined_at", "revoked_at")}
    return told | times | {"reason": row.reason, "suggestion": row.suggestion}


def _consent(row):
    text = {"board": row.board.slug, "text": row.policy.kind, "version": row.policy.version, "read": row.policy.body}
    return text | {"choice": row.choice, "way": row.way, "given_at": row.given_at, "withdrawn_at": row.withdrawn_at}


def _mute(row):
    return {"board": row.session.board.slug, "session": row.session.title, "at": row.at}


def _point(row):
    session = row.session
    return {"board": session.board.slug, "session": session.title, "at": session.starts_at, "point": row.title}


def _placed(row):
    return {"board": row.session.board.slug, "session": row.session.title, "room": row.breakout.name}


def _came(row):
    told = {name: getattr(row, name) for name in ("state", "recording", "asked_at", "admitted_at", "seconds")}
    return {"board": row.board.slug, "session": row.session.title} | told


def _allowed(row):
    session = row.recording.session
    told = {"board": session.board.slug, "session": session.title, "begun_at": row.recording.begun_at}
    return told | {"choice": row.choice}


def _stayed(row):
    session = row.attendance.session
    return {"board": session.board.slug, "session": session.title, "came_at": row.came_at, "left_at": row.left_at}


def _spoke(row):
    return {"board": row.board.slug, "session": row.session.title, "begun_at": row.begun_at, "ended_at": row.ended_at}


def _written(row):
    session = row.caption.session
    return {"board": session.board.slug, "session": session.title, "at": row.at, "words": row.words}


def _raised(row):
    told = {"board": row.board.slug, "session": row.session.title, "raised_at": row.raised_at}
    return told | {"called_at": row.called_at, "lowered_at": row.lowered_at}


personal(
    Line("boards.Policy", "texts that you published for a board", ("published_by",),
         left_out="they are the board's", kept="others have agreed to them"),
    Line("boards.Invitation", "invitations to you", found=_invited, tells=_invitation, erases=forget_invitations),
    Line("boards.Consent", "what you agreed to, and when", ("person",), tells=_consent,
         kept="it proves what was agreed; it names nobody who was erased"),
    Line("boards.AgendaItem", "points of agendas that you lead", ("lead__user",), tells=_point,
         kept="they are on the record of their board, as somebody’s who was erased"),
    Line("boards.Placing", "breakout rooms that you were placed in", ("member__user",), tells=_placed,
         kept="they are on the record of their board, as somebody’s who was erased"),
    Line("boards.Attendance", "live sessions you came to, and how long you were there", ("member__user",),
         tells=_came, kept="they are on the record of their board, as somebody’s who was erased"),
    Line("boards.Stay", "when you came and left there", ("attendance__member__user",), tells=_stayed,
         kept="they are on the record of their board, as somebody’s who was erased"),
    Line("boards.Hand", "when you asked to speak", ("member__user",), tells=_raised,
         kept="they are on the record of their board, as somebody’s who was erased"),
    Line("boards.Session", "live sessions in which you present", ("presenter__user", "spotlit__user"),
         left_out="they are the board's", kept="they are the board's"),
    Line("boards.Recording", "recordings of live sessions that you began", ("begun_by__user",),
         left_out="they are the board's", kept="they are the board's"),
    Line("boards.Allowance", "what of you each recording was allowed to keep", ("member__user",), tells=_allowed,
         kept="films go by it; it names nobody who was erased"),
    Line("boards.Captioning", "live sessions that you had written down", ("begun_by__user",),
         left_out="they are the board's", kept="they are the board's"),
    Line("boards.Caption", "when you spoke in live sessions that were written down", ("speaker__user",), tells=_spoke,
         kept="they are on the record of their board, as somebody’s who was erased"),
    Line("boards.CaptionVersion", "what was written down of what you said there", ("caption__speaker__user",),
         tells=_written, erases=forget_captions),
    Line("boards.Breakout", "their breakout rooms", ("session__presenter__user", "session__spotlit__user"),
         left_out="they are the board's", kept="they are the board's"),
    Line("boards.Mute", "live sessions in which your microphone was closed", ("member__user",), tells=_mute,
         kept="it is on the record of the board, as somebody’s who was erased"),
    Line("boards.Membership", "your seats", ("user",), tells=_seat, erases=leave_for_good),
)  # fmt: skip
