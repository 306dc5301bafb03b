"""Words that stand in no post go the way of posts: noticed, read by a moderator first, and taken up as safety cases."""

import pytest
from django.test import Client

from advisory.refusals import Denied
from boards.commands.safety import entrust_member
from discussions.casework import Told
from discussions.commands.cases import take_up
from discussions.commands.handovers import dismiss_case, unmask_reporter
from discussions.commands.propositions import propose
from discussions.commands.ratings import withhold_comment
from discussions.conduct import deeds
from discussions.models import Act, Case, Proposition, Rating
from discussions.unposted import unposted
from tests.discussions.panels import opened, panel_of, panel_room, rated, study_of
from tests.make import room

pytestmark = pytest.mark.django_db
BLED = "One of mine bled from the stomach in week 3 and we stopped the drug."
NAMED = "As Mrs Baker, born 3 May 1961, told me."


def browsed(seat, path, **form):
    """What somebody's browser shows there, having sent a form first."""
    browser = Client()
    browser.force_login(seat.user)
    if form:
        assert browser.post(form.pop("to"), form).status_code == 302
    return browser.get(path).content.decode()


def commented(*comments):
    """A panel of one, and what they say of the first statement, once after the other."""
    made = panel_room(1)
    round_ = opened(study_of(made), 1, by=made.lindqvist)
    for said in comments:
        rated(round_, panel_of(made)[0], 2, c1=said)
    return made, Rating.objects.select_related(*Rating.together).first()


def test_a_comment_that_names_a_patient_waits_and_is_read_by_the_desk_before_the_round_is_over():
    made, rating = commented(NAMED)
    path, sent = (
        f"/boards/{made.board.slug}/consensus/1/rounds/1/",
        {"to": f"/boards/heart/consensus/1/comments/{rating.handle}/"},
    )
    assert [words for words, _ in unposted(made.board)] == ["1 comment in consensus 1, round 1"]
    assert "1 comment in consensus 1, round 1" in browsed(made.marsh, "/boards/heart/moderate/")
    page = browsed(made.marsh, path)
    assert "born 3 May 1961" in page
    assert "Noticed: <q>" in page
    assert "Adeyemi" not in page
    assert NAMED not in browsed(made.weidmann, path)
    assert "Comments that wait" not in browsed(made.marsh, path, on="1", **sent)
    assert Rating.objects.get().withheld_at
    withhold_comment(rating, by=made.marsh, on=False)
    assert not Rating.objects.get().withheld_at
    rated(rating.item.round, panel_of(made)[0], 2, c1=f"{NAMED} Again.")
    assert unposted(made.board)


def test_harm_in_a_comment_is_a_safety_case_of_somebody_unnamed_even_to_who_sees_names():
    made, rating = commented("Clear.", BLED, f"{BLED} Really.")
    case = Case.objects.get()
    assert (case.noticed, case.reporter_id, case.report) == ("comment", panel_of(made)[0].pk, BLED)
    told = Told(case, made.lindqvist)
    assert (told.reporter, told.knows) == ("A panel member", False)
    assert take_up(rating, by=made.marsh) == case
    page = browsed(made.marsh, f"/boards/heart/cases/{case.reference}/")
    assert "Adeyemi" not in page
    assert panel_of(made)[0].alias_name not in page
    entrust_member(made.weidmann, by=made.lindqvist, on=True)
    unmask_reporter(case, "Drug Safety asks.", by=made.weidmann)
    assert Told(Case.objects.get(), made.weidmann).reporter == "Dr Adeyemi"
    assert Told(Case.objects.get(), made.lindqvist).reporter == "A panel member"
    dismiss_case(case, "It was another drug.", by=made.marsh)
    assert Act.objects.get(verb="case_ended").member is None
    with pytest.raises(Denied):
        take_up(rating, by=made.weidmann)


def test_a_moderator_takes_up_a_comment_or_a_statement_that_screening_did_not_notice():
    made, rating = commented("Ask the hospital about Friday.")
    browsed(made.marsh, "/boards/heart/cases/", to=f"/boards/heart/consensus/1/comments/{rating.handle}/", on="case")
    case = Case.objects.get()
    assert (case.opened_by, case.noticed) == (made.marsh, "comment")
    (told,) = deeds(made.lindqvist)
    assert (told.what, told.about) == (f"Opened a safety case: {case.reference}", "A comment, a statement or a report")
    assert told.url == f"/boards/heart/cases/{case.reference}/"
    undo = {"to": "/boards/heart/moderate/undoing/", "act": Act.objects.get().pk, "back": "log"}
    assert "Undone by Helena Marsh" in browsed(made.marsh, "/boards/heart/audit/", **undo)
    assert Case.objects.get().state == Case.State.NO_EVENT


def test_harm_in_a_proposed_statement_is_a_case_before_anybody_votes():
    heart = room({"type": "statements"})
    propose(heart.question, "Weekly for all.", by=heart.okonjo)
    propose(heart.question, BLED, by=heart.okonjo)
    assert [case.report for case in Case.objects.all()] == [BLED]
    assert [words for words, _ in unposted(heart.board)] == ["2 proposed statements in Question 1"]
    plain = Proposition.objects.select_related(*Proposition.together).get(text="Weekly for all.")
    path = f"/boards/heart/questions/1/statements/{plain.pk}/"
    browsed(heart.marsh, "/boards/heart/cases/", to=path, verdict="case")
    assert Case.objects.count() == 2
    assert take_up(plain, by=heart.marsh).reporter == heart.okonjo
