"""Nine advisors rate four statements in three rounds, on phones and at desks, until two are agreed and one has left."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from discussions.tally import rand_ucla
from tests.e2e.people import NAMES

pytestmark = pytest.mark.e2e

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
BOARD = "/boards/cardio-oncology/consensus/"
PANEL = [*(f"advisor{number}" for number in range(1, 9)), "patient"]
TEXTS = ("One number to call.", "A trace before the first dose.", "A trace every week.", "Monthly visits over 75.")
FIRST = (
    (9, 9, 9, 8, 9, 9, 8, 9, 9), (8, 7, 9, 8, 8, 9, 7, 8, 9), (1, 2, 3, 5, 6, 7, 8, 9, 9), (2, 5, 5, 6, 3, 7, 7, 8, 4),
)  # fmt: skip


def step(chair, study, name, button, **typed):
    """Do one thing with the study on the page where it is run."""
    page = chair.open(f"{study}setup/")
    form = page.locator(f"form[action$='/setup/{name}/']")
    if not form.is_visible():
        form.locator("xpath=ancestor::details[1]/summary").click()
    for label, words in typed.items():
        form.get_by_label(label, exact=True).fill(words)
    form.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert")).to_have_count(0)


def rate(person, study, ratings, *, by_keys=False):
    """Give ratings in the order of the page, each kept as soon as it is given."""
    page = person.open(study)
    statements = page.locator("fieldset.statement")
    expect(statements).to_have_count(len(ratings))
    for place, rating in enumerate(ratings):
        scale = statements.nth(place).locator(".scale")
        if by_keys:
            scale.get_by_role("radio").first.focus()
            page.keyboard.press(str(rating))
        else:
            scale.locator("label").nth(rating - 1).click()
        expect(statements.nth(place).locator("[data-state]")).to_have_text(f"Rated {rating}")
    expect(page.locator("[data-progress]")).to_contain_text(f"{len(ratings)} of {len(ratings)} rated. Saved at")


def next_round(chair, study, *, last=False):
    """Close the round, publish it, and open the next unless it was the last."""
    step(chair, study, "closing", "Close the round")
    step(chair, study, "publication", "Publish the results")
    if not last:
        step(chair, study, "opening", "Open the round")


def begun(chair):
    """A study with its statements and the whole panel, its first round open; gives its address."""
    page = chair.open(f"{BOARD}new/")
    page.get_by_label("Title").fill("What every clinic should do")
    page.get_by_label("Rounds", exact=True).fill("3")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What every clinic should do")
    study = page.url.removeprefix(chair.url).removesuffix("setup/")
    for text in TEXTS:
        step(chair, study, "statement", "Add", Statement=text)
    panel = chair.open(f"{study}setup/").locator("form[action$='/setup/panel/']")
    for account in PANEL:
        panel.get_by_label(NAMES[account]).check()
    panel.get_by_role("button", name="Seat the panel").click()
    step(chair, study, "freezing", "Freeze it")
    step(chair, study, "opening", "Open the round")
    return study


@pytest.fixture
def come(sit, standing_site, signed_in):
    """One after the other of the panel comes to a desk, or takes a phone."""
    desk, phone = sit(standing_site), sit(standing_site, **PHONE)

    def sit_down(account):
        person = phone if PANEL.index(account) % 2 else desk
        person.open("/healthz")
        person.settle(signed_in(standing_site, account))
        return person

    return sit_down


@pytest.mark.timeout(400)
def test_three_rounds_with_nine_advisors(sit, standing_site, come):
    chair = sit(standing_site, "chair")
    study = begun(chair)
    for place, account in enumerate(PANEL):
        rate(come(account), study, [row[place] for row in FIRST], by_keys=not place % 2)
    next_round(chair, study)
    expect(chair.page.get_by_text("Consensus in round 1")).to_have_count(2)

    again = come(PANEL[0]).open(study)
    expect(again.get_by_role("heading", level=1)).to_have_text("Consensus, round 2: look again at 2 statements")
    expect(again.get_by_role("img", name="1, 1, 1, 0, 1, 1, 1, 1, 2. Your rating 1. Panel median 6.")).to_be_visible()
    leave(chair, study, NAMES["advisor8"])
    staying = [account for account in PANEL if account != "advisor8"]
    for place, account in enumerate(staying):
        rate(come(account), study, [FIRST[2][place], FIRST[3][place]])
    expect(come("advisor8").open(study).get_by_role("radio")).to_have_count(0)
    next_round(chair, study)
    for place, account in enumerate(staying):
        rate(come(account), study, [7 + place % 3, 5], by_keys=place % 3 == 0)
    next_round(chair, study, last=True)

    told = come(staying[1]).open(f"{study}rounds/3/")
    expect(told.locator("article.statement").first).to_contain_text("Agreement")
    step(chair, study, "ending", "End the study")
    with chair.page.expect_download() as download:
        chair.open(f"{study}setup/").get_by_role("button", name="Excel workbook").click()
    recomputed(load_workbook(BytesIO(download.value.path().read_bytes())))


def leave(chair, study, name):
    """Note that somebody has left the panel."""
    form = chair.open(f"{study}setup/").locator("form[action$='/setup/departure/']")
    form.locator("xpath=ancestor::details[1]/summary").click()
    form.get_by_label("Who").select_option(label=name)
    form.get_by_role("button", name="Note it").click()
    expect(chair.page.get_by_text("Left", exact=True)).to_be_visible()


def recomputed(book):
    """Every result follows from the ratings beside it, and who took part is counted."""
    raw = list(book["Ratings"].iter_rows(min_row=2, values_only=True))
    assert len(raw) == 36 + 16 + 16
    head, *results = book["Results"].iter_rows(values_only=True)
    for row in results:
        told = dict(zip(head, row, strict=True))
        place = (told["Round"], told["Statement"])
        panel = rand_ucla([rating for *where, _, _, _, rating in raw if tuple(where) == place])
        assert (told["Median"], told["DI"]) == (panel.median, pytest.approx(panel.di)), place
        assert told["Classification"] == panel.classification, place
    part = [row[:4] for row in book["Who took part"].iter_rows(min_row=2, values_only=True)]
    assert part == [(1, 9, 9, 9), (2, 9, 8, 8), (3, 8, 8, 8)]
