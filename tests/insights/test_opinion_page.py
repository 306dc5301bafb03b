"""The page of opinion groups: for whoever may read the votes, cautious with few people, silent on small groups."""

import pytest
from django.test import Client

from discussions.commands.propositions import propose, take_stance
from discussions.models import Proposition
from insights import tables
from insights.maps import charted
from insights.opinions import opinion_groups
from tests.make import room

pytestmark = pytest.mark.django_db
THERE = "/boards/heart/questions/1/opinions/"


def opened(seat):
    """What somebody is answered."""
    client = Client()
    client.force_login(seat.user)
    return client.get(THERE)


def voted(sizes, statements=8):
    """Votes of groups of some sizes, each of one mind."""
    minds = ([1, -1] * 4, [-1, 1] * 4)
    return [
        (f"{group}-{person}", number + 1, minds[group][number])
        for group, size in enumerate(sizes)
        for person in range(size)
        for number in range(statements)
    ]


def test_the_page_follows_the_gate_is_cautious_with_few_and_drawn_once(monkeypatch):
    heart = room({"type": "statements", "answer_first": True})
    one = propose(heart.question, "A trace for everyone.", by=heart.marsh)
    take_stance(one, 1, by=heart.okonjo)
    drawn = []
    monkeypatch.setattr(tables, "opinion_groups", lambda votes: drawn.append(1) or opinion_groups(votes))
    answers = {name: opened(getattr(heart, name)) for name in ("okonjo", "tanabe", "weidmann", "brandt")}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "okonjo": 200, "tanabe": 403, "weidmann": 200, "brandt": 200,
    }  # fmt: skip
    page = answers["okonjo"].content.decode()
    assert "Below 15 no groups are shown" in page
    assert "1 / 0 / 0" in page
    assert "Okonjo" not in answers["weidmann"].content.decode().partition("<main")[2]
    assert len(drawn) == 1
    take_stance(one, -1, by=heart.tanabe)
    assert "1 / 1 / 0" in opened(heart.tanabe).content.decode()
    assert "A trace for everyone." in opened(heart.tanabe).content.decode()
    Proposition.objects.update(text="")
    assert "A trace for everyone." not in opened(heart.tanabe).content.decode(), "erased words stay in no cache"


def test_a_discussion_has_no_such_page():
    assert opened(room().okonjo).status_code == 404


def test_groups_have_shapes_and_letters_and_the_small_are_not_broken_down():
    texts = {number: f"Statement {number}" for number in range(1, 9)}
    large = charted(opinion_groups(voted((12, 10))), texts)
    assert [(one["letter"], one["shape"], one["size"]) for one in large["groups"]] == [
        ("A", "circle", 12), ("B", "square", 10),
    ]  # fmt: skip
    assert (large["hidden"], large["told"], len(large["rows"][0]["cells"])) == (0, True, 2)
    assert all(0 <= float(part) <= 480 for one in large["points"] for part in one["d"][1:].partition("m")[0].split())
    small = charted(opinion_groups(voted((16, 3))), texts)
    assert (small["groups"], small["hidden"], small["told"]) == ([], 2, False)
    assert small["points"] == []


def test_the_order_of_the_points_does_not_say_whose_they_are():
    votes = [(person, number, 1 if number <= person % 7 else -1) for person in range(9) for number in range(1, 8)]
    others = [(8 - person, number, vote) for person, number, vote in votes]
    assert charted(opinion_groups(votes), {})["points"] == charted(opinion_groups(others), {})["points"]
