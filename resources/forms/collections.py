"""The form of a collection: what it is called, and the place of each document in it."""

from django import forms

from advisory.fields import Words, ZonedForm
from resources.commands.collections import MOST

BOX = {"class": "input num", "inputmode": "numeric"}


class CollectionForm(ZonedForm):
    """A title, a few words, and a number for each document that is in it: 1 comes first."""

    title = Words(label="Title", most=120)
    summary = Words(label="Summary", most=400, text=True, rows=2, required=False)

    def __init__(self, *args, documents, collection=None, **kwargs):
        told = {"title": collection.title, "summary": collection.summary} if collection else {}
        super().__init__(*args, initial=told, **kwargs)
        self.documents = {f"place_{document.pk.hex}": document for document in documents}
        has = dict(collection.gathered.values_list("document", "place")) if collection else {}
        for name, document in self.documents.items():
            box, first = forms.NumberInput(attrs=BOX), has.get(document.pk)
            place = {"label": document.title, "required": False, "min_value": 1, "max_value": MOST}
            self.fields[name] = forms.IntegerField(initial=first, widget=box, **place)

    def places(self):
        """The fields of the documents."""
        return [self[name] for name in self.documents]

    def details(self):
        """What the commands ask for; documents with the same number stand in the order of the list."""
        given = [(self.cleaned_data[name], document) for name, document in self.documents.items()]
        ordered = sorted((one for one in given if one[0]), key=lambda one: one[0])
        words = {name: self.cleaned_data[name] for name in ("title", "summary")}
        return words | {"documents": [document for _, document in ordered]}
