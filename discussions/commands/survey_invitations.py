"""People without a seat are invited to a survey: each by a link of their own, sent again or withdrawn at will."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record, record_all
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from boards.commands.stamps import require_current
from boards.links import digest_of, fresh_nonce, token_of
from discussions.commands.questions import require_alive
from discussions.models import Survey, SurveyInvitation
from discussions.surveys.asking import seats_asked

PAUSE = timedelta(minutes=1)
MOST_AT_ONCE, MOST = 500, 5_000


@transaction.atomic
def invite_to_survey(survey, addresses, *, by, stamp=None):
    """Invite people by their addresses; whoever is invited already stays so. Gives the new invitations.

    Their letters leave once the survey is open.
    """
    by, survey = lock(survey.board, by, survey)
    require_current(by, stamp)
    allow(by, "survey.run", survey.board)
    _require_running(survey)
    wanted = list(dict.fromkeys(_checked(addresses)))
    _require_without_seat(survey, wanted)
    known = set(survey.invitations.filter(revoked_at=None).values_list("address", flat=True))
    if len(known) + len(wanted) > MOST:
        raise Invalid(fields={"addresses": f"A survey asks up to {MOST} people without a seat."})
    fresh = [_invitation(survey, address, by) for address in wanted if address not in known]
    SurveyInvitation.objects.bulk_create(fresh, batch_size=500)
    kinds = ["survey.invited"] + ["survey_invitation.sent"] * (survey.state == Survey.State.OPEN)
    for kind in kinds if fresh else ():
        record_all(kind, fresh, by=by, facts=[{"survey": survey.number}] * len(fresh))
    return fresh


@transaction.atomic
def resend_survey_invitation(invitation, *, by, stamp=None):
    """Send a new link; the one before it leads nowhere from now on."""
    by, invitation = lock(invitation.board, by, invitation)
    require_current(by, stamp)
    allow(by, "survey.run", invitation.board)
    _require_running(invitation.survey)
    _require_living(invitation)
    now = timezone.now()
    if now - invitation.sent_at < PAUSE:
        raise Conflict("just_sent", "A letter has just been sent. Wait a minute, then send it again.")
    invitation.nonce, invitation.sent_at = fresh_nonce(), now
    invitation.digest = digest_of(token_of(invitation.nonce))
    invitation.save(update_fields=["nonce", "digest", "sent_at"])
    record("survey_invitation.resent", invitation, by=by, survey=invitation.survey.number)


@transaction.atomic
def revoke_survey_invitation(invitation, *, by, stamp=None):
    """Withdraw a link: it leads nowhere from now on; what was finished by it stands."""
    by, invitation = lock(invitation.board, by, invitation)
    require_current(by, stamp)
    allow(by, "survey.run", invitation.board)
    _require_living(invitation)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    record("survey_invitation.revoked", invitation, by=by, survey=invitation.survey.number)


def _invitation(survey, address, by):
    nonce = fresh_nonce()
    return SurveyInvitation(
        survey=survey, address=address, invited_by=by, nonce=nonce, digest=digest_of(token_of(nonce))
    )


def _checked(addresses):
    """The addresses as they are kept; the first that is none is named."""
    given = addresses if isinstance(addresses, list) else []
    if not 0 < len(given) <= MOST_AT_ONCE:
        told = f"Write 1 to {MOST_AT_ONCE} addresses at once, one a line."
        raise Invalid(fields={"addresses": told})
    for address in given:
        cleaned = str(address).strip().lower()
        try:
            validate_email(cleaned)
        except ValidationError as wrong:
            told = f"“{cleaned[:60]}” is no whole address, like name@hospital.org. Nobody was invited."
            raise Invalid(fields={"addresses": told}) from wrong
        yield cleaned


def _require_without_seat(survey, addresses):
    """Nobody is asked twice: who answers from their seat needs no link."""
    asked = {seat.user.email.lower() for seat in seats_asked(survey) if seat.user.email}
    twice = next((address for address in addresses if address in asked), None)
    if twice:
        raise Invalid(fields={"addresses": f"“{twice}” is asked on the board already. Nobody was invited."})


def _require_running(survey):
    require_alive(survey.board)
    if survey.state == Survey.State.CLOSED:
        raise Conflict("closed", "This survey has closed, so nobody is invited to it any more.")


def _require_living(invitation):
    if not invitation.lives:
        raise Conflict("revoked", "This link has been withdrawn.")
