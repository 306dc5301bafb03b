"""Sound and picture by a media server of our own, Janus: for full boards.

Browsers never talk to it. They whisper over the live connection, and our own process, which knows who they are, speaks
for them: who somebody is, in which room, and what of theirs goes through is never said by a page.
"""

from boards.live.janus.keys import PEOPLE, SENDERS

TOLD = (
    f"Up to {SENDERS} people send sound and picture, and up to {PEOPLE} are on the line; one who sends and two places "
    "are kept for chair and moderators.",
    "Sound and picture go by the media server of this installation; nobody learns another's network address.",
    "Muting somebody closes their microphone at the server: nothing of it reaches anybody until you lift that.",
    "It can be recorded and have captions once all agree, where what they need is installed; not in breakout rooms.",
    "Pictures come smaller where many cameras are on; whoever has a weak line can do without them and only listen.",
)
