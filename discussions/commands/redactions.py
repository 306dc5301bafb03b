"""Moderators cover words of a post: they go from every page, a mark stays, and the history keeps the original."""

import re
from functools import partial
from itertools import pairwise

from django.db import transaction

from advisory.events.record import lock, record
from advisory.prepared import prepared
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.text import LONGEST, checked
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act, require_read, require_standing_words
from discussions.commands.findings import count_waiting, keep_findings, screened
from discussions.commands.posts import facts_of, new_version, tell_author
from discussions.models import Act, Post, PostVersion
from discussions.models.threads import MARK
from discussions.screening import Found
from discussions.screening.folding import fold

_MARKUP = "*_~`"


@transaction.atomic
def redact_post(  # noqa: PLR0913 - which words of which version, by whom, why, and from which page
    post, words, *, by, reason, version=None, stamp=None
):
    """Cover some words of a post wherever it holds them; the new version commits to the words with their marks."""
    by, post = lock(post.board, by, post)
    require_current(by, stamp)
    allow(by, "post.moderate", post)
    words, reason = checked(words, "words"), checked(reason, "reason", longest=400)
    require_standing_words(post)
    require_read(post, version)
    places = _places(post.current.body, words)
    if not places or words in MARK:
        raise Invalid(fields={"words": "These words are not in the post. Copy them as they stand in it."})
    before, covered = post.version, len(words.split()) * len(places)
    body = _covered(post.current.body, words).replace(f"{MARK}(", f"{MARK} (")
    if len(body) > LONGEST:
        raise Invalid(fields={"words": "The marks would make this post too long. Cover longer passages."})
    places = {str(one.pk): (one.start, one.end) for one in post.findings.filter(version=before)}
    _say(post, body, by=by, covered=post.current.covered + covered)
    keep_findings(post, screened(post.board, body), covered=partial(_covered, words=words))
    facts = {"before": before, "version": post.version, "words": covered, "places": places}
    return log_act("redacted", by=by, post=post, reason=reason, **facts)


def brought_back(author, question, body):
    """Where words that a moderator covered in somebody's posts on a question stand in a text of theirs again.

    They wait for a moderator, whatever they are: in the post itself as in a new one.
    """
    acts = covered_before(author=author.pk, question=question.pk)
    bodies = _bodies_of([post for post, _ in acts]) if acts else {}
    pairs = [(bodies[post, facts["before"]], bodies[post, facts["version"]]) for post, facts in acts]
    places = {place for pair in pairs for words in _between(*pair) for place in _places(body, words)}
    places = sorted(place for place in places if _whole(body, *place))
    return tuple(Found("patient", "covered", start, end, body[start:end]) for start, end in places)


@prepared(author=Post._meta.pk, question=Post._meta.pk)
def covered_before(author, question):
    """The acts by which words of somebody's posts on a question were covered: (post, facts)."""
    done = Act.objects.filter(verb=Act.Verb.REDACTED, undone_at=None, post__author=author, post__question=question)
    return done.values_list("post", "facts")


def _bodies_of(posts):
    found = PostVersion.objects.filter(post__in=posts).values_list("post", "number", "body")
    return {(post, number): body for post, number, body in found}


def _whole(text, start, end):
    """Whether a place begins and ends where words do."""
    inside = text[start - 1 : start].isalnum() and text[start].isalnum()
    return not inside and not (text[end : end + 1].isalnum() and text[end - 1].isalnum())


def _covered(text, words):
    """A text with a mark wherever people read these words in it."""
    for start, end in reversed(_places(text, words)):
        text = text[:start] + MARK + text[end:]
    return text


def _places(text, words):
    """Where people read these words: as they were typed, and with markup around parts of them; in order, none twice."""
    read, sought, places, last = fold(text), fold(words).cased, [], 0
    found = [read.span(one.start(), one.end()) for one in re.finditer(re.escape(sought), read.cased)] if sought else []
    found += [(one.start(), one.end()) for one in re.finditer(re.escape(words), text)]
    for start, end in sorted(found, key=lambda place: (place[0], -place[1])):
        if start < last:
            continue
        if set(_MARKUP) & set(text[start:end]):
            start = last + len(text[last:start].rstrip(_MARKUP))
            end = len(text) - len(text[end:].lstrip(_MARKUP))
        places.append((start, end))
        last = end
    return places


def _between(original, covered):
    """What a text has where the covered one has marks."""
    parts, place = covered.replace(f"{MARK} (", f"{MARK}(").split(MARK), 0
    for before, after in pairwise(parts):
        start = original.index(before, place) + len(before)
        place = original.index(after, start + 1) if after else len(original)
        yield original[start:place]


def uncover(act, by):
    """Show covered words again, unless the post has changed since."""
    post = act.post
    if post.current.body != post.versions.get(number=act.facts["version"]).body:
        raise Conflict("stale_version", "This post has changed since; its covered words can be read in its history.")
    original = post.versions.get(number=act.facts["before"])
    _say(post, original.body, by=by, covered=original.covered)
    _find_again(post, act.facts["places"])


def _find_again(post, places):
    """Let what was found in the words that show again stand where it stood; what was covered waits once more."""
    for finding in post.findings.filter(pk__in=places):
        finding.version, (finding.start, finding.end) = post.version, places[str(finding.pk)]
        if finding.kind == finding.Kind.PATIENT and finding.verdict == finding.Verdict.UPHELD:
            finding.settled_at, finding.settled_by, finding.verdict = None, None, ""
        finding.save()
    count_waiting(post)


def _say(post, body, *, by, covered):
    post.version += 1
    new_version(post, body, after_gate=post.current.after_gate, covered=covered)
    record("post.mended" if post.out_of_sight else "post.redacted", post, by=by, **facts_of(post))
    tell_author(post, by=by)
