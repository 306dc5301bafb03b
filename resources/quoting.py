"""The passages in which something was found, in their words, for the team alone."""

from itertools import groupby

from resources.finding import AROUND, pieces

SHOWN = 5


def quotes(version):
    """What stopped a version, in the words around it: [(page, [(words, number of the place or 0)])], and how many."""
    places = [tuple(place) for check in version.stopped for place in check.places]
    texts = dict(version.leaves.filter(number__in={page for page, *_ in places}).values_list("number", "text"))
    texts[0] = version.body
    near = [
        (page, group)
        for page, all_of_it in groupby(places, lambda place: place[0])
        for group in _together([(begin, end) for _, begin, end in all_of_it])
    ]
    shown = [(page, _quoted(texts.get(page, ""), group)) for page, group in near[:SHOWN]]
    return shown, len(places)


def _together(spans):
    """Places that stand so near each other that one quotation shows them all."""
    groups = []
    for span in spans:
        if groups and span[0] - groups[-1][-1][1] < AROUND:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _quoted(text, spans):
    begin = text.rfind(" ", 0, max(0, spans[0][0] - AROUND // 2)) + 1
    end = text.find(" ", spans[-1][1] + AROUND // 2)
    return pieces(text, begin, len(text) if end < 0 else end, spans)
