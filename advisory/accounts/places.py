"""Countries, time zones and languages to choose from, by the names people know."""

from datetime import UTC, datetime
from functools import cache, lru_cache
from importlib.resources import files

from django.conf.locale import LANG_INFO

from advisory.zones import zone_of

_MORE = {
    "am": "Amharic", "fil": "Filipino", "gu": "Gujarati", "ha": "Hausa", "ku": "Kurdish", "ln": "Lingala", "lo": "Lao",
    "mg": "Malagasy", "mt": "Maltese", "om": "Oromo", "pa": "Punjabi", "ps": "Pashto", "rw": "Kinyarwanda",
    "si": "Sinhala", "sgn": "Sign language", "sn": "Shona", "so": "Somali", "st": "Sotho", "ti": "Tigrinya",
    "wo": "Wolof", "xh": "Xhosa", "yo": "Yoruba", "yue": "Cantonese", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
_REGIONS = {"America": "Americas", "Pacific": "Pacific", "Indian": "Indian Ocean", "Atlantic": "Atlantic"}


@cache
def countries():
    """Every country: [(ISO code, name)], by name."""
    return sorted(_rows("iso3166.tab", 0, 1), key=lambda row: row[1])


@cache
def languages():
    """The languages that people are likely to advise in: [(code, "Swedish")], by name."""
    named = {code: info["name"] for code, info in LANG_INFO.items() if "name" in info and "-" not in code}
    return sorted((named | _MORE).items(), key=lambda row: row[1])


def zones(now: datetime):
    """Every inhabited time zone, by region: [(region, [(name, "Lagos, UTC+1")])]."""
    return list(_zones(now.astimezone(UTC).replace(minute=now.minute // 15 * 15, second=0, microsecond=0)))


@lru_cache(maxsize=1)
def _zones(now):
    regions = {}
    for _, zone in sorted(_rows("zone.tab", 0, 2), key=lambda row: row[1]):
        region = zone.partition("/")[0]
        regions.setdefault(_REGIONS.get(region, region), []).append((zone, in_zone(zone, now)))
    return [("", [("UTC", "UTC")]), *sorted(regions.items())]


def in_zone(zone: str, now: datetime) -> str:
    """A zone as people say it: its city and how far it is from UTC now."""
    offset = now.astimezone(zone_of(zone)).strftime("%z")
    hours = f"UTC{offset[:1]}{int(offset[1:3])}" + (f":{offset[3:]}" if offset[3:] != "00" else "")
    return f"{zone.rpartition('/')[2].replace('_', ' ')}, {'UTC' if hours in {'UTC+0', 'UTC-0'} else hours}"


def country_named(code: str) -> str:
    """A country's name; nothing for a code that is none."""
    return dict(countries()).get(code, "")


def languages_named(codes) -> str:
    """Some languages by their English names, in order of choosing."""
    named = dict(languages())
    return ", ".join(named[code] for code in codes if code in named)


def is_zone(name: str) -> bool:
    """Whether there is a place with this zone name."""
    return isinstance(name, str) and zone_of(name) is not UTC


@cache
def _rows(table, *columns):
    text = (files("tzdata") / "zoneinfo" / table).read_text(encoding="utf-8")
    told = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return [tuple(row[column].strip() for column in columns) for row in told]
