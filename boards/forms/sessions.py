"""When and how a board meets, as it is typed."""

from uuid import uuid4

from django import forms

from advisory.fields import Moment, Words, ZonedForm
from advisory.zones import zone_of
from boards.commands.sessions import LONGEST, SHORTEST
from boards.live.providers import PROVIDERS, offered
from boards.models import Session


class SessionForm(ZonedForm):
    """A live session: what it is about, when, how long, and by which way people see and hear each other."""

    title = Words(label="What it is about", most=120)
    starts_at = Moment(label="Begins", help_text="In your time")
    minutes = forms.IntegerField(label="Minutes", min_value=SHORTEST, max_value=LONGEST, initial=60)
    provider = forms.ChoiceField(label="How people meet", widget=forms.RadioSelect, initial=Session.Provider.MESH)
    external_url = Words(
        label="Link of the meeting elsewhere", most=500, required=False, help_text="Shown to those who are let in"
    )
    client_id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, zone, session=None, **kwargs):
        initial = {"client_id": uuid4()}
        if session:
            kept = ("title", "minutes", "provider", "external_url", "version")
            starts = session.starts_at.astimezone(zone_of(zone))
            initial = {name: getattr(session, name) for name in kept} | {"starts_at": f"{starts:%Y-%m-%dT%H:%M}"}
        super().__init__(*args, zone=zone, initial=initial, **kwargs)
        self.fields["starts_at"].before = session and session.starts_at
        way = self.fields["provider"]
        way.choices = [(name, Session.Provider(name).label) for name in offered()]
        way.help_text = " ".join(filter(None, (one.absent() for one in PROVIDERS.values())))
        self.fields.pop("client_id" if session else "version", None)
