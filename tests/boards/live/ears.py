"""An ear for tests: it understands every packet as the words that are in it, and pauses after each."""

from boards.live.ears import Heard


class Repeating:
    """Gives back what it is told, a line for each packet."""

    def __init__(self):
        self.lines, self.until = [], None

    def hear(self, whose, packet, at):
        """A packet of somebody's, which is one second of speech."""
        if self.until is None:
            self.lines.append(Heard(whose, packet.decode(), at, at + 1))

    def said(self):
        """What came since it was last asked."""
        given, self.lines = self.lines, []
        return given

    def close(self, until):
        """Nothing that was said after that is heard."""
        self.until = until
        self.lines = [one for one in self.lines if one.begun < until]

    @property
    def over(self):
        """It needs no time."""
        return self.until is not None


def contract(ear, packets, wait):
    """What every ear keeps to: `packets` are (whose, packet, at) of two people; `wait` is called until it is over."""
    assert ear.said() == []
    for whose, packet, at in packets:
        ear.hear(whose, packet, at)
    first, last = packets[0][2], max(at for _, _, at in packets)
    ear.close(last + 2)
    ear.close(last + 2)
    ear.hear(packets[0][0], packets[0][1], last + 3)
    while not ear.over:
        wait()
    heard = ear.said()
    assert {one.whose for one in heard} == {whose for whose, _, _ in packets}
    assert all(one.words.strip() and first - 1 <= one.begun < one.ended <= last + 2 for one in heard)
    assert ear.said() == []
    return heard
