"""Under which code a rating stands in a study's file: drawn anew for every round, and none that says who stopped.

While a round is open its moderators see by name who has not finished, and afterwards who left. A code that stood
through all rounds, or beside part of a round, would be that person's: so codes lead from no round to another, and
whoever did not finish stands without one, among at least as many others as a group needs to be shown.
"""

from collections import Counter, defaultdict

from django.utils.crypto import salted_hmac

from discussions.tally.surveys import MINIMUM


def codes_of(round_, ratings, told):
    """The codes of whoever rated in one round that is over: {panelist's key: a number from 1}; some have none.

    `told` are the stakeholder groups that stand beside ratings: whoever has no code is hidden among their own group.
    """
    answered, parts = Counter(one.panelist_id for one in ratings), defaultdict(list)
    groups = {one.panelist_id: one.panelist.group for one in ratings}
    for key in sorted(answered, key=lambda key: _drawn(round_, key)):
        parts[groups[key] if groups[key] in told else ""].append(key)
    items = round_.items.count()
    bare = {key for part in parts.values() for key in _bare(part, lambda key: answered[key] < items)}
    coded = sorted(answered.keys() - bare, key=lambda key: _drawn(round_, key))
    return {key: code for code, key in enumerate(coded, 1)}


def _bare(part, stopped):
    """Who of a part has no code: whoever stopped, and as many others as it takes to hide them."""
    first = sorted(part, key=lambda key: not stopped(key))
    short = sum(map(stopped, part))
    return first[: max(short, MINIMUM)] if short else []


def _drawn(round_, key):
    return salted_hmac("discussions.consensus.codes", f"{round_.pk} {key}").hexdigest()
