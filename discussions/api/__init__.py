"""Questions, posts and what happened to them, over the API."""

from advisory.api.routes import register
from discussions.api import (
    acts,
    drafts,
    exports,
    flags,
    moderation,
    participation,
    questions,
    responses,
    streams,
    threads,
)

for topic in (questions, threads, responses, moderation, acts, flags, drafts, streams, exports, participation):
    register("", topic.router)
