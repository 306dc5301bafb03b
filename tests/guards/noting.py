"""What was asked of the product once, what was wrong about its answer, and by which checks it came."""

from contextlib import nullcontext

from tests.guards.asking import plain


class Noted:
    """Asks each question once, with a switch at every check; the table asks most of what is asked without each of them.

    A question is a function that says what is wrong, or nothing, and what it is about.
    """

    def __init__(self, switches, sites):
        self.switches, self.sites, self.known = switches, sites, {}

    def wrong(self, world, question, *about):
        """What is wrong about an answer; kept with how far each check that it came by lay from its end."""
        if (question, about) not in self.known:
            self.switches.reached = []
            with nullcontext() if getattr(question, "to_the_byte", False) else plain():
                told = question(world, *about)
            reached = self.switches.reached[::-1]
            self.known[question, about] = told, {number: reached.index(number) for number in set(reached)}
        return self.known[question, about][0]

    def reached(self, question, *about):
        """The checks that a question came by: {number: how far from its end}."""
        return self.known[question, about][1]
