"""XML read without entities, document types or anything from elsewhere."""

from lxml import etree

from resources.intake.archives import DAMAGED
from resources.intake.verdicts import Unfit

_ENTITIES = "This file defines shorthands of its own (XML entities), which Office never does. Save it anew."


def parsed(content):
    """The root of an XML part; else Unfit."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as trouble:
        typed = b"<!DOCTYPE" in content or "<!DOCTYPE".encode("utf-16-le") in content
        raise Unfit("xml", _ENTITIES if typed else DAMAGED) from trouble
    if root.getroottree().docinfo.doctype:
        raise Unfit("xml", _ENTITIES)
    return root


def local(element):
    """The name of an element without its namespace; nothing for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
