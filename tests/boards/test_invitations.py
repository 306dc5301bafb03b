"""Invitations: who may send them, what is kept of a link, and how one ends."""

import hashlib

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from advisory.accounts.models import User
from advisory.events.models import Event
from advisory.letters import send_letter
from advisory.notifications.notices import heard_on
from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.boards import close_board
from boards.commands.invitations import (
    accept_invitation,
    decline_invitation,
    invite_person,
    resend_invitation,
    revoke_invitation,
)
from boards.commands.members import end_seat
from boards.letters import letter_for_invitation
from boards.links import Holder, digest_of, token_of
from boards.models import Invitation
from discussions.commands.questions import narrow_question
from discussions.visibility import Policy
from tests.boards.inviting import ABOUT, ADDRESS, invited, now
from tests.make import person, room, soon

pytestmark = pytest.mark.django_db


def told(heart):
    """What the log says of invitations, each with its stream and its facts."""
    found = Event.objects.filter(log=heart.board.log, subject_type="invitation").order_by("number")
    return [(event.kind, event.stream.name, event.facts) for event in found.select_related("stream")]


def test_only_the_team_invites_resends_and_withdraws():
    heart = room()
    sent = invited(heart)
    for name in ("okonjo", "brandt"):
        for act in (
            lambda by: invite_person(heart.board, "ann@example.org", "advisor", by=by),
            lambda by: resend_invitation(sent, by=by),
            lambda by: revoke_invitation(sent, by=by),
        ):
            with pytest.raises(Denied):
                act(getattr(heart, name))
    assert [one.address for one in Invitation.objects.all()] == [ADDRESS]


def test_a_link_has_256_bits_and_is_kept_as_a_digest_alone():
    sent = invited(room())
    token = token_of(sent.nonce)
    assert len(token) == 43
    assert sent.digest == hashlib.sha256(token.encode()).hexdigest() == digest_of(token)
    kept = " ".join(str(value) for value in Invitation.objects.values().get().values())
    assert token not in kept
    assert token_of(sent.nonce) != token_of(invited(room(slug="lung")).nonce)


def test_the_letter_can_be_written_again_after_a_crash():
    sent = invited(room())
    address, name, context = letter_for_invitation(now(sent))
    assert (address, name, context["inviter"]) == (ADDRESS, "Dr Daniel Reyes", "Helena Marsh")
    assert context["url"].endswith(f"/join/{token_of(sent.nonce)}/")
    assert letter_for_invitation(now(sent))[2] == context


@pytest.mark.parametrize(("quote", "blinded"), [(True, False), (True, True), (False, False)])
def test_the_letter_names_the_board_only_where_nothing_is_closed(quote, blinded):
    heart = room(letters_quote=quote)
    sent = invited(heart, name="Dr <b>Reyes</b>")
    if blinded:
        narrow_question(heart.question, Policy(blinded=True), by=heart.lindqvist)
    address, name, context = letter_for_invitation(now(sent))
    send_letter(address, "invited", context, name=name)
    letter = mail.outbox[0]
    parts = [letter.subject, letter.body, letter.alternatives[0].content]
    assert ["Heart and blood" in part for part in parts] == [quote and not blinded] * 3
    assert all(context["url"] in part for part in parts[1:])
    assert "<b>Reyes" not in parts[2]
    assert "How is the heart watched?" not in "".join(parts)


def test_no_letter_leaves_for_an_invitation_that_ended_meanwhile():
    heart = room()
    sent, other = invited(heart), invited(heart, "ann@example.org")
    revoke_invitation(sent, by=heart.marsh)
    assert letter_for_invitation(now(sent)) is None
    assert letter_for_invitation(now(other))
    close_board(heart.board, by=heart.marsh)
    assert letter_for_invitation(now(other)) is None


def test_another_secret_writes_no_letter_with_a_link_that_leads_nowhere(settings):
    sent = invited(room())
    settings.SECRET_KEY = "changed since" * 4
    assert letter_for_invitation(now(sent)) is None


def test_the_log_tells_the_desk_and_knows_no_address():
    heart = room()
    sent = invited(heart)
    with time_machine.travel(soon(hours=1)):
        resend_invitation(sent, by=heart.lindqvist)
    decline_invitation(now(sent), "time", by=Holder(now(sent).digest), suggestion="Dr Ann Other, Leeds")
    revoke_invitation(sent, by=heart.weidmann)
    kinds = ["member.invited", "invitation.resent", "invitation.declined", "invitation.revoked"]
    assert [(kind, stream) for kind, stream, _ in told(heart)] == [(kind, "board.heart.desk") for kind in kinds]
    assert [facts for *_, facts in told(heart)] == [{"role": "advisor"}, {}, {}, {}]
    assert [line.name for kind in kinds[:2] for line in heard_on(kind)] == ["invited", "invited"]


@pytest.mark.parametrize(
    ("address", "details", "field"),
    [
        ("reyes", {}, "address"),
        ("reyes@example.org\nBcc: all@example.org", {}, "address"),
        ("reyes@exam\u202eple.org", {}, "address"),
        (ADDRESS, {"name": "Dr Reyes\r\nBcc: all@example.org"}, "name"),
        (ADDRESS, {"name": "Dr Reyes\u2028Bcc: all@example.org"}, "name"),
        (ADDRESS, {"name": "a" * 121}, "name"),
        (ADDRESS, {"role": "observer", "patient_expert": True}, "role"),
        ("OKONJO@example.org", {}, "address"),
        ("closed@example.org", {}, "address"),
        ("twice@example.org", {}, "address"),
    ],
)
def test_what_cannot_be_sent_is_refused_and_named(address, details, field):
    heart = room()
    invited(heart, "twice@example.org")
    User.objects.filter(pk=person("Dr Closed").pk).update(is_active=False)
    with pytest.raises(Invalid) as refusal:
        invited(heart, address, **details)
    assert list(refusal.value.fields) == [field]
    assert Invitation.objects.count() == 1


def test_a_new_link_ends_the_one_before_and_begins_its_time_anew():
    heart = room()
    sent = invited(heart)
    with pytest.raises(Conflict) as soon_again:
        resend_invitation(sent, by=heart.marsh)
    assert soon_again.value.code == "just_sent"
    with time_machine.travel(soon(days=20)):
        assert now(sent).state == "lapsed"
        resend_invitation(sent, by=heart.marsh)
        assert now(sent).lives
    old = Holder(sent.digest)
    with time_machine.travel(soon(days=21)):
        with pytest.raises(Conflict) as replaced:
            accept_invitation(sent, by=Holder(now(sent).digest), profile=ABOUT)
        assert replaced.value.code == "replaced"
        with pytest.raises(Denied):
            accept_invitation(now(sent), by=old, profile=ABOUT)


def test_a_link_lapses_after_14_days():
    sent = invited(room())
    assert (sent.expires_at - timezone.now()).days == 13
    with time_machine.travel(soon(days=14, minutes=1)), pytest.raises(Conflict) as refusal:
        accept_invitation(now(sent), by=Holder(sent.digest), profile={"name": "Dr Reyes"})
    assert refusal.value.code == "lapsed"


def test_nobody_joins_or_is_invited_to_a_closed_board():
    heart = room()
    sent = invited(heart)
    close_board(heart.board, by=heart.marsh)
    for act in (
        lambda: invited(heart, "ann@example.org"),
        lambda: resend_invitation(sent, by=heart.marsh),
        lambda: accept_invitation(now(sent), by=Holder(sent.digest), profile={"name": "Dr Reyes"}),
    ):
        with pytest.raises(Conflict) as refusal:
            act()
        assert refusal.value.code == "closed"


def test_an_invitation_outlives_the_seat_of_whoever_sent_it():
    heart = room()
    sent = invited(heart, by="weidmann")
    end_seat(heart.weidmann, by=heart.marsh)
    seat = accept_invitation(now(sent), by=Holder(sent.digest), profile={"name": "Dr Reyes", "time_zone": "UTC"})
    assert (seat.seat, seat.user.email, seat.role) == ("advisor", ADDRESS, "advisor")


def test_the_link_is_bound_to_its_address_its_board_and_its_role():
    heart, lung = room(), room(slug="lung")
    sent, other = invited(heart, role="observer"), invited(lung)
    with pytest.raises(Denied):
        accept_invitation(now(sent), by=person("Dr Ann Other"))
    with pytest.raises(Denied):
        accept_invitation(now(sent), by=Holder(other.digest), profile={"name": "Dr Reyes"})
    reyes = person("Dr Daniel Reyes")
    seat = accept_invitation(now(sent), by=reyes)
    assert (seat.board, seat.seat, seat.user) == (heart.board, "observer", reyes)
    assert not lung.board.seats.filter(user=reyes).exists()


def test_accepted_again_it_gives_the_same_seat_and_to_anybody_else_nothing():
    heart = room()
    sent, reyes = invited(heart), person("Dr Daniel Reyes")
    seat = accept_invitation(now(sent), by=reyes)
    assert accept_invitation(now(sent), by=reyes) == seat
    with pytest.raises(Conflict) as refusal:
        accept_invitation(now(sent), by=Holder(sent.digest), profile={"name": "Dr Reyes"})
    assert refusal.value.code == "used"
    assert [kind for kind, *_ in told(heart)] == ["member.invited", "invitation.accepted"]


def test_a_link_never_opens_an_account_that_is_there_already():
    heart = room()
    sent, reyes = invited(heart), person("Dr Daniel Reyes")
    with pytest.raises(Conflict) as refusal:
        accept_invitation(now(sent), by=Holder(sent.digest), profile={"name": "Somebody", "password": "long and mine"})
    assert refusal.value.code == "sign_in"
    assert not heart.board.seats.filter(user=reyes).exists()


def test_a_reason_is_one_of_the_list():
    heart = room()
    sent = invited(heart)
    with pytest.raises(Invalid) as refusal:
        decline_invitation(now(sent), "bored", by=Holder(sent.digest))
    assert "reason" in refusal.value.fields
    with pytest.raises(Denied):
        decline_invitation(now(sent), "time", by=person("Dr Ann Other"))
