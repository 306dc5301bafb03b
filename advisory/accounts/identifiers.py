"""Numbers by which registers know people: read, written one way, and their check digits tried."""

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.iso7064 import mod_11_2
from stdnum.util import clean, isdigits

from advisory.accounts.models.credentials import Credential
from advisory.refusals import Invalid
from advisory.text import checked

Kind = Credential.Kind
ORCID_SITE = "https://orcid.org/"
_US_HEALTH = "80840"


def checked_identifier(kind, number, register=""):
    """A number and its register as they are kept, or Invalid naming the field that is wrong."""
    checks = {Kind.NPI: _npi, Kind.ORCID: _orcid, Kind.GMC: _gmc, Kind.OTHER: _other}
    if kind not in checks:
        raise Invalid(fields={"kind": "Choose what sort of number this is."})
    number = " ".join(str(number or "").split())
    if not number:
        raise Invalid(fields={"number": "Write the number."})
    number = checks[kind](number)
    return number, Credential.REGISTERS.get(kind) or _register(register)


def _npi(number):
    """Ten digits, beginning with 1 or 2; the last is the Luhn digit of the number behind the issuer's prefix 80840."""
    number = clean(number, " -.")
    if not _digits(number, 10) or number[0] not in "12":
        raise _wrong("An NPI has ten digits and begins with 1 or 2.")
    return _proved(number, luhn.validate, _US_HEALTH + number)


def _orcid(number):
    """Sixteen characters in four groups, the last one the ISO 7064 mod 11-2 digit of the others."""
    bare = clean(number.casefold().removeprefix(ORCID_SITE), " -").upper()
    if len(bare) != 16 or not _digits(bare[:15], 15) or bare[15] not in "0123456789X":
        raise _wrong("An ORCID looks like 0000-0002-1825-0097.")
    return _proved("-".join(bare[place : place + 4] for place in range(0, 16, 4)), mod_11_2.validate, bare)


def _gmc(number):
    number = clean(number, " -.")
    if not _digits(number, 7):
        raise _wrong("A GMC number has seven digits.")
    return number


def _other(number):
    if not any(letter.isdigit() for letter in number):
        raise _wrong("Write the number as the register has it; there is no digit in this.")
    return checked(number, "number", longest=Credential._meta.get_field("number").max_length)


def _register(register):
    register = " ".join(str(register or "").split())
    if not register:
        raise Invalid(fields={"register": "Say which register or authority gave the number, and its country."})
    return checked(register, "register", longest=Credential._meta.get_field("register").max_length)


def _digits(text, count):
    return len(text) == count and text.isascii() and isdigits(text)


def _proved(number, check, digits):
    try:
        check(digits)
    except ValidationError as wrong:
        raise _wrong("The check digit does not fit, so a digit is wrong or two have changed places.") from wrong
    return number


def _wrong(text):
    return Invalid(message=text, fields={"number": text})
