"""What is written in a live session, as the room shows it to one member: its questions, its chat, the back room."""

from dataclasses import dataclass
from uuid import uuid4

from django.utils.safestring import mark_safe

from advisory.rights import can
from boards.talking import talks_by
from discussions.backroom import drawn_notes, notes_of
from discussions.drawing import author_of, draw_threads, marked
from discussions.guide import guide_of
from discussions.models import Poll, Post, Question, Reaction
from discussions.noticing import noticed
from discussions.outlines import outlines
from discussions.polls.panels import polled
from discussions.talks.rating import rated_in

LATEST, NOTES = 60, 20  # threads and notes that the room draws; the others stand on their own pages


@dataclass(frozen=True)
class Panel:
    """One question of the board in the room; nothing is in it until somebody at the desk opens it."""

    name: str
    title: str
    question: Question | None = None
    html: str = ""
    earlier: int = 0
    writes: bool = False
    polls: bool = False

    @property
    def client_id(self):
        """The key of what is sent, another one for each form."""
        return str(uuid4())


@talks_by
def talk_of(room):
    """The panels of a room with the templates that draw them, the post on its stage, and the notes of the team."""
    member, session = room.member, room.session
    found = {question.talk: question for question in session.talks.all()}
    panels = [_panel(member, talk.value, talk.label, found.get(talk)) for talk in Question.Talk]
    linked = _linked(room)
    panels += [_panel(member, f"q{linked.number}", f"Question {linked.number}", linked)] if linked else []
    return {
        "page": "discussions/talks/_talk.html", "parts": "discussions/talks/_parts.html", "panels": panels,
        "follow": _follow(member, [panel.question for panel in panels if panel.question]),
        "staged": _staged(member, session), "steers": can(member, "talk.steer", session.board),
        "opens": can(member, "talk.open", session.board), "extends": can(member, "question.extend"),
        "backroom": _backroom(member), "rating": rated_in(room),
    }  # fmt: skip


def _linked(room):
    """The question that the open point of the agenda leads to, for whoever reads what stands there."""
    item = room.now and room.now[0]
    if not item or item.link != "question":
        return None
    found = (one for one in guide_of(room.member).questions if str(one.pk) == item.linked and not one.talk)
    return next((one for one in found if guide_of(room.member).reads(one)), None)


def _panel(member, name, title, question):
    guide = guide_of(member)
    question = question and next((one for one in guide.questions if one.pk == question.pk), None)
    if question is None or not guide.reads(question):
        return Panel(name, title)
    html, earlier = _drawn(guide, question, wanted_first=name == Question.Talk.ASKED)
    is_open = question.state == Question.State.OPEN and member.board.state == "open"
    writes = is_open and not question.formed and can(member, "post.create", question)
    polls = is_open and can(member, "poll.ask", question)
    return Panel(name, title, question, html, earlier, writes, polls)


def _drawn(guide, question, *, wanted_first):
    """The latest threads of a question with what is the member's own in them, and how many stand before these."""
    member, (posts, _) = guide.member, outlines(guide, question)
    threads = list(dict.fromkeys(post.thread_id for post in posts))
    shown = {*threads[-LATEST:]}
    posts = [post for post in posts if post.thread_id in shown]
    if wanted_first:
        posts = _by_wanting(question, posts)
    hidden = frozenset(post.pk for post in posts if post.hidden_from(member))
    pressed = Reaction.objects.filter(member=member, post__question=question).values_list("post_id", "kind")
    html = marked(draw_threads(question, posts, member.gaze, hidden=hidden), member, pressed)
    return mark_safe(noticed(polled(html, member, question), member, posts)), len(threads) - len(shown)


def _by_wanting(question, posts):
    """A poll that runs, then what most people ask; what was answered last."""
    rows = question.posts.filter(reply_to=None).values_list("thread_id", "poll__state", "settled_at", "agree")
    rank = {thread: (poll != Poll.State.OPEN, settled is not None, -agree) for thread, poll, settled, agree in rows}
    return sorted(posts, key=lambda post: rank[post.thread_id])


def _staged(member, session):
    """The post on the stage as one member may know it, or nothing."""
    found = Post.objects.drawn().filter(question__session=session, removed_at=None).exclude(staged_at=None).first()
    if found is None or found.out_of_sight or not can(member, "post.see", found):
        return None
    return {"post": found, "html": mark_safe(found.current.html), "author": author_of(found, member.gaze)}


def _follow(member, questions):
    """The streams that the page of a room follows for these, each with its end."""
    suffixes = [f".q{question.number}" for question in questions]
    heads = guide_of(member).heads(*suffixes, ".backroom", ".desk")
    return " ".join(f"{name}:{head}" for name, head in heads.items())


def _backroom(member):
    """What was last written in the back room, for those alone who write there."""
    if not can(member, "note.write", member.board):
        return None
    notes = [note for note in notes_of(member) if note.post is None]
    return {"html": drawn_notes(member, notes[-NOTES:]), "client_id": str(uuid4())}
