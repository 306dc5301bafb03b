"""Hidden stays hidden: a world in which something is otherwise that one may not know looks the same, byte by byte."""

import pytest

from tests.hidden.twins import PLAIN, TWINS, differences

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # what is hidden is hidden by the code
MOST_TOLD = 40


@pytest.mark.timeout(300)
def test_whoever_may_not_know_receives_the_same_bytes(found, record_property):
    noticed, compared = [], 0
    for twin in TWINS:
        theirs = found.read[twin.way]
        plain = {place: lines for place, lines in found.read[PLAIN].items() if place[:2] in twin.asked}
        compared += len(theirs)
        noticed += [f"{twin.name}: {told}" for told in differences(theirs, plain)]
    told = f"hidden stays hidden: {compared} answers, lines and letters in {len(TWINS)} twin worlds"
    record_property("report", f"{told}, {len(noticed)} differ; {found.seconds:.0f} s")
    assert not noticed, "\n".join(noticed[:MOST_TOLD])
