"""Advisors answer a question with its form, and change their answer until it closes; what they type is a post."""

import secrets
from contextlib import suppress
from functools import wraps

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Conflict, Refusal
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.answering import checked_answer, composed
from discussions.commands.drafts import forget_draft
from discussions.commands.findings import read_before
from discussions.commands.questions import open_gate, require_open, require_read, takes_words
from discussions.commands.threads import Words, edit_post, post_words, remove_post
from discussions.commands.writing import require_free, require_patience
from discussions.figures import marked_figure
from discussions.models import Design, Response, ResponseVersion
from discussions.responses import canonical


def read_ahead(command):
    """Have what is typed drawn and screened before a command locks the board with it: nobody waits for that."""

    @wraps(command)
    def reading(question, *, by, value, **given):
        if question.kind and by.advises and takes_words(question):
            with suppress(Refusal):
                _, body = _read(question, question.design, value)
                read_before(question.board, body)
        return command(question, by=by, value=value, **given)

    return reading


@read_ahead
@transaction.atomic
def give_response(question, *, by, value, client_id, stamp=None):
    """Answer with the question's form, or answer otherwise; gives the response and whether anything came of it.

    Sent again under the same `client_id` it is answered with what stands; of two devices the last wins.
    """
    by, question = lock(question.board, by, question)
    _require_form(question)
    earlier = _sent(by, client_id)
    if earlier:
        return _replayed(earlier, question, value), False
    require_current(by, stamp)
    require_free(by)
    allow(by, "response.give", question)
    require_open(question)
    require_read(question, by)
    _require_design(question, value)
    marks, body = _read(question, question.design, value)
    require_patience(by)
    response = _standing(question, by) or Response(question=question, member=by)
    if response.version and (response.marks, _body(response), response.design_version) == (
        marks, body, question.design_version,
    ):  # fmt: skip
        return response, False
    return _changed(response, marks, body, client_id), True


def _changed(response, marks, body, client_id):
    """The response with these marks and words, as one more version of it."""
    question, by, fresh = response.question, response.member, not response.version
    saw = not fresh and question.answer_first and question.shared
    saw = saw and question.responses.exclude(member=by).exists()
    response.post = _worded(response, body, client_id)
    response.marks, response.design_version, response.at = marks, question.design_version, timezone.now()
    response.version += 1
    response.save()
    words = response.post.current if body else None
    version = ResponseVersion.objects.create(
        response=response, number=response.version, client_id=client_id, design_version=question.design_version,
        marks=marks, salt=secrets.token_hex(16), words=words, after_gate=saw, at=response.at,
    )  # fmt: skip
    open_gate(question, by)
    forget_draft(question, by, "")
    seal = committed(version.salt, canonical(marks))
    facts = {"number": question.number, "version": version.number, "design": version.design_version, "after_gate": saw}
    record("response.given" if fresh else "response.changed", response, by=by, words=seal, shown=seal, **facts)
    return response


def _read(question, design, value):
    """The marks of an answer, and the body of the post that its words make."""
    marks, words = checked_answer(question.kind, design, value)
    body = composed(question.kind, design, marks, words)
    return marks, checked(body, "reason") if body else ""


def _worded(response, body, client_id):
    """The post that says the words: written, changed, or taken back where there are none any more."""
    post, by = response.worded, response.member
    if post is None:
        return post_words(response.question, by, Words(client_id, body)) if body else None
    if body:
        return edit_post(post, by=by, body=body, version=post.edition)
    remove_post(post, by=by)
    return None


def _body(response):
    return response.worded.current.body if response.worded else ""


def _standing(question, by):
    found = Response.objects.filter(question=question, member=by).select_related(*Response.together).first()
    if found:
        found.question, found.member = question, by
    return found


def _sent(by, client_id):
    sent = ResponseVersion.objects.filter(response__member__user=by.user_id, client_id=client_id)
    return sent.select_related("words", "response", *(f"response__{name}" for name in Response.together)).first()


def _replayed(earlier, question, value):
    """What stands, for an answer that came before; anything else under its id is refused."""
    marks, body = None, None
    if earlier.response.question_id == question.pk:
        with suppress(Refusal):
            marks, body = _read(question, _design_of(question, earlier.design_version), value)
    if (marks, body) != (earlier.marks, earlier.words.body if earlier.words else ""):
        raise Conflict("client_id_reused", "Another answer was sent under this id before. Send yours again.")
    return earlier.response


def _design_of(question, version):
    if version == question.design_version:
        return question.design
    return Design.objects.get(question=question, version=version).body


def _require_form(question):
    if question.kind is None:
        raise Conflict("discussion", "This question is answered in words. Post your answer.")
    figure = marked_figure(question)
    if figure and not {"plot", "src"} & set(figure):
        raise Conflict("no_figure", "The figure is still missing; the moderators add it. Nothing was saved.")


def _require_design(question, value):
    seen = value.get("design") if isinstance(value, dict) else None
    if seen is not None and str(seen) != str(question.design_version):
        words = "The options changed while you were answering. Look at them again; what you wrote is kept."
        raise Conflict("redesigned", words)
