"""Questions, posts and what happened to them, over the API."""

from advisory.api.routes import register
from discussions.api import drafts, exports, moderation, questions, streams, threads

for topic in (questions, threads, moderation, drafts, streams, exports):
    register("", topic.router)
