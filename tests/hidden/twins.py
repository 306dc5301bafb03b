"""The twins: pairs of worlds in which everybody else must receive the same bytes, and where they do not."""

from dataclasses import dataclass, field

from tests.hidden.reading import read
from tests.hidden.still import still
from tests.hidden.worlds import Way, founded, told

OUTSIDERS = ("novak", "invited", "stranger", "nobody")
PLAIN = Way()


EVERYTHING = ("pages", "search", "api", "live", "letters")
DOORS = ("pages", "live", "letters")
HERE = ("questions", "api", "live", "letters")
TOLD = ("questions", "live", "letters")


@dataclass(frozen=True)
class Twin:
    """A way in which a world may differ from the plain one, who must not notice, and what of theirs is compared."""

    name: str
    way: Way
    others: dict = field(hash=False)
    outside: tuple = OUTSIDERS

    @property
    def asked(self):
        """What is compared, as pairs of viewer and part; outsiders only look in at the doors."""
        others = dict.fromkeys(self.outside, DOORS) | self.others
        return [(viewer, part) for viewer, parts in others.items() for part in parts]


TWINS = (
    Twin("what is held, flagged, noted, exported", Way(kept=True), {
        "tanabe": (*EVERYTHING, "prying"), "brandt": EVERYTHING, "abernathy": HERE, "solheim": ("questions", "api"),
        "stranger": (*DOORS, "prying"), "lund": ("api", "live", "letters"), "weidmann": TOLD,
    }),
    Twin("observers read along, and hidden results are others", Way(observed=True), {
        "okonjo": DOORS, "tanabe": EVERYTHING, "abernathy": HERE, "marsh": ("studies",), "weidmann": ("studies",),
    }),
    Twin("the hour", Way(late=True), dict.fromkeys(("tanabe", "brandt", "marsh"), ("search", "api", "questions")), ()),
    Twin("who is who", Way(swapped=True), {
        "tanabe": (*EVERYTHING, "prying", "account", "minutes"), "abernathy": HERE,
        "marsh": (*EVERYTHING, "prying", "exports", "ledgers", "studies", "minutes"),
        "brandt": HERE, "keller": ("blinded", "exports", "studies"), "lund": HERE, "stranger": (*DOORS, "prying"),
    }),
)  # fmt: skip


@dataclass
class Found:
    """What was read in each world: {way: {(viewer, part, address): lines}}; and what was seen of each leak."""

    read: dict = field(default_factory=dict)
    seen: dict = field(default_factory=dict)


def find(folder, *, leaks=()):
    """Everything that everybody who must not notice gets in each world; in the same worlds, what each leak shows."""
    found, known = Found(), {}
    for swapped in (False, True):
        with still(folder / f"swapped {swapped}") as standing:
            world = founded(standing, swapped=swapped)
            world.known = known
            for way, asked in _asked(swapped).items():
                with told(world, way):
                    found.read[way] = read(world, asked)
                    for one in leaks:
                        if way in (PLAIN, one.way):
                            found.seen[one.name, way] = one.seen(world, put=False), one.seen(world)
    return found


def _asked(swapped):
    """The ways that begin alike, with what is asked in each by whom; in the plain one what is asked in any."""
    ways = {twin.way: twin.asked for twin in TWINS if twin.way.swapped == swapped}
    everything = sorted({asked for twin in TWINS for asked in twin.asked})
    return ways if swapped else ways | {PLAIN: everything}


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
