"""Erasure: nothing leads to the person any more, the chain is whole, and the board reads on."""

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from advisory.accounts.commands.erasure import erase_person
from advisory.accounts.commands.people import make_administrator
from advisory.accounts.models import User
from advisory.accounts.registries.personal import lines
from advisory.events.audit import erased, verify
from advisory.events.models import Event, Log
from advisory.refusals import Conflict, Denied
from advisory.rights import SYSTEM
from discussions.models import Post
from tests import make
from tests.accounts import leaving

pytestmark = pytest.mark.django_db
QUESTION = "/boards/heart/questions/{}/"


@pytest.fixture
def heart():
    return leaving.story()


@pytest.fixture
def admin():
    return make.person("Grace Adeyemi", is_staff=True)


def signed_in(person):
    client = Client()
    client.force_login(User.objects.get(pk=person.pk))
    return client


def own_rows(person):
    return {line.model: line.rows(person).count() for line in lines() if line.erases}


def test_after_erasure_no_column_of_any_table_holds_a_trace(heart):
    person, before = heart.okonjo.user, own_rows(heart.okonjo.user)
    assert {model for model, count in before.items() if not count} == set(), "the story leaves no such trace yet"
    assert leaving.traces() != {}
    photo = User.objects.get(pk=person.pk).photo.name
    erase_person(person, by=person)
    assert leaving.traces() == {}
    left = {model for model, count in own_rows(person).items() if count}
    assert left == {
        "accounts.User",
        "boards.CaptionVersion",
        "boards.Membership",
        "boards.Invitation",
        "discussions.Flag",
        "discussions.Minutes",
        "discussions.NoteVersion",
        "discussions.PostVersion",
        "discussions.Proposition",
        "discussions.RatingVersion",
        "discussions.Sheet",
        "discussions.Suggestion",
        "resources.AnnotationVersion",
        "resources.Remark",
        "resources.Review",
    }
    assert default_storage.exists(photo), "files go once the change is committed"


@pytest.mark.django_db(transaction=True)
def test_the_photo_goes_with_the_commit(heart):
    photo = User.objects.get(pk=heart.okonjo.user_id).photo.name
    erase_person(heart.okonjo.user, by=heart.okonjo.user)
    assert not default_storage.exists(photo)


def test_the_chain_is_whole_and_says_who_did_it_by_number_alone(heart):
    erase_person(heart.okonjo.user, by=heart.okonjo.user)
    for log in Log.objects.all():
        assert verify(log) is None
    assert erased(heart.board.log) == 11, "one taken back, ten that held the name"
    event = leaving.site_events("person.erased").get()
    assert (event.actor_id, event.subject_id, event.facts) == (heart.okonjo.user_id, heart.okonjo.user_id, {})
    assert Event.objects.filter(log=heart.board.log, kind="member.left").count() == 1


def test_the_board_reads_on_with_a_former_member(heart, admin):
    erase_person(heart.okonjo.user, by=admin)
    moderator, peer = signed_in(heart.marsh.user), signed_in(heart.solheim.user)
    page = moderator.get(QUESTION.format(1)).content.decode()
    assert leaving.STANDS in page
    assert "Former member" in page
    page = peer.get(QUESTION.format(1)).content.decode()
    assert leaving.STANDS in page
    assert f"Advisor {heart.okonjo.alias}" in page
    assert "Former member" not in page, "blinded stays blinded"
    assert "Removed by its author" in peer.get(QUESTION.format(3)).content.decode()
    assert "Former member left the board" in peer.get("/boards/heart/").content.decode()
    gone = Post.objects.get(author=heart.okonjo.pk, question__number=2)
    assert moderator.get(reverse("history", args=["heart", gone.pk])).status_code == 200


def test_who_is_erased_is_out_everywhere_and_their_address_is_free(heart):
    client = signed_in(heart.okonjo.user)
    erase_person(heart.okonjo.user, by=heart.okonjo.user)
    assert client.get(reverse("account")).status_code == 302
    again = make.person("Dr Samuel Okonjo")
    assert again.pk != heart.okonjo.user_id
    assert signed_in(again).get("/boards/heart/").status_code == 404


def test_erasing_oneself_on_the_page_asks_for_the_address(heart):
    client = leaving.just_signed_in(heart.okonjo.user)
    page = client.get(reverse("account-erasure")).content.decode()
    assert "Heart and blood" in page
    assert "Former member" in page
    page = client.post(reverse("account-erasure"), {"confirmation": "marsh@example.org"})
    assert page.status_code == 422
    assert "Nothing was erased" in page.content.decode()
    page = client.post(reverse("account-erasure"), {"confirmation": leaving.ADDRESS.upper()})
    assert "Your account is erased" in page.content.decode()
    assert client.get(reverse("account")).status_code == 302
    assert leaving.traces() == {}


def test_erasing_from_an_old_sign_in_asks_who_is_there_first(heart):
    client = Client()
    client.force_login(heart.okonjo.user)
    answer = client.post(reverse("account-erasure"), {"confirmation": leaving.ADDRESS})
    assert answer.status_code in {302, 401}
    assert User.objects.get(pk=heart.okonjo.user_id).email == leaving.ADDRESS


def test_only_oneself_and_administrators_erase_and_never_the_last_of_them(heart, admin):
    for other in (heart.marsh.user, heart.lindqvist, heart.weidmann.user):
        with pytest.raises(Denied):
            erase_person(heart.okonjo.user, by=other)
    with pytest.raises(Conflict):
        erase_person(admin, by=admin)
    make_administrator(heart.weidmann.user, by=SYSTEM)
    erase_person(admin, by=admin)
    assert User.objects.get(pk=admin.pk).name == "Former member"


def test_a_placeholder_is_erased_by_its_name(heart, admin):
    placeholder = User.objects.create(name="Canary Elsewhere", is_active=False)
    client = leaving.just_signed_in(admin)
    url = reverse("person-erasure", args=[placeholder.pk])
    assert client.post(url, {"confirmation": "canary elsewhere"}).status_code == 302
    assert User.objects.get(pk=placeholder.pk).name == "Former member"
