"""Camera, microphone and screen, lent to the pages of a live session alone."""

from advisory.headers import LENDS


def lent(response):
    """An answer whose page may ask for them; every other page may not."""
    for name, value in LENDS.items():
        response.headers[name] = value
    return response
