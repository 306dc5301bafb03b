"""Who is on a line from browser to browser is kept as being there."""

import pytest

from boards.live.tickets import ticket_for
from tests.boards.live.test_relay import counted
from tests.boards.test_lobby import inside, opened
from tests.make import room

pytestmark = pytest.mark.django_db(transaction=True)


def test_whoever_is_on_the_line_is_counted_as_there_and_a_line_that_broke_is_not(network):
    heart = room()
    session = opened(heart)
    lines = []
    for name in ("okonjo", "tanabe", "solheim"):
        inside(heart, session, name)
        socket = network.socket(getattr(heart, name), f"{session.stream}:0", "board.heart:999")
        socket.until(stream="board.heart", reload=True)
        lines.append(socket)
    for socket, name in zip(lines[:2], ("okonjo", "tanabe"), strict=True):
        socket.say({"whisper": "enter", "session": 1, "ticket": ticket_for(getattr(heart, name), session)})
        socket.until(whisper="welcome")
    assert counted(network) == {"Dr Samuel Okonjo", "Dr Aiko Tanabe"}
    lines[0].hang_up()
    lines[0].task.result(5)
    assert counted(network) == {"Dr Aiko Tanabe"}
