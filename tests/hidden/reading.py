"""What one viewer gets of a world, part by part: pages, API, live line and letters, as lines that can be compared."""

import re

from boards.models import Session
from discussions.forms.exports import SEEN
from discussions.taking.formats import FORMATS
from tests.guards.addresses import addresses, calls
from tests.hidden.browsing import Line, readable, settled
from tests.hidden.post import letters
from tests.hidden.worlds import ASKED

READ_AT = 3 * 24 * 60
NUMBERS = range(1, len(ASKED) + 1)
BLINDED = [number for number in NUMBERS if ASKED[number - 1].get("blinded")]
DOORS = ("/", "/boards/", "/boards/heart/", "/library/", "/notifications/", "/search/", "/nowhere/")
SOUGHT = ("syncope", "Advisor 41", "Carver")
NOBODYS = "00000000-0000-4000-8000-000000000000"
TOLD = ("", ".mine", ".desk", ".q2", ".q3", ".q3.staff", ".q4", ".q5")
STREAMS = ("", ".mine", ".desk", ".backroom", ".s1", *(f".q{n}" for n in NUMBERS), *(f".q{n}.staff" for n in NUMBERS))
PRIED = {"blinded one": {}, "held": {"body": "I see", "reason": "Let me look", "version": 1}}
_PART = re.compile(r"<(\w+)>")


def read(world, asked):
    """What viewers get of the parts that are asked for: {(viewer, part, address): lines}."""
    world.still.at("reading", minutes=READ_AT)
    found, mail = {}, letters(world.still)
    for viewer, part in asked:
        got = _mail(mail, viewer) if part == "letters" else PARTS[part](world, viewer)
        found |= {(viewer, part, where): lines for where, lines in got.items()}
    return found


def pages(world, viewer):
    """Every page that links lead to, from a few doors, but one's own account."""
    return world.browsers[viewer].walk(*DOORS, without=("/account", "/offline"))


def account(world, viewer):
    """Every page that links lead to from one's own account."""
    return world.browsers[viewer].walk("/account/", without=("/boards", "/notifications", "/library"))


def questions(world, viewer):
    """The questions' own pages, and what the board tells of them."""
    paths = ["/boards/heart/", *(f"/boards/heart/questions/{number}/" for number in NUMBERS)]
    return {path: readable(world.browsers[viewer].glance(path)) for path in paths}


def blinded(world, viewer):
    """The blinded questions alone, of somebody from whom names are kept on all of them: where one is known by alias."""
    browser, found = world.browsers[viewer], {}
    for number in BLINDED:
        for path in (f"/boards/heart/questions/{number}/", f"/api/v1/boards/heart/questions/{number}/posts"):
            found[path] = readable(browser.glance(path))
    return found | {"line": listen(world, viewer, [f".q{number}" for number in BLINDED])}


def exports(world, viewer):
    """The blinded discussion taken out in every format, authors as one may see them; unpacked, with metadata."""
    told = {sort: taken(world, viewer, sort) for sort in FORMATS}
    return told | {f"answers {number}": figures(world, viewer, number) for number in (2, 5, 6)}


def figures(world, viewer, number):
    """What was answered to one question, as a file that somebody takes out."""
    form = {"scope": f"question-{number}", "format": "xlsx", "sheet": "Answers", "authors": SEEN}
    return readable(world.browsers[viewer].glance("/boards/heart/export/answers/", method="POST", form=form))


def studies(world, viewer):
    """The study in rounds: its pages, its calls, and all of it as a file."""
    browser, pages = world.browsers[viewer], ("", "1/", "1/setup/", "1/rounds/1/", "1/rounds/2/")
    paths = [*(f"/boards/heart/consensus/{page}" for page in pages), "/api/v1/boards/heart/consensus/1/rounds/2"]
    found = {path: readable(browser.glance(path)) for path in paths}
    file = browser.glance("/boards/heart/consensus/1/file/", method="POST", form={"format": "xlsx"})
    return found | {"file": readable(file)}


def minutes(world, viewer):
    """The minutes of the session that is over, as they are read, compared and taken out."""
    path, browser = written(), world.browsers[viewer]
    found = {where: readable(browser.glance(f"{path}{where}")) for where in ("", "?from=2&to=3")}
    return found | {"docx": readable(browser.glance(f"{path}docx/", method="POST", form={}))}


def written():
    """Where they are read."""
    return f"/boards/heart/sessions/{Session.objects.get(title='We met').pk}/minutes/"


def ledgers(world, viewer):
    """The audit trail and the moderation log, taken out as tables."""
    asked = [{"tab": tab, "format": sort} for tab in ("trail", "log") for sort in ("csv", "xlsx")]
    browser = world.browsers[viewer]
    return {
        str(form): readable(browser.glance("/boards/heart/audit/file/", method="POST", form=form)) for form in asked
    }


def taken(world, viewer, sort):
    """One file that somebody takes out."""
    form = {"scope": "question-2", "format": sort, "authors": SEEN}
    return readable(world.browsers[viewer].glance("/boards/heart/export/", method="POST", form=form))


def search(world, viewer):
    """What is found."""
    browser = world.browsers[viewer]
    return {word: readable(browser.glance(f"/search/?q={word.replace(' ', '+')}")) for word in SOUGHT}


def api(world, viewer):
    """Every call that only reads."""
    found, browser = {}, world.browsers[viewer]
    for method, address in calls():
        if method == "GET" and "<post_id>" not in address:
            for path in _filled(address, world):
                if path.endswith("/events"):
                    for stream in TOLD:
                        asked = f"{path}?stream=board.heart{stream}"
                        found[asked] = readable(browser.glance(asked))
                else:
                    found[path] = readable(browser.glance(path))
    return found


def prying(world, viewer):
    """Everything that can be asked of a post by its id, and of one that is held or not there at all."""
    found, browser = {}, world.browsers[viewer]
    pages = [(method, address) for address in addresses() if "api/" not in address for method in ("GET", "POST")]
    asked = [(method, address) for method, address in [*pages, *calls()] if "<post_id>" in address]
    for name, of in PRIED.items() if asked else ():
        key = str(world.posts[name].pk if name in world.posts else world.known.get(name, NOBODYS))
        for method, address in asked:
            path = next(_filled(address.replace("<post_id>", key), world))
            sent = {} if method == "GET" else {"form" if "api/" not in address else "body": of}
            found[f"{method} {path}"] = readable(browser.glance(path, method=method, **sent))
    return found


def live(world, viewer):
    """What came down the line meanwhile, and what a fresh one and its plain form are told now."""
    line = world.lines.get(viewer)
    found = {"meanwhile": list(line.told)} if line else {}
    follows = "&".join(f"follow=board.heart{stream}:0" for stream in STREAMS)
    polled = readable(world.browsers[viewer].glance(f"/live/?{follows}"))
    return found | {"again": listen(world, viewer, STREAMS), "polled": polled}


def listen(world, viewer, streams):
    """What a fresh socket is told from the beginning."""
    line = Line(world.browsers[viewer], *(f"board.heart{stream}:0" for stream in streams))
    world.still.run(settled())
    line.hang_up()
    world.still.run(settled())
    return line.told


def _mail(mail, viewer):
    got = [letter for who, letters in mail.items() if f"{viewer}@" in who for letter in letters]
    return {str(number): letter.splitlines() for number, letter in enumerate(got)}


def _filled(address, world):
    """An address with every question's number and, for what else it names, one id of the script or nobody's."""
    names = set(_PART.findall(address))
    for number in NUMBERS if "number" in names else (1,):
        given = {"slug": "heart", "number": number, "document_id": world.paper.pk}
        yield "/" + _PART.sub(lambda part: str(given.get(part[1], NOBODYS)), address)  # noqa: B023 - used at once


PARTS = {
    "pages": pages,
    "account": account,
    "questions": questions,
    "search": search,
    "api": api,
    "blinded": blinded,
    "exports": exports,
    "studies": studies,
    "ledgers": ledgers,
    "minutes": minutes,
    "prying": prying,
    "live": live,
    "letters": None,
}
