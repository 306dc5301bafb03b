"""Every rights check in the code, and the code without one of them: found in the source, switched off in the process.

A check is a right's `allow(…)`, a `can(…)` that an `if` asks, an `if …: raise Absent` and the like, the owner's part
of a lookup by an id that somebody sent (`filter(board=…, pk=…)`), or a decorator of ours around a view. Their functions
are compiled again with a switch at each of them; a switched-off check lets everybody pass.
"""

import ast
import gc
import types
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from django.urls import URLResolver, get_resolver

from advisory.prepared import Prepared
from tests.guards.addresses import _readable, views
from tests.test_rules import PYTHON, ROOT

REFUSALS = {"Absent", "Denied", "SignedOut", "Unknown", "ConsentNeeded", "PermissionDenied", "Http404"}
LOOKUPS = {"filter", "get", "get_object_or_404"}
KEYS = {"pk", "id", "number", "slug", "token", "digest", "hashed"}
OWNERS = ("board", "question", "member", "author", "user", "post", "person")
SKIPPED = {"management", "demo", "importing", "migrations", "imports.py"}
NO_RIGHTS = {  # refusals that guard no right
    "if not shape.fullmatch(text)",  # an address of another shape leads nowhere, like any unknown one
    "if _held.first(log=owner.log_id) is None",  # a log is never deleted
    "if not (seat := seats(slug, {user.pk}).get(user.pk))",  # their seat was found; who left since has none any more
    "if request.headers.get('Sec-Fetch-Dest') not in version.PLAYED",  # whoever may have a marked film, plays it
    "if seat.must_agree",  # whoever must agree has no role, and so no right; this shows them the way
}
GATES = ("user_passes_test.<locals>",)


@dataclass(frozen=True)
class Site:
    """One check: where it stands, and what it says."""

    file: str
    line: int
    says: str

    def __str__(self):
        return f"{self.file}:{self.line}: {self.says}"


class Switches:
    """What the instrumented code asks at every check: it notes that it came by, and lets pass what is switched off."""

    def __init__(self):
        self.off, self.reached = set(), []

    def __call__(self, site, checked):
        self.reached.append(site)
        if site not in self.off:
            return checked
        if isinstance(checked, bool) or not callable(checked):
            return False
        return (lambda *_, **__: True) if checked.__name__ in {"allow", "can"} else _unscoped(checked)


def _unscoped(lookup):
    """A lookup that forgets whose the thing must be."""

    def found(*given, **wanted):
        return lookup(*given, **{key: value for key, value in wanted.items() if not _owner(key)})

    return found


def _owner(key):
    return any(part in OWNERS for part in key.split("__")[:1]) and key not in KEYS


class Instrumented(ast.NodeTransformer):
    """A module's tree with a switch at each of its checks."""

    def __init__(self, file, sites):
        self.file, self.sites, self.asks = file, sites, False

    def visit_ImportFrom(self, node):
        """Whether `allow` is the rights' here."""
        self.asks |= node.module == "advisory.rights" and any(one.name == "allow" for one in node.names)
        return node

    def visit_If(self, node):
        """An `if` that refuses; where it asks a right, the right is the check."""
        asks = [one for one in ast.walk(node.test) if isinstance(one, ast.Call) and _named(one) == "can"]
        says = f"if {ast.unparse(node.test)}"
        refuses = (
            says not in NO_RIGHTS
            and len(node.body) == 1
            and isinstance(node.body[0], ast.Raise)
            and _raised(node.body[0]) in REFUSALS
        )
        if refuses and not asks:
            asked = ast.Call(ast.Name("bool", ast.Load()), [node.test], [])
            node.test = self._switch(node, says, asked)
        for ask in asks:
            ask.func = self._switch(ask, ast.unparse(ask), ask.func)
        return self.generic_visit(node)

    def visit_Call(self, node):
        """A right that is asked, or a lookup of something somebody named."""
        self.generic_visit(node)
        name = _named(node)
        keys = {key.arg for key in node.keywords if key.arg and not isinstance(key.value, ast.Constant)}
        asks = self.asks and name == "allow" and isinstance(node.func, ast.Name)
        if asks or (name in LOOKUPS and keys & KEYS and any(map(_owner, keys))):
            node.func = self._switch(node, ast.unparse(node), node.func)
        return node

    def _switch(self, node, says, checked):
        site = Site(self.file, node.lineno, says)
        self.sites.append(site)
        return ast.Call(ast.Name("__switch__", ast.Load()), [ast.Constant(len(self.sites) - 1), checked], [])


def _named(call):
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _raised(node):
    raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
    return getattr(raised, "id", "")


@contextmanager
def instrumented():
    """Switches at every check of the product; gives them and what stands at each. All is as before at the end."""
    switches, sites, before = Switches(), [], []
    views()  # the views are loaded with the first look at the addresses
    living = _functions()
    for path in PYTHON:
        if SKIPPED & set(path.parts):
            continue
        file, begun = str(path.relative_to(ROOT)), len(sites)
        tree = Instrumented(file, sites).visit(ast.parse(path.read_text(encoding="utf-8")))
        if len(sites) == begun:
            continue
        for code in _codes(compile(ast.fix_missing_locations(tree), str(path), "exec")):
            for function in living.get((str(path), code.co_qualname), ()):
                if "__switch__" in code.co_names and code.co_freevars == function.__code__.co_freevars:
                    before.append((function, function.__code__))
                    function.__globals__["__switch__"] = switches
                    function.__code__ = code
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Prepared, "asked", _worked_out_anew(Prepared.asked, switches))
            yield switches, sites
    finally:
        for function, code in before:
            function.__code__ = code


def _worked_out_anew(asked, switches):
    """A question that holds a check is worked out anew for each that is off; whoever asks it comes by that check."""
    worked_out = {}  # question -> (what was off then, the checks in it)

    def made(question, *given):
        if "__switch__" not in getattr(question.build, "func", question.build).__code__.co_names:
            return asked(question, *given)
        without, inside = worked_out.get(question, (None, ()))
        if without != switches.off:
            question.made.clear()
        before = len(switches.reached)
        found = asked(question, *given)
        inside = switches.reached[before:] or inside
        switches.reached[before:] = inside
        worked_out[question] = set(switches.off), inside
        return found

    return made


def _functions():
    gc.unfreeze()  # the product freezes what it starts with, and what is frozen is not listed
    found = {}
    for one in gc.get_objects():
        if type(one) is types.FunctionType:
            found.setdefault((one.__code__.co_filename, one.__code__.co_qualname), []).append(one)
    gc.freeze()
    return found


def _codes(code):
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield constant
            yield from _codes(constant)


def links():
    """Every decorator of ours around a view, as (address, name, how to take it off for a while)."""
    for address, pattern in patterns(get_resolver().url_patterns):
        outer, link = None, pattern.callback
        while inner := getattr(link, "__wrapped__", None):
            name = link.__code__.co_qualname
            ours = str(ROOT) in link.__code__.co_filename and ".venv" not in link.__code__.co_filename
            if (ours and "guarded" in name) or name.startswith(GATES):
                yield address, f"@{name.partition('.')[0]} on {inner.__name__}", _without(pattern, outer, link, inner)
            outer, link = link, inner


def _without(pattern, outer, link, inner):
    @contextmanager
    def taken_off():
        cells = [cell for cell in (outer.__closure__ or ()) if cell.cell_contents is link] if outer else []
        for cell in cells:
            cell.cell_contents = inner
        if not outer:
            pattern.callback = inner
        try:
            yield
        finally:
            for cell in cells:
                cell.cell_contents = link
            if not outer:
                pattern.callback = link

    return taken_off


def patterns(listed, before=""):
    """Every pattern that answers at an address: (address, pattern)."""
    for pattern in listed:
        route = before + _readable(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, route)
        else:
            yield route, pattern
