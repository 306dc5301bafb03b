"""What a session decided, for its minutes: statements on which a panel agreed, and what goes on in writing.

How a panel rated a statement is told once all who sit on it have rated it, or the study has ended: nobody is to meet
the others' ratings before their own, and minutes are one text for all.
"""

from django.db.models import Q

from advisory.zones import day_in
from discussions.consensus.results import results_of
from discussions.minutes.quoting import escaped
from discussions.models import Question, Rating, Round, Study


def decided(session, by):
    """The paragraphs, of which there may be none."""
    if session.begun_at is None:
        return
    yield from map(_come_to, _rounds(session))
    going_on = [_going_on(question, by) for question in _in_writing(session)]
    if going_on:
        yield "\n".join(going_on)


def _rounds(session):
    """The rounds of consensus that closed or were published while the session went on, and are published now."""
    meanwhile = session.begun_at, session.ended_at
    within = Q(closed_at__range=meanwhile) | Q(published_at__range=meanwhile)
    found = Round.objects.filter(within, study__board=session.board, state=Round.State.PUBLISHED)
    return found.select_related("study").order_by("published_at")


def _come_to(round_):
    """What one round came to, statement by statement where everybody may know."""
    told = [result for result in results_of(round_) if _told_to_all(round_.study, result.number)]
    agreed = [result for result in told if result.figures.consensus]
    study = escaped(round_.study.title)
    head = f"**{study}, round {round_.number}:** {len(agreed)} of {len(told)} with consensus."
    left = round_.items.count() - len(told)
    if left:
        head += f" How the panel rated {left} more is not open to all yet."
    return "\n".join([head, "", *map(_settled, agreed)]) if agreed else head


def _settled(result):
    figures = result.figures
    return f"- {result.word}: “{escaped(result.text)}” Median {figures.median:g}, {sum(result.counts)} ratings."


def _told_to_all(study, number):
    if study.state == Study.State.ENDED:
        return True
    rated = Rating.objects.filter(item__version__statement__study=study, item__version__statement__number=number)
    sitting = study.panel.filter(member__left_at=None)
    return not sitting.exclude(pk__in=rated.values("panelist")).exists()


def _in_writing(session):
    """Questions that the session spoke of or asked, and that are answered in writing until a day still to come."""
    linked = session.agenda.filter(link="question").exclude(opened_at=None).values_list("linked", flat=True)
    theirs = Q(session=session) | Q(pk__in=list(linked))
    found = Question.objects.filter(theirs, board=session.board, state=Question.State.OPEN, due_at__gt=session.ended_at)
    return found.order_by("number")


def _going_on(question, by):
    day = day_in(question.due_at, by.user.time_zone)
    return f"- Question {question.number}, “{escaped(question.title)}”, goes on in writing until {day}."
