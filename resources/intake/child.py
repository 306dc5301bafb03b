"""What runs in the child process: one file is read within limits, and what is found is told in lines of JSON."""

import json
import resource
import sys
from importlib import import_module
from math import ceil
from pathlib import Path

from resources.intake import formats, names
from resources.intake.limits import Limits
from resources.intake.verdicts import NOTED, PASSED, Check, Examined, Unfit

FILES = 64
A_MINUTE = 220  # words read
LOOKED_AT = 40  # pages whose words are counted to know how long the whole takes
MEMORY = "This file takes too much memory to read. Save it anew in a simpler form, for instance as a PDF."


def main():
    """Take one order from the first line, carry it out, tell; the process then ends."""
    order = json.loads(sys.stdin.readline())
    limits = Limits(**order["limits"])
    _bound(limits, order["seconds"])
    try:
        ORDERS[order["do"]](order, limits)
    except Unfit as unfit:
        tell(unfit=[unfit.what, unfit.said])
    except MemoryError:
        tell(unfit=["memory", MEMORY])


def tell(**line):
    """One line to the parent."""
    sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _bound(limits, seconds):
    """From here on this process can take no more than this."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_FSIZE, limits.written),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    allow(seconds)


def allow(seconds):
    """From now on this process has so many seconds of the processor; then it ends."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def _examine(order, limits):
    path, name = Path(order["path"]), order["name"]
    ending = names.ending(name)
    kind = formats.claimed(ending)
    _fits(path.stat().st_size, kind, limits)
    with path.open("rb") as file:
        container = formats.agreed(ending, file.read(formats.HEAD))
    found = _examiner(kind, container)(path, kind.name, container, limits)
    said = Check("format", PASSED, f"A {kind.called}, by its ending and by what is inside.")
    tell(done=Examined(name, kind.name, **{**found, "checks": (said, *found["checks"])}).told())


def _fits(size, kind, limits):
    most = limits.film if kind is formats.VIDEO else limits.size
    if size > most:
        has = f"This file has {size / 1024**2:,.0f} MB; the most is {most // 1024**2:,}."
        raise Unfit("size", f"{has} Make it smaller first.")
    if not size:
        raise Unfit("format", "This file is empty. Choose another one.")


def _examiner(kind, container):
    by_container = {"mp4": _film, "webm": _film, "mp3": _sound, "ogg": _sound, "wav": _sound}
    return by_container.get(container) or {"pdf": _pdf, "image": _picture}.get(kind.name, _office)


def _pdf(path, _kind, _container, limits):
    portable, pages = import_module("resources.intake.portable"), import_module("resources.intake.pages")
    checks = portable.fit(path, limits)
    with portable.opened(path) as document:
        count = len(document)
        pages.pictured(document[0], 10_000)
        step = -(-count // LOOKED_AT)
        words = [len(pages.read(document[place], limits)[0].split()) for place in range(0, count, step)]
        title = document.get_metadata_value("Title")
    return _read(sum(words) * step, count, title, [*checks, _searchable(sum(words))])


def _office(path, kind, _container, limits):
    office = import_module("resources.intake.office")
    reader = import_module("resources.intake.slides" if kind == "pptx" else "resources.intake.writing")
    with path.open("rb") as file:
        archive, checks = office.fit(file, kind, limits)
        found = reader.read(archive, limits)
    if len(found.blocks) > limits.pieces:
        many = f"This file has {len(found.blocks):,} paragraphs and pictures; the most is {limits.pieces:,}."
        raise Unfit("pages", f"{many} Split it into parts.")
    words = sum(block.words for block in found.blocks)
    checks += [_searchable(words), *_described(found.blocks)]
    return _read(words, found.pages, found.title, checks)


def _picture(path, _kind, container, limits):
    checks = import_module("resources.intake.pictures").fit(path, container, limits)
    return {"pages": 1, "checks": checks}


def _film(path, kind, container, limits):
    walker = import_module("resources.intake.films" if container == "mp4" else "resources.intake.webm")
    with path.open("rb") as file:
        seconds, checks = walker.fit(file, kind, limits)
    return {"minutes": _minutes(seconds), "checks": checks}


def _sound(path, _kind, container, limits):
    seconds, checks = import_module("resources.intake.sounds").fit(path, container, limits)
    return {"minutes": _minutes(seconds), "checks": checks}


def _read(words, pages, title, checks):
    minutes = min(30_000, -(-words // A_MINUTE))
    shown = "".join(one for one in title or "" if one.isprintable()).strip()[:200]
    return {"words": words, "pages": pages, "minutes": minutes, "title": shown, "checks": checks}


def _minutes(seconds):
    return min(30_000, max(1, round(seconds / 60))) if seconds == seconds and seconds > 0 else 0


def _searchable(words):
    if words:
        return Check("text", PASSED, "Text can be read and searched.")
    return Check("text", NOTED, "No text was found: its pages are pictures, which cannot be searched or read aloud.")


def _described(blocks):
    bare = sum(block.kind == "picture" and not block.text for block in blocks)
    if bare:
        many = "1 picture has no description." if bare == 1 else f"{bare} pictures have no description."
        yield Check("pictures", NOTED, f"{many} Describe them for people who do not see them.")


def _draw(order, limits):
    import_module("resources.intake.drawing").draw(order, limits, tell, allow)


def _cover(order, limits):
    import_module("resources.intake.covering").cover(order, limits, tell)


def _mark(order, limits):
    import_module("resources.intake.marking").mark(order, limits, tell)


def _print(order, limits):
    import_module("resources.intake.printing").lay_out(order, limits, tell)


ORDERS = {"examine": _examine, "draw": _draw, "cover": _cover, "mark": _mark, "print": _print}
