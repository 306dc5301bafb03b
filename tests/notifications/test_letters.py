"""What letters say, to whom, and what none of them says: read from a real mail server."""

import pytest
import time_machine

from advisory.letters import send_letter
from advisory.notifications.models import Letter, Notification
from boards.commands.invitations import invite_person, revoke_invitation
from boards.commands.members import end_seat
from boards.links import token_of
from discussions.commands.drafts import mark_read
from discussions.commands.moderation import hold_post, release_post
from discussions.commands.questions import close_question
from tests.make import now, person, room, say
from tests.notifications.post import all_of, deliver, hear, heard_by, link, mail_server, words

pytestmark = pytest.mark.django_db
PROBE = "How many days, in patients over eighty?"
NEWS = "Something new needs you on Advisory"


@pytest.fixture
def box(settings):
    with mail_server(settings) as taken:
        yield taken


def asked(heart, number=1, body=PROBE):
    """Helena Marsh asks Dr Okonjo about his answer."""
    answer = say(heart.asked(number), heart.okonjo)
    return say(heart.asked(number), heart.marsh, body, reply_to=answer)


def free(heart):
    """Let letters of the board quote."""
    heart.board.letters_quote = True
    heart.board.save(update_fields=["letters_quote"])


@pytest.mark.once
@pytest.mark.parametrize("policy", [{}, {"blinded": True}, {"sponsor_only": True}, {"after_close": True}])
def test_on_a_confidential_board_a_letter_is_a_link_without_content(box, policy):
    heart = room({}, policy)
    if policy:
        free(heart)
    hear()
    asked(heart, number=1 if policy.get("after_close") else 2)
    hear()
    deliver()
    (letter,) = box.letters
    told = all_of(letter)
    secrets = ["Marsh", "Heart and blood", "heart", PROBE, "Topic", "Question 2", heart.okonjo.alias_name]
    assert [secret for secret in secrets if secret.lower() in told.lower()] == []
    assert letter["Subject"] == NEWS
    assert letter["From"] == "Advisory <advisory@localhost>"
    assert letter["To"] == "Dr Samuel Okonjo <okonjo@example.org>"
    assert "You are asked about something you wrote." in words(letter)
    assert str(Letter.objects.get().pk.hex) in letter["Message-ID"]


@pytest.mark.once
def test_on_an_open_board_a_letter_says_who_asks_and_what(box, client):
    heart = room()
    free(heart)
    hear()
    asked(heart, body=f"{PROBE} " * 10)
    hear()
    deliver()
    (letter,) = box.letters
    assert letter["Subject"] == "Helena Marsh follows up on what you wrote, Question 1"
    for kind in ("plain", "html"):
        said = words(letter, kind)
        assert "Heart and blood" in said
        assert PROBE in said
        assert said.count(PROBE) < 10
        assert "in UTC" in said
    client.force_login(heart.okonjo.user)
    assert client.get(link(letter)).url.startswith("/boards/heart/questions/1/#post-")
    assert heard_by(heart.okonjo) == []


@pytest.mark.once
def test_times_in_letters_are_the_readers_own_and_named(box):
    heart = room()
    free(heart)
    hear()
    user = heart.okonjo.user
    user.time_zone = "Africa/Lagos"
    user.save(update_fields=["time_zone"])
    with time_machine.travel("2027-03-02T22:30:00Z", tick=False):
        asked(heart)
        hear()
        deliver()
    assert "Tuesday 2 March 2027, 23:30 in Lagos" in words(box.letters[0])


def test_what_comes_up_together_is_one_letter(box):
    hear()
    heart = room({}, {}, {})
    hear()
    deliver()
    assert box.to == ["abernathy@example.org", "okonjo@example.org", "solheim@example.org", "tanabe@example.org"]
    assert {letter["Subject"] for letter in box.letters} == {"3 new things need you on Advisory"}
    assert heard_by(heart.okonjo) == ["opened"] * 3


@pytest.mark.parametrize("how", ["read", "opened", "held", "left", "closed account"])
def test_what_was_read_or_may_not_be_known_meanwhile_is_not_written(box, client, how):
    heart = room()
    hear()
    probe = asked(heart)
    hear()
    if how == "read":
        mark_read(heart.question, by=heart.okonjo, order=now(probe).order)
    elif how == "opened":
        client.force_login(heart.okonjo.user)
        client.get(f"/notifications/{Notification.objects.get().pk}/")
    elif how == "held":
        hold_post(probe, by=heart.lindqvist, reason="A look first.")
    elif how == "left":
        end_seat(heart.okonjo, by=heart.lindqvist)
    else:
        user = heart.okonjo.user
        user.is_active = False
        user.save(update_fields=["is_active"])
    deliver()
    assert box.letters == []
    hear()
    deliver()
    assert set(box.to) <= {"marsh@example.org"}  # who hears at the desk that it is held


def test_a_reply_held_before_its_letter_left_is_written_after_its_release(box):
    heart = room()
    hear()
    probe = asked(heart)
    hear()
    hold_post(probe, by=heart.lindqvist, reason="A look first.")
    deliver()
    release_post(now(probe), by=heart.lindqvist)
    hear()
    deliver()
    deliver()
    assert box.to == ["okonjo@example.org"]


def test_an_address_without_an_account_is_invited_once_and_not_after_a_withdrawal(box, settings):
    settings.DEMO = True
    heart = room()
    hear()
    kept, gone, _ = [
        invite_person(heart.board, address, "advisor", by=heart.marsh)
        for address in ("rey@example.org", "gone@example.org", "rey@demo.test")
    ]
    revoke_invitation(gone, by=heart.marsh)
    hear()
    deliver()
    deliver()
    assert box.to == ["rey@example.org"]
    assert token_of(kept.nonce) in words(box.letters[0])
    assert "List-Unsubscribe" not in box.letters[0]


def test_people_of_the_demo_and_placeholders_are_never_written_to(box, settings):
    hear()
    settings.DEMO = True
    heart = room()
    for seat, changed in ((heart.okonjo, {"demo": True}), (heart.solheim, {"email": "s@demo.test"}),
                          (heart.tanabe, {"email": None, "is_active": False})):  # fmt: skip
        type(seat.user).objects.filter(pk=seat.user_id).update(**changed)
    hear()
    deliver()
    assert box.to == ["abernathy@example.org"]
    assert heard_by(heart.okonjo) == heard_by(heart.solheim) == ["opened"]
    assert heard_by(heart.tanabe, unread=False) == []


@pytest.mark.once
def test_a_name_begins_no_other_header(box):
    send_letter(
        "okonjo@example.org", "notice", {"subject": "One\r\nBcc: all@example.org", "lines": []},
        name='Dr "Sam"\r\nBcc: all@example.org\r\n\r\nBody',
    )  # fmt: skip
    (letter,) = box.letters
    assert "Bcc" not in letter
    assert letter["Subject"] == "One Bcc: all@example.org"
    assert [address.addr_spec for address in letter["To"].addresses] == ["okonjo@example.org"]
    assert box.to == ["okonjo@example.org"]


@pytest.mark.once
def test_words_of_people_stay_words_in_a_letter(box):
    heart = room()
    free(heart)
    hear()
    asked(heart, body="Is <b>0.5 < x</b> & “safe”?")
    hear()
    deliver()
    assert "Is <b>0.5 < x</b> & “safe”?" in words(box.letters[0])
    assert "Is &lt;b&gt;0.5 &lt; x&lt;/b&gt; &amp; “safe”?" in words(box.letters[0], "html")


def test_a_closed_question_is_written_about_the_next_morning(box):
    heart = room()
    hear()
    with time_machine.travel("2027-03-02T10:00:00Z", tick=False):
        close_question(heart.question, by=heart.marsh)
        hear()
        deliver()
        assert box.letters == []
    with time_machine.travel("2027-03-03T08:00:01Z", tick=False):
        deliver()
        assert len(box.letters) == 7


def test_who_has_no_seat_hears_and_is_written_nothing(box):
    stranger = person("Dr Peter Strand")
    heart = room()
    hear()
    asked(heart, body="And you, @Dr Peter Strand?")
    hear()
    deliver()
    assert box.to == ["okonjo@example.org"]
    assert Notification.objects.filter(person=stranger).count() == 0
