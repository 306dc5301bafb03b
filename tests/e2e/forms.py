"""A board on which each question is answered another way, made by form; and answers by keyboard and by touch."""

from playwright.sync_api import Page, expect

from tests.e2e.people import question

SLUG = "ways"
OPTIONS = "Twelve-lead ECG\nEchocardiogram\nTroponin"
ROWS = [
    {"prompt": "Who owns the baseline?", "type": "choice", "options": OPTIONS, "other": True, "answer_first": True},
    {"prompt": "For every patient", "type": "scale", "scale": "1-9", "low_label": "Disagree", "high_label": "Agree"},
    {"prompt": "How sure are you?", "type": "matrix", "options": OPTIONS, "columns": "Skip\nIf risk\nAlways"},
    {"prompt": "Which first?", "type": "ranking", "options": OPTIONS},
    {"prompt": "Where does effort help?", "type": "points", "options": OPTIONS, "total": "100"},
    {"prompt": "From which dose on?", "type": "number", "unit": "mg", "highest": "500"},
    {"prompt": "How often?", "type": "table", "options": "Week 1\nMonth 2", "columns": "Pressure\nECG", "more": True},
    {"prompt": "Where would you act?", "type": "figure", "marks_most": "3", "stimulus_kind": "figure",
     "stimulus_title": "Events", "stimulus_text": "Month,A\n0,0\n6,6.1\n24,8.4"},
    {"prompt": "What would you sign?", "type": "statements", "answer_first": True},
]  # fmt: skip
SEATS = {"advisor1": "advisor", "advisor2": "advisor", "moderator": "moderator"}


def make_board(page: Page) -> None:
    """Fill in the form of a new board, and open the board."""
    for name, words in {"objective": "How is it answered?", "title": "Ways", "slug": SLUG}.items():
        page.locator(f"[name={name}]").fill(words)
    page.locator("[name=my_role]").select_option("sponsor")
    for one in page.locator("details").all():
        one.evaluate("(one) => { one.open = true }")
    for place, row in enumerate(ROWS):
        for name, value in row.items():
            _enter(page, f"questions-{place}-{name}", value)
    for place, (account, role) in enumerate(SEATS.items()):
        _enter(page, f"people-{place}-email", f"{account}@demo.test")
        _enter(page, f"people-{place}-role", role)
    page.locator("textarea[name^=texts-]").evaluate_all("(all) => all.forEach((one) => { one.value = '' })")
    page.get_by_role("button", name="Make the board").click()
    page.get_by_role("button", name="Open the board").click()
    expect(page.get_by_text("Who owns the baseline?").first).to_be_visible()


def _enter(page, name, value):
    field = page.locator(f"[name='{name}']")
    if value is True:
        field.check()
    elif field.evaluate("(one) => one.tagName") == "SELECT":
        field.select_option(value)
    else:
        field.fill(value)


def keys(page: Page, *pressed: str) -> None:
    """Press one key after the other; words are typed."""
    for one in pressed:
        page.keyboard.press(one) if one in NAMED or len(one) == 1 or "+" in one else page.keyboard.type(one)


NAMED = {"Tab", "Space", "Enter", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Delete"}
SEND = "Control+Enter"
BY_KEYBOARD = {  # where the focus is put, and the keys from there
    1: ("[name=chosen] >> nth=0", ["Space", "ArrowDown", "ArrowDown", SEND]),
    2: ("body", ["3", "7", SEND]),
    3: ("[name=cell-r1] >> nth=0", ["Space", "ArrowRight", "ArrowRight", "Tab", "Space", SEND]),
    4: ("li:has-text('Troponin') .handle", ["ArrowUp", "Tab", "Tab", "Tab", SEND]),
    5: ("[name=points-o1]", ["40", "Tab", "Tab", "Tab", "60", SEND]),
    6: ("[name=number]", ["12,5", "Enter"]),
    7: ("[name=cell-r1-c1]", ["Weekly", "Tab", "Daily", "Tab", SEND]),
    8: ("[data-add-mark]", ["Enter", "ArrowRight", "ArrowUp", SEND]),
}
OWN = {
    1: ["o3"], 2: ["7"], 3: ["r1:c3", "r2:c1"], 4: ["o1:0", "o2:0", "o3:1"], 5: ["o1:40", "o2:60", "o3:0"],
    6: ["n12.5"], 7: ["r1:c1", "r1:c2"], 8: ["51:49"],
}  # fmt: skip


def own(page: Page) -> list[str]:
    """What of the figures is marked as one's own."""
    return sorted(set(page.locator("#results [data-mine]").evaluate_all("(all) => all.map((one) => one.dataset.own)")))


def tap_answer(page: Page, number: int) -> None:
    """Answer with one thumb."""
    TAPS[number](page)
    page.get_by_role("button", name="Post answer").tap()


def _tap_matrix(page):
    for row in page.locator(".pick tbody tr").all():
        row.locator("label").nth(1).tap()


def _tap_ranking(page):
    for option in ("Echocardiogram", "Troponin"):
        page.get_by_role("button", name=f"Move {option} up").tap()


def _tap_points(page):
    for _ in range(2):
        page.get_by_role("button", name="5 more: Troponin").tap()
    page.locator("[name=points-o1]").fill("90")


def _tap_figure(page):
    box = page.locator(".marker .overlay").bounding_box()
    for x, y in ((0.25, 0.5), (0.75, 0.25)):
        page.locator(".marker .overlay").tap(position={"x": box["width"] * x, "y": box["height"] * y})
    page.get_by_label("Comment on mark 1").fill("Weekly until here")


def _tap_table(page):
    page.get_by_label("Pressure, Week 1").fill("weekly")
    page.get_by_label("Name of a row of your own").fill("Year 2")
    page.get_by_role("button", name="Add a row").tap()


TAPS = {
    1: lambda page: page.get_by_text("Echocardiogram", exact=True).tap(),
    2: lambda page: page.locator(".scale label").nth(4).tap(),
    3: _tap_matrix, 4: _tap_ranking, 5: _tap_points,
    6: lambda page: page.locator("[name=number]").fill("20"),
    7: _tap_table, 8: _tap_figure,
}  # fmt: skip
TOUCHED = {
    1: ["o2"], 2: ["5"], 3: ["r1:c2", "r2:c2", "r3:c2"], 4: ["o1:0", "o2:1", "o3:2"], 5: ["o1:90", "o2:0", "o3:10"],
    6: ["n20"], 7: ["r1:c1"], 8: ["25:50", "75:25"],
}  # fmt: skip


def way(number: int) -> str:
    """Where a question of that board stands."""
    return question(number, SLUG)
