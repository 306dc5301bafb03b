"""Points about a version are raised, answered and settled."""

import secrets

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from resources.models import Remark

LONGEST = 2000
GONE = "The point that this answers is not here."


@transaction.atomic
def raise_remark(version, body, *, by, reply_to=None, stamp=None):
    """Raise a point about a version, or answer one."""
    by, version = lock(version.board, by, version)
    require_current(by, stamp)
    allow(by, "review.remark", version)
    if not version.is_open:
        raise Conflict("closed", "This version is on its way no more.")
    return put_remark(version, body, by, reply_to=reply_to)


@transaction.atomic
def settle_remark(remark, *, by, on, stamp=None):
    """Say that a point is settled, or open it again; asking twice changes nothing."""
    by, remark = lock(remark.board, by, remark)
    require_current(by, stamp)
    allow(by, "review.remark", remark.version)
    if bool(remark.settled_at) == on or remark.reply_to_id:
        return
    remark.settled_at, remark.settled_by = (timezone.now(), by) if on else (None, None)
    remark.save(update_fields=["settled_at", "settled_by"])
    record("remark.settled" if on else "remark.reopened", remark, by=by)


def put_remark(version, body, by, *, review=None, reply_to=None):
    """Keep a point under the caller's lock; an answer to an answer stands below the point itself."""
    body = checked(body, "change" if review else "body", LONGEST)
    above = version.remarks.filter(pk=reply_to).first() if reply_to else None
    if reply_to and above is None:
        raise Invalid(fields={"reply_to": GONE})
    made = {"body": body, "salt": secrets.token_hex(16), "by": by, "review": review}
    remark = Remark.objects.create(version=version, reply_to=above and (above.reply_to or above), **made)
    seal = committed(remark.salt, body)
    record("remark.made", remark, by=by, version=1, words=seal, shown=seal)
    return remark
