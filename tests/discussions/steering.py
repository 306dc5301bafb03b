"""What moderators do on the board of the canaries; the words that an act takes are canaries of their own."""

from hypothesis import strategies as given
from hypothesis.stateful import RuleBasedStateMachine, rule

from boards.commands.boards import archive_board, close_board
from boards.commands.members import move_member
from boards.commands.walls import set_sight
from boards.models import Sight
from discussions.commands.flags import flag_post
from discussions.commands.insights import mark_insight
from discussions.commands.locks import lock_thread
from discussions.commands.moves import move_post, split_post
from discussions.commands.notes import write_note
from discussions.commands.questions import narrow_question
from discussions.commands.redactions import redact_post
from discussions.commands.removals import strike_post
from discussions.commands.restrictions import restrict_member
from discussions.commands.undoing import undo_act
from discussions.models import Act
from discussions.visibility import Policy
from tests.make import soon

some = given.integers(0, 1000)


class Steering(RuleBasedStateMachine):
    """The moderators' half of a board on which people do what they like."""

    @rule(name=given.sampled_from(("brandt", "okonjo", "tanabe", "abernathy")), some=some)
    def flag(self, name, some):
        """Somebody tells the moderators what is wrong with a post; the desk alone reads it."""
        words, post = self._words(), self._one(some)
        if self._try(flag_post, post, by=self._seat(name), reason="other", note=words):
            self.private[words] = {"lindqvist", "marsh", name}

    @rule(name=given.sampled_from(("marsh", "weidmann", "brandt")), some=some)
    def note(self, name, some):
        """Somebody writes in the back room, of the whole board or beside a post that they may read."""
        words, place = self._words(), self._one(some) if some % 2 else self.heart.board
        kept_close = some % 2 and not self._reads_in(self.heart.brandt, place)
        if self._try(write_note, place, words, by=self._seat(name), client_id=self._key()):
            team = {"lindqvist", "marsh"} if kept_close else {"lindqvist", "marsh", "weidmann", "brandt"}
            self.private[words] = team | {name}

    @rule(some=some)
    def mark(self, some):
        """A moderator marks an insight, with a note for the team."""
        words = self._words()
        if self._try(mark_insight, self._one(some), by=self.heart.marsh, note=words):
            self.private[words] = {"lindqvist", "marsh", "weidmann"}

    @rule(some=some)
    def strike(self, some):
        """A moderator removes a post."""
        self._try(strike_post, self._one(some), by=self.heart.marsh, reason="Off topic")

    @rule(some=some)
    def redact(self, some):
        """A moderator covers the telling words of a post."""
        post = self._one(some)
        self._try(redact_post, post, post.current.body.split()[0], by=self.heart.marsh, reason="A name")

    @rule(some=some)
    def carry(self, some):
        """A moderator moves a post to another question, or makes it an answer of its own."""
        to = self.heart.asked(some % self.asked + 1)
        self._try(move_post, self._one(some // 5), to, by=self.heart.marsh)
        self._try(split_post, self._one(some), by=self.heart.marsh)

    @rule()
    def undo(self):
        """The chair takes the last act back."""
        last = Act.objects.filter(undone_at=None).order_by("-at").first()
        if last:
            self._try(undo_act, last, by=self.heart.lindqvist)

    @rule(number=given.integers(1, 5), some=some)
    def narrow(self, number, some):
        """A question is read by fewer, or by alias, from now on."""
        asked = self.heart.asked(number)
        closer = ({"blinded": True}, {"answer_first": True}, {"sponsor_only": True})[some % 3]
        self._try(narrow_question, asked, Policy(**(vars(asked.policy) | closer)), by=self.heart.lindqvist)

    @rule(sight=given.sampled_from(Sight.values))
    def wall(self, sight):
        """The sponsor's seat goes behind the wall, or comes from there."""
        self._try(set_sight, self.heart.weidmann, sight, by=self.heart.lindqvist)

    @rule(role=given.sampled_from(("observer", "advisor")))
    def reseat(self, role):
        """Ruth Abernathy only reads from now on, or writes."""
        self._try(move_member, self.heart.abernathy, role, by=self.heart.marsh)

    @rule(some=some)
    def restrict(self, some):
        """A moderator lets somebody read only, and locks a thread."""
        self._try(restrict_member, self.heart.tanabe, by=self.heart.marsh, until=soon(days=1), reason="Let it cool")
        self._try(lock_thread, self._one(some), by=self.heart.marsh)

    @rule(some=some)
    def end(self, some):
        """The board ends, once in a while."""
        if some % 7 == 0:
            self._try(close_board, self.heart.board, by=self.heart.lindqvist)
            self._try(archive_board, self.heart.board, by=self.heart.lindqvist)
