"""The words of a document in the library may say who a patient is: it stops until somebody has looked at them.

Authors give their addresses and numbers in what they publish, and ages stand beside places in every protocol: what
counts here is a name with a title, a date of birth, or the number of a patient's record.
"""

from discussions.screening.folding import fold
from discussions.screening.identifiers import identifiers
from resources.looks import Look, looked_for

TELLING = {"name", "date of birth"}
STUDY = "study"


def patients_in(board, text):
    """The places of a text that may say who a patient is, in its order, none within another."""
    folded, places = fold(text), []
    for rule, start, end in identifiers(folded):
        words = folded.plain[start:end]
        record = rule == "record number" and words[:2].isalpha() and not words.startswith(STUDY)
        if rule in TELLING or record:
            places.append(folded.span(start, end))
    kept = []
    for begin, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if not kept or begin >= kept[-1][1]:
            kept.append((begin, end))
    return kept


looked_for(Look("patients", patients_in, "No patient is named.", "name a patient"))
