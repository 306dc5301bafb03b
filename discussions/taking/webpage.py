"""An export as one web page: nothing is fetched, no script, its look inside it, good on paper; pure."""

import base64
import hashlib
from html import escape

from discussions.taking.tree import said

LOOK = """
:root{color-scheme:light dark;font:100%/1.55 system-ui,sans-serif}
body{max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}
h1,h2,h3{line-height:1.25}h2{margin-top:3rem;border-bottom:1px solid;padding-bottom:.25rem}h3{margin-top:2.5rem}
.quiet,.head span,figcaption{color:light-dark(#45545a,#aebcc2);font-size:.875rem}
article{margin:1.25rem 0;padding:0 0 0 1rem;border-left:3px solid light-dark(#0d6170,#7cc4cc)}
article.reply{margin-left:1.5rem;border-color:light-dark(#b8c4c8,#4a5a60)}
.head{margin:0}.head strong{margin-right:.5rem}.state{font-weight:600}code{font-size:.8125rem}
blockquote{margin-left:0;padding-left:1rem;border-left:2px solid}
table{border-collapse:collapse}th,td{border:1px solid light-dark(#b8c4c8,#4a5a60);padding:.25rem .5rem}
th{text-align:start}
@media print{:root{color-scheme:light}body{max-width:none;margin:0}article{break-inside:avoid}h2,h3{break-after:avoid}}
"""
SEAL = base64.b64encode(hashlib.sha256(LOOK.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{SEAL}'; base-uri 'none'; form-action 'none'"
BEGINS = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>{look}</style>
</head>
<body>
"""


def written(outline):
    """The page as bytes."""
    return "".join(_lines(outline)).encode()


def _lines(outline):
    yield BEGINS.format(policy=POLICY, title=escape(f"{outline.title}: {outline.scope}"), look=LOOK)
    yield f'<header><h1 dir="auto">{escape(outline.title)}</h1>\n'
    for line in filter(None, (outline.objective, outline.sponsor and f"Sponsor: {outline.sponsor}")):
        yield f'<p dir="auto">{escape(line)}</p>\n'
    yield f'<p dir="auto"><strong>{escape(outline.scope)}</strong>. {escape(outline.people)}.</p>\n'
    yield "".join(f'<p class="quiet">{escape(note)}</p>\n' for note in outline.notes) + "</header>\n<main>\n"
    for part in outline.parts:
        yield f'<h2 dir="auto">{escape(part.letter)}. {escape(part.title)}</h2>\n'
        for question in part.questions:
            yield from _question(question)
    yield "</main>\n</body>\n</html>\n"


def _question(question):
    about = "; ".join((f"Question {question.number}", question.state, *question.policy))
    yield f'<section id="question-{question.number}">\n'
    yield f'<h3 dir="auto">{question.number}. {escape(question.prompt)}</h3>\n'
    yield f'<p class="quiet">{escape(about)}. {escape(question.answered)}; {question.counted}.</p>\n'
    if question.guidance:
        yield f'<p dir="auto">{escape(question.guidance)}</p>\n'
    yield _stimulus(question.stimulus)
    for post in question.posts:
        yield _post(post)
    yield "</section>\n"


def _stimulus(stimulus):
    if not stimulus:
        return ""
    title = " ".join(filter(None, (stimulus["title"], stimulus["unit"] and f"({stimulus['unit']})")))
    parts = [f'<p dir="auto"><strong>{escape(title)}</strong></p>'] if title else []
    parts += [f'<blockquote dir="auto">{_broken(stimulus["text"])}</blockquote>'] if stimulus["text"] else []
    parts += [_table(stimulus["rows"])] if stimulus["rows"] else []
    parts += [f'<figcaption dir="auto">{escape(stimulus["caption"])}</figcaption>'] if stimulus["caption"] else []
    return f"<figure>{''.join(parts)}</figure>\n"


def _broken(text):
    return escape(text).replace("\n", "<br>")


def _table(rows):
    head, *body = rows
    top = "".join(f'<th scope="col" dir="auto">{escape(cell)}</th>' for cell in head)
    lines = "".join("<tr>" + "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in row) + "</tr>" for row in body)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"


def _post(post):
    who = [f"<span>{escape(post.capacity)}</span>"] if post.capacity not in {"", post.told} else []
    when = [f'<span><time datetime="{post.at}">{said(post.at)}</time></span>'] if post.at else []
    changed = [f"<span>{escape(post.changed)}</span>"] if post.changed else []
    state = f'<p class="state">{escape(post.state)}</p>' if post.state else ""
    told = f'<strong dir="auto">{escape(post.told)}</strong>' if post.told else ""
    head = " · ".join([f"<span>{post.place} {post.kind}</span>", *who, *when, *changed])
    words = f'<div dir="auto">{post.html}</div>' if post.shown else ""
    liked = f"<span>{post.reactions} · </span>" if post.reactions else ""
    sort = "" if post.is_answer else ' class="reply"'
    return (
        f'<article id="post-{post.id}"{sort}><p class="head">{told}{head}</p>{state}{words}'
        f'<p class="quiet">{liked}<code>{post.id}</code></p></article>\n'
    )
