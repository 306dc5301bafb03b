"""The links of people without a seat: each leads to one survey, and to nothing else of the board."""

from boards.links import Holder, digest_of
from discussions.models import SurveyInvitation


def holder_of(token):
    """Whoever holds a link, with the survey it leads to; (None, None) where it leads nowhere, or no longer."""
    found = SurveyInvitation.objects.select_related(*SurveyInvitation.together)
    found = found.filter(digest=digest_of(token), revoked_at=None).first()
    return (Holder(found.digest), found.survey) if found else (None, None)
