"""A design of every kind, answers to it, and what it refuses."""

WHY = {"reason": "Because *of* the ward.\n\nAnd on Fridays."}
DESIGNS = {
    "choice": {"options": ["The haematologist", "A nurse-led clinic", "Nobody clearly"], "many": True, "other": True},
    "scale": {"scale": "1-9", "low_label": "Disagree", "middle_label": "Neither", "high_label": "Agree"},
    "matrix": {"options": ["12-lead ECG", "Troponin"], "columns": ["Skip", "If risk", "Always"]},
    "ranking": {"options": ["12-lead ECG", "Echocardiogram", "Troponin"], "skip": True},
    "points": {"options": ["Training nurses", "A reading service", "A dose calculator"], "total": 100},
    "number": {"unit": "mg", "least": 0, "most": 500},
    "table": {"options": ["Weeks 1 to 4", "Months 2 to 3"], "columns": ["Blood pressure", "12-lead ECG"], "more": True},
    "figure": {"most": 3, "regions": True},
}
VALUES = {
    "choice": [{"chosen": ["o2"]}, {"chosen": ["o1", "o3"]}, {"chosen": ["other"], "other": "The pharmacy"}],
    "scale": [{"rating": 6}, {"rating": "9"}, {"rating": 1}],
    "matrix": [{"cells": {"r1": "c3", "r2": "c1"}}, {"cells": {"r2": "c2"}}, {"cells": {"r1": "c1", "r2": "c1"}}],
    "ranking": [{"ranked": ["o2", "o1", "o3"]}, {"ranked": ["o3"]}, {"places": {"o1": "1", "o2": "2", "o3": ""}}],
    "points": [{"points": {"o1": 40, "o2": 60}}, {"points": {"o3": "100"}}, {"points": {"o1": 1, "o2": 1, "o3": 98}}],
    "number": [{"number": 12.5}, {"number": "40"}, {"number": "0,25"}],
    "table": [
        {"cells": {"r1": {"c1": "Weekly, at home"}, "r2": {"c2": "Month 3"}}},
        {"cells": {"r2": {"c1": "Every 2 weeks"}}, "added": [{"label": "Year 2", "cells": {"c1": "Yearly"}}]},
        {"added": [{"label": "Later", "cells": {"c2": "Once"}}, {"label": "", "cells": {"c1": ""}}]},
    ],
    "figure": [
        {"marks": [{"x": 18.4, "y": 54, "note": "Weekly until here"}, {"x": 30, "y": "31,5"}]},
        {"marks": [{"x": 20, "y": 50, "w": 10, "h": 20, "note": "All of this"}]},
        {"marks": [{"x": 100, "y": 0}]},
    ],
}
VALUES = {name: [value | WHY for value in values] for name, values in VALUES.items()}
LONG = "x" * 401
BAD_VALUES = [
    ("choice", {}, "chosen", "at least one"),
    ("choice", {"chosen": ["o9"]}, "chosen", "among the options"),
    ("choice", {"chosen": ["other"]}, "other", "what the other is"),
    ("choice", {"chosen": ["o1"], "other": "Me"}, "other", "“Other” as well"),
    ("choice", {"chosen": ["other"], "other": LONG}, "other", "the most is 400"),
    ("choice", {"chosen": ["o1"], "reason": "a\u202eb"}, "reason", "hidden characters"),
    ("scale", {"rating": ""}, "rating", "Choose a number"),
    ("scale", {"rating": 10}, "rating", "from 1 to 9"),
    ("scale", {"rating": 4.5}, "rating", "whole"),
    ("scale", {"rating": True}, "rating", "whole"),
    ("matrix", {"cells": {}}, "cells", "at least one row"),
    ("matrix", {"cells": {"r1": "c9"}}, "cells", "12-lead ECG: choose among"),
    ("ranking", {"ranked": []}, "ranked", "at least one"),
    ("ranking", {"ranked": ["o1", "o1"]}, "ranked", "one place only"),
    ("ranking", {"places": {"o1": "1", "o2": "1"}}, "ranked", "share place 1"),
    ("ranking", {"places": {"o1": "4"}}, "ranked", "from 1 to 3"),
    ("points", {"points": {"o1": 95}}, "points", "5 of 100 points are left"),
    ("points", {"points": {"o1": 95, "o2": 10}}, "points", "5 points are too many"),
    ("points", {"points": {"o1": -5, "o2": 105}}, "points", "Training nurses: write a whole number"),
    ("number", {"number": ""}, "number", "Write a number"),
    ("number", {"number": "twelve"}, "number", "Write a number"),
    ("number", {"number": 501}, "number", "from 0 to 500"),
    ("table", {"cells": {"r1": {"c1": " "}}}, "cells", "at least one cell"),
    ("table", {"cells": {"r1": {"c1": "x" * 161}}}, "cells", "the most is 160"),
    ("table", {"added": [{"label": "", "cells": {"c1": "x"}}]}, "added", "Name each row"),
    ("table", {"added": [{"label": str(n)} for n in range(6)]}, "added", "At most 5"),
    ("figure", {"marks": []}, "marks", "at least one mark"),
    ("figure", {"marks": [{"x": 1, "y": 1}] * 4}, "marks", "at most 3 marks"),
    ("figure", {"marks": [{"x": 101, "y": 1}]}, "marks", "Mark 1: place it"),
    ("figure", {"marks": [{"x": 90, "y": 1, "w": 20, "h": 5}]}, "marks", "leaves the figure"),
    ("figure", {"marks": [{"note": "Where?"}]}, "marks", "Mark 1: place it"),
]
THREE_HUNDRED = [f"Option {n}" for n in range(300)]
BAD_DESIGNS = [
    *((name, {"options": THREE_HUNDRED, "columns": ["A", "B"]}, "options", "300 are too many: write")
      for name in ("choice", "matrix", "ranking", "points", "table")),
    ("choice", {"options": ["Only one"]}, "options", "1 are not enough"),
    ("choice", {"options": ["Same", " same", "Same"]}, "options", "stands there twice"),
    ("points", {"options": [{"id": "o1", "label": "A"}, {"id": "o1", "label": "B"}]}, "options", "same id"),
    ("choice", {"options": ["x" * 161, "y"]}, "options", "the most is 160"),
    ("scale", {"scale": "1-10"}, "scale", "1-5, 1-7, 1-9, 0-10"),
    ("matrix", {"options": ["Row"], "columns": ["One"]}, "columns", "not enough"),
    ("points", {"options": ["A", "B"], "total": 1}, "total", "from 2 to 1,000"),
    ("number", {"least": 5, "most": 5}, "most", "above the lowest"),
    ("figure", {"most": 11}, "most", "from 1 to 10"),
]  # fmt: skip
