"""What a browser does with live lines, as static/js/arrivals.js and posts.js do it, on the threads of a page."""

from lxml import html as markup

from advisory.events import seals
from advisory.events.frames import events_after, frame, subjects_of
from boards.decorators import taken_seat
from discussions.drawing import marked
from discussions.views.page import QuestionPage

RELOADS = {"question.unlocked", "question.opened", "question.shared", "question.closed", "question.redesigned",
           "board.closed"}  # fmt: skip
PRESSED = ("aria-pressed", "value")  # one's own reactions are pressed by hand, not by a line


class Page:
    """The threads of a question as one member's browser holds them, and from where it follows."""

    def __init__(self, seat, number=1):
        self.seat, self.number, self.stamp = seat, number, seat.stamp
        context = QuestionPage(taken_seat(seat.user, seat.board.slug), number).context()
        shown = not context["gate_closed"] and (seat.is_staff_seat or not context["waiting"])
        self.list = markup.fromstring(f'<div id="threads">{context["threads_html"]}</div>') if shown else None
        self.follow = {place.rpartition(":")[0]: int(place.rpartition(":")[2]) for place in context["follow"].split()}
        self.panel = str(context.get("results_html") or "")
        self.reloads = False

    def hear(self):
        """Everything that came since on the streams it follows, in order, each line acted on."""
        seat, gaze, events = self.seat, self.seat.gaze, []
        for wire, head in self.follow.items():
            stored = f"{wire}.{seat.pk}" if wire.endswith(".mine") else wire
            events += events_after(stored, head, 500)
        things = subjects_of(events)
        for event in sorted(events, key=lambda event: event.number):
            self.take(frame(event, things.get((event.subject_type, event.subject_id)), gaze))
            for poll in () if self.list is None else self.list.xpath("//section[@data-poll and not(@data-yours)]"):
                self._own_poll(poll)
        return self

    def take(self, line):
        """Act on one line."""
        kind, facts = line["kind"], line["facts"]
        self.reloads |= kind in RELOADS
        self._redraw(kind, line.get("html"))
        self._poll(kind, facts)
        if self.list is not None and kind.startswith("finding."):
            self._renew(facts["id"])
        if self.list is None or not kind.startswith("post.") or facts.get("question", self.number) != self.number:
            return
        if kind == "post.withdrawn":
            self._withdraw(facts["id"])
        elif kind == "post.withheld":
            self._remove(facts["id"])
        elif kind in {"post.left", "post.gone"}:
            self._leave(facts["id"])
        elif "agree" in facts:
            self._recount(facts)
        elif kind == "post.dropped":
            self._renew(facts["id"])
        elif "html" in line:
            self._draw(markup.fromstring(marked(line["html"], self.seat, ()).strip()), line["into"])

    def _poll(self, kind, facts):
        """How a poll stands: counts that the line tells are put in, anything else is fetched anew."""
        here = self.list is not None and kind.startswith(("poll.", "ballot."))
        for poll in self.list.xpath(f'//section[@data-poll="{facts["id"]}"]') if here else ():
            same = (poll.get("data-state"), poll.get("data-wording")) == (facts["state"], str(facts["version"]))
            if not same or kind == "poll.shared" or ("counts" in facts) != ("data-counted" in poll.attrib):
                self._own_poll(poll)
            else:
                _recount_poll(poll, facts)

    def _own_poll(self, poll):
        fresh = Page(self.seat, self.number).list.xpath(f'//section[@data-poll="{poll.get("data-poll")}"]')
        if fresh:
            _replace(poll, fresh[0], whole=True)

    def _redraw(self, kind, html):
        """What was answered with the form: as the line draws it, or fetched anew when words may have gone."""
        if self.panel and kind.startswith("post."):
            self.panel = Page(self.seat, self.number).panel
        elif self.panel and html and kind.startswith(("response.", "stance.")):
            self.panel = html

    def shown(self):
        """What stands there, line by line, without what is one's own doing or the clock's."""
        if self.list is None:
            return None
        return [told for one in self.list.iter() if (told := _told(one))] + self._panelled()

    def _panelled(self):
        return " ".join(self.panel.replace(" data-mine", "").split()).split("> <")

    def _draw(self, fresh, into):
        post = fresh if "post" in fresh.get("class").split() else fresh.find("div")
        known = self._post(post.get("data-post"))
        if known is not None:
            _patch_thread(known.getparent(), fresh, self._post) if fresh is not post else _replace(known, fresh)
        elif into == "beforeend:#threads":
            _place(self.list, fresh)
        elif homes := self.list.xpath(f'//*[@id="{into.partition("#")[2]}"]'):
            _place(homes[0], fresh)

    def _withdraw(self, key):
        post = self._post(key)
        if post is None or {"data-held", "data-mine"} & set(post.attrib):
            return
        _replace(post, markup.Element("div", {"class": "post withdrawn", "id": f"post-{key}"}))

    def _remove(self, key):
        post = self._post(key)
        if post is not None and "data-mine" not in post.attrib:
            post.getparent().remove(post)

    def _leave(self, key):
        post = self._post(key)
        gone = post if post is None or post.getparent().tag != "article" else post.getparent()
        if gone is not None:
            gone.getparent().remove(gone)

    def _recount(self, facts):
        for kind in ("agree", "insightful"):
            which = f'//*[@data-reaction="{facts["id"]}:{kind}"]//*[@class="num"]'
            for count in self.list.xpath(which):
                count.text = str(facts[kind] or "")

    def _renew(self, key):
        fresh, old = Page(self.seat, self.number)._post(key), self._post(key)
        if fresh is not None and old is not None:
            _replace(old, fresh, whole=True)

    def _post(self, key):
        found = self.list.xpath(f'//*[@id="post-{key}"]')
        return found[0] if found else None


def steady(seat):
    """The first question's page from what is kept, which is what a process that knows nothing draws."""
    page = Page(seat)
    seals.forget()
    assert page.shown() == Page(seat).shown(), seat
    return page


def _recount_poll(poll, facts):
    for told in poll.xpath(".//*[@data-turnout]"):
        told.text = f"{facts['voted']} voted"
    for row, count in zip(poll.xpath(".//ul/li"), facts.get("counts", ()), strict=False):
        row.find("b").text = f"{count} of {facts['voted']}"
        row.find("svg").set("viewbox", f"0 0 {facts['voted'] or 1} 1")
        ground, bar = row.findall("svg/rect")
        ground.set("width", str(facts["voted"] or 1))
        bar.set("width", str(count))


def _patch_thread(old, fresh, post_of):
    for name in ("id", "aria-label", "data-author", "data-mine"):
        old.attrib.pop(name, None)
        if name in fresh.attrib:
            old.set(name, fresh.get(name))
    (head, home), (fresh_head, fresh_home) = old.findall("div"), fresh.findall("div")
    _replace(head, fresh_head)
    home.set("id", fresh_home.get("id"))
    for reply in fresh_home.findall("div"):
        known = post_of(reply.get("data-post"))
        if known is None:
            home.append(reply)
        else:
            _replace(known, reply)


def _place(home, fresh):
    """Among the posts there, by its place in the question; what has none comes last."""
    later = [one for one in home if 0 < _order(fresh) < _order(one)]
    home.insert(home.index(later[0]) if later else len(home), fresh)


def _order(one):
    post = one.find("div") if one.tag == "article" else one
    return int(post.get("data-order") or 0)


def _replace(old, fresh, *, whole=False):
    fresh.tail = old.tail
    for told in () if whole else old.xpath("./*[@data-found and not(@hidden)]"):
        for place in fresh.xpath("./div[@data-found]"):
            fresh.replace(place, told)
    old.getparent().replace(old, fresh)
    thread = fresh.getparent()
    if thread.tag == "article" and "data-mine" not in fresh.attrib:
        _relabel(thread, fresh)


def _relabel(thread, post):
    names = post.xpath('./header//*[@class="who"]/*[@data-only="other"]')
    thread.attrib.pop("data-author", None)
    if names:
        thread.set("data-author", post.get("data-author"))
    thread.set("aria-label", f"Answer by {names[0].text}" if names else "Answer out of sight")


def _told(one):
    """An element in a line: its attributes and its own words; of an empty place that it is there."""
    if one.xpath('ancestor-or-self::*[contains(@class, "withdrawn")]'):
        return one.get("id")
    mine = (*PRESSED, "tabindex") if "data-reaction" in one.attrib else ("data-unread", "tabindex")
    given = {name: " ".join(value.split()) for name, value in sorted(one.attrib.items()) if name not in mine}
    words = " ".join(f"{one.text or ''} {one.tail or ''}".split())
    return f"{one.tag} {given} {words}"
