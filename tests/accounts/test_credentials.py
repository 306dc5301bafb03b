"""Identifiers are given, checked with evidence, refused with a reason, and lapse by themselves."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisory.accounts.commands.credentials import (
    lapse_credential,
    reject_credential,
    submit_credential,
    verify_credential,
    withdraw_credential,
)
from advisory.accounts.models import Credential
from advisory.events.audit import verify
from advisory.events.models import Event, Log
from advisory.refusals import Conflict, Denied, Invalid
from advisory.rights import SYSTEM
from tests import make

pytestmark = pytest.mark.django_db
SEEN = "Okonjo, Samuel: active, cardiology"


@pytest.fixture
def okonjo():
    return make.person("Dr Samuel Okonjo")


@pytest.fixture
def admin():
    return make.person("Grace Adeyemi", is_staff=True)


@pytest.fixture
def npi(okonjo):
    return submit_credential(okonjo, by=okonjo, kind="npi", number="1234567893")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def now(credential):
    return Credential.objects.get(pk=credential.pk)


def today():
    return timezone.now().date()


def test_the_way_of_an_identifier_through_the_pages(okonjo, admin):
    mine, desk = signed_in(okonjo), signed_in(admin)
    mine.post(reverse("identifiers"), {"kind": "other", "number": "60418", "register": "MDCN, Nigeria"})
    credential = okonjo.credentials.get()
    assert "MDCN, Nigeria" in desk.get(reverse("credentials")).content.decode()
    sent = {
        "evidence": SEEN,
        "seen_on": "2026-06-01",
        "valid_until": "2031-12-31",
        "link": "https://register.example/1",
    }
    named = {f"verify-{credential.pk}-{name}": value for name, value in sent.items()}
    assert desk.post(reverse("verification", args=[credential.pk]), named).status_code == 302
    page = mine.get(reverse("account")).content.decode()
    assert "Checked" in page
    assert "31 December 2031" in page
    assert SEEN in desk.get(reverse("person", args=[okonjo.pk])).content.decode()
    assert "Nothing waits" in desk.get(reverse("credentials")).content.decode()
    mine.post(reverse("identifier-withdrawal", args=[credential.pk]))
    assert not okonjo.credentials.exists()
    kinds = list(Event.objects.filter(subject_type="credential").order_by("number").values_list("kind", flat=True))
    assert kinds == ["credential.submitted", "credential.verified", "credential.withdrawn"]
    assert verify(Log.objects.get(name="site")) is None


def test_a_wrong_number_comes_back_beside_its_field(okonjo):
    page = signed_in(okonjo).post(reverse("identifiers"), {"kind": "npi", "number": "1234567890"})
    assert page.status_code == 422
    assert "check digit" in page.content.decode()
    assert 'value="1234567890"' in page.content.decode()


def test_a_refused_one_says_why_and_may_be_given_again(okonjo, admin, npi):
    reject_credential(npi, by=admin, reason="Another name stands there.")
    assert "Not accepted: Another name stands there." in signed_in(okonjo).get(reverse("account")).content.decode()
    with pytest.raises(Conflict):
        verify_credential(npi, by=admin, evidence=SEEN, seen_on=today())
    again = submit_credential(okonjo, by=okonjo, kind="npi", number="1234567893")
    assert (again.pk, again.state) == (npi.pk, "submitted")
    with pytest.raises(Invalid):
        submit_credential(okonjo, by=okonjo, kind="npi", number="1234567893")


def test_a_confirmed_one_lapses_the_day_after_its_last(admin, npi):
    verify_credential(npi, by=admin, evidence=SEEN, seen_on=today(), valid_until=today())
    lapse_credential(npi, by=SYSTEM)
    assert now(npi).state == "verified"
    Credential.objects.update(valid_until=today() - timedelta(days=1))
    assert list(Credential.objects.lapsing(today())) == [npi]
    lapse_credential(npi, by=SYSTEM)
    assert now(npi).state == "lapsed"
    verify_credential(npi, by=admin, evidence="Renewed", seen_on=today(), valid_until=date(2040, 1, 1))
    assert [check.state for check in npi.checks.all()] == ["verified", "lapsed", "verified"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("evidence", " "), ("evidence", "x" * 401), ("seen_on", date(2999, 1, 1)), ("valid_until", date(2001, 1, 1)),
     ("link", "javascript:alert(1)"), ("link", "https://user:secret@register.example/")],
)  # fmt: skip
def test_evidence_that_cannot_be_kept_is_named(admin, npi, field, value):
    with pytest.raises(Invalid) as refused:
        verify_credential(npi, by=admin, **({"evidence": SEEN, "seen_on": today()} | {field: value}))
    assert set(refused.value.fields) == {field}
    assert now(npi).state == "submitted"


def test_nobody_checks_their_own_and_only_administrators_check(okonjo, admin, npi):
    own = submit_credential(admin, by=admin, kind="gmc", number="6054321")
    for by, credential in ((okonjo, npi), (admin, own), (make.person("Helena Marsh"), npi)):
        with pytest.raises(Denied):
            verify_credential(credential, by=by, evidence=SEEN, seen_on=today())
        with pytest.raises(Denied):
            reject_credential(credential, by=by, reason="No")
    for by in (okonjo, make.person("Helena Marsh")):
        with pytest.raises(Denied):
            lapse_credential(npi, by=by)
    with pytest.raises(Denied):
        withdraw_credential(npi, by=admin)
    with pytest.raises(Denied):
        submit_credential(okonjo, by=admin, kind="gmc", number="6054321")
    assert signed_in(admin).post(reverse("identifier-withdrawal", args=[npi.pk])).status_code == 404


def test_a_number_that_two_people_gave_is_shown_to_the_desk_alone(admin, npi):
    marsh = make.person("Helena Marsh")
    submit_credential(marsh, by=marsh, kind="npi", number="1234567893")
    assert "Also given by" in signed_in(admin).get(reverse("person", args=[marsh.pk])).content.decode()
    assert "Okonjo" not in signed_in(marsh).get(reverse("account")).content.decode()
