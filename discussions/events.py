"""What the log says about questions and posts, who hears of it, and what it draws."""

from uuid import UUID

from advisory.events.kinds import KINDS, Audience, Kind, Subject, audiences, kinds, subjects
from advisory.prepared import prepared
from boards.events import mine
from discussions.backroom import noted
from discussions.drawing import Replies, appears, appears_alone, below, reappears
from discussions.models import (
    Act,
    Assessment,
    Case,
    Flag,
    GuideNote,
    Insight,
    Note,
    NoteVersion,
    Post,
    PostVersion,
    Question,
    Reminder,
    Response,
    ResponseVersion,
)
from discussions.responses import Together, appeared, canonical, of_response
from discussions.telling import (
    of_act,
    of_bound,
    of_flag,
    of_insight,
    of_note,
    of_pass,
    of_post,
    of_question,
    of_reaction,
)


def _question(thing):
    return thing if isinstance(thing, Question) else thing.question


def _posts(ids):
    found = _drawn(ids=sorted(ids))
    together = Replies(found)
    for post in found:
        post.author.board = post.thread.opener.board = post.question.board
        post.replies_together = together
    return {post.pk: post for post in found}


def _ahead_of_posts(events):
    """The posts, and what already stands under the answers that appear."""
    yield _drawn.of(ids=sorted({event.subject_id for event in events}))
    answers = {event.facts["thread"] for event in events if _shows_answer(event)}
    if answers:
        yield below.of(threads=sorted(map(UUID, answers)))


def _shows_answer(event):
    return KINDS[event.kind].draws is appears and "thread" in event.facts and not event.facts.get("reply_to")


@prepared(ids=[Post._meta.pk])
def _drawn(ids):
    return Post.objects.drawn().select_related("thread__opener").filter(pk__in=ids)


def _questions(ids):
    return {question.pk: question for question in Question.objects.filter(pk__in=ids).select_related("board")}


def _with_board(model):
    """How many things that hang on posts are fetched at once, each with its board."""
    return lambda ids: model.objects.select_related(*model.together).in_bulk(ids)


def _staff(thing):
    """The stream of the team on a question, beside the one that advisors may follow."""
    question = _question(thing) if isinstance(thing, Post) else thing.post.question
    return f"{question.board.stream}.q{question.number}.staff"


def _desk(thing):
    return f"{thing.board.stream}.desk"


def _guidance(ids):
    return {note.pk: note for note in GuideNote.objects.filter(pk__in=ids).select_related(*GuideNote.together)}


def _guided(ids):
    return {(note.pk, 1): _sealed(note.salt, note.text) for note in GuideNote.objects.filter(pk__in=ids)}


def _reminders(ids):
    return {one.pk: one for one in Reminder.objects.filter(pk__in=ids).select_related(*Reminder.together)}


def _reminding(ids):
    return {(one.pk, 1): _sealed(one.salt, one.body) for one in Reminder.objects.filter(pk__in=ids)}


def _sealed(salt, words):
    """Plain words, which are shown as they were written."""
    return salt, {"words": words, "shown": words}


def homes(post):
    """The streams in which a post may be drawn now."""
    own = {mine(post.author)}
    if post.out_of_sight:
        return own | {f"{post.board.stream}.desk"}
    if post.question.sponsor_only and post.by_staff and post.thread.concerns(post.thread.opener):
        own.add(mine(post.thread.opener))
    return own | {post.question.stream}


def _words(ids):
    """What each version of some posts says now: {(post, version): (salt, {"words", "shown"})}."""
    rows = PostVersion.objects.filter(post__in=ids).values_list("post_id", "number", "salt", "body", "html")
    return {(post, number): (salt, {"words": body, "shown": html}) for post, number, salt, body, html in rows}


def _cases(ids):
    return {case.pk: case for case in Case.objects.drawn().filter(pk__in=ids)}


def _said_of_cases(ids):
    """What reports and assessments of some cases say now; version 0 is the report."""
    reports = {(case.pk, 0): (case.salt, dict.fromkeys(("words", "shown"), case.report))
               for case in Case.objects.filter(pk__in=ids).exclude(client_id=None)}  # fmt: skip
    made = Assessment.objects.filter(case__in=ids)
    return reports | {(one.case_id, one.number): (one.salt, one.spoken) for one in made}


def _notes(ids):
    return {note.pk: note for note in Note.objects.drawn().filter(pk__in=ids)}


def _said_in_notes(ids):
    rows = NoteVersion.objects.filter(note__in=ids).values_list("note_id", "number", "salt", "body", "html")
    return {(note, number): (salt, {"words": body, "shown": html}) for note, number, salt, body, html in rows}


def _responses(ids):
    found = Response.objects.select_related(*Response.together).in_bulk(ids)
    together = Together(found.values())
    for response in found.values():
        response.together_with = together
    return found


def _marked(ids):
    """What each version of some responses says now, as canonical text."""
    rows = ResponseVersion.objects.filter(response__in=ids).values_list("response_id", "number", "salt", "marks")
    return {(key, number): (salt, dict.fromkeys(("words", "shown"), canonical(marks)))
            for key, number, salt, marks in rows}  # fmt: skip


audiences(
    Audience(
        "question", "board.<slug>.q<number>", "staff; advisors once their gate is open; observers where they may read",
        lambda thing: _question(thing).stream,
    ),
    Audience(
        "backroom", "board.<slug>.backroom; .desk beside a post that observers may not read",
        "chair, moderator, sponsor and observers; at the desk chair and moderator", lambda note: note.stream,
    ),
    Audience("author", "board.<slug>.mine", "the author of the post alone", lambda post: mine(post.author)),
    Audience(
        "staff", "board.<slug>.q<number>.staff", "staff, whoever else reads the question",
        _staff,
    ),
    Audience("flagger", "board.<slug>.mine", "whoever flagged the post, alone", lambda flag: mine(flag.by)),
    Audience("opener", "board.<slug>.mine", "whoever began the thread, alone", lambda post: mine(post.thread.opener)),
)  # fmt: skip
subjects(
    Subject("guidance", _guidance, lambda note: {f"{note.board.stream}.desk"}, _guided),
    Subject("reminder", _reminders, lambda reminder: {f"{reminder.board.stream}.desk"}, _reminding),
    Subject("question", _questions, lambda question: {question.board.stream, question.stream}),
    Subject("post", _posts, homes, _words, _ahead_of_posts),
    Subject("response", _responses, lambda response: {response.question.stream}, _marked),
    Subject("note", _notes, lambda note: {note.stream}, _said_in_notes),
    Subject("case", _cases, lambda case: {f"{case.board.stream}.desk"}, _said_of_cases),
    Subject("insight", _with_board(Insight), lambda insight: {_staff(insight)}),
    Subject("flag", _with_board(Flag), lambda flag: {_desk(flag), mine(flag.by)}),
    Subject("act", _with_board(Act), lambda act: {_desk(act)}),
)
kinds(
    Kind("question.added", "Question {number} was added", "board", "question", tells=of_question, moves_rights=True),
    Kind("question.opened", "Question {number} opened", "board", "question", tells=of_question, moves_rights=True),
    Kind("question.closed", "Question {number} closed", "board", "question", tells=of_question, moves_rights=True),
    Kind("question.extended", "Question {number} has more time", "board", "question", tells=of_question),
    Kind("question.narrowed", "Question {number} is read by fewer", "board", "question", tells=of_question,
         moves_rights=True),
    Kind("question.redesigned", "The options of question {number} changed", "board", "question", tells=of_question),
    Kind("question.shared", "The answers are open to all", "question", "question", tells=of_question,
         moves_rights=True),
    Kind("question.unlocked", "The others' answers are open to you", "mine", "member", moves_rights=True),
    Kind("question.passed", "{actor} passed a question", "desk", "member", tells=of_pass),
    Kind("case.opened", "A safety case was opened", "desk", "case"),
    Kind("case.assessed", "{actor} assessed a safety case", "desk", "case"),
    Kind("case.handed-over", "{actor} passed a safety case on", "desk", "case"),
    Kind("case.extended", "The words of a safety case became more", "desk", "case"),
    Kind("case.closed", "{actor} noted the receipt of a safety case", "desk", "case"),
    Kind("case.dismissed", "{actor} took a safety case for no event", "desk", "case"),
    Kind("case.reopened", "{actor} opened a safety case again", "desk", "case"),
    Kind("case.unmasked", "{actor} looked behind a reporter's alias", "desk", "case"),
    Kind("case.exported", "{actor} took a safety case out", "desk", "case"),
    Kind("cases.exported", "{actor} took the list of safety cases out", "desk", "board"),
    Kind("guidance.added", "{actor} added a point to cover, Question {number}", "desk", "guidance"),
    Kind("guidance.ticked", "{actor} ticked a point to cover, Question {number}", "desk", "guidance"),
    Kind("guidance.unticked", "{actor} took a tick back, Question {number}", "desk", "guidance"),
    Kind("advisors.reminded", "{actor} reminded advisors, Question {number}", "desk", "reminder"),
    Kind("advisors.addressed", "{actor} wrote to the advisors", "desk", "reminder"),
    Kind("conversation.imported", "A conversation held elsewhere was brought in", "desk", "board"),
    Kind("discussion.taken", "{actor} took the discussion out as a file", "desk", "board"),
    Kind("answers.taken", "{actor} took answers and results out as a file", "desk", "board"),
    Kind("log.opened", "{actor} opened the log", "desk", "board"),
    Kind("log.verified", "{actor} had the log verified", "desk", "board"),
    Kind("log.taken", "{actor} took the log out as a file", "desk", "board"),
    Kind("response.given", "{actor} answered", "question", "response", draws=appeared, tells=of_response),
    Kind("response.changed", "{actor} answered otherwise", "question", "response", draws=appeared, tells=of_response),
    Kind("post.created", "{actor} posted", "question", "post", draws=appears, tells=of_post),
    Kind("post.edited", "{actor} changed a post", "question", "post", draws=reappears, tells=of_post),
    Kind("post.removed", "{actor} removed a post", "question", "post", draws=reappears, tells=of_post),
    Kind("post.withdrawn", "A moderator took a post out of sight", "question", "post"),
    Kind("post.published", "A moderator let a post back", "question", "post", draws=appears, tells=of_post),
    Kind("post.reacted", "A reaction changed", "question", "post", draws=reappears, tells=of_reaction),
    Kind("post.submitted", "{actor} wrote a post that waits to be read", "desk", "post", draws=appears, tells=of_post),
    Kind("post.kept", "Your post waits to be read", "author", "post", draws=appears_alone, tells=of_post),
    Kind("post.held", "{actor} held a post", "desk", "post", draws=reappears, tells=of_post),
    Kind("post.mended", "{actor} changed a held post", "desk", "post", draws=reappears, tells=of_post),
    Kind("post.dropped", "{actor} removed a held post", "desk", "post", tells=of_post),
    Kind("post.remarked", "A reaction to a held post changed", "desk", "post", draws=reappears, tells=of_reaction),
    Kind("post.detained", "Your post is held", "author", "post", draws=reappears, tells=of_post),
    Kind("post.amended", "Your held post has changed", "author", "post", draws=reappears, tells=of_post),
    Kind("post.restored", "Your post is back", "author", "post", draws=reappears, tells=of_post),
    Kind("post.noted", "Your post is with the team", "author", "post", draws=appears_alone, tells=of_post),
    Kind("post.addressed", "{actor} asks you", "opener", "post", draws=appears_alone, tells=of_post),
    Kind("post.withheld", "A question to you was taken back", "opener", "post"),
    Kind("post.pinned", "{actor} pinned a post", "question", "post", draws=reappears, tells=of_post),
    Kind("post.unpinned", "{actor} unpinned a post", "question", "post", draws=reappears, tells=of_post),
    Kind("post.locked", "{actor} closed a thread to replies", "question", "post", draws=reappears, tells=of_post),
    Kind("post.unlocked", "{actor} opened a thread to replies", "question", "post", draws=reappears, tells=of_post),
    Kind("post.redacted", "{actor} covered words of a post", "question", "post", draws=reappears, tells=of_post),
    Kind("post.left", "A post stands elsewhere now", "question", "post"),
    Kind("post.gone", "Your post stands elsewhere now", "author", "post"),
    Kind("post.readmitted", "A held post was restored or moved", "desk", "post", draws=reappears, tells=of_post),
    Kind("post.returned", "{actor} asked for an edit of a held post", "desk", "post", draws=reappears, tells=of_post),
    Kind("post.queried", "You are asked to change your held post", "author", "post", draws=reappears, tells=of_post),
    Kind("clarification.asked", "{actor} asked an advisor to clarify", "staff", "post", tells=of_post),
    Kind("clarification.answered", "{actor} answered what they were asked", "staff", "post", tells=of_post),
    Kind("clarification.settled", "{actor} let a clarification rest", "staff", "post", tells=of_post),
    Kind("insight.marked", "{actor} marked an insight", "staff", "insight", tells=of_insight),
    Kind("insight.unmarked", "{actor} took an insight mark away", "staff", "insight", tells=of_insight),
    Kind("member.restricted", "{actor} let a member only read for a time", "desk", "member", tells=of_bound),
    Kind("member.freed", "{actor} let a member write again", "desk", "member", tells=of_bound),
    Kind("member.paused", "You may read, but not write, for a time", "mine", "member"),
    Kind("member.resumed", "You may write again", "mine", "member"),
    Kind("flag.raised", "{actor} flagged a post", "desk", "flag", tells=of_flag),
    Kind("flag.settled", "{actor} answered a flag", "desk", "flag", tells=of_flag),
    Kind("flag.received", "The moderators have your flag", "flagger", "flag", tells=of_flag),
    Kind("flag.answered", "The moderators answered your flag", "flagger", "flag", tells=of_flag),
    Kind("act.undone", "{actor} took an act of moderation back", "desk", "act", tells=of_act),
    Kind("finding.made", "Screening noticed something in a post", "desk", "post"),
    Kind("finding.told", "You were told what was noticed in your post", "author", "post"),
    Kind("finding.settled", "{actor} decided on what was noticed in a post", "desk", "post"),
    Kind("note.written", "{actor} wrote in the back room", "backroom", "note", draws=noted, tells=of_note),
    Kind("note.edited", "{actor} changed a note", "backroom", "note", draws=noted, tells=of_note),
    Kind("note.removed", "{actor} removed a note", "backroom", "note", draws=noted, tells=of_note),
)  # fmt: skip
