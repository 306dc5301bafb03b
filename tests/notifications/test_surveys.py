"""What people hear of surveys: who is asked under the bell, whoever has no seat by a letter with their own link."""

import re

import pytest
import time_machine
from django.test import Client

from advisory.refusals import Conflict, Denied, Invalid
from boards.links import Holder, digest_of
from discussions.commands.sheets import begin_sheet, finish_sheet, save_section
from discussions.commands.survey_invitations import (
    invite_to_survey,
    resend_survey_invitation,
    revoke_survey_invitation,
)
from discussions.commands.surveys import close_survey, open_survey, plan_survey, share_survey
from discussions.models import Sheet, SurveyInvitation
from discussions.surveys.outcome import Outcome
from tests.discussions.surveying import chose, filled, now, survey_of
from tests.make import room, soon
from tests.notifications.post import deliver, due, hear, heard_by, mail_server, words

pytestmark = pytest.mark.django_db
NURSES = ["nurse@example.org", "Other@Example.org"]


@pytest.fixture
def box(settings):
    with mail_server(settings) as taken:
        yield taken


def links(box):
    """The link in each letter to somebody without a seat, by their address."""
    found = {}
    for letter in box.letters:
        token = re.search(r"/surveys/([\w-]{43})/", words(letter))
        if token:
            found.setdefault(letter["To"], []).append(token[1])
    return found


def test_a_guest_gets_a_letter_once_it_is_open(box):
    heart = room()
    hear()
    survey = survey_of(heart, opened=False, asked="nobody", title="Canary dosing")
    assert len(invite_to_survey(survey, [*NURSES, "nurse@example.org "], by=heart.marsh)) == 2
    assert invite_to_survey(survey, NURSES, by=heart.marsh) == []
    hear()
    deliver()
    assert box.letters == [], "nobody hears of a survey that is not open"
    open_survey(survey, by=heart.marsh)
    hear()
    deliver()
    found = links(box)
    assert set(found) == {"nurse@example.org", "other@example.org"}
    assert all("Helena Marsh" in words(letter) and "Heart and blood" not in words(letter) for letter in box.letters)
    token = found["nurse@example.org"][0]
    assert token not in str(list(SurveyInvitation.objects.values()))
    page = Client().get(f"/surveys/{token}/")
    assert page.headers["Referrer-Policy"] in {"strict-origin", "no-referrer"}


def test_a_guest_answers_by_their_link_once_they_agree_and_leaves_no_trace_of_an_anonymous_sheet():
    heart = room()
    survey = survey_of(heart, opened=False, asked="nobody", promise="anonymous")
    (invitation,) = invite_to_survey(survey, NURSES[:1], by=heart.marsh)
    open_survey(survey, by=heart.marsh)
    nurse, survey = Holder(invitation.digest), now(survey)
    with pytest.raises(Invalid):
        begin_sheet(survey, by=nurse, agreed=False)
    assert not Sheet.objects.exists()
    begin_sheet(survey, by=nurse, agreed=True)
    save_section(survey, "s1", {"q1": chose("o2")}, by=nurse)
    save_section(survey, "s3", {}, by=nurse)
    finish_sheet(survey, by=nurse)
    assert Sheet.objects.get().values == {}
    with pytest.raises(Denied):
        begin_sheet(survey, by=Holder(digest_of("nonsense")), agreed=True)
    with pytest.raises(Denied):
        begin_sheet(survey_of(heart), by=nurse, agreed=True)


def test_a_link_is_sent_again_and_withdrawn_and_its_address_is_told_to_nobody_else(box):
    heart = room()
    hear()
    survey = survey_of(heart, asked="advisors", promise="named")
    (invitation,) = invite_to_survey(survey, NURSES[:1], by=heart.marsh)
    with pytest.raises(Conflict, match="Wait a minute"):
        resend_survey_invitation(invitation, by=heart.marsh)
    hear()
    deliver()
    with time_machine.travel(soon(minutes=5), tick=False):
        resend_survey_invitation(invitation, by=heart.marsh)
        hear()
        deliver()
    old, new = links(box)["nurse@example.org"]
    with pytest.raises(Denied):
        begin_sheet(survey, by=Holder(digest_of(old)))
    filled(survey, Holder(digest_of(new)), ("s1", {"q1": chose("o2")}), ("s3", {}))
    revoke_survey_invitation(invitation, by=heart.marsh)
    with pytest.raises(Denied):
        finish_sheet(survey, by=Holder(digest_of(new)))
    with pytest.raises(Conflict):
        revoke_survey_invitation(invitation, by=heart.marsh)
    close_survey(survey, by=heart.marsh)
    found = Outcome(now(survey), heart.marsh)
    assert [one.who for one in found.sheets] == ["R1"]
    assert found.turnout == {"invited": 5, "started": 1, "finished": 1}
    with pytest.raises(Conflict):
        invite_to_survey(now(survey), ["late@example.org"], by=heart.marsh)


@pytest.mark.parametrize(
    "addresses", [[], "x", ["nobody"], [None], ["a@b.org"] * 501, [["a@b.org"]], ["Okonjo@example.org"]]
)
def test_what_is_no_address_is_named_and_nobody_is_invited(addresses):
    heart = room()
    survey = survey_of(heart, opened=False)
    with pytest.raises(Invalid) as refusal:
        invite_to_survey(survey, addresses, by=heart.marsh)
    assert set(refusal.value.fields) == {"addresses"}
    assert not SurveyInvitation.objects.exists()


def test_who_is_asked_hears_of_it_until_they_finish_and_again_a_day_before_it_closes(box):
    heart = room()
    hear()
    survey = survey_of(heart, opened=False)
    invite_to_survey(survey, NURSES, by=heart.marsh)
    plan_survey(survey, None, soon(days=9), by=heart.marsh)
    open_survey(survey, by=heart.marsh)
    hear()
    assert heard_by(heart.okonjo) == heard_by(heart.tanabe) == ["survey"]
    assert heard_by(heart.marsh) == heard_by(heart.brandt) == []
    done = ("s1", {"q1": chose("o2")}), ("s3", {})
    filled(survey, heart.okonjo, *done)
    hear()
    assert heard_by(heart.okonjo) == []
    deliver()
    (token,) = links(box)["nurse@example.org"]
    filled(survey, Holder(digest_of(token)), *done)
    box.letters.clear()
    day = now(survey).closes_at.replace(hour=12) - (soon(days=1) - soon())
    with time_machine.travel(day, tick=False):
        due()
        deliver()
    assert heard_by(heart.okonjo) == []
    assert heard_by(heart.tanabe) == ["survey", "survey_due"]
    assert set(links(box)) == {"other@example.org"}
    close_survey(survey, by=heart.marsh)
    share_survey(now(survey), by=heart.marsh)
    hear()
    assert heard_by(heart.tanabe) == heard_by(heart.brandt) == ["survey_results"]
