"""Questions, posts and what happened to them, over the API."""

from advisory.api.routes import register
from discussions.api import (
    acts,
    consensus,
    drafts,
    exports,
    flags,
    minutes,
    moderation,
    participation,
    polls,
    questions,
    responses,
    statements,
    streams,
    surveys,
    threads,
)

TOPICS = (
    questions, threads, responses, moderation, acts, flags, drafts, streams, exports, participation, consensus, polls,
    statements, surveys, minutes,
)  # fmt: skip
for topic in TOPICS:
    register("", topic.router)
