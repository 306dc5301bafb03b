"""The copy a person takes: everything they gave or that is about them, and nothing of others."""

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from advisory.accounts.commands.export import export_person
from advisory.accounts.copies import name_of
from advisory.accounts.registries.personal import Line, lines, personal
from advisory.refusals import Denied
from tests.accounts import leaving

pytestmark = pytest.mark.django_db


@pytest.fixture
def heart():
    return leaving.story()


def test_everything_that_leads_to_a_person_is_named_in_the_registry():
    named = {line.model for line in lines()}
    assert leaving.leading_to_people() - named == set(), "say in a personal.py what becomes of these rows"
    assert {model for model in named if not apps.get_model(model)} == set()


def test_a_line_says_both_what_is_told_and_what_is_erased():
    for wrong in ({"left_out": "x"}, {"kept": "x"}, {"tells": str, "left_out": "x", "kept": "x"}):
        with pytest.raises(ValueError, match="one of each"):
            personal(Line("x.Y", "x", ("user",), **wrong))


def test_a_copy_holds_every_sort_of_thing_and_says_what_is_left_out(heart):
    copy = leaving.opened(export_person(heart.okonjo.user, by=heart.okonjo.user))
    told = {f"{name_of(line)}.json" for line in lines() if line.tells}
    of_the_team = {"boards-policy.json", "discussions-reminder.json", "discussions-pollversion.json"}
    mine = told - of_the_team - {"resources-version.json"}
    assert set(copy) == told | {"photo.webp", "README.txt"}
    assert {name for name in mine if not copy[name]} == set()
    readme = copy["README.txt"].decode()
    assert all(name_of(line) in readme or line.left_out in readme for line in lines())


def test_a_copy_holds_ones_own_words_and_profile_and_nobody_elses(heart):
    copy = leaving.opened(export_person(heart.okonjo.user, by=heart.okonjo.user))
    person = copy["accounts-user.json"][0]
    assert (person["name"], person["country"], person["city"]) == ("Dr Samuel Okonjo", "Nigeria", "Canaryville")
    words = [version["body"] for version in copy["discussions-postversion.json"]]
    assert {leaving.STANDS, leaving.TAKEN_BACK} <= set(words)
    assert copy["discussions-draft.json"][0]["body"] == leaving.DRAFT
    assert copy["photo.webp"][8:12] == b"WEBP"
    whole = str(copy)
    for hidden in (leaving.OTHERS, "Solheim", "Tanabe", "Reading it", "canary-secret", "canary-token", "Adeyemi"):
        assert hidden not in whole, hidden


def test_a_copy_is_taken_by_its_person_alone_and_is_on_record(heart):
    client = Client()
    client.force_login(heart.okonjo.user)
    answer = client.post(reverse("account-copy"))
    assert answer["Content-Type"] == "application/zip"
    assert "accounts-user.json" in leaving.opened(answer.content)
    assert leaving.site_events("person.exported").get().actor_id == heart.okonjo.user_id
    assert client.get(reverse("account-copy")).status_code == 405
    for other in (heart.marsh.user, heart.lindqvist):
        with pytest.raises(Denied):
            export_person(heart.okonjo.user, by=other)
