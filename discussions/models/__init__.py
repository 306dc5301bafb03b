from discussions.models.cases import Assessment, Case, CaseSeries, HandOver, Unmasking
from discussions.models.drafts import Draft, ReadMark
from discussions.models.questions import Gate, Question
from discussions.models.threads import Hold, Post, PostVersion, Reaction, Thread

__all__ = [
    "Assessment", "Case", "CaseSeries", "Draft", "Gate", "HandOver", "Hold", "Post", "PostVersion", "Question",
    "Reaction", "ReadMark", "Thread", "Unmasking",
]  # fmt: skip
