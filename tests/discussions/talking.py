"""Live sessions in which people write, for tests."""

from uuid import uuid4

from boards.commands.agenda import add_item, next_item
from boards.commands.lobby import admit_all, begin_session, join_session, open_session
from boards.commands.sessions import schedule_session
from boards.models import Session
from discussions.commands.talks import open_talk, settle_post, stage_post
from discussions.commands.threads import create_post
from discussions.models import Question
from tests.make import say, soon


def met(heart, *points, **details):
    """A session that goes on, with everybody in it; `points` are titles, or pairs of one and what it leads to."""
    session = schedule_session(heart.board, by=heart.marsh, title="We meet", starts_at=soon(hours=1))
    for title, link in ((one, "") if isinstance(one, str) else one for one in points):
        add_item(session, title, by=heart.marsh, link=link)
    open_session(session, by=heart.marsh)
    for name in heart.seats:
        join_session(session, by=getattr(heart, name))
    admit_all(session, by=heart.marsh)
    begin_session(session, by=heart.marsh)
    return Session.objects.select_related("board").get(pk=session.pk)


def gone_on(heart, session):
    """The session at its next point."""
    next_item(session, by=heart.marsh)
    return session


def asked(heart, session, name="okonjo", words="Who phones the patient?", **how):
    """A question for the room."""
    talk = open_talk(session, "asked", by=heart.marsh, **how)
    return create_post(talk, by=getattr(heart, name), body=words, client_id=uuid4())[0]


def _aired(heart):
    """An answer on the first question, which is the talk of a session here."""
    Question.objects.filter(pk=heart.question.pk).update(session=met(heart), talk="asked")
    return say(heart.question, heart.okonjo)


def _done(command):
    def before(heart):
        command(post := _aired(heart), by=heart.marsh, on=True)
        return post

    return before


def _act(command, on):
    return lambda heart, post: command(type(post).objects.get(pk=post.pk), by=heart.marsh, on=on)


SCENES = {
    "post.staged": ({}, _aired, _act(stage_post, True)),
    "post.unstaged": ({}, _done(stage_post), _act(stage_post, False)),
    "post.settled": ({}, _aired, _act(settle_post, True)),
    "post.unsettled": ({}, _done(settle_post), _act(settle_post, False)),
}
