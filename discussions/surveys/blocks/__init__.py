"""What a survey's items may be: the ways in which questions are answered, and blocks of their own; pure.

A block is a module like those of `discussions.answering`. Marking a figure is left out: its image would have to be
served to people without a seat.
"""

from discussions.answering import KINDS as ANSWERS
from discussions.surveys.blocks import likert, nps, prose, sus

LEFT_OUT = {"figure"}
BLOCKS = {name: kind for name, kind in ANSWERS.items() if name not in LEFT_OUT}
BLOCKS |= {kind.NAME: kind for kind in (prose, likert, nps, sus)}
