from discussions.models.drafts import Draft, ReadMark
from discussions.models.questions import Gate, Question
from discussions.models.threads import Hold, Post, PostVersion, Reaction, Thread

__all__ = ["Draft", "Gate", "Hold", "Post", "PostVersion", "Question", "Reaction", "ReadMark", "Thread"]
