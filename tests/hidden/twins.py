"""The twins: pairs of worlds in which everybody else must receive the same bytes, and where they do not."""

from dataclasses import dataclass

from tests.hidden.reading import read
from tests.hidden.still import still
from tests.hidden.worlds import Way, founded, told

OUTSIDERS = ("novak", "invited", "stranger", "nobody")
PLAIN = Way()


@dataclass(frozen=True)
class Twin:
    """A way in which a world may differ from the plain one, and who must not notice."""

    name: str
    way: Way
    others: tuple
    parts: tuple = ("pages", "search", "api", "prying", "live", "letters")

    @property
    def asked(self):
        """What is asked by whom: outsiders only look in at the doors."""
        return [(viewer, part) for viewer in self.others for part in self.parts
                if viewer not in OUTSIDERS or part in {"pages", "live", "letters"} or viewer == "stranger"]  # fmt: skip


TWINS = (
    Twin("held, drafted, opened", Way(kept=True), ("tanabe", "abernathy", "solheim", "brandt", *OUTSIDERS)),
    Twin("observers read along", Way(observed=True), ("tanabe", "abernathy", "okonjo"), ("pages", "api", "live")),
    Twin("the hour", Way(late=True), ("tanabe", "brandt", "marsh"), ("search", "api", "questions")),
    Twin("who is who", Way(swapped=True), ("tanabe", "abernathy", "brandt", "marsh", *OUTSIDERS)),
)


def readings(folder, twins=TWINS):
    """What everybody who must not notice gets in each world: {way: {(viewer, part, address): lines}}."""
    found, known = {}, {}
    for swapped in (False, True):
        with still(folder / f"swapped {swapped}") as standing:
            world = founded(standing, swapped=swapped)
            world.known = known
            mine = [twin for twin in twins if twin.way.swapped == swapped]
            for twin in mine:
                with told(world, twin.way):
                    found[twin.way] = read(world, twin.asked)
            if not swapped:
                with told(world, PLAIN):
                    asked = {(viewer, part) for twin in twins for viewer, part in twin.asked}
                    found[PLAIN] = read(world, sorted(asked))
    return found


def differences(one, other):
    """Where two viewers' readings are not the same: a line for each place, with the first bytes that differ."""
    places = sorted({*one, *other}, key=str)
    return [f"{' '.join(place)}: {_first(one.get(place), other.get(place))}" for place in places
            if one.get(place) != other.get(place)]  # fmt: skip


def _first(one, other):
    if one is None or other is None:
        return "is there in one world alone"
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    if not pairs:
        return f"{len(one)} lines, not {len(other)}: {(one + other)[min(len(one), len(other))][:200]}"
    a, b = pairs[0]
    place = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"…{a[max(0, place - 60) : place + 60]!r} instead of …{b[max(0, place - 60) : place + 60]!r}"
