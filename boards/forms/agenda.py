"""A point of an agenda, as it is typed."""

from django import forms

from advisory.fields import Words, ZonedForm
from boards.commands.agenda import LONGEST
from boards.linked import offered_to
from boards.models import Membership


class ItemForm(ZonedForm):
    """What is spoken of, how long, who leads it, and what it leads to."""

    title = Words(label="What is spoken of", most=160)
    minutes = forms.IntegerField(label="Minutes", min_value=1, max_value=LONGEST, initial=10)
    lead = forms.ModelChoiceField(Membership.objects.none(), label="Lead", required=False, empty_label="Nobody yet")
    link = forms.ChoiceField(label="Leads to", required=False)

    def __init__(self, *args, member, item=None, **kwargs):
        initial = {}
        if item:
            link = f"{item.link}:{item.linked}" if item.link else ""
            initial = {"title": item.title, "minutes": item.minutes, "lead": item.lead_id, "link": link}
        super().__init__(*args, initial=initial, **kwargs)
        lead = self.fields["lead"]
        lead.queryset = member.board.seats.seated().exclude(seat="observer").by_name()
        lead.label_from_instance = lambda seat: seat.user.name
        self.fields["link"].choices = [("", "Nothing"), *offered_to(member)]
