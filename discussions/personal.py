"""What discussions keep of a person: their words stay as the board's record, what they took back goes."""

from advisory.accounts.registries.personal import Line, deleted, personal
from discussions.commands.erasing import (
    forget_approvals,
    forget_comments,
    forget_jottings,
    forget_notes,
    forget_propositions,
    forget_suggestions,
    forget_words,
)
from discussions.models import Case, Minutes, Suggestion

RECORD = "it is part of the board's record, and names nobody who was erased"
SAFETY = "the law asks for the record of what may be an adverse event"
OF_THE_DESK = "it is the moderators' own record"
OF_THE_BOARD = "they are the board's"
LEADING_TO_A_SESSION = {
    "Question": "session",
    "Design": "question__session",
    "Statement": "question__session",
    "StatementVersion": "statement__question__session",
    "Item": "version__statement__question__session",
}


def _place(question):
    return {"board": question.board.slug, "question": question.number}


def _post(row):
    told = {"id": row.pk, "reply_to": row.reply_to_id, "role": row.role, "version": row.version}
    times = {name: getattr(row, name) for name in ("created_at", "published_at", "edited_at", "removed_at")}
    return _place(row.question) | told | times


def _version(row):
    return {"post": row.post_id, "version": row.number, "at": row.at, "body": row.body}


def _response(row):
    told = {"id": row.pk, "version": row.version, "marks": row.marks, "at": row.at, "post": row.post_id}
    return _place(row.question) | told


def _response_version(row):
    return {"response": row.response_id, "version": row.number, "marks": row.marks, "at": row.at}


def _finding(row):
    told = {"post": row.post_id, "version": row.version, "noticed": row.kind, "verdict": row.verdict, "at": row.at}
    return told | {"from": row.start, "to": row.end}


def _jotting(row):
    told = {"board": row.note.board.slug, "beside": row.note.post_id, "version": row.number, "at": row.at}
    return told | {"body": row.body}


def _reaction(row):
    return {"board": row.post.question.board.slug, "post": row.post_id, "kind": row.kind}


def _gate(row):
    return _place(row.question) | {"passed": row.passed, "opened_at": row.opened_at}


def _flag(row):
    told = {"post": row.post_id, "reason": row.reason, "note": row.note, "at": row.at}
    return _place(row.post.question) | {"question": row.number} | told | _answered(row)


def _answered(row):
    return {"answer": row.answer, "answered_at": row.resolved_at}


def _clarification(row):
    told = {"asked_in": row.post_id, "settled_at": row.settled_at, "answer": row.answer_id}
    return _place(row.post.question) | told


def _written(row):
    about = {"question": row.question.number} if row.question else {}
    return {"board": row.board.slug, **about, "at": row.at, "body": row.body}


def _reminded(row):
    return _written(row.reminder)


def _draft(row):
    return _place(row.question) | {"place": row.place, "body": row.body, "updated_at": row.updated_at}


def _mark(row):
    return _place(row.question) | {"order": row.order}


def _panel(row):
    told = {"board": row.study.board.slug, "study": row.study.number, "group": row.group}
    return told | {"joined_at": row.joined_at, "left_at": row.dropped_at}


def _rating(row):
    item = row.rating.item
    told = {"board": item.round.board.slug, "study": item.round.study.number, "round": item.round.number}
    told |= {"statement": item.version.statement.number, "version": row.number, "at": row.at}
    return told | {"rating": row.shown, "comment": row.comment}


def _offered(row):
    return _place(row.poll.question) | {
        "poll": row.poll_id,
        "version": row.number,
        "at": row.at,
        "options": row.options,
    }


def _ballot(row):
    told = {"poll": row.poll_id, "version": row.version, "at": row.at}
    return _place(row.poll.question) | told | {"chose": [row.poll.versions.get(number=row.version).options[pick]
                                                       for pick in row.picks]}  # fmt: skip


def _voter(row):
    return _place(row.poll.question) | {"poll": row.poll_id, "version": row.version}


def _proposition(row):
    return _place(row.question) | {"number": row.number, "text": row.text, "state": row.state, "at": row.at}


def _stance(row):
    told = {"statement": row.proposition.number, "said": row.get_value_display(), "at": row.at}
    told["before"] = [{"said": row.Value(one["value"]).label, "at": one["at"]} for one in row.before]
    return _place(row.question) | told


def _suggestion(row):
    told = {"board": row.board.slug, "session": row.minutes.session.title, "section": row.part.title, "at": row.at}
    return told | {"words": row.words, "proposed": row.proposed, "state": row.state, "answer": row.answer}


def _approved(person):
    return Minutes.objects.filter(approved_by__user=person.pk)


def _minutes(row):
    told = {"board": row.board.slug, "session": row.session.title, "revision": row.revision}
    return told | {"signed_as": row.signed_name, "approved_at": row.approved_at}


def _suggested(person):
    return Suggestion.objects.filter(member__user=person.pk)


def _reported(person):
    return Case.objects.filter(reporter__user=person.pk).exclude(client_id=None)


def _case(row):
    return {"board": row.board.slug, "reported_at": row.opened_at, "report": row.report}


personal(
    Line("discussions.Gate", "questions you answered or passed", ("member__user",), tells=_gate, kept=RECORD),
    Line("discussions.Thread", "the threads that your answers opened", ("opener__user",),
         left_out="each is told as the answer that opened it", kept=RECORD),
    Line("discussions.Post", "your answers and replies", ("author__user",), tells=_post, kept=RECORD),
    Line("discussions.PostVersion", "every version of their words", ("post__author__user",), tells=_version,
         erases=forget_words),
    Line("discussions.Response", "your answers to questions with a form", ("member__user",), tells=_response,
         kept=RECORD),
    Line("discussions.ResponseVersion", "what you answered there at each time", ("response__member__user",),
         tells=_response_version, kept=RECORD),
    Line("discussions.Hold", "when and why a post was out of sight",
         ("by__user", "lifted_by__user", "post__author__user"), left_out=OF_THE_DESK, kept=OF_THE_DESK),
    Line("discussions.Finding", "what screening noticed in your words", ("post__author__user",), tells=_finding,
         kept=RECORD),
    Line("discussions.Case", "what you reported to the safety desk", found=_reported, tells=_case, kept=SAFETY),
    Line("discussions.Case_later", "which of your words a safety case is about", ("postversion__post__author__user",),
         left_out="the safety desk's own record", kept=SAFETY),
    Line("discussions.Assessment", "your assessments of safety cases", ("by__user",), left_out=OF_THE_DESK,
         kept=SAFETY),
    Line("discussions.HandOver", "safety cases that you passed on", ("by__user",), left_out=OF_THE_DESK, kept=SAFETY),
    Line("discussions.Unmasking", "when you looked behind a reporter's alias", ("by__user",), left_out=OF_THE_DESK,
         kept=SAFETY),
    Line("discussions.Act", "what moderators did about your posts, or you as a moderator",
         ("by__user", "undone_by__user", "member__user", "post__author__user"), left_out=OF_THE_DESK, kept=OF_THE_DESK),
    Line("discussions.Insight", "posts that the team marked", ("by__user", "post__author__user"),
         left_out=OF_THE_DESK, kept=OF_THE_DESK),
    Line("discussions.Flag", "posts that you flagged for the moderators", ("by__user",), tells=_flag,
         erases=forget_notes),
    Line("discussions.Clarification", "what you were asked to clarify", ("member__user",), tells=_clarification,
         kept=RECORD),
    Line("discussions.GuideNote", "points to cover that you added or ticked", ("added_by__user", "ticked_by__user"),
         left_out=OF_THE_DESK, kept=OF_THE_DESK),
    Line("discussions.Reminder", "what you wrote to advisors", ("by__user",), tells=_written, kept=RECORD),
    Line("discussions.Reminded", "what moderators wrote to you", ("member__user",), tells=_reminded, erases=deleted),
    Line("discussions.Note", "your notes in the back room", ("author__user",),
         left_out="each is told with its words", kept=RECORD),
    Line("discussions.NoteVersion", "every version of your notes in the back room", ("note__author__user",),
         tells=_jotting, erases=forget_jottings),
    Line("discussions.Reaction", "your reactions", ("member__user",), tells=_reaction, kept=RECORD),
    Line("discussions.Panelist", "consensus panels that you sat on", ("member__user",), tells=_panel, kept=RECORD),
    Line("discussions.Amendment", "frozen protocols that you changed", ("by__user",), left_out=OF_THE_DESK,
         kept=OF_THE_DESK),
    Line("discussions.Rating", "the statements that you rated", ("panelist__member__user",),
         left_out="each is told with its versions", kept=RECORD),
    Line("discussions.RatingVersion", "every version of your ratings and comments", ("rating__panelist__member__user",),
         tells=_rating, erases=forget_comments),
    Line("discussions.Poll", "polls that you asked", ("post__author__user",), left_out="each is told as its post, and "
         "what it offers stands with the board", kept=RECORD),
    Line("discussions.PollVersion", "what your polls offered at each time", ("poll__post__author__user",),
         tells=_offered, kept=RECORD),
    Line("discussions.Ballot", "your votes in polls", ("member__user",), tells=_ballot, kept=RECORD),
    Line("discussions.Voter", "detached polls in which you voted; what you chose is kept nowhere", ("member__user",),
         tells=_voter, kept=RECORD),
    Line("discussions.Proposition", "statements that you proposed to vote on", ("author__user",), tells=_proposition,
         erases=forget_propositions),
    Line("discussions.Stance", "what you said to statements", ("member__user",), tells=_stance, kept=RECORD),
    Line("discussions.Minutes", "minutes of live sessions that you approved", found=_approved, tells=_minutes,
         erases=forget_approvals),
    Line("discussions.MinutesPart", "sections of minutes of live sessions", ("minutes__approved_by__user",
         "minutes__session__presenter__user", "minutes__session__spotlit__user"), left_out=OF_THE_BOARD, kept=RECORD),
    Line("discussions.Revision", "revisions of minutes that you made", ("by__user",), left_out=OF_THE_BOARD,
         kept=RECORD),
    Line("discussions.Suggestion", "changes that you suggested in minutes, or answered",
         ("member__user", "settled_by__user"), found=_suggested, tells=_suggestion, erases=forget_suggestions),
    Line("discussions.Draft", "your drafts", ("member__user",), tells=_draft, erases=deleted),
    Line("discussions.ReadMark", "how far you have read", ("member__user",), tells=_mark, erases=deleted),
)  # fmt: skip
personal(
    *(
        Line(f"discussions.{model}", "what is asked in live sessions in which you present",
             (f"{path}__presenter__user", f"{path}__spotlit__user"), left_out=OF_THE_BOARD, kept=OF_THE_BOARD)
        for model, path in LEADING_TO_A_SESSION.items()
    )
)  # fmt: skip
