"""The demo board's consensus study and its poll: what was stated and asked, what the panel said and chose."""

STUDY = {"title": "Monitoring in year one", "planned": 2}
STATEMENTS = (
    ("A 12-lead ECG and a blood pressure reading should be done on the same day, before the first dose, for every "
     "patient.", 1, (9, 9, 8, 9, 8, 9, 7, 9, 8)),
    ("An echocardiogram should be required before the first dose only in patients with a cardiac history, previous "
     "anthracycline, or age over 70.", 1, (7, 8, 7, 9, 8, 7, 8, 6, 7)),
    ("A handheld ECG should be offered to every patient for the first twelve weeks.", 6, (6, 1, 8, 2, 9, 3, 7, 6, 8)),
    ("Patients over 75 should be seen in clinic monthly for the first three months.", 5, (7, 6, 2, 5, 7, 3, 8, 5, 7)),
    ("Product A should be paused when home systolic pressure is above 160 mmHg on three consecutive days.", 4,
     (5, 4, 6, 4, 5, 7, 3, 6, 8)),
    ("Every patient should receive one telephone number and a promised reply time.", 7, (9, 9, 8, 9, 9, 9, 9, 8, 9)),
)  # fmt: skip
COMMENTS = {
    ("advisor2", 3): "Without a reader this is a machine for producing worry.",
    ("advisor3", 3): "For patients five hours away it replaces a visit. I would rather have an unread trace than none.",
    ("advisor1", 4): "Frailty matters more than age. I would write “frail” and drop the number.",
    ("advisor3", 4): "Monthly travel is exactly what older patients told us they cannot do.",
    ("advisor4", 5): "Three days is right, but 170 in someone who started at 165 is not news.",
}
POLL = "Before we go on, in one word: who should own it?"
POLL_OPTIONS = ("The oncologist", "A cardio-oncology clinic", "Whoever prescribes")
POLL_VOTES = {"advisor2": 1, "advisor4": 0, "advisor5": 1}
