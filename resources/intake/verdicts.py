"""What is found out about a file, in words that its owner can act on."""

from dataclasses import asdict, dataclass, field

PASSED, NOTED, REFUSED = "fine", "noted", "stopped"


class Unfit(Exception):
    """A file that is refused; `said` names what is wrong and what to do."""

    def __init__(self, what, said):
        """Keep which check refused and its words."""
        super().__init__(said)
        self.what, self.said = what, said


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: passed, worth noting, or a refusal; places are (page, begin, end)."""

    what: str
    state: str
    said: str
    places: tuple = ()


@dataclass(frozen=True)
class Examined:
    """What a file is: its format, length and title, every check, and why it is refused, if it is."""

    name: str
    format: str = ""
    pages: int = 0
    minutes: int = 0
    words: int = 0
    title: str = ""
    checks: tuple = field(default=())
    refused: str = ""

    def told(self):
        """The same as plain data."""
        return asdict(self)


@dataclass(frozen=True)
class Leaf:
    """One page: its picture as a WebP file, its text, and where each word stands in thousandths of the page."""

    number: int
    width: int
    height: int
    picture: str
    text: str
    boxes: list


def refused(name, unfit, kind=""):
    """The verdict on a file that is not taken."""
    return Examined(name, kind, checks=(Check(unfit.what, REFUSED, unfit.said),), refused=unfit.said)


def heard(told):
    """A verdict from plain data."""
    return Examined(**{**told, "checks": tuple(Check(**one) for one in told["checks"])})
