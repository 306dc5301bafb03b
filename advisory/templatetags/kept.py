"""`{% kept %}…{% endkept %}`: a part of a page that is drawn once for the same values, whoever looks at it.

What it is kept under is read from the part itself: the value of every expression in it, and in what it includes. So
nothing that it says can be missing from its key. What is new on every page (tokens, ids) is put in afterwards.
"""

import secrets
from datetime import date
from functools import partial
from operator import attrgetter
from types import NoneType
from uuid import UUID

from django import template
from django.template.base import FilterExpression, TextNode, Variable, VariableNode
from django.template.defaultfilters import default, default_if_none, linebreaks_filter, lower, pluralize
from django.template.defaulttags import CsrfTokenNode, ForNode, IfNode, LoadNode
from django.template.library import InclusionNode, SimpleNode
from django.template.loader_tags import IncludeNode
from django.template.smartif import TokenBase
from django.templatetags.static import StaticNode
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from advisory.templatetags import ui
from advisory.templatetags.addresses import Address

register = template.Library()
MOST, LONGEST = 500, 20_000  # looks of a part, letters of one with what it is kept under
SIMPLE = {str, SafeString, int, bool, NoneType}
PLAIN = (str, int, float, NoneType, date, UUID)
FRESH = {name: f"{name}-{secrets.token_hex(16)}" for name in ("csrf_token", "client_id")}
SHOWN, COMPARED, MET = "shown", "compared", "met"
BUILT_IN = "django.template.defaultfilters"
STEADY = (default, default_if_none, linebreaks_filter, lower, pluralize)  # say the same of the same, wherever
MISSING, UNTOLD = object(), object()


class NotPlain(Exception):
    """A part shows something whose looks cannot be told by its value."""


class Kept(template.Node):
    """A part of a page with what it depends on, and how it looked for the values met so far."""

    child_nodelists = ()  # no block can stand in it, so Django need not look for one on every page

    def __init__(self, nodelist):
        self.nodelist, self.needs, self.fresh, self.looks = nodelist, None, (), {}

    def read(self, engine):
        """Find out what the part depends on; TemplateSyntaxError where that cannot be told beforehand."""
        found = _needs(self.nodelist, frozenset(), engine)
        self.fresh = sorted({need for need in found if need in FRESH})
        needs = ((*need, _path(need[1])) for need in found if need not in FRESH)
        self.needs = [(*need, *_quickly(need[2])) for need in needs]

    def render(self, context):
        """The part, drawn now only where it has not been drawn for the same values before."""
        try:
            return self._looked_up(context)
        except (NotPlain, template.TemplateSyntaxError):
            return self.nodelist.render(context)

    def _looked_up(self, context):
        if self.needs is None:
            self.read(context.template.engine)
        fresh = {name: context[name] for name in self.fresh if context.get(name)}
        names = {}
        for layer in context.dicts:
            names.update(layer)
        values = (_told(need, names, context) for need in self.needs)
        key = get_language(), get_script_prefix(), *fresh, *values
        look = self.looks.get(key) or self._drawn(key, context, fresh)
        for name, value in fresh.items():
            look = look.replace(FRESH[name], str(value))
        return mark_safe(look)

    def _drawn(self, key, context, fresh):
        with context.push(**{name: FRESH[name] for name in fresh}):
            look = self.nodelist.render(context)
        if len(look) + len(repr(key)) < LONGEST:
            if len(self.looks) >= MOST:
                self.looks.clear()
            self.looks[key] = look
        return look


@register.tag
def kept(parser, token):
    """A part of a page to be kept."""
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(nodelist)


def _told(need, names, context):
    """What an expression says here, told from others; most are plain values that a few names lead to."""
    how, _, _, root, leads = need
    try:
        value = leads(names[root]) if leads else UNTOLD
    except KeyError:
        value = "" if how is SHOWN else None
    except AttributeError:
        value = UNTOLD
    if type(value) in SIMPLE:
        return bool(value) if how is MET else (value, type(value))
    return _plain(_value(need[:3], names, context))


def _value(need, names, context):
    """What an expression says here; nothing where it cannot be told, for a page that said it would fail alike.

    What only steady filters make of a plain value follows from that value, which is told instead.
    """
    how, expression, path = need
    try:
        value = _led_to(path, names) if path else UNTOLD
        if value is MISSING:
            value = "" if how is SHOWN else None
        if value is UNTOLD or (expression.filters and not isinstance(value, PLAIN)):
            value = expression.resolve(context, ignore_failures=how is not SHOWN)
    except Exception:
        return None
    return bool(value) if how is MET else value


def _path(expression):
    """The names that lead to what an expression says or follows from; nothing where Django has to find that out."""
    given = [arg for _, args in expression.filters for lookup, arg in args if lookup and arg.lookups]
    steady = not given and all(made in STEADY for made, _ in expression.filters)
    return expression.var.lookups if steady and isinstance(expression.var, Variable) else None


def _quickly(path):
    """The first of the names that lead to a value, and what follows the others at once."""
    if not path:
        return None, None
    if len(path) == 2 and not hasattr(dict, path[1]):
        return path[0], partial(_next, path[1], attrgetter(path[1]))
    return path[0], attrgetter(".".join(path[1:])) if path[1:] else _itself


def _next(name, leads, value):
    """What a name leads to in a dictionary, where it may be missing, or in anything else."""
    return value[name] if type(value) is dict else leads(value)


def _itself(value):
    return value


def _led_to(path, names):
    """What plain names lead to, looked up as quickly as can be: MISSING, or UNTOLD where Django has to find it out."""
    value = names.get(path[0], MISSING)
    for step in path[1:]:
        if type(value) is dict and step in value:
            value = value[step]
        elif value is None or value is MISSING or (type(value) is dict and not hasattr(value, step)):
            return MISSING
        else:
            value = getattr(value, step, UNTOLD)
    if not callable(value):
        return value
    return UNTOLD if hasattr(value, "do_not_call_in_templates") or hasattr(value, "alters_data") else value()


def _plain(value):
    """A value as it is told from others: with its type, for 1 and True, or safe and unsafe words, look different."""
    if isinstance(value, PLAIN):
        return value, type(value)
    if isinstance(value, (tuple, list)):
        return tuple(map(_plain, value)), type(value)
    if isinstance(value, dict):
        return tuple((name, _plain(one)) for name, one in value.items()), dict
    raise NotPlain


def _needs(nodes, own, engine):
    """What some nodes depend on: each once, as (how, expression); `own` are names that are given inside."""
    found = {}
    for node in nodes:
        for need in _of_node(node, own, engine):
            found.setdefault(need if need in FRESH else (need[0], need[1].token), need)
    return tuple(found.values())


def _of_node(node, own, engine):
    if isinstance(node, (TextNode, LoadNode, StaticNode)):
        return ()
    if isinstance(node, CsrfTokenNode):
        return ("csrf_token",)
    if isinstance(node, VariableNode):
        return _of_expressions([node.filter_expression], own)
    if isinstance(node, IfNode):
        return _of_if(node, own, engine)
    if isinstance(node, ForNode):
        inside = own | {*node.loopvars, "forloop"}
        return *_of_expressions([node.sequence], own), *_needs(_lists(node), inside, engine)
    if isinstance(node, IncludeNode):
        return _of_include(node, own, engine)
    if isinstance(node, Address) and not node.asvar:
        return _of_expressions([node.view_name, *node.args, *node.kwargs.values()], own)
    if isinstance(node, (SimpleNode, InclusionNode)) and _pure(node):
        return _of_expressions([*node.args, *node.kwargs.values()], own)
    raise template.TemplateSyntaxError(f"{node!r} cannot stand in a part that is kept")


def _pure(node):
    """Whether a tag is one of ours that look at nothing but what they are given."""
    named = getattr(node, "target_var", None)
    return node.func.__module__ == ui.__name__ and not node.takes_context and not named


def _lists(node):
    return [*node.nodelist_loop, *node.nodelist_empty]


def _of_expressions(expressions, own, how=SHOWN):
    found = []
    for one in expressions:
        names = _names(one)
        mixed = names & own and (names - own or any(made.__module__ != BUILT_IN for made, _ in one.filters))
        if mixed or (names & FRESH.keys() and one.token not in FRESH):
            raise template.TemplateSyntaxError(f"what {one.token!r} says does not follow from what it is given")
        if names - own:
            found.append(one.token if one.token in FRESH else (how, one))
    return found


def _names(expression):
    """The names with which an expression's lookups begin."""
    parts = [expression.var, *(arg for _, args in expression.filters for lookup, arg in args if lookup)]
    return {part.lookups[0] for part in parts if isinstance(part, Variable) and part.lookups}


def _of_if(node, own, engine):
    found = []
    for condition, inside in node.conditions_nodelists:
        if condition is not None:
            found += _of_condition(condition, own, MET)
        found += _needs(inside, own, engine)
    return found


def _of_condition(condition, own, how):
    if isinstance(getattr(condition, "value", None), FilterExpression):
        return _of_expressions([condition.value], own, how)
    how = how if condition.id in {"and", "or", "not"} else COMPARED
    sides = (condition.first, condition.second)
    return [need for side in sides if isinstance(side, TokenBase) for need in _of_condition(side, own, how)]


def _of_include(node, own, engine):
    if not isinstance(node.template.var, str):
        raise template.TemplateSyntaxError(f"{node!r} is not known beforehand, so it cannot be kept")
    given = node.extra_context
    inside = engine.get_template(node.template.var).nodelist
    return *_of_expressions(given.values(), own), *_needs(inside, own | set(given), engine)
