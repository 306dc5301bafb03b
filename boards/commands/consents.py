"""Texts are put on a board; people agree to them before they take part, and withdraw."""

import secrets

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import checked, drawn
from boards.commands.members import leave_seat
from boards.commands.recorded import unrecord
from boards.models import Consent, Policy

CHANGED = "A text has changed since you opened this page. Read it again, then agree to it."
MISSING = {
    Policy.Kind.AGREEMENT: "Accept the agreement to take part.",
    Policy.Kind.PRIVACY: "Say that you have read how your data is used.",
    Policy.Kind.RECORDING: "Choose one of the three.",
}


@transaction.atomic
def publish_policies(board, texts, *, by):
    """Put texts {kind: words} on a board: each that differs is a new version, which everybody is asked to agree to."""
    by, board = lock(board, by, board)
    allow(by, "policy.publish", board)
    before = Policy.objects.current(board)
    for kind, words in texts.items():
        body = checked(words, kind)
        if kind not in before or before[kind].body != body:
            policy = _version(board, kind, body, by)
            board.terms += policy.required
            board.save(update_fields=["terms"])
            record("policy.published", policy, by=by, policy=policy.kind, version=policy.version, **_sealed(policy))


@transaction.atomic
def give_consents(member, answers, *, by):
    """Agree to the board's texts as {policy id: choice}; with the last one that is needed the board is open to them."""
    by, member = lock(member.board, by, member)
    allow(by, "consent.give", member)
    keep_consents(member, answers, by=by, way=Consent.Way.PAGE)


def keep_consents(member, answers, *, by, way):
    """Keep what a member agreed to, under the caller's lock; refused when a text is missing or has changed."""
    current = Policy.objects.current(member.board)
    if set(answers) - {policy.pk for policy in current.values()}:
        raise Conflict("text_changed", CHANGED)
    standing = {consent.policy_id: consent for consent in Consent.objects.on(member.board).filter(person=member.user)}
    missing = [policy.kind for policy in current.values() if policy.pk not in {*standing, *answers}]
    if missing:
        raise Invalid(fields={kind: MISSING[kind] for kind in missing})
    for policy in current.values():
        if policy.pk in answers and not _stands(standing.get(policy.pk), answers[policy.pk]):
            _keep(member, policy, answers[policy.pk], by=by, way=way)
    member.agreed = member.board.terms
    member.save(update_fields=["agreed"])


@transaction.atomic
def withdraw_consent(member, kind, *, by):
    """Take a consent back: without one that the board needs the seat ends; without recording one is not recorded."""
    by, member = lock(member.board, by, member)
    allow(by, "consent.withdraw", member)
    ended = _ended(member, kind)
    if not ended:
        raise Conflict("not_given", "There is nothing to withdraw: this consent does not stand any more.")
    for consent in ended:
        record("consent.withdrawn", consent, by=by, policy=kind, version=consent.policy.version)
    if kind in Policy.REQUIRED:
        member.agreed = 0
        member.save(update_fields=["agreed"])
        leave_seat(member, by=by)
    if kind == Policy.Kind.RECORDING:
        unrecord(member, by)


def _version(board, kind, body, by):
    version = board.texts.filter(kind=kind).count() + 1
    return Policy.objects.create(
        board=board, kind=kind, version=version, body=body, html=drawn(body), salt=secrets.token_hex(16),
        published_by_id=by.user_id,
    )  # fmt: skip


def _sealed(policy):
    """What the log keeps of a text, so that a changed word is found."""
    return {"words": committed(policy.salt, policy.body), "shown": committed(policy.salt, policy.html)}


def _stands(consent, choice):
    return consent is not None and consent.choice == choice


def _keep(member, policy, choice, *, by, way):
    _ended(member, policy.kind)
    consent = Consent.objects.create(person=member.user, policy=policy, choice=choice, way=way)
    facts = {"policy": policy.kind, "version": policy.version, "choice": choice, "way": way}
    record("consent.given", consent, by=by, **facts, **_sealed(policy))


def _ended(member, kind):
    """The member's standing consents of one kind, ended now."""
    found = list(Consent.objects.on(member.board).filter(person=member.user, policy__kind=kind))
    for consent in found:
        consent.withdrawn_at = timezone.now()
        consent.save(update_fields=["withdrawn_at"])
    return [consent for consent in found if consent.choice != Consent.Choice.NO]
