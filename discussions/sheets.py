"""Drawn posts as one sheet for all of one way of seeing, and where in it a reader's own is marked."""

import re
from collections import defaultdict

from discussions.drawing import owned

_SPOT = re.compile(
    r'(?P<head><div class="post[^>]*? data-post="(?P<post>[^"]+)" data-author="(?P<author>[^"]+)")'
    r'|(?P<thread><article class="thread"[^>]*? data-author="(?P<opener>[^"]+)")'
    r'|(?P<place><i data-own="(?P<of>[^"]+)" data-question="(?P<number>\d+)" hidden></i>)'
    r'|(?P<press><button form="act" class="reaction"[^>]*? data-reaction="(?P<key>[^"]+)")'
)


class Sheet:
    """Drawn posts, taken apart at each place that looks different to whoever it is the own of."""

    def __init__(self, html):
        self.parts, self.letters, at = [], 2 * len(html), 0
        self.heads, self.places, self.presses = defaultdict(list), defaultdict(list), {}
        authors = {}
        for spot in _SPOT.finditer(html):
            self.parts += [html[at : spot.start()], spot[0]]
            at = spot.end()
            self._note(spot, len(self.parts) - 1, authors)
        self.parts.append(html[at:])
        self.polls = ' data-poll="' in html
        self.html = html

    def marked(self, member, reactions):
        """The posts with the reader's own marked "mine", with what its author does with it, and reactions pressed."""
        parts = None
        for own in (str(member.pk), str(member.alias_id)):
            for at in self.heads.get(own, ()):
                parts = parts or self.parts.copy()
                parts[at] += " data-mine"
            for at, post, number in self.places.get(own, ()):
                parts = parts or self.parts.copy()
                parts[at] = owned(member.board.slug, number, post)
        for post, kind in reactions:
            if (at := self.presses.get(f"{post}:{kind}")) is not None:
                parts = parts or self.parts.copy()
                parts[at] = parts[at].replace('value="1" aria-pressed="false"', 'value="0" aria-pressed="true"', 1)
        return "".join(parts) if parts else self.html

    def _note(self, spot, at, authors):
        if spot["head"]:
            authors[spot["post"]] = spot["author"]
            self.heads[spot["author"]].append(at)
        elif spot["thread"]:
            self.heads[spot["opener"]].append(at)
        elif spot["place"] and spot["of"] in authors:
            self.places[authors[spot["of"]]].append((at, spot["of"], int(spot["number"])))
        elif spot["press"]:
            self.presses[spot["key"]] = at
