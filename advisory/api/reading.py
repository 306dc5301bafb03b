"""What clients send: strict JSON in, and plain words for whatever is wrong with it."""

import json

from ninja.parser import Parser

from advisory.refusals import Invalid, Refusal

WORDS = {
    "missing": "This is missing.",
    "string_type": "This must be text.",
    "string_unicode": "This text holds a character that cannot be stored.",
    "string_too_long": "This is too long.",
    "bool_type": "This must be true or false.",
    "greater_than_equal": "This must be at least {ge}.",
    "less_than_equal": "This must be at most {le}.",
}
FAMILIES = {"uuid": "This must be a UUID.", "int": "This must be a whole number."}


class StrictJSON(Parser):
    """JSON as the standard has it: UTF-8 only, no NaN, no numbers or nesting beyond reason."""

    def parse_body(self, request):
        return json.loads(request.body.decode("utf-8"), parse_constant=_no_constant)


def _no_constant(name):
    raise ValueError(name)


def not_json():
    """The refusal of a body that could not be read at all."""
    return Refusal(message="The body must be JSON in UTF-8.")


def complaint(errors):
    """The refusal of a request whose fields are missing or of the wrong kind: each named, in words."""
    if any(error["loc"][0] == "body" and len(error["loc"]) == 2 for error in errors):
        missing = errors[0]["type"] == "missing"
        return not_json() if missing else Invalid(message="The body must be one JSON object.")
    return Invalid(fields={str(error["loc"][-1]): _words(error) for error in errors})


def _words(error):
    known = WORDS.get(error["type"]) or FAMILIES.get(error["type"].partition("_")[0])
    return known.format_map(error.get("ctx", {})) if known else f"{error['msg']}."
