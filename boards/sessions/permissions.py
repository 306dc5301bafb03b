"""Who may do what with live sessions: chair and moderators run them, the wall stands before voices and faces too."""

from advisory.rights import SYSTEM, grant
from boards.models import Role

C, M, A, O, S = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.OBSERVER, Role.SPONSOR  # noqa: E741
SYS = SYSTEM.role


def _hears(member, session):
    """Whoever is kept from names, or from answers, by the wall neither hears nor sees those who give them."""
    return not member.walled


def _inside(member, session):
    """Whether somebody was let in and has not left, nor is kept out by the wall since."""
    return not member.walled and session.attendances.filter(member=member, state="admitted").exists()


def _came(member, session):
    """The team from before the wall, and whoever was let in and was not asked to leave: what they could hear."""
    there = member.is_staff_seat or session.attendances.came().filter(member=member).exists()
    return there and not member.walled


def _own_hand(member, hand):
    return hand.member_id == member.pk or member.moderates


def _own(member, attendance):
    return attendance.member_id == member.pk


grant({
    "session.see":      ({C, M, S, A, O}, None, "See when the board meets, and the agenda"),
    "session.schedule": ({C, M}, None, "Schedule a live session, change it, call it off"),
    "session.run":      ({C, M, SYS}, None, "Let people come to a live session, begin it, lock it, end it"),
    "session.attend":   ({C, M, S, A, O}, _hears, "Come to a live session; advisors wait until they are let in"),
    "session.admit":    ({C, M}, None, "Let those who wait in or not, write to them, ask somebody to leave"),
    "session.tell":     ({C, M}, None, "Write to everybody in the room of a live session"),
    "session.leave":    ({C, M, S, A, O}, _own, "Leave a live session"),
    "recording.begin":  ({C}, None, "Record a live session that everybody who is present has agreed to"),
    "recording.end":    ({C, M, SYS}, None, "End the recording of a live session"),
    "recording.retry":  ({C, M}, None, "Have a recording be put together once more of which no film could be made"),
    "attendance.end":   ({SYS}, None, "Count whoever went without a word as having left a live session"),
    "recording.compose": ({SYS}, None, "Put what was recorded of a live session together"),
    "captions.begin":   ({C}, None, "Have what is said in a live session written down, with everybody's consent"),
    "captions.end":     ({C, M, SYS}, None, "End the captions of a live session"),
    "caption.write":    ({SYS}, None, "Write down what somebody said in a live session"),
    "caption.correct":  ({C, M}, None, "Put right what was written down in a live session"),
    "transcript.read":  ({C, M, S, A, O}, _came, "Read what was written down in a live session that one came to"),
    "agenda.keep":      ({C, M}, None, "Write the agenda of a live session"),
    "agenda.run":       ({C, M}, None, "Go on to the next point, give the open one more minutes"),
    "breakout.keep":    ({C, M}, None, "Prepare the breakout rooms of a live session: their people and questions"),
    "breakout.run":     ({C, M}, None, "Open the breakout rooms, go from one to another, call everybody back"),
    "hand.raise":       ({C, M, S, A}, _inside, "Raise one's hand in a live session"),
    "hand.lower":       ({C, M, S, A}, _own_hand, "Lower a hand: one's own, or at the desk anybody's"),
    "hand.call":        ({C, M}, None, "Call on somebody whose hand is up"),
})  # fmt: skip
