"""Rows of screening: how it is set, and what is decided on what it found."""

from tests.guards.rows_boards import BOARD, POSTED

SCREENING = [
    POSTED(f"{BOARD}people/screening/", "302 302 302 403 403", form={"screening": "hold", "products": "Product A"}),
    POSTED(f"{BOARD}people/screening/", "422 422 422 403 403", form={"screening": "all"}),
    POSTED(
        f"{BOARD}findings/<finding_id>/verdict/",
        "302 302 404 404 404",
        form={"verdict": "upheld"},
        states={"draft": "404"},
    ),
    POSTED(
        f"{BOARD}findings/<finding_id>/verdict/",
        "302 302 403 403 403",
        at={"finding_id": "{noticed}"},
        form={"verdict": "upheld"},
        states={"draft": "404"},
    ),
]
