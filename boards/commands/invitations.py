"""People are invited to seats: the link is sent, sent again, withdrawn, declined or accepted."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from advisory.accounts.commands.people import create_person
from advisory.accounts.commands.site import Site
from advisory.accounts.wording import checked_words
from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import SYSTEM, allow
from boards.commands.consents import keep_consents
from boards.commands.members import take_seat
from boards.links import Holder, digest_of, fresh_nonce, token_of
from boards.models import Board, Consent, Invitation, Membership, Role

VALID_FOR = timedelta(days=14)
PAUSE = timedelta(minutes=1)
ENDED = {
    Invitation.State.ACCEPTED: ("used", "This invitation has been used already. If it was you, sign in."),
    Invitation.State.REVOKED: ("revoked", "This invitation has been withdrawn."),
    Invitation.State.LAPSED: ("lapsed", "This invitation has lapsed. Ask for a new link."),
    Invitation.State.DECLINED: ("lapsed", "This invitation has lapsed. Ask for a new link."),
}


@transaction.atomic
def invite_person(board, address, role, *, by, **details):
    """Offer somebody a seat by a link sent to their address; `details` may give a name and `patient_expert`."""
    by, board = lock(board, by, board)
    allow(by, "member.invite", board)
    allow(by, "member.open", Membership(board=board, seat=Role(role)))
    _require_running(board)
    words = checked_words(
        Invitation, {"address": _checked_address(address), "name": details.get("name", "").strip(" ")}
    )
    expert = _expert(details.get("patient_expert", False), role)
    _require_uninvited(board, words["address"])
    nonce = fresh_nonce()
    invitation = Invitation.objects.create(
        board=board, role=Role(role), patient_expert=expert, invited_by_id=by.user_id, nonce=nonce,
        digest=digest_of(token_of(nonce)), expires_at=timezone.now() + VALID_FOR, **words,
    )  # fmt: skip
    record("member.invited", invitation, by=by, role=invitation.role)
    return invitation


@transaction.atomic
def resend_invitation(invitation, *, by):
    """Send a new link; the one before it leads nowhere from now on."""
    by, invitation = lock(invitation.board, by, invitation)
    allow(by, "invitation.resend", invitation)
    _require_running(invitation.board)
    _require_pending(invitation)
    now = timezone.now()
    if now - invitation.sent_at < PAUSE:
        raise Conflict("just_sent", "A letter has just been sent. Wait a minute, then send it again.")
    invitation.nonce = fresh_nonce()
    invitation.digest = digest_of(token_of(invitation.nonce))
    invitation.sent_at, invitation.expires_at, invitation.declined_at = now, now + VALID_FOR, None
    invitation.save()
    record("invitation.resent", invitation, by=by)


@transaction.atomic
def revoke_invitation(invitation, *, by):
    """Withdraw an invitation: its link leads nowhere from now on."""
    by, invitation = lock(invitation.board, by, invitation)
    allow(by, "invitation.revoke", invitation)
    _require_pending(invitation)
    invitation.revoked_at = timezone.now()
    invitation.save(update_fields=["revoked_at"])
    record("invitation.revoked", invitation, by=by)


@transaction.atomic
def decline_invitation(invitation, reason, *, by, suggestion=""):
    """Say no, with one reason for the board's team; the link works on until it lapses."""
    digest = invitation.digest
    by, invitation = lock(invitation.board, by, invitation)
    allow(by, "invitation.decline", invitation)
    _require_living(invitation, digest)
    if reason not in Invitation.Reason.values:
        raise Invalid(fields={"reason": "Choose one of the reasons."})
    words = checked_words(Invitation, {"suggestion": suggestion.strip(" ")})
    invitation.declined_at, invitation.reason = timezone.now(), reason
    invitation.suggestion = words["suggestion"]
    invitation.save(update_fields=["declined_at", "reason", "suggestion"])
    record("invitation.declined", invitation, by=by)


@transaction.atomic
def accept_invitation(invitation, *, by, answers=None, profile=None):
    """Take the seat, once: with the consents {policy id: choice}, and by making the account of somebody new.

    Accepted again by the same person it gives the seat that they have.
    """
    digest = invitation.digest
    by, invitation = lock(invitation.board, by, invitation)
    allow(by, "invitation.accept", invitation)
    if invitation.accepted_at and invitation.accepted_by_id == by.user_id:
        return Membership.objects.select_related("board", "user").get(board=invitation.board, user=by)
    _require_living(invitation, digest)
    _require_running(invitation.board)
    person = _newcomer(invitation, profile or {}) if isinstance(by, Holder) else by
    seat = _seated(invitation, person)
    keep_consents(seat, answers or {}, by=person, way=Consent.Way.INVITATION)
    invitation.accepted_at, invitation.accepted_by, invitation.declined_at = timezone.now(), person, None
    invitation.save(update_fields=["accepted_at", "accepted_by", "declined_at"])
    record("invitation.accepted", invitation, by=person)
    return seat


def _newcomer(invitation, profile):
    """The account of whoever holds the link, which came to their address; one that is there already must sign in."""
    lock(Site())
    if get_user_model().objects.filter(email__iexact=invitation.address).exists():
        raise Conflict("sign_in", "You have an account here already. Sign in first, then accept.")
    details = {"name": invitation.name} | profile
    return create_person(email=invitation.address, by=SYSTEM, **details)


def _seated(invitation, person):
    seat = invitation.board.seats.filter(user=person).select_related("user").first()
    if seat and not seat.left_at:
        return seat
    seat = seat or Membership(board=invitation.board, user=person)
    return take_seat(seat, invitation.role, by=person, patient_expert=invitation.patient_expert)


def _checked_address(address):
    address = str(address or "").strip(" ").lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise Invalid(fields={"address": "Write a whole address, like name@hospital.org."}) from wrong
    return address


def _expert(expert, role):
    if expert and Role(role) is not Role.ADVISOR:
        raise Invalid(fields={"role": "A patient expert takes an advisor's seat."})
    return bool(expert)


def _require_uninvited(board, address):
    person = get_user_model().objects.filter(email__iexact=address).first()
    if person and not person.is_active:
        raise Invalid(fields={"address": "This account is closed, so it cannot take a seat."})
    if person and board.seats.seated().filter(user=person).exists():
        raise Invalid(fields={"address": f"{person.name} already has a seat on this board."})
    if board.invitations.pending().filter(address=address).exists():
        raise Invalid(fields={"address": "This address is invited already. Send the link again instead."})


def _require_running(board):
    if board.state in Board.OVER:
        raise Conflict("closed", "This board is closed, so nobody joins it any more.")


def _require_pending(invitation):
    if invitation.accepted_at or invitation.revoked_at:
        raise Conflict(*ENDED[invitation.state])


def _require_living(invitation, digest):
    """The invitation must still be open, and by the very link that was followed."""
    if invitation.digest != digest:
        raise Conflict("replaced", "A newer link was sent to you. Use the one in the latest letter.")
    if not invitation.lives:
        raise Conflict(*ENDED[invitation.state])
