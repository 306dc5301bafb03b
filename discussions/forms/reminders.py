"""What a moderator writes to advisors: to some about a question, or to all of them."""

from django import forms

from advisory.fields import Words, ZonedForm
from discussions.models.steering import LOCAL

MOST = 1_000


class LetterForm(ZonedForm):
    """The words that everybody gets alone."""

    body = Words(label="Message", most=MOST, text=True, rows=4)


class ReminderForm(LetterForm):
    """The words of a reminder, and whom they go to."""

    question = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, question=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].initial = default_words(question)
        self.fields["question"].initial = question.number


def default_words(question):
    """What a reminder says unless the moderator says it better."""
    how = f"closes {LOCAL}" if question.due_at else "waits for you"
    return f"Question {question.number} {how}. A few sentences are plenty, and a draft that you began is saved."
