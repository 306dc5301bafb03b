"""Which letters our font has: a paper marks those that it cannot print, where a machine has no font for them either."""

from functools import lru_cache
from itertools import groupby
from unicodedata import category

from PIL import ImageFont

from resources.intake.inking import FONT

MISSING, NOBODYS, SIZE = "[?]", "\U0010ffff", 20


def legible(told):
    """What is told with a mark for each run of letters that our font lacks, and whether there are any."""
    if isinstance(told, str):
        runs = [(one, list(run)) for one, run in groupby(told, _lacks)]
        return "".join(MISSING if lacking else "".join(run) for lacking, run in runs), any(one for one, _ in runs)
    if isinstance(told, dict):
        values, missing = legible(list(told.values()))
        return dict(zip(told, values, strict=True)) | ({"missing": missing} if "missing" in told else {}), missing
    if isinstance(told, list):
        found = [legible(one) for one in told]
        return [one for one, _ in found], any(missing for _, missing in found)
    return told, False


@lru_cache(20_000)
def _lacks(letter):
    if letter.isascii() or letter.isspace() or category(letter) == "Cf":
        return False
    return category(letter)[0] == "C" or _drawn(letter) == _drawn(NOBODYS)


@lru_cache(20_000)
def _drawn(letter):
    return bytes(_font().getmask(letter))


@lru_cache(1)
def _font():
    return ImageFont.truetype(str(FONT), SIZE, layout_engine=ImageFont.Layout.BASIC)
