"""The page that lists every call, drawn by the product itself: no script, nothing from elsewhere."""

from django.shortcuts import render
from ninja.openapi.docs import DocsBase


class Page(DocsBase):
    """The calls of the API as a page for people."""

    def render_page(self, request, api, **kwargs):
        schema = api.get_openapi_schema(path_params=kwargs)
        calls = [
            {"method": method.upper(), "path": path, **_told(call, schema)}
            for path, methods in schema["paths"].items()
            for method, call in methods.items()
        ]
        context = {"calls": calls, "openapi": self.get_openapi_url(api, kwargs)}
        return render(request, "api/docs.html", context)


def _told(call, schema):
    body = call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    return {
        "says": call["description"],
        "asks": [one["name"] for one in call["parameters"] if one["in"] == "query"],
        "fields": _fields(body, schema["components"]["schemas"]),
        "answers": [{"status": code, "of": told["description"]} for code, told in sorted(call["responses"].items())],
    }


def _fields(body, shapes):
    found = [body, *body.get("anyOf", [])]
    names = [one["$ref"].rpartition("/")[2] for one in found if "$ref" in one]
    return [
        {"name": field, "required": field in shapes[name].get("required", [])}
        for name in names
        for field in shapes[name]["properties"]
    ]
