"""What everybody says, and where."""

SLUG, QUESTIONS = "measured", 6
WORDS = (
    "In my clinic every patient gets a baseline **ECG** and an echocardiogram before the first cycle.\n\n"
    "- troponin at baseline, then with every second cycle\n- blood pressure at home, written down daily\n\n"
    "What would change my practice is a trial that includes older patients, not another registry."
)
