"""What people tell of themselves, and what administrators do with people."""

import pytest
from django.test import Client
from django.urls import reverse

from advisory.accounts.commands.people import change_password, create_person
from advisory.accounts.commands.profiles import change_profile
from advisory.accounts.models import User
from advisory.events.models import Event
from advisory.refusals import Denied, Invalid
from tests import make

pytestmark = pytest.mark.django_db
TOLD = {
    "title": "Prof.", "name": "Samuel Okonjo", "said_as": "oh-KON-jo", "care_role": "physician",
    "specialty": "Cardiology", "affiliation": "Lagos Heart Centre", "city": "Lagos", "country": "NG",
    "time_zone": "Africa/Lagos", "languages": ["en", "yo"],
}  # fmt: skip


@pytest.fixture
def okonjo():
    return make.person("Dr Samuel Okonjo")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def now(person):
    return User.objects.get(pk=person.pk)


def test_a_title_is_known_from_the_name_and_the_rest_is_ones_own(okonjo):
    assert (okonjo.title, okonjo.own_name, okonjo.initials) == ("Dr", "Samuel Okonjo", "SO")
    assert make.person("Helena Marsh").title == ""


def test_a_profile_is_changed_on_the_account_page_and_shows_there(okonjo):
    client = signed_in(okonjo)
    assert client.post(reverse("account-profile"), TOLD).status_code == 302
    page = client.get(reverse("account")).content.decode()
    assert now(okonjo).name == "Prof. Samuel Okonjo"
    assert "Lagos Heart Centre, Lagos, Nigeria" in page
    assert "English, Yoruba" in page
    assert Event.objects.get(kind="profile.changed").facts["parts"][:2] == ["title", "name"]


def test_a_title_that_is_taken_away_is_gone_from_the_name(okonjo):
    change_profile(okonjo, by=okonjo, **TOLD)
    signed_in(okonjo).post(reverse("account-profile"), TOLD | {"title": ""})
    assert now(okonjo).name == "Samuel Okonjo"


@pytest.mark.once
@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("country", "XX"), ("time_zone", "Mars/Base"), ("languages", ["tlh"]), ("care_role", "king"),
     ("name", "Okonjo \u202eevil"), ("affiliation", "x" * 161), ("name", "Ok\x00onjo")],
)  # fmt: skip
def test_what_cannot_be_kept_comes_back_beside_its_field_with_all_that_was_typed(okonjo, field, value):
    page = signed_in(okonjo).post(reverse("account-profile"), TOLD | {"city": "Ibadan", field: value})
    assert page.status_code == 422
    assert page.context["forms"]["profile"].errors[field]
    assert 'value="Ibadan"' in page.content.decode()
    assert now(okonjo).city == ""


@pytest.mark.once
@pytest.mark.parametrize(
    "name", ["Eve\r\nBcc: all@example.org", "Eve\nSubject: x", "Eve\x00", "Eve \u202e", "Eve\u2028x", "Eve\x1b[0m"]
)
def test_a_name_that_could_begin_another_header_is_refused_and_named(name):
    with pytest.raises(Invalid) as refused:
        create_person(email="eve@example.org", name=name)
    assert set(refused.value.fields) == {"name"}


def test_how_one_reads_is_kept_and_never_told(okonjo):
    events = Event.objects.count()
    client = signed_in(okonjo)
    client.post(reverse("account-reading"), {"text_size": "large", "less_motion": "on"})
    kept = now(okonjo)
    assert (kept.text_size, kept.less_motion, kept.single_keys) == ("large", True, False)
    assert Event.objects.count() == events
    assert client.post(reverse("account-reading"), {"text_size": "huge"}).status_code == 422


def test_nobody_changes_anothers_profile_or_password(okonjo):
    marsh, admin = make.person("Helena Marsh"), make.person("Dr Jonas Weidmann", is_staff=True)
    for other in (marsh, admin):
        with pytest.raises(Denied):
            change_profile(okonjo, by=other, city="Nowhere")
        with pytest.raises(Denied):
            change_password(okonjo, "a password of theirs", by=other)
    change_password(okonjo, "a password of my own", by=okonjo)
    assert okonjo.check_password("a password of my own")


def test_the_people_pages_are_for_administrators(okonjo):
    admin = make.person("Dr Jonas Weidmann", is_staff=True)
    for name, args in (
        ("everybody", []),
        ("credentials", []),
        ("person", [okonjo.pk]),
        ("person-erasure", [okonjo.pk]),
    ):
        assert signed_in(okonjo).get(reverse(name, args=args)).status_code == 403
        assert signed_in(admin).get(reverse(name, args=args)).status_code == 200
        assert Client().get(reverse(name, args=args)).status_code == 302
    page = signed_in(admin).get(reverse("everybody"), {"q": "okonjo"}).content.decode()
    assert "okonjo@example.org" in page
    assert "weidmann@example.org" not in page
    signed_in(admin).post(reverse("person-deactivation", args=[okonjo.pk]))
    assert not now(okonjo).is_active
