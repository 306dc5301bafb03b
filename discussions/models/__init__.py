from discussions.models.cases import Assessment, Case, HandOver, Unmasking
from discussions.models.drafts import Draft, ReadMark
from discussions.models.findings import Finding
from discussions.models.minutes import Minutes, MinutesPart, Revision, Suggestion
from discussions.models.moderation import Act, Clarification, Flag, Hold, Insight
from discussions.models.notes import Note, NoteVersion
from discussions.models.polls import Ballot, Poll, PollVersion, Voter
from discussions.models.propositions import Proposition, Stance
from discussions.models.questions import Gate, Question
from discussions.models.responses import Design, Response, ResponseVersion
from discussions.models.rounds import Item, Rating, RatingVersion, Round
from discussions.models.steering import GuideNote, Reminded, Reminder
from discussions.models.studies import Amendment, Panelist, Statement, StatementVersion, Study
from discussions.models.surveys import Sheet, Survey, SurveyInvitation, Urn
from discussions.models.threads import Post, PostVersion, Reaction, Thread

__all__ = [
    "Act", "Amendment", "Assessment", "Ballot", "Case", "Clarification", "Design", "Draft", "Finding", "Flag", "Gate",
    "GuideNote", "HandOver", "Hold", "Insight", "Item", "Minutes", "MinutesPart", "Note", "NoteVersion", "Panelist",
    "Poll", "PollVersion", "Post", "PostVersion", "Proposition", "Question", "Rating", "RatingVersion", "Reaction",
    "ReadMark", "Reminded", "Reminder", "Response", "ResponseVersion", "Revision", "Round", "Sheet", "Stance",
    "Statement", "StatementVersion", "Study", "Suggestion", "Survey", "SurveyInvitation", "Thread", "Unmasking",
    "Urn", "Voter",
]  # fmt: skip
