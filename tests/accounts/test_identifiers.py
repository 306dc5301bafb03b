"""Numbers by which registers know people, and the time zones and countries to choose from."""

from datetime import UTC, datetime

import pytest

from advisory.accounts.identifiers import checked_identifier
from advisory.accounts.places import countries, country_named, in_zone, languages_named, zones
from advisory.accounts.titles import title_of, titled, untitled
from advisory.refusals import Invalid
from advisory.zones import zone_of


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("npi", "1234567893", "1234567893"),
        ("npi", " 1234-567 893 ", "1234567893"),
        ("orcid", "0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("orcid", "https://orcid.org/000000021694233x", "0000-0002-1694-233X"),
        ("gmc", "605 4321", "6054321"),
        ("other", " MDCN  60418 ", "MDCN 60418"),
    ],
)
def test_a_good_number_is_kept_in_one_way(kind, typed, kept):
    assert checked_identifier(kind, typed, "MDCN, Nigeria")[0] == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("npi", "1234567890"), ("npi", "1234567839"), ("npi", "3234567893"), ("npi", "123456789"),
        ("npi", "١٢٣٤٥٦٧٨٩٣"),
        ("orcid", "0000-0002-1825-0098"), ("orcid", "0000-0002-1825-009"), ("orcid", "0000-0002-8125-0097"),
        ("orcid", "https://example.org/0000000218250097"), ("gmc", "605432"), ("gmc", "6054321a"), ("gmc", ""),
        ("other", "none"), ("other", "1\u202e2"), ("passport", "1234567893"),
    ],
)  # fmt: skip
def test_a_wrong_number_is_refused_with_its_field_named(kind, typed):
    with pytest.raises(Invalid) as refused:
        checked_identifier(kind, typed, "MDCN, Nigeria")
    assert set(refused.value.fields) == {"kind" if kind == "passport" else "number"}


def test_another_licence_needs_its_register():
    with pytest.raises(Invalid) as refused:
        checked_identifier("other", "60418", " ")
    assert set(refused.value.fields) == {"register"}


def test_titles_are_told_from_names():
    assert title_of("Prof. Dr Ada Lovelace") == "Prof. Dr"
    assert untitled("Dr Samuel Okonjo", "Dr") == untitled("Dr Samuel Okonjo") == "Samuel Okonjo"
    assert titled("Dr", "Dr Samuel Okonjo") == "Dr Samuel Okonjo"
    assert title_of("Drake Marsh") == title_of("Dr") == ""


def test_every_zone_and_country_to_choose_is_a_place():
    moment = datetime(2026, 6, 4, tzinfo=UTC)
    listed = [name for _, names in zones(moment) for name, _ in names]
    assert all(name == "UTC" or zone_of(name) is not UTC for name in listed)
    assert {"Africa/Lagos", "Asia/Tokyo", "America/Bogota", "Europe/Zurich"} <= set(listed)
    assert in_zone("Africa/Lagos", moment) == "Lagos, UTC+1"
    assert in_zone("Asia/Kolkata", moment) == "Kolkata, UTC+5:30"
    assert len(countries()) > 240
    assert country_named("CO") == "Colombia"
    assert languages_named(["sv", "yo", "??"]) == "Swedish, Yoruba"
