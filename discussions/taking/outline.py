"""What one member takes out: the tree of an export, read as that member may know it, without any format."""

from advisory.refusals import Absent, Conflict
from boards.models import Role
from boards.veils import veil
from discussions.drawing import author_of
from discussions.guide import Guide, readable
from discussions.taking.prose import kept
from discussions.taking.tree import Asked, Outline, Part, Taken
from discussions.telling import aliased, mask, moment, rounded

MOST = 20_000
POLICIES = {
    "answer_first": "answer first, then discuss", "blinded": "authors blinded between advisors",
    "sponsor_only": "for the team alone", "after_close": "shared once the question closes",
    "read_first": "opens after its pre-reads",
}  # fmt: skip
STATES = {"waiting": "not open yet", "open": "open", "closed": "closed"}
CITED = "A post is cited by its identifier. Times are UTC; of blinded answers older than a day, the day alone is told."
WITHOUT = "Without names: advisors by alias where they are blinded, elsewhere as respondents; the team by role."
AS_WRITTEN = "Names that people wrote themselves stand as they wrote them."
BOTH = "Where authors are blinded to each other, their alias stands first and their name behind it."
BLIND = "Where authors are blinded, they are told by alias."
LEFT_OUT = "Held and removed posts are left out."
LEFT_IN = "Held and removed posts are in, and marked."


def outline_of(member, ask):
    """The part of a board that a member asks to take out; Absent where there is no such part."""
    guide = Guide(member)
    scope, questions = part_of(guide, *ask.part)
    posts = {question: _posts(member, question, guide, ask) for question in questions}
    if sum(map(len, posts.values())) > MOST:
        raise Conflict("too_much", f"That is more than {MOST:,} posts. Take it out section by section.")
    parts = {}
    for question, found in posts.items():
        parts.setdefault(question.section, []).append(_asked(question, found, guide, ask))
    return Outline(
        title=kept(member.board.title), objective=kept(member.board.objective), sponsor=kept(member.board.sponsor),
        scope=scope, people=_people(guide), notes=_notes(member, ask),
        parts=tuple(Part(one.letter, kept(one.title), tuple(asked)) for one, asked in parts.items()),
    )  # fmt: skip


def scopes_of(member):
    """Every part that can be taken out, as (value, label)."""
    guide = Guide(member)
    sections = dict.fromkeys(question.section for question in guide.questions)
    return [
        ("board", "The whole board"),
        *((f"section-{one.position}", f"Section {one}") for one in sections),
        *((f"question-{one.number}", f"Question {one.number}: {one.title}") for one in guide.questions),
    ]


def part_of(guide, sort, number):
    """A part of the guide in words, and its questions; Absent where there is no such part."""
    found = [
        one for one in guide.questions if number in {0, one.number if sort == "question" else one.section.position}
    ]
    if sort == "board":
        return "The whole board", found
    if not found or not number:
        raise Absent
    return (f"Section {found[0].section}" if sort == "section" else f"Question {number}"), found


def _posts(member, question, guide, ask):
    """The posts of a question in the order of its threads, without those that stay out of this export."""
    found = readable(member, question, everybody=guide.reads(question)).select_related(None)
    threads = {}
    for post in found.select_related("author__user", "current", "clarification"):
        post.question = question
        threads.setdefault(post.thread_id, []).append(post)
    return [post for thread in threads.values() for post in _shown(thread, member, ask)]


def _shown(thread, member, ask):
    """What of a thread is in: all of it, or what stands; an answer keeps its place while there are replies to it."""
    if ask.held:
        return thread
    out = {post.pk for post in thread if post.held_at or post.removed_at or post.order is None}
    stands = [post for post in thread if post.pk not in out]
    return [post for post in thread if post.pk not in out or (post.is_answer and post.order and stands)]


def _asked(question, posts, guide, ask):
    given = {post.author_id for post in posts if post.is_answer and _stands(post) and not post.by_staff}
    return Asked(
        number=question.number, title=kept(question.title), prompt=kept(question.prompt),
        guidance=kept(question.guidance), stimulus=_stimulus(question),
        policy=tuple(POLICIES[name] for name in question.policy.names()), state=STATES[question.state],
        answered=f"{len(given)} of {guide.circle} advisors answered",
        posts=tuple(_numbered(posts, guide.member, ask)),
    )  # fmt: skip


def _stimulus(question):
    """What a question shows, without characters that no file may hold."""
    if not question.stimulus:
        return None
    words = {name: kept(text) for name, text in question.stimulus.items() if name != "rows"}
    return words | {"rows": [[kept(cell) for cell in row] for row in question.stimulus["rows"]]}


def _stands(post):
    return not (post.held_at or post.removed_at or post.order is None)


def _numbered(posts, member, ask):
    answers = replies = 0
    for post in posts:
        answers, replies = (answers + 1, 0) if post.is_answer else (answers, replies + 1)
        yield _taken(post, member, ask, f"{answers}.{replies}" if replies else str(answers))


def _taken(post, member, ask, place):
    ids = {"id": str(post.pk), "reply_to": str(post.reply_to_id or ""), "kind": _kind(post), "place": place}
    if not _stands(post) and not ask.held:
        return Taken(**ids, told="", capacity="", at="", html="", state=f"Not shown: {_state(post).lower()}")
    day, (told, capacity) = rounded(post), _author(post, member, ask)
    return Taken(
        **ids, told=kept(told), capacity=capacity, at=moment(post.published_at, day=day), html=kept(post.current.html),
        state=_state(post), edited=moment(post.edited_at, day=day) or "", after_gate=post.current.after_gate,
        agree=post.agree, insightful=post.insightful,
    )  # fmt: skip


def _state(post):
    if post.removed_at:
        return "Removed by a moderator" if post.removed_by_id else "Removed by its author"
    return "Held" if post.held_at else "" if post.order else "Not published yet"


def _kind(post):
    return "Answer" if post.is_answer else post.asks or "Reply"


def _author(post, member, ask):
    """Who wrote a post and as what; without names an alias stands only where peers know no other name.

    Beside words that everybody reads under a name it would tell whose alias it is: there, a voice of its own stands.
    """
    role = Role(post.role).label
    if not ask.names:
        return (role if post.by_staff else mask(post)[1] if aliased(post) else veil(post.author)[1]), role
    author = author_of(post, member.gaze)
    told = f"{author['name']} ({author['sub']})" if author["sub"] else author["name"]
    return told, "Patient expert" if author["patient_expert"] else role


def _people(guide):
    seats = ((Role(seat).label.lower(), number) for seat, number in sorted(guide.seats.items()))
    return ", ".join(f"{number} {label}{'' if number == 1 else 's'}" for label, number in seats)


def _notes(member, ask):
    names = WITHOUT if not ask.names else BOTH if member.sees_names else BLIND
    return (names, *([] if ask.names else [AS_WRITTEN]), LEFT_IN if ask.held else LEFT_OUT, CITED)
