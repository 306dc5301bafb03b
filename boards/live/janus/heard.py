"""What a page may say about its sound and pictures, read (pure): anything else is nothing."""

LONGEST, MOST_TRACKS, MOST_CANDIDATES, LONGEST_CANDIDATE = 55_000, 3, 30, 500


def read(data, now):
    """What to do with what, as (name of an act of its flow, …), or nothing; most is of a round, and `now` is which."""
    if "want" in data:
        return _wanted(data["want"])
    if data.get("round") != now:
        return None
    if data.get("again") is True:
        return ("again",)
    if data.get("restart") is True:
        return ("restart",)
    if "offer" in data:
        sdp = _description(data["offer"])
        return ("publish", sdp) if sdp and sdp.count("\nm=") <= MOST_TRACKS else None
    if "answer" in data:
        sdp = _description(data["answer"])
        return ("answered", sdp) if sdp else None
    candidates = _candidates(data.get("candidates"))
    return ("trickle", data.get("way") == "out", candidates) if candidates else None


def _wanted(want):
    if not isinstance(want, dict):
        return None
    pictures, large = want.get("pictures"), want.get("large")
    return ("want", pictures, large) if isinstance(pictures, bool) and isinstance(large, str) else None


def _description(text):
    return text if isinstance(text, str) and len(text) <= LONGEST else ""


def _candidates(given):
    if not isinstance(given, list) or len(given) > MOST_CANDIDATES:
        return []
    return [one for one in map(_candidate, given) if one]


def _candidate(one):
    if not isinstance(one, dict):
        return None
    text, mid, index = one.get("candidate"), one.get("sdpMid"), one.get("sdpMLineIndex")
    good = isinstance(text, str) and len(text) <= LONGEST_CANDIDATE
    if not good or not isinstance(mid, str | None) or not isinstance(index, int | None):
        return None
    return {"candidate": text, "sdpMid": mid, "sdpMLineIndex": index}
