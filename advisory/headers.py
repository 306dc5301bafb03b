"""The headers that every answer carries, whichever part of the product gives it."""

ALWAYS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), display-capture=(), geolocation=(), payment=(), usb=(), "
    "browsing-topics=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}
LENDS = {  # the pages of a live session alone, to themselves
    "Permissions-Policy": ALWAYS["Permissions-Policy"]
    .replace("camera=()", "camera=(self)")
    .replace("microphone=()", "microphone=(self)")
    .replace("display-capture=()", "display-capture=(self)"),
}
BARE = ALWAYS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
}


def bare(**more):
    """Headers of an answer that Django does not give, as ASGI wants them; `content_type` names Content-Type."""
    named = BARE | {name.replace("_", "-"): value for name, value in more.items()}
    return [(name.lower().encode(), value.encode()) for name, value in named.items()]
