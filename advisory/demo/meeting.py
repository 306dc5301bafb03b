"""The demo board's live session: tomorrow at 13:05, with an agenda."""

MEETING = {"title": "Monitoring thresholds: working through the disagreement", "minutes": 60}
HOUR = (13, 5)
AGENDA = (  # title, minutes, who leads, the number of the question it leads to
    ("Welcome and ground rules", 5, "chair", None),
    ("What you told us so far", 10, "moderator", 1),
    ("Where thresholds differ", 15, "moderator", 2),
    ("Two patient journeys", 20, "chair", None),
    ("Closing round", 10, "moderator", None),
)
