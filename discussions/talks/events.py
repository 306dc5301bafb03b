"""What the log says of what is written in a live session, beside what it says of every post."""

from advisory.events.kinds import Kind, kinds
from discussions.drawing import reappears
from discussions.telling import of_post

kinds(
    Kind("post.staged", "{actor} put a post on the stage", "question", "post", draws=reappears, tells=of_post),
    Kind("post.unstaged", "{actor} took a post off the stage", "question", "post", draws=reappears, tells=of_post),
    Kind("post.settled", "{actor} marked a post as answered", "question", "post", draws=reappears, tells=of_post),
    Kind("post.unsettled", "{actor} took the mark of an answer away", "question", "post", draws=reappears,
         tells=of_post),
)  # fmt: skip
