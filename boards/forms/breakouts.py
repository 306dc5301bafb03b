"""A breakout room, as it is typed."""

from django import forms

from advisory.fields import Words, ZonedForm
from boards.linked import offered_to
from boards.models import Membership


class BreakoutForm(ZonedForm):
    """What it is called, who is in it, and the question they speak of."""

    name = Words(label="Name", most=60)
    link = forms.ChoiceField(label="What they speak of", required=False)
    people = forms.ModelMultipleChoiceField(
        Membership.objects.none(), label="Who is in it", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, member, breakout=None, **kwargs):
        initial = {}
        if breakout:
            link = f"{breakout.link}:{breakout.linked}" if breakout.link else ""
            people = [placing.member_id for placing in breakout.placings.all() if not placing.visits]
            initial = {"name": breakout.name, "link": link, "people": people}
        super().__init__(*args, initial=initial, **kwargs)
        seats = [seat.pk for seat in member.board.seats.seated().by_name() if not seat.moderates]
        people = self.fields["people"]
        people.queryset = Membership.objects.filter(pk__in=seats).select_related("board", "user").by_name()
        people.label_from_instance = lambda seat: seat.user.name
        self.fields["link"].choices = [("", "Nothing"), *offered_to(member)]
