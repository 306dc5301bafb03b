"""Members flag posts, moderators answer them, and acts of moderation stand in the log and can be taken back."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from advisory.events.audit import verify
from advisory.events.frames import events_after, frame
from advisory.events.models import Event
from advisory.events.readers import ALIASES
from advisory.notifications.models import Notification
from advisory.notifications.telling import told
from advisory.refusals import Absent, Conflict, Denied, Invalid, TooMany
from advisory.rights import SYSTEM
from boards.events import mine
from discussions.commands.flags import answer_flag, flag_post
from discussions.commands.moderation import hold_post, release_post
from discussions.commands.moves import move_post
from discussions.commands.notes import write_note
from discussions.commands.undoing import undo_act
from discussions.models import Act, Flag, Note
from tests.live import browser_of
from tests.make import now, room, say
from tests.notifications.post import hear

pytestmark = pytest.mark.django_db
DESK = "board.heart.desk"


@pytest.fixture
def heart():
    return room()


def kinds(stream):
    return [event.kind for event in events_after(stream, 0, 500)]


def test_a_flag_is_heard_at_the_desk_and_by_its_flagger_alone(heart):
    post = say(heart.question, heart.okonjo)
    flag = flag_post(post, by=heart.brandt, reason="personal_data", note="An age and a town")
    assert (kinds(DESK), kinds(mine(heart.brandt))) == (["flag.raised"], ["flag.received"])
    answer_flag(flag, by=heart.marsh, answer="Held; its author is asked to change it.")
    assert (kinds(DESK)[-1], kinds(mine(heart.brandt))[-1]) == ("flag.settled", "flag.answered")
    others = Event.objects.exclude(stream__name__in=[DESK, mine(heart.brandt)])
    assert not others.filter(kind__startswith="flag.").exists()
    facts = json.dumps(list(Event.objects.values_list("facts", flat=True)))
    assert "town" not in facts
    assert "Held;" not in facts


def test_a_flagger_is_told_of_the_question_where_they_flagged_and_not_of_where_it_went():
    made = room({}, {"sponsor_only": True})
    hear()
    flag = flag_post(say(made.question, made.okonjo), by=made.tanabe, reason="tone")
    move_post(now(flag.post), made.asked(2), by=made.marsh)
    answer_flag(Flag.objects.select_related(*Flag.together).get(), by=made.marsh, answer="Done")
    hear()
    own = list(Notification.objects.filter(person=made.tanabe.user_id))
    assert [one.text for one in told(made.tanabe.user, own).values()] == [
        "The moderators answered your flag, Question 1"
    ]
    frames = [frame(one, flag, ALIASES) for one in events_after(mine(made.tanabe), 0, 99)]
    assert [one["facts"]["question"] for one in frames] == [1, 1]


def test_on_a_blinded_question_an_old_flag_and_an_old_note_tell_their_day_alone():
    made = room({"blinded": True})
    post = say(made.question, made.okonjo)
    flag_post(post, by=made.tanabe, reason="tone")
    write_note(post, "Have a look", by=made.weidmann, client_id=uuid4())
    for model, field in ((Flag, "at"), (Note, "created_at")):
        model.objects.update(**{field: timezone.now() - timedelta(days=3)})
    marsh = browser_of(made.marsh)
    assert [len(one["at"]) for one in marsh.get("/api/v1/boards/heart/flags").json()["items"]] == [len("2026-11-22")]
    pages = (
        marsh.get("/boards/heart/questions/1/desk/").text,
        browser_of(made.brandt).get("/boards/heart/backroom/").text,
    )
    for page, words in zip(pages, ("Its tone", "Have a look"), strict=True):
        assert words in page
        assert not re.search(r'datetime="[^"]*T', page.partition("<main")[2])


def test_the_same_flag_again_is_the_same_and_another_waits_for_the_answer(heart):
    post = say(heart.question, heart.okonjo)
    first = flag_post(post, by=heart.tanabe, reason="tone")
    assert flag_post(post, by=heart.tanabe, reason="tone") == first
    with pytest.raises(Conflict, match="have your flag"):
        flag_post(post, by=heart.tanabe, reason="off_topic")
    answer_flag(first, by=heart.marsh, answer="It stays.")
    assert flag_post(post, by=heart.tanabe, reason="off_topic") != first
    assert kinds(DESK).count("flag.raised") == 2


def test_a_storm_of_flags_is_stopped_and_loses_none_that_came_before(heart, settings):
    settings.LIMIT_FLAGS = 3
    posts = [say(heart.question, heart.okonjo, f"Number {n}") for n in range(4)]
    for post in posts[:3]:
        flag_post(post, by=heart.tanabe, reason="tone")
    with pytest.raises(TooMany):
        flag_post(posts[3], by=heart.tanabe, reason="tone")
    flag_post(posts[3], by=heart.solheim, reason="safety")
    assert Flag.objects.count() == 4


def test_one_flags_only_what_one_sees_and_never_ones_own(heart):
    post = say(heart.question, heart.okonjo)
    with pytest.raises(Denied):
        flag_post(post, by=heart.okonjo, reason="tone")
    with pytest.raises(Invalid) as refusal:
        flag_post(post, by=heart.tanabe, reason="boring")
    assert list(refusal.value.fields) == ["reason"]
    hold_post(post, by=heart.marsh, reason="It names a patient")
    with pytest.raises(Absent):
        flag_post(now(post), by=heart.tanabe, reason="tone")


def test_of_two_moderators_the_second_hears_who_answered(heart):
    flag = flag_post(say(heart.question, heart.okonjo), by=heart.tanabe, reason="tone")
    answer_flag(flag, by=heart.marsh, answer="It stays.")
    answer_flag(flag, by=heart.marsh, answer="It stays.")
    with pytest.raises(Conflict, match="Helena Marsh answered this flag already"):
        answer_flag(flag, by=heart.lindqvist, answer="It goes.")
    assert Flag.objects.get().answer == "It stays."
    assert kinds(mine(heart.tanabe)).count("flag.answered") == 1
    assert Act.objects.filter(verb="answered").count() == 1


def test_every_act_stands_in_the_log_and_is_taken_back_once_within_ten_minutes(heart):
    post = say(heart.question, heart.okonjo)
    held = hold_post(post, by=heart.marsh, reason="It names a patient")
    assert hold_post(now(post), by=heart.lindqvist, reason="Again") is None
    undo_act(held, by=heart.lindqvist)
    assert now(post).held_at is None
    with pytest.raises(Conflict, match="Marianne Lindqvist took this back already"):
        undo_act(held, by=heart.marsh)
    act = hold_post(now(post), by=heart.marsh, reason="It does")
    undo_act(release_post(now(post), by=heart.marsh), by=heart.marsh)
    assert now(post).held_at
    assert now(post).holds.get(lifted_at=None).reason == "It does"
    Act.objects.filter(pk=act.pk).update(at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(Conflict, match="ten minutes"):
        undo_act(act, by=heart.marsh)
    log = [(one.verb, one.by.user.name, one.reason, bool(one.undone_at)) for one in Act.objects.order_by("at")]
    assert ("held", "Helena Marsh", "It names a patient", True) in log
    assert kinds(DESK).count("act.undone") == 2
    assert verify(heart.board.log) is None


def test_an_answer_that_is_taken_back_waits_again(heart):
    post = say(heart.question, heart.okonjo)
    flag = flag_post(post, by=heart.tanabe, reason="tone")
    undo_act(answer_flag(flag, by=heart.marsh, answer="It stays."), by=heart.marsh)
    assert Flag.objects.get().resolved_at is None
    act = answer_flag(flag, by=heart.marsh, answer="It stays.")
    flag_post(post, by=heart.tanabe, reason="off_topic")
    with pytest.raises(Conflict, match="flagged this post again"):
        undo_act(act, by=heart.marsh)


def test_the_product_holds_without_a_name_and_a_moderator_releases(heart):
    post = say(heart.question, heart.okonjo)
    act = hold_post(post, by=SYSTEM, reason="A patient may be named")
    assert (act.by, now(post).holds.get().by) == (None, None)
    release_post(now(post), by=heart.marsh)
    assert kinds("board.heart.q1") == ["post.created", "post.withdrawn", "post.published"]
