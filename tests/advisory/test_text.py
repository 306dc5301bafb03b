"""People's words: what may come in, and that nothing but words, lists and links comes out."""

import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from advisory.refusals import Invalid
from advisory.text import LONGEST, checked, drawn

MAY_HAVE = {
    "p": set(), "br": set(), "strong": set(), "em": set(), "s": set(), "ul": set(), "ol": {"start"}, "li": set(),
    "blockquote": set(), "code": set(), "a": {"href", "rel"},
}  # fmt: skip

PIECES = [*"<>[]()*_~`#&;:\"'!/\\= \n\t-+.>1aj", "script", "javascript:", "href", "https://a.org", "on", "&#x"]


class Found(HTMLParser):
    """Every tag, attribute and address in a piece of HTML, and all else that is not text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.strange, self.text = [], [], [], ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.strange += [(tag, name) for name, _ in attrs if name not in MAY_HAVE.get(tag, set())]
        self.strange += [] if tag in MAY_HAVE else [tag]
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.strange.append(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


@pytest.mark.parametrize(("words", "html"), [
    ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
    ("One\nTwo", "<p>One<br>\nTwo</p>"),
    ("**bold** and *soft* and ~~gone~~", "<p><strong>bold</strong> and <em>soft</em> and <s>gone</s></p>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
    ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
    ("`x < 5`", "<p><code>x &lt; 5</code></p>"),
    ("5 < 6 & 7 > 2", "<p>5 &lt; 6 &amp; 7 &gt; 2</p>"),
    ("# not a heading", "<p># not a heading</p>"),
    ("a | b\n--|--\n1 | 2", "<p>a | b<br>\n--|--<br>\n1 | 2</p>"),
])  # fmt: skip
def test_the_small_markdown_is_drawn(words, html):
    assert drawn(words) == html


def test_links_lead_out_without_telling_where_from():
    html = drawn("[guideline](https://example.org/a?b=1&c=2) <mailto:a@example.org>")
    assert Found(html).links == ["https://example.org/a?b=1&c=2", "mailto:a@example.org"]
    assert html.count('rel="noopener noreferrer nofollow"') == 2


@pytest.mark.parametrize("words", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<!-- x --><b>bold</b>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](vbscript:x)", "[x](file:///etc/passwd)", "<javascript:alert(1)>",
    "![x](https://example.org/pixel.png)", '[x](https://example.org "onmouseover=alert(1)")',
    "[a]: javascript:alert(1)\n\n[a]",
    '<a href="https://example.org" onclick="x()">x</a>', "`</code><script>x</script>`",
    "<style>*{display:none}</style>",
    '[x](https://example.org/"onmouseover="alert(1))', "<https://example.org/\"onclick=alert(1)>", "&lt;script&gt;",
])  # fmt: skip
def test_nothing_that_acts_gets_through(words):
    found = Found(drawn(words))
    assert found.strange == []
    assert all(link.split(":")[0] in {"http", "https", "mailto"} for link in found.links)


def test_what_looks_like_html_is_shown_as_it_was_typed():
    assert Found(drawn("<script>alert(1)</script> if x<y")).text == "<script>alert(1)</script> if x<y"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES)).map("".join))
@example("[a](<javascript:alert(1)>)")
@example("<a\n>[](\n)")
def test_whatever_is_typed_no_tag_or_attribute_beyond_the_few_comes_out(words):
    found = Found(drawn(words))
    assert found.strange == []
    assert all(":" not in link.split("/")[0] or link.startswith(("http:", "https:", "mailto:")) for link in found.links)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_either_refused_with_a_reason_or_drawn(words):
    try:
        kept = checked(words)
    except Invalid as refusal:
        kept = refusal.fields["body"]
    assert kept
    assert Found(drawn(kept)).strange == []


def test_20_000_characters_are_taken_and_one_more_is_not():
    assert len(checked("æ" * LONGEST)) == 20_000
    with pytest.raises(Invalid, match="20,001 characters; the most is 20,000"):
        checked("æ" * 20_001)
    assert len(checked("a\r\n" * 9_000 + "b")) == 18_001


@pytest.mark.parametrize("words", ["", "   \n\t ", None, "\u00a0\u2003", "\u200b", "\u2060\ufeff\n\u200d", "\u00ad"])
def test_nothing_to_read_is_not_a_post(words):
    with pytest.raises(Invalid, match="Write something first"):
        checked(words)


@pytest.mark.parametrize("words", ["a\x00b", "a\ud800b", "\udfff"])
def test_what_cannot_be_stored_is_refused(words):
    with pytest.raises(Invalid, match="cannot be stored"):
        checked(words)


@pytest.mark.parametrize("words", [
    *(f"a{chr(code)}b" for code in range(0x202A, 0x202F)), "a\u2066b", "a\u2069b", "\u2067a\u2069\u2069b",
    "\u2068\u2067a\u2069", "a\u2069\u2066",
])  # fmt: skip
def test_hidden_turns_of_the_writing_are_refused(words):
    with pytest.raises(Invalid, match="direction of writing"):
        checked(words)


@pytest.mark.parametrize(
    "words", ["\u2068שלום\u2069 and hello", "\u2066a \u2067b\u2069 c\u2069", "السلام عليكم", "👩‍⚕️ नमस्ते", "a\u200db"]
)
def test_languages_of_all_directions_are_welcome(words):
    assert checked(words) == words


def test_the_field_that_needs_mending_is_named():
    with pytest.raises(Invalid) as refusal:
        checked("x" * 401, "reason", longest=400)
    assert list(refusal.value.fields) == ["reason"]
    assert refusal.value.status == 422


def test_line_ends_are_made_plain_and_inner_lines_are_kept():
    assert checked("\r\n  one\r\ntwo\rthree  \n\n") == "one\ntwo\nthree"


HEAVY = [
    "[", "*a ", "> ", "`", "![[", "- ", "<", "~~a", "[a](", "_*", "&", "\\", "1. \n", "<a ", "[*", "[`", "[[a]", "[\\]",
    "[`]`", "*a", "[a](b)[", "[<http://a]>",
]  # fmt: skip


@pytest.mark.parametrize("piece", HEAVY)
@pytest.mark.parametrize("begin", ["", "[" * 100])
def test_no_text_takes_long_to_draw(begin, piece):
    words = (begin + piece * LONGEST)[: LONGEST - 2] + "](b)"
    begun = time.process_time()
    assert Found(drawn(words)).strange == []
    assert time.process_time() - begun < 1


def test_a_long_text_full_of_sources_keeps_its_links():
    words = "As shown [12], and *in* [the **guideline**](https://example.org/a). " * 280
    assert len(Found(drawn(words)).links) == 280
