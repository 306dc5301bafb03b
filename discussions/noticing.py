"""What screening noticed in posts, as their author and the desk are told of it; nobody else learns of it."""

from django.db.models import F
from django.template.loader import render_to_string

from advisory.rights import can
from discussions.models import Finding
from discussions.screening import screen

AROUND = 90
EMPTY = '<div class="noticed" data-found="{}" hidden></div>'


def findings_of(member, posts):
    """What waits for a moderator in some posts, by post, as far as a member may know of it; often without a query.

    The author is told of the present words alone, the desk also of words that were there before a change.
    """
    told = [post.pk for post in posts if post.noticed and not post.removed_at and can(member, "finding.see", post)]
    found = {}
    for finding in _waiting(told) if told else ():
        if member.moderates or finding.version == finding.now:
            found.setdefault(finding.post_id, []).append(finding)
    return found


def noticed(html, member, posts):
    """Drawn posts with what was noticed in them beside them, for whoever may know of it."""
    for key, findings in findings_of(member, posts).items():
        html = html.replace(EMPTY.format(key), _drawn(key, findings, member))
    return html


def told_findings(member, posts):
    """The same in plain facts, for the API: {post: [{"id", "kind", "label", "words", "start", "end"}]}."""
    found = findings_of(member, posts)
    return {post: [_told(finding) for finding in findings] for post, findings in found.items()}


def marked_in(board, words):
    """What screening sees in words that stand in no post, for whoever wrote them: [{"label", "safety", "excerpt"}]."""
    return [
        {"label": Finding.Kind(one.kind).label, "safety": one.kind in Finding.SAFETY,
         "excerpt": excerpt(words, one.start, one.end)}
        for one in screen(words, board.product_names) if one.kind not in (Finding.Kind.LINK, Finding.Kind.FILE)
    ]  # fmt: skip


def excerpt(words, start, end):
    """What was found with the words around it: (before, found, after)."""
    first = words.find(" ", start - AROUND, start) + 1 if start > AROUND else 0
    last = max(end, words.rfind(" ", end, end + AROUND)) if end + AROUND < len(words) else len(words)
    return ("…" if first else "") + words[first:start], words[start:end], words[end:last] + "…" * (last < len(words))


def _waiting(posts):
    found = Finding.objects.unsettled().filter(post__in=posts, post__versions__number=F("version")).in_place()
    return found.annotate(words=F("post__versions__body"), now=F("post__version"))


def _told(finding):
    words = finding.words[finding.start : finding.end]
    place = {"version": finding.version, "start": finding.start, "end": finding.end}
    return {"id": str(finding.pk), "kind": finding.kind, "label": finding.get_kind_display(), "words": words} | place


def _drawn(key, findings, member):
    rows = [
        {"finding": one, "excerpt": excerpt(one.words, one.start, one.end), "gone": one.version != one.now}
        for one in findings
    ]
    context = {"id": key, "rows": rows, "desk": member.moderates, "slug": member.board.slug}
    return render_to_string("discussions/threads/_noticed.html", context)
