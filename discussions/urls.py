"""Addresses of boards, questions and posts."""

from django.urls import path

from discussions.views import (
    backroom,
    boards,
    case_papers,
    cases,
    exports,
    findings,
    guidance,
    home,
    log,
    moderate,
    previews,
    questions,
    reminders,
    search,
    setup,
    threads,
)

BOARD = "boards/<slug:slug>/"
QUESTION = f"{BOARD}questions/<int:number>/"
MODERATE = f"{BOARD}moderate/"
POST = f"{BOARD}posts/<uuid:post_id>/"
CASES = f"{BOARD}cases/"
CASE = f"{CASES}<str:reference>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.found, name="search"),
    path("boards/", boards.boards, name="boards"),
    path("boards/new/", setup.new_board, name="board-new"),
    path(BOARD, boards.board, name="board"),
    path(f"{BOARD}opening/", boards.opening, name="opening"),
    path(f"{BOARD}closing/", boards.closing, name="closing"),
    path(f"{BOARD}archiving/", boards.archiving, name="archiving"),
    path(f"{BOARD}export/", exports.export, name="export"),
    path(f"{BOARD}backroom/", backroom.backroom, name="backroom"),
    path(f"{BOARD}backroom/notes/", backroom.notes, name="notes"),
    path(f"{BOARD}backroom/notes/<uuid:note_id>/", backroom.note, name="note"),
    path(f"{BOARD}backroom/notes/<uuid:note_id>/removal/", backroom.removal, name="note-removal"),
    path("safety/", cases.boards, name="safety"),
    path(CASES, cases.cases, name="cases"),
    path(f"{CASES}report/", cases.report, name="report"),
    path(f"{CASES}desk/", cases.desk, name="safety-desk"),
    path(f"{CASES}table/", case_papers.table, name="cases-table"),
    path(CASE, cases.case, name="case"),
    path(f"{CASE}assessment/", cases.assessment, name="case-assessment"),
    path(f"{CASE}handover/", cases.handover, name="case-handover"),
    path(f"{CASE}receipt/", cases.receipt, name="case-receipt"),
    path(f"{CASE}dismissal/", cases.dismissal, name="case-dismissal"),
    path(f"{CASE}reopening/", cases.reopening, name="case-reopening"),
    path(f"{CASE}unmasking/", cases.unmasking, name="case-unmasking"),
    path(f"{CASE}paper/", case_papers.paper, name="case-paper"),
    path(f"{POST}case/", cases.opening, name="case-opening"),
    path(f"{BOARD}audit/", log.log, name="log"),
    path(f"{BOARD}audit/verification/", log.verification, name="verification"),
    path(f"{BOARD}audit/file/", log.taking, name="log-file"),
    path(MODERATE, moderate.moderate, name="moderate"),
    path(f"{MODERATE}posts/<uuid:post_id>/", moderate.deciding, name="moderate-deciding"),
    path(f"{MODERATE}acts/<uuid:act_id>/undoing/", moderate.undoing, name="moderate-undoing"),
    path(f"{MODERATE}reminders/", reminders.reminders, name="reminders"),
    path(f"{MODERATE}messages/", reminders.messages, name="messages"),
    path(f"{MODERATE}guidance/<uuid:note_id>/", guidance.ticking, name="guide-ticking"),
    path(QUESTION, questions.question, name="question"),
    path(f"{QUESTION}as-advisor/", previews.preview, name="as-advisor"),
    path(f"{QUESTION}guidance/", guidance.guidance, name="guidance"),
    path(f"{QUESTION}closing/", questions.closing, name="question-closing"),
    path(f"{QUESTION}posts/", threads.posts, name="posts"),
    path(f"{QUESTION}pass/", questions.passing, name="pass"),
    path(f"{QUESTION}extension/", questions.extension, name="extension"),
    path(POST, threads.post, name="post"),
    path(f"{BOARD}findings/<uuid:finding_id>/verdict/", findings.verdict, name="verdict"),
    path(f"{POST}removal/", threads.removal, name="removal"),
    path(f"{POST}history/", threads.history, name="history"),
    path(f"{POST}hold/", threads.hold, name="hold"),
    path(f"{POST}release/", threads.release, name="release"),
    path(f"{POST}reactions/<str:kind>/", threads.reaction, name="reaction"),
]
