"""A passage is found again where it moved, was reworded a little or repeated; a deleted one is lost."""

from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources.anchors import ALIKE, moment, place, quoting, region

PAGE = (
    "Before the first dose. Measure blood pressure on both arms and record a 12-lead ECG on the same day. "
    "Do not delay treatment for an echocardiogram unless the patient has a cardiac history. "
    "Ask about fainting, palpitations and alcohol.\n\nRefer the same day for a new irregular pulse. "
    "Patients record home blood pressure weekly; name the person who reads the trace.\n\n"
    "At week 12 refer the same day again if the pulse is above 120 per minute, and review every medicine."
)
QUOTE = "Do not delay treatment for an echocardiogram"


def selecting(words, text=PAGE, nth=0):
    """The selectors of a phrase of a text, of its first place or a later one."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return quoting(text, start, start + len(words))


def shown(selectors, text):
    """The words at which a note stands now."""
    found = place(selectors, text)
    return found and text[found.start : found.end]


def test_a_passage_that_moved_is_found_where_it_stands_now():
    moved = PAGE.replace(QUOTE, "").replace("At week 12", f"{QUOTE}. At week 12")
    found = place(selecting(QUOTE), moved)
    assert (moved[found.start : found.end], found.how) == (QUOTE, "exact")
    assert shown(selecting(QUOTE), "A new preface. " * 500 + PAGE) == QUOTE


def test_a_passage_that_was_reworded_a_little_is_found_by_likeness():
    told = PAGE.replace("delay treatment for an", "delay the treatment because of an")
    found = place(selecting(QUOTE), told)
    assert told[found.start : found.end] == "Do not delay the treatment because of an echocardiogram"
    assert (found.how, ALIKE <= found.likeness < 1) == ("position", True)
    behind = place(selecting(QUOTE), "Something else entirely stands here now. " * 40 + told)
    assert (behind.how, behind.likeness) == ("alike", found.likeness)


@pytest.mark.parametrize("instead", ["", "An echocardiogram is welcome; treatment may wait, and delay is no harm."])
def test_a_passage_that_was_deleted_or_turned_round_is_lost(instead):
    assert place(selecting(QUOTE), PAGE.replace(QUOTE, instead)) is None


def test_of_a_repeated_phrase_the_one_with_the_same_surroundings_is_chosen():
    text = "\n\n".join(f"In week {week} refer the same day to clinic {week}." for week in range(1, 9))
    third = selecting("refer the same day", text, nth=2)
    shifted = "An added line.\n\n" + text
    assert shifted[place(third, shifted).start - 10 :].startswith("In week 3 ")
    alike = "Stop. " * 9
    found = place(quoting(alike, 30, 35), alike)
    assert (found.start, found.end) == (30, 35)


def test_a_short_phrase_whose_surroundings_are_gone_is_lost_though_it_stands_elsewhere():
    assert place(selecting("same day", nth=1), "Come on the same day as your partner, by tram.") is None


def test_spaces_accents_ligatures_and_unseen_characters_do_not_hide_a_passage():
    selectors = selecting("Naïve café patients are efficient", "So: Naïve café patients are efficient, we find.")
    told = "So: Naïve\n   cafe\u0301 pa\u00adtients \u2067are\u2069 e\ufb03cient, we find."
    found = place(selectors, told)
    assert (found.how, told[found.start : found.end]) == ("exact", told[4:-10].rstrip(","))


def test_right_to_left_and_unspaced_scripts_are_found():
    hebrew = "אין לעכב את הטיפול בשל אקו לב אלא אם יש היסטוריה"
    assert shown(selecting("את הטיפול בשל אקו", hebrew), "פתיח חדש. " + hebrew) == "את הטיפול בשל אקו"
    chinese = "治疗不应因超声心动图而延迟，除非患者有心脏病史。"
    told = chinese.replace("而延迟", "检查而推迟")
    assert shown(quoting(chinese, 0, 13), told).startswith("治疗不应因超声心动图")


def test_a_quote_of_twenty_thousand_characters_is_found_by_its_ends():
    text = " ".join(f"Sentence {number} speaks of dose {number * 7}." for number in range(700))[:20_000]
    told = "Before. " + text.replace("Sentence 300", "Line 300") + " Behind."
    found = place(quoting(text, 0, len(text)), told)
    assert told[found.start : found.end].rstrip(".") == told[8:-8].rstrip(". ")


def test_five_hundred_notes_on_two_hundred_pages_take_seconds():
    page = " ".join(
        f"On day {day} the level of marker {day % 97} was read by nurse {day % 13}." for day in range(11_000)
    )
    told = "A new page. " + page.replace(" was read by ", " is now always read by ")
    notes = [quoting(page, start, start + 90) for start in range(0, 550_000, 1_100)]
    begun = process_time()
    found = [place(one, told) for one in notes]
    assert (len(page) > 550_000, sum(map(bool, found)) > 450) == (True, True)
    assert process_time() - begun < 20


@settings(max_examples=60)
@given(st.text(max_size=60), st.data())
def test_a_passage_stands_where_it_is_in_its_own_text(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = place(quoting(text, start, end), text)
    if found:
        assert 0 <= found.start < found.end <= len(text)
    elif any(letter.isascii() and letter.isalnum() for letter in text[start:end]):
        pytest.fail("a passage with letters is lost in its own text")


@settings(max_examples=60)
@given(st.text(max_size=120), st.text(max_size=120), st.integers(-9, 99), st.integers(-9, 99))
def test_whatever_is_asked_is_answered_within_the_text(exact, text, start, end):
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": exact[:9], "suffix": text[:9]}
    found = place([quote, {"type": "TextPositionSelector", "start": start, "end": end}], text)
    assert found is None or (0 <= found.start < found.end <= len(text) and 0 < found.likeness <= 1)


def test_regions_and_moments_are_taken_as_the_standard_writes_them_and_nothing_else():
    assert region("xywh=percent:10,20.5,30,40") == (10, 20.5, 30, 40)
    assert moment("t=12.5,20") == (12.5, 20)
    assert moment("t=90") == (90, 90)
    for wrong in ("xywh=10,20,30,40", "xywh=percent:90,0,20,10", "xywh=percent:0,0,0,9", "xywh=percent:1,2,3"):
        assert region(wrong) is None
    assert (moment("t=20,10"), moment("t=npt:1"), moment("")) == (None, None, None)
