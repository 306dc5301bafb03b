"""The letter of a survey to somebody without a seat: it says who asks, and leads to the survey and nothing else."""

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format

from advisory.notifications.notices import Told
from boards.links import digest_of, token_of
from boards.models import Board
from discussions.models import Sheet, Survey


def letters_for(invitations, *, reminding):
    """{invitation id: Told} of those whose link leads to a survey that waits for them; the rest are left out.

    A title stands in it only where the board lets letters quote. The link is made again from the row, so that a
    letter that was lost in a crash can be written once more.
    """
    done = Sheet.objects.filter(invitation__in=invitations).exclude(finished_at=None)
    done = set(done.values_list("invitation_id", flat=True))
    waiting = [one for one in invitations if one.pk not in done and _leads(one)]
    return {one.pk: _letter(one, reminding=reminding) for one in waiting}


def _leads(invitation):
    survey = invitation.survey
    genuine = digest_of(token_of(invitation.nonce)) == invitation.digest
    open_now = survey.state == Survey.State.OPEN and survey.board.state not in Board.OVER
    return invitation.lives and genuine and open_now


def _letter(invitation, *, reminding):
    survey = invitation.survey
    url = f"{settings.SITE_URL}{reverse('survey-join', args=[token_of(invitation.nonce)])}"
    context = {
        "url": url, "inviter": invitation.invited_by.user.name, "open": survey.board.letters_quote,
        "title": survey.title, "until": date_format(survey.closes_at, "j F Y") if survey.closes_at else "",
        "reminding": reminding,
    }  # fmt: skip
    return Told("You are asked to answer a survey", url, address=invitation.address, context=context)
