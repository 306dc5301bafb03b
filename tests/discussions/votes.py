"""Scenes of statements to vote on, for the test of every kind of event."""

from discussions.commands.propositions import propose, take_stance, withdraw_proposition

VOTED = {"type": "statements"}
ALONE, GATED = VOTED | {"sponsor_only": True}, VOTED | {"answer_first": True}


def proposed(heart):
    """A statement of the moderator's, with which Dr Okonjo agrees."""
    made = propose(heart.question, "A trace before the first dose.", by=heart.marsh)
    take_stance(made, 1, by=heart.okonjo)
    return made


SCENES = {
    "stance.taken": (VOTED, proposed, lambda heart, made: take_stance(made, -1, by=heart.solheim)),
    "proposition.withdrawn": (VOTED, proposed, lambda heart, made: withdraw_proposition(made, by=heart.marsh)),
    "stance.recounted": (GATED, proposed, lambda heart, made: withdraw_proposition(made, by=heart.marsh)),
    "proposition.accepted": (VOTED, proposed, lambda heart, _: propose(heart.question, "Weekly.", by=heart.marsh)),
}
MORE = {
    "a vote is changed": (VOTED, proposed, lambda heart, made: take_stance(made, 0, by=heart.okonjo)),
    "a vote for the team": (ALONE, proposed, lambda heart, made: take_stance(made, 0, by=heart.tanabe)),
    "a first vote behind the gate": (GATED, proposed, lambda heart, made: take_stance(made, 0, by=heart.tanabe)),
}
