"""The demo board's surveys: one of patients, answered by link and closed, and one of its advisors that is open."""

ASKED = "Asked by Norvane Therapeutics to make the monitoring plan fit daily life. Answers are kept for two years."
PATIENTS = {
    "title": "Living with home monitoring", "asked": "nobody", "promise": "blinded", "privacy": ASKED,
    "intro": "How people who take the medicine measure at home, and how the diary works for them.",
    "design": {"sections": [
        {"id": "s1", "title": "About you", "items": [
            {"id": "q1", "kind": "choice", "label": "Who fills this in?", "required": True,
             "design": {"options": ["Somebody who takes the medicine", "Somebody who cares for them"]}},
            {"id": "q2", "kind": "choice", "label": "Is blood pressure measured at home?", "required": True,
             "design": {"options": ["Yes", "No"]}}],
         "rules": [{"item": "q2", "op": "is", "value": "o2", "to": "s3"}]},
        {"id": "s2", "title": "Measuring at home", "intro": "Think of the last two weeks.", "items": [
            {"id": "q3", "kind": "scale", "label": "How hard is it to measure every day?", "required": True,
             "design": {"scale": "1-7", "low_label": "Not hard at all", "high_label": "Very hard"}},
            {"id": "q4", "kind": "likert", "label": "How far do you agree?", "design": {
                "rows": ["I know what a bad reading is", "I know whom to call", "Somebody looks at my readings"]}},
            {"id": "q5", "kind": "prose", "label": "What would make it easier?"}]},
        {"id": "s3", "title": "The diary", "items": [
            {"id": "q6", "kind": "sus", "label": "Using the diary", "design": {"it": "the diary"}},
            {"id": "q7", "kind": "nps", "label": "How likely are you to recommend the diary to another patient?",
             "required": True}]},
    ]},
}  # fmt: skip
# who fills it in; how hard it is, or nothing where nobody measures; agreement; SUS by statement; recommendation; words
SHEETS = (
    (1, 2, "454", "4242424141", 9, ""),
    (1, 3, "545", "5141524142", 10, "A reminder that I can switch off at weekends."),
    (1, 5, "231", "3333323333", 6, "A cuff that fits. Mine slips."),
    (1, 2, "444", "4251424142", 8, ""),
    (1, 6, "221", "2434244424", 3, "Nobody ever said what happens with the numbers."),
    (2, 4, "343", "4242333242", 7, "That I may write it down for my husband."),
    (2, 5, "332", "3333243333", 7, ""),
    (2, None, "", "4242424142", 9, ""),
    (2, 3, "453", "5151515151", 10, "Bigger figures."),
    (2, None, "", "3343233334", 5, ""),
)
OPEN = {
    "title": "What your clinic can offer", "asked": "advisors", "promise": "blinded",
    "intro": "Before the live session: who reads what patients measure, and how long that takes.",
    "design": {"sections": [
        {"id": "s1", "title": "Reading at a distance", "items": [
            {"id": "q1", "kind": "choice", "label": "Does somebody at your clinic read home measurements?",
             "required": True, "design": {"options": ["Yes, as a fixed task", "Now and then", "No"]}},
            {"id": "q2", "kind": "prose", "label": "Who is it, or who could it be?"}],
         "rules": [{"item": "q1", "op": "is", "value": "o3", "to": "s3"}]},
        {"id": "s2", "title": "What it takes", "intro": "An ordinary week is enough.", "items": [
            {"id": "q3", "kind": "number", "label": "Hours a week spent on reading", "required": True,
             "design": {"unit": "hours", "least": 0, "most": 80}},
            {"id": "q4", "kind": "matrix", "label": "How soon is somebody called back?",
             "design": {"rows": ["A pressure above 180", "A pause on the trace", "Missing readings"],
                        "columns": ["Same day", "Same week", "At the next visit"]}}]},
        {"id": "s3", "title": "The tools", "items": [
            {"id": "q5", "kind": "ranking", "label": "What would help first?",
             "design": {"options": ["A nurse’s time", "One shared list", "Alarms with limits", "A call line"]}},
            {"id": "q6", "kind": "nps", "label": "How likely are you to recommend home monitoring to a colleague?",
             "required": True}]},
    ]},
}  # fmt: skip
BEGUN = {"advisor1": "o1", "advisor2": "o2", "advisor5": "o3"}


def sheet_of(row):
    """A row of SHEETS as the answers of a sheet, section by section; whoever does not measure skips the second."""
    who, hard, agreed, usable, score, words = row
    home = {"q1": {"chosen": [f"o{who}"]}, "q2": {"chosen": ["o1" if hard else "o2"]}}
    diary = {"q6": {"cells": _points(usable)}, "q7": {"rating": score}}
    if not hard:
        return {"s1": home, "s3": diary}
    daily = {"q3": {"rating": hard}, "q4": {"cells": _points(agreed)}, "q5": {"words": words}}
    return {"s1": home, "s2": daily, "s3": diary}


def _points(digits):
    return {f"r{place}": f"p{digit}" for place, digit in enumerate(digits, start=1)}
