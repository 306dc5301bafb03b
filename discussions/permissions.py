"""Who may do what with questions and posts."""

from advisory.prepared import prepared
from advisory.rights import SYSTEM, grant
from boards.models import Membership, Role
from discussions.models import Gate, Post, Question
from discussions.models.notes import read_by_observers
from discussions.telling import aliased
from discussions.visibility import reads_all

C, M, A, S = Role.CHAIR, Role.MODERATOR, Role.ADVISOR, Role.SPONSOR
SYS = SYSTEM.role


def gate_open(member, question):
    """Whether a member's own gate on a question is open."""
    return _gates.first(question=question.pk, member=member.pk) is not None


@prepared(question=Question._meta.pk, member=Membership._meta.pk)
def _gates(question, member):
    return Gate.objects.filter(question=question, member=member).values_list("pk")


def reads_question(member, question):
    """Whether a member may read everybody's posts on a question now."""
    is_open = gate_open(member, question)
    return reads_all(member.role, question.policy, question.state, is_open, raw=member.reads_raw)


def sees(member, post):
    """Whether a member may read one post now."""
    if post.author_id == member.pk:
        return True
    if post.hidden_from(member) or (post.order is None and not member.moderates):
        return False
    return reads_question(member, post.question) or _told(member, post)


def _told(member, post):
    """On a sponsor-only question, whoever answered reads what staff ask them about it."""
    return post.by_staff and post.question.sponsor_only and post.thread.concerns(member)


def _here(member, question):
    return question.board_id == member.board_id


def _reads(member, question):
    """Whoever reads the approved report alone does not write among what they may not read."""
    return member.reads_raw


def _reads_note(member, note):
    """Chair and moderators read every note; the back room reads what does not stand at the desk."""
    return member.works_backstage and (member.moderates or not note.at_the_desk)


def _own_note(member, note):
    return note.author_id == member.pk and _reads_note(member, note)


def _writes_note(member, place):
    """Whoever would read it there: beside a post that observers may not read, chair and moderators alone."""
    beside = place if isinstance(place, Post) else None
    return member.works_backstage and (member.moderates or read_by_observers(beside))


def _own(member, post):
    return post.author_id == member.pk


def _at_the_desk(member, thing):
    return member.reads_cases


def _desk_or_clock(by, post):
    return by is SYSTEM or by.reads_cases


def _for_safety(member, case):
    return member.answers_for_safety and member.unmasks


def _takes(member, board):
    return member.exports


def _its(member, board):
    return board.pk == member.board_id


def _proves(member, board):
    return member.exports and member.sees_names


def knows_reporter(member, case):
    """Whether a member may know who a case's reporter is: not blinded, named to them anyway, or unmasked by them."""
    if member.sees_names and not case.unnamed:
        return True
    hidden = aliased(case.post, member.gaze) if case.post_id else case.unnamed or case.role == A
    asked = _for_safety(member, case) and any(one.by_id == member.pk for one in case.unmaskings.all())
    return not hidden or asked


def _writes(member, question):
    """Whoever reads the answers may write, but while a moderator lets them only read."""
    return _reads(member, question) and not member.restricted


def _own_and_free(member, post):
    return _own(member, post) and not member.restricted


def _sees_and_free(member, post):
    return sees(member, post) and not member.restricted


def _may_be_bound(member, them):
    """Whoever runs the desk is not bound by it; where there are aliases, who is bound would tell whose they are."""
    knows = member.sees_names or not member.board.questions.filter(blinded=True).exists()
    return them.pk != member.pk and not them.moderates and knows


def _of_another(member, post):
    return post.author_id != member.pk and sees(member, post)


def _findings_of(member, post):
    """What was noticed in a post is for its author and the desk."""
    return _own(member, post) or member.moderates


grant({
    "question.add":    ({C, M, S, SYS}, None, "Add a key question to the guide"),
    "question.run":    ({C, M, SYS}, None, "Open and close a question"),
    "question.extend": ({C, M}, None, "Move the due time of a question"),
    "question.narrow": ({C, M, S}, None, "Add a policy to a question"),
    "guide.note":     ({C, M, S}, _reads, "Add a point that a question should cover"),
    "guide.tick":     ({C, M}, None, "Tick a point as covered"),
    "advisor.remind": ({C, M}, None, "Remind advisors of what waits for them, and write to all of them"),
    "question.preview": ({C, M}, None, "See a question as an advisor sees it"),
    "question.pass":   ({A}, None, "Pass a question as outside one's field"),
    "question.design": ({C, M, S}, None, "Set up how a question is answered"),
    "response.give":  ({A}, _writes, "Answer a question with its form"),
    "response.named": ({C, M, S}, _reads, "See who answered what, by the names that one may know"),
    "post.create":     ({C, M, S, A}, _writes, "Answer a question, reply to a post"),
    "post.import":     ({SYS}, None, "Bring in a conversation held elsewhere"),
    "post.see":        ({C, M, S, A, Role.OBSERVER}, sees, "Read a post"),
    "post.edit":       ({C, M, S, A}, _own_and_free, "Change one's own words"),
    "post.remove":     ({C, M, S, A}, _own, "Take one's own words back"),
    "post.react":      ({C, M, S, A}, _sees_and_free, "Agree with a post, or find it insightful"),
    "post.moderate":   ({C, M, SYS}, None, "Hold, pin, move, split, lock, redact and remove posts, and take that back"),
    "post.mark":       ({C, M}, None, "Mark a post as an insight, for the team"),
    "insight.see":     ({C, M, S}, _reads, "See what the team marked and asked on a question"),
    "post.probe":      ({C, M, S}, None, "Probe what somebody wrote, beside replying to it"),
    "post.ask":        ({C, M, S}, None, "Ask an advisor to clarify what they wrote"),
    "member.restrict": ({C, M}, _may_be_bound, "Let a member read, but not write, for a time"),
    "post.flag":       ({C, M, S, A, Role.OBSERVER}, _of_another, "Tell the moderators what is wrong with a post"),
    "flag.answer":     ({C, M}, None, "Answer whoever flagged a post"),
    "act.see":         ({C, M}, None, "Read the moderation log"),
    "act.undo":        ({C, M}, None, "Take an act of moderation back within ten minutes"),
    "post.history":   ({C, M}, sees, "Read earlier and removed words of a post"),
    "finding.see":    ({C, M, S, A}, _findings_of, "Know what screening noticed in a post"),
    "finding.settle": ({C, M}, None, "Say whether what screening noticed is one"),
    "case.report":    ({C, M, S, A, Role.OBSERVER}, None, "Report what may be an adverse event to the safety desk"),
    "case.open":      ({C, M, S, SYS}, _desk_or_clock, "Open a safety case for a post"),
    "case.take_up":   ({C, M}, None, "Open a safety case for a comment without a name, or a proposed statement"),
    "case.read":      ({C, M, S}, _at_the_desk, "Read the safety cases, and take them out"),
    "case.assess":    ({C, M, S}, _at_the_desk, "Assess a safety case, pass it on and settle it"),
    "case.unmask":    ({C, M, S}, _for_safety, "See who a blinded reporter is, for a reason"),
    "export.take":    ({C, M, S}, _takes, "Take the discussion out as a file, as far as one may read it"),
    "export.held":    ({C, M}, _takes, "Take held and removed posts out with the others"),
    "note.write":     ({C, M, S, Role.OBSERVER}, _writes_note, "Write in the back room, which advisors never see"),
    "note.read":      ({C, M, S, Role.OBSERVER}, _reads_note, "Read what was written in the back room"),
    "note.edit":      ({C, M, S, Role.OBSERVER}, _own_note, "Change one's own note"),
    "note.remove":    ({C, M, S, Role.OBSERVER}, _own_note, "Take one's own note back"),
    "log.read":       ({C, M}, _its, "Read the board's audit trail, and have it verified"),
    "log.take":       ({C, M}, _takes, "Take the log out as a table or on paper"),
    "log.prove":      ({C, M}, _proves, "Take out the proof of the log, which tells the ids of all who acted"),
    "draft.keep":      ({C, M, S, A}, _here, "Keep a draft on the server"),
})  # fmt: skip
