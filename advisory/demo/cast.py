"""The demo's people and guide: all invented."""

PASSWORD = "advisory-demo"  # noqa: S105 - public by design, good only where DEMO=1
SLUG = "cardio-oncology"

PEOPLE = [
    # account, name, role, specialty, city, time zone
    ("chair", "Prof. Marianne Lindqvist", "chair", "Cardiology", "Stockholm", "Europe/Stockholm"),
    ("moderator", "Helena Marsh", "moderator", "", "London", "Europe/London"),
    ("medical", "Dr Jonas Weidmann", "sponsor", "Medical lead", "Basel", "Europe/Zurich"),
    ("observer", "Elise Brandt", "observer", "Medical information", "Basel", "Europe/Zurich"),
    ("advisor1", "Dr Samuel Okonjo", "advisor", "Cardiology", "Lagos", "Africa/Lagos"),
    ("advisor2", "Prof. Ingrid Solheim", "advisor", "Cardio-oncology", "Oslo", "Europe/Oslo"),
    ("advisor3", "Dr Mateus Figueira", "advisor", "Haematology", "Porto", "Europe/Lisbon"),
    ("advisor4", "Dr Farah Al-Khatib", "advisor", "Haemato-oncology", "Amman", "Asia/Amman"),
    ("advisor5", "Dr Aiko Tanabe", "advisor", "Cardiology", "Sendai", "Asia/Tokyo"),
    ("advisor6", "Dr Daniel Reyes Montoya", "advisor", "Electrophysiology", "Bogotá", "America/Bogota"),
    ("advisor7", "Dr Claire Beaumont-Roy", "advisor", "Clinical pharmacology", "Lyon", "Europe/Paris"),
    ("advisor8", "Dr Tomas Nakamura-Lindt", "advisor", "Haematology", "Toronto", "America/Toronto"),
    ("patient", "Ruth Abernathy", "advisor", "", "Leeds", "Europe/London"),
    ("stranger", "Dr Peter Strand", "", "Cardiology", "Bergen", "Europe/Oslo"),
]

# account: country, role in care, affiliation, languages
PLACES = {
    "chair": ("SE", "physician", "Mälaren University Hospital", ["sv", "en"]),
    "moderator": ("GB", "other", "Marsh Advisory", ["en"]),
    "medical": ("CH", "medical_team", "Norvane Therapeutics", ["de", "en", "fr"]),
    "observer": ("CH", "medical_team", "Norvane Therapeutics", ["de", "en"]),
    "advisor1": ("NG", "physician", "Lagos Heart Centre", ["en", "yo"]),
    "advisor2": ("NO", "physician", "Oslofjord University Hospital", ["nb", "en"]),
    "advisor3": ("PT", "physician", "Hospital da Ribeira", ["pt", "en"]),
    "advisor4": ("JO", "physician", "Amman Cancer Institute", ["ar", "en"]),
    "advisor5": ("JP", "physician", "Hirose Medical Centre", ["ja", "en"]),
    "advisor6": ("CO", "physician", "Clínica Monserrate", ["es", "en"]),
    "advisor7": ("FR", "pharmacist", "Hôpital des Deux Fleuves", ["fr", "en"]),
    "advisor8": ("CA", "physician", "Lakeshore General Hospital", ["en", "ja"]),
    "patient": ("GB", "patient_expert", "", ["en"]),
    "stranger": ("NO", "physician", "Bryggen Hospital", ["nb"]),
}

# account, kind, number, register, what was seen of it (or nothing: it waits)
IDENTIFIERS = [
    ("advisor1", "other", "MDCN 60418", "Medical and Dental Council, Nigeria", "On the register, full licence"),
    ("advisor1", "orcid", "0000-0002-1825-0097", "", ""),
    ("chair", "other", "HOSP 4471", "National Board of Health and Welfare, Sweden", "Listed as a cardiologist"),
    ("advisor8", "other", "CPSO 88211", "College of Physicians and Surgeons of Ontario, Canada", ""),
]

BOARD = {
    "title": "Cardio-oncology monitoring 2026",
    "objective": "How should heart risk be assessed and monitored in adults starting Product A?",
    "background": (
        "We want a practical monitoring schedule that a busy haematology clinic could follow, with clear points at "
        "which to refer. Your advice shapes the medical education plan; it is not used for promotion."
    ),
    "sponsor": "Norvane Therapeutics",
    "products": "Product A",
}

FIGURE = {
    "kind": "figure",
    "title": "First atrial fibrillation by month of treatment",
    "caption": "Cumulative first atrial fibrillation, pooled data, n = 1,284. Invented for this demo.",
    "unit": "%",
    "rows": [
        ["Month", "Product A", "Comparator"],
        ["0", "0", "0"],
        ["3", "3.9", "0.7"],
        ["6", "6.1", "1.3"],
        ["12", "7.2", "2.0"],
        ["18", "7.9", "2.6"],
        ["24", "8.4", "3.0"],
    ],
}
TABLE = {
    "kind": "table",
    "title": "Reasons for a pause in the pooled data",
    "rows": [
        ["Reason", "Product A", "Comparator"],
        ["Rhythm change", "31", "9"],
        ["Blood pressure", "22", "17"],
        ["Bleeding", "14", "12"],
        ["Patient’s choice", "19", "20"],
    ],
}
CASE = {
    "kind": "text",
    "title": "A case",
    "text": (
        "A 68-year-old with treated hypertension is four months into treatment. A routine ECG shows new atrial "
        "fibrillation at 88 beats a minute. There are no symptoms. The blood count is steady."
    ),
}

SECTIONS = ["Recognising risk", "Monitoring, year one", "When things go wrong"]

# section, short title, prompt, minutes, days until due (or None: waiting), policies, stimulus
QUESTIONS = [
    (1, "Patients who worry you", "Which patients worry you most before the first dose, and why?", 5, 6, [], None),
    (1, "Who owns the baseline", "Who owns the baseline assessment in your clinic?", 4, 6, ["answer_first"], None),
    (1, "What patients ask", "What do patients want to know about their heart?",
     4, 7, ["blinded", "after_close"], None),
    (2, "Repeat tests", "How often do you repeat blood pressure and ECG in the first year?", 5, 8, ["blinded"], None),
    (2, "Handheld ECG",
     "Would you give patients a handheld ECG during the first year of Product A, and for whom?", 5, 8,
     ["answer_first", "blinded"], FIGURE),
    (2, "Baseline tests", "Which baseline tests would you require before the first dose, and which would you skip?",
     5, 1, ["answer_first", "blinded"], FIGURE),
    (2, "Reasons to pause", "What would make you pause treatment?", 6, 9, ["answer_first", "sponsor_only"], TABLE),
    (3, "Rhythm change, month 4", "New atrial fibrillation at month 4: talk us through your plan.", 8, 11,
     ["answer_first", "blinded"], CASE),
    (3, "After the live session", "What did the live session change for you?", 5, None, ["blinded"], None),
]  # fmt: skip

# section, short title, prompt, type, design, policies; and what some answer: account, value
FORMS = [
    (2, "How sure of an ECG", "A handheld ECG should be offered to every patient for the first twelve weeks.", "scale",
     {"scale": "1-9", "low_label": "Disagree", "middle_label": "Neither", "high_label": "Agree"},
     ["answer_first", "blinded"],
     [("advisor4", {"rating": 8, "reason": "Most of what we catch, we catch by week 12."}), ("advisor5", {"rating": 7}),
      ("advisor6", {"rating": 9}), ("advisor7", {"rating": 4, "reason": "Only where somebody reads the trace."}),
      ("advisor8", {"rating": 6}), ("patient", {"rating": 8})]),
    (2, "Tests in order", "Which baseline tests would you require first?", "ranking",
     {"options": ["12-lead ECG", "Blood pressure, both arms", "Echocardiogram", "Troponin", "Home blood pressure cuff"],
      "skip": True}, ["answer_first", "blinded"],
     [("advisor3", {"ranked": ["o1", "o2", "o5", "o3"]}), ("advisor4", {"ranked": ["o2", "o1", "o3"]}),
      ("advisor5", {"ranked": ["o1", "o3", "o2", "o4", "o5"]}), ("advisor6", {"ranked": ["o1", "o2", "o5"]}),
      ("advisor7", {"ranked": ["o3", "o1", "o4"], "reason": "An echo changes what I do; a cuff at home does not."})]),
    (3, "Where effort helps", "You have 100 points of effort. Where would they do most good?", "points",
     {"options": ["Training haematology nurses", "A regional reading service", "Patient card with one number",
                  "A dose calculator"], "total": 100}, [],
     [("advisor2", {"points": {"o1": 40, "o2": 45, "o3": 15}}),
      ("advisor4", {"points": {"o1": 30, "o2": 50, "o3": 20}}),
      ("advisor8", {"points": {"o1": 25, "o2": 40, "o3": 20, "o4": 15}}),
      ("patient", {"points": {"o1": 20, "o2": 20, "o3": 60}, "reason": "One number to call is what I would use."})]),
]  # fmt: skip

GUIDANCE = {
    6: (
        "Think of an ordinary week in your own clinic rather than an ideal pathway. One or two sentences of reasoning "
        "per test is plenty."
    ),
}

SAFETY_DESK = {
    "safety_clock": "hours", "safety_country": "CH", "safety_zone": "Europe/Zurich",
    "safety_contact": "Drug Safety, Basel", "safety_phone": "+41 61 555 01 33",
}  # fmt: skip
SAFETY_WORDS = (
    "We repeat the trace every two weeks until month three. One of mine had a pause of four seconds in week 6 and we "
    "stopped the drug. Since then I do not wait for symptoms."
)
SAFETY_CASE = {
    "title": "A pause of four seconds in week 6",
    "criteria": {
        "patient": {"verdict": "met", "words": "One of mine"},
        "reporter": {"verdict": "met", "words": ""},
        "product": {"verdict": "met", "words": "we stopped the drug"},
        "event": {"verdict": "unclear", "words": "a pause of four seconds"},
    },
    "serious": "unknown",
    "narrative": "Sinus pause of 4 s on ambulatory trace, week 6. Product A stopped by the treating cardiologist.",
}
SCREENED_WORDS = (
    "Twice a week in the first month. I am thinking of a 61-year-old teacher from Matosinhos, seen on 3 May, whose "
    "pressure rose to 190 within two weeks; readings from home would have told us sooner."
)
