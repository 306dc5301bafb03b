"""What people hear of from discussions: asked to clarify, replied to, mentioned, opened, due tomorrow, closed."""

from advisory.notifications.notices import DAILY, EVENT, Notice, notices
from discussions.alarms import desk_of, desk_of_found, of_cases, of_found, running_out, undecided
from discussions.hearing import (
    answered_before,
    answerers,
    author_of_held,
    clarifiers,
    desk_of_held,
    due_soon,
    heard_of_flags,
    members_of,
    mentioned_in,
    mentioned_in_note,
    reminded,
    reminders_due,
    repliers,
)
from discussions.hearing_notes import answerers_of_note, named_in_note, of_annotations
from discussions.hearsay import of_closings, of_due, of_openings, of_posts, of_redesigns, of_reminders
from discussions.hearsay_of_acts import of_flags, of_held, of_notes, of_wishes

SAID = ("post.created", "post.published")
FADES = ("post.removed", "post.dropped", "post.withdrawn", "post.held", "post.published")
ANNOTATED = ("annotation.shared", "annotation.released")
TAKEN_AWAY = ("annotation.removed", "annotation.struck", "annotation.withdrawn")
PASSED_ON = ("case.handed-over", "case.closed", "case.dismissed", "case.reopened")
SETTLES = ("post.created", "response.given", "question.passed")

notices(
    Notice("clarify", "Questions to me", of_posts("{who} {asks}, Question {number}",
           "You are asked about something you wrote."),
           on=SAID, hears=clarifiers, fades=(*FADES, "clarification.answered", "clarification.settled"),
           hint="The team asks about what you wrote", icon="probe"),
    Notice("case", "Safety cases", of_cases, on=("case.opened",), hears=desk_of, due=running_out, always=True,
           fades=PASSED_ON, icon="flag"),
    Notice("found", "Possible adverse events", of_found, on=("finding.made",), hears=desk_of_found, due=undecided,
           once=EVENT, always=True, fades=("finding.settled",), icon="flag"),
    Notice("edit", "Requests to edit a held post", of_wishes, on=("post.queried",), hears=author_of_held, once=EVENT,
           fades=("post.restored", "post.dropped"), icon="pen"),
    Notice("held", "Held posts", of_held, on=("post.held",), hears=desk_of_held, once=EVENT,
           fades=("post.restored", "post.dropped"), hint="For chair and moderators", icon="hold"),
    Notice("flags", "Flags, and answers to mine", of_flags, on=("flag.raised", "flag.answered"), hears=heard_of_flags,
           fades=("flag.settled",), icon="flag"),
    Notice("replied", "Replies to me", of_posts("{who} replied to you, Question {number}",
           "There is a reply to something you wrote."),
           on=SAID, hears=repliers, fades=FADES, email=DAILY, icon="reply"),
    Notice("mentioned", "Mentions of me", of_posts("{who} mentioned you, Question {number}",
           "You are mentioned in a discussion."),
           on=(*SAID, "post.edited"), hears=mentioned_in, fades=FADES, hint="@ and your name or alias", icon="at"),
    Notice("noted", "Mentions in the back room", of_notes, on=("note.written", "note.edited"),
           hears=mentioned_in_note, fades=("note.removed",), hint="@ and your name", icon="at"),
    Notice("annotated", "Answers to my notes on documents", of_annotations("{who} answered your note on {document}",
           "There is an answer to a note of yours."),
           on=ANNOTATED, hears=answerers_of_note, fades=TAKEN_AWAY, email=DAILY, icon="reply"),
    Notice("named", "Mentions in notes on documents", of_annotations("{who} mentioned you in a note on {document}",
           "You are mentioned in a note on a document."),
           on=(*ANNOTATED, "annotation.edited"), hears=named_in_note, fades=TAKEN_AWAY, hint="@ and your name or alias",
           icon="at"),
    Notice("opened", "Questions that open", of_openings, on=("question.opened",), hears=answerers,
           settles=SETTLES, icon="chat"),
    Notice("redesigned", "Questions put anew", of_redesigns, on=("question.redesigned",), hears=answered_before,
           once=EVENT, settles=("response.given", "response.changed"), fades=("question.redesigned", "question.closed"),
           hint="After you answered, so that you may answer again", icon="pen"),
    Notice("due", "Something due tomorrow", of_due, due=due_soon, settles=SETTLES, fades=("question.extended",),
           hint="In your daytime, only if you have not answered", icon="clock"),
    Notice("reminded", "Reminders and messages from moderators", of_reminders,
           on=("advisors.reminded", "advisors.addressed"), hears=reminded, due=reminders_due, settles=SETTLES,
           hint="In your daytime", icon="bell"),
    Notice("closed", "Questions and boards that close", of_closings, on=("question.closed", "board.closed"),
           hears=members_of, email=DAILY, icon="lock"),
)  # fmt: skip
