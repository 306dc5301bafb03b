"""How I wish to be written to: at once, daily at my hour, or not at all; and the bell."""

import pytest
import time_machine
from django.urls import reverse

from advisory.notifications.models import MailHour, Notification, Preference
from advisory.notifications.notices import NOTICES
from tests.make import room, say
from tests.notifications.post import deliver, hear, heard_by, mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def heart():
    made = room()
    hear()
    return made


@pytest.fixture
def box(settings):
    with mail_server(settings) as taken:
        yield taken


def wish(client, seat, hour="7", **wishes):
    """Send the form of one's wishes; what is not named goes at once."""
    client.force_login(seat.user)
    chosen = dict.fromkeys(NOTICES, "at_once") | wishes
    sent = {f"email_{name}": email for name, email in chosen.items()} | {"hour": hour}
    return client.post(reverse("preferences"), sent)


def asks(heart):
    say(heart.question, heart.marsh, "Which days?", reply_to=say(heart.question, heart.okonjo))
    hear()


def test_a_kind_turned_off_stands_under_the_bell_and_is_not_written(heart, client, box):
    assert wish(client, heart.okonjo, clarify="off").url == "/account/#notify"
    asks(heart)
    deliver()
    assert box.letters == []
    assert heard_by(heart.okonjo) == ["clarify"]


def test_a_daily_letter_goes_at_my_hour_in_my_zone_with_everything_in_one(heart, client, box):
    user = heart.okonjo.user
    user.time_zone = "America/Toronto"
    user.save(update_fields=["time_zone"])
    wish(client, heart.okonjo, clarify="daily")
    for day, hour in (("2027-03-12", "12:00"), ("2027-03-13", "12:00"), ("2027-03-14", "11:00")):
        with time_machine.travel(f"{day}T{hour}:01Z", tick=False):
            asks(heart)
            asks(heart)
            deliver()
    with time_machine.travel("2027-03-14T11:00:02Z", tick=False):
        deliver()
    assert [letter["Subject"] for letter in box.letters] == ["2 new things need you on Advisory"] * 2


def test_a_changed_wish_holds_for_what_already_waits(heart, client, box):
    asks(heart)
    wish(client, heart.okonjo, clarify="off")
    deliver()
    assert box.letters == []
    wish(client, heart.okonjo)
    deliver()
    assert len(box.letters) == 1
    wish(client, heart.okonjo)
    deliver()
    assert len(box.letters) == 1


def test_wishes_that_make_no_sense_change_nothing(heart, client):
    for sent in ({"hour": "24"}, {"clarify": "never"}):
        assert wish(client, heart.okonjo, **sent).status_code == 422
    assert not Preference.objects.exists()
    assert not MailHour.objects.exists()
    client.logout()
    assert client.post(reverse("preferences")).status_code in {302, 401}


def test_the_list_says_what_is_new_and_opening_one_leads_there(heart, client):
    asks(heart)
    client.force_login(heart.okonjo.user)
    page = client.get(reverse("notifications")).content.decode()
    assert "Helena Marsh follows up on what you wrote, Question 1" in page
    assert "1 new." in page
    assert client.get(reverse("notifications-count")).json() == {"unread": 1}
    row = Notification.objects.get()
    assert client.get(reverse("notification", args=[row.pk])).url.startswith("/boards/heart/questions/1/#post-")
    assert client.get(reverse("notifications-count")).json() == {"unread": 0}
    assert "1 new." not in client.get(reverse("notifications")).content.decode()


def test_all_are_marked_as_read_at_once_and_only_mine(heart, client):
    asks(heart)
    say(heart.question, heart.marsh, "And you?", reply_to=say(heart.question, heart.solheim))
    hear()
    client.force_login(heart.okonjo.user)
    client.post(reverse("notifications-reading"))
    assert heard_by(heart.okonjo) == []
    assert heard_by(heart.solheim) == ["clarify"]


def test_nobody_opens_a_notification_of_somebody_else(heart, client):
    asks(heart)
    client.force_login(heart.solheim.user)
    assert client.get(reverse("notification", args=[Notification.objects.get().pk])).status_code == 404
    assert heard_by(heart.okonjo) == ["clarify"]


def test_the_bell_costs_a_page_one_query(heart, client, django_assert_max_num_queries):
    asks(heart)
    client.force_login(heart.okonjo.user)
    client.get(reverse("boards"))
    with django_assert_max_num_queries(20) as asked:
        page = client.get(reverse("boards")).content.decode()
    assert "data-number>1<" in page
    assert len([one for one in asked if "notifications_notification" in one["sql"]]) == 1
