"""What somebody would change in minutes is suggested, and taken or declined by the desk."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Absent, Conflict, Invalid
from advisory.rights import allow, can
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.commands.minutes import replace_part, require_open
from discussions.commands.opening import keys_of, watch_words
from discussions.commands.writing import require_patience
from discussions.models import Minutes, MinutesPart, Suggestion

MOST, LONGEST = 400, 2000


@transaction.atomic
def suggest_change(part, *, by, client_id, words="", proposed="", stamp=None):  # noqa: PLR0913 - as one form is sent
    """Say what is not right in a section, and how it should read; sent again it is kept once."""
    by, part = lock(part.board, by, part)
    if not can(by, "minutes.read", part.minutes):
        raise Absent
    require_current(by, stamp)
    allow(by, "minutes.suggest", part.minutes)
    earlier = Suggestion.objects.filter(pk=client_id).first()
    if earlier and earlier.member_id != by.pk:
        raise Conflict("client_id_reused", "Another suggestion was sent under this id before. Send yours again.")
    if earlier:
        return earlier
    require_open(part.minutes)
    if part.minutes.state != Minutes.State.SENT:
        raise Conflict("closed", "These minutes are a draft. Change the section itself.")
    words, proposed = _checked(part, words, proposed)
    require_patience(by)
    if Suggestion.objects.filter(part__minutes=part.minutes).count() >= MOST:
        raise Conflict("too_many", f"Minutes hold up to {MOST} suggested changes.")
    made = Suggestion(id=client_id, part=part, member=by, words=words, proposed=proposed)
    made.save(force_insert=True)
    sealed = committed(made.salt, made.text)
    told = {"session": part.minutes.session.number, "version": 1, "words": sealed, "shown": sealed}
    record("suggestion.made", made, by=by, **told)
    watch_words(made.text, by=by, keys=keys_of(made))
    return made


@transaction.atomic
def take_suggestion(suggestion, *, by, worded=False, stamp=None):
    """Take a suggestion; `worded`: what it proposes stands in the section at once, if that has not changed since."""
    by, suggestion = lock(suggestion.board, by, suggestion)
    require_current(by, stamp)
    allow(by, "minutes.keep", suggestion.board)
    _require_waiting(suggestion)
    if worded and suggestion.proposed:
        part = suggestion.part
        if part.until is not None:
            part = _same_words(part)
        replace_part(part, part.title, suggestion.proposed, by)
    _settle(suggestion, Suggestion.State.TAKEN, by)


@transaction.atomic
def decline_suggestion(suggestion, answer, *, by, stamp=None):
    """Decline a suggestion, and say why."""
    by, suggestion = lock(suggestion.board, by, suggestion)
    require_current(by, stamp)
    allow(by, "minutes.keep", suggestion.board)
    _require_waiting(suggestion)
    suggestion.answer = checked(answer, "answer", longest=280)
    _settle(suggestion, Suggestion.State.DECLINED, by)


def _require_waiting(suggestion):
    require_open(suggestion.minutes)
    if suggestion.state != Suggestion.State.WAITING:
        raise Conflict("closed", f"This suggestion was {suggestion.get_state_display().lower()} already.")


def _same_words(part):
    """The section as it stands now, if its words are still those for which a change was proposed."""
    now = MinutesPart.objects.select_related(*MinutesPart.together).filter(
        minutes=part.minutes_id, place=part.place, until=None
    )
    now = now.first()
    if now is None or now.body != part.body:
        raise Conflict("stale", "The section has changed since this was proposed. Change it by hand, then mark this as "
                                "taken.")  # fmt: skip
    return now


def _settle(suggestion, state, by):
    suggestion.state, suggestion.settled_by, suggestion.settled_at = state, by, timezone.now()
    suggestion.save(update_fields=["state", "answer", "settled_by", "settled_at"])
    kind = "suggestion.taken" if state == Suggestion.State.TAKEN else "suggestion.declined"
    record(kind, suggestion, by=by, session=suggestion.minutes.session.number)


def _checked(part, words, proposed):
    """A remark, other words, or both; words that are those of the section propose nothing."""
    words = checked(words, "words", longest=LONGEST) if str(words or "").strip() else ""
    proposed = checked(proposed, "proposed") if str(proposed or "").strip() else ""
    proposed = "" if proposed == part.body else proposed
    if not words and not proposed:
        raise Invalid(fields={"words": "Say what should change, or change the words of the section below."})
    return words, proposed
