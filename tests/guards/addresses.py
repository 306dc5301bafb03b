"""Every address that the product answers, as the URL resolver knows them, with the API's methods."""

import re

from django.urls import URLResolver, get_resolver

from advisory.urls import api

API = "api/v1/"
_CONVERTER = re.compile(r"<\w+:(\w+)>|\(\?P<(\w+)>[^)]*\)")


def addresses():
    """Every address as "boards/<slug>/library/", in the resolver's order."""
    return list(dict.fromkeys(route for route, _ in _walk(get_resolver().url_patterns)))


def calls():
    """Every call of the API as (method, address)."""
    found = []
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            address = API + f"{prefix}/{path}".replace("{", "<").replace("}", ">").strip("/")
            found += [(method, address) for operation in view.operations for method in operation.methods]
    return found


def views():
    """The function that answers at each address: {address: callback}."""
    return dict(_walk(get_resolver().url_patterns))


def _walk(patterns, before=""):
    for pattern in patterns:
        route = before + _readable(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route, pattern.callback


def _readable(pattern):
    text = _CONVERTER.sub(lambda found: f"<{found[1] or found[2]}>", str(pattern))
    return text.removeprefix("^").removesuffix("$").removesuffix("\\Z")
