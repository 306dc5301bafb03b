"""A film or a sound as its page shows it: where its bytes are, what is said in it, and its chapters."""

from django.urls import reverse

from advisory.accounts.places import languages
from resources.captions import captions, said_time, typed
from resources.models import Track


def film(slug, document, version):
    """What the player needs of a version; of one on its way its reviewers get the bytes."""
    if version == document.current:
        address = reverse("document-file", args=[slug, document.pk])
    else:
        address = reverse("version-file", args=[slug, document.pk, version.number])
    tracks, names = list(version.tracks.all()), dict(languages())
    for one in tracks:
        one.called, one.heard = names.get(one.language, one.language), captions(one.text)
        one.cues = _timed(one.heard)
    marked = next((one for one in tracks if one.sort == Track.Sort.CHAPTERS), None)
    return {
        "address": address, "all": tracks, "captions": [one for one in tracks if one.sort == Track.Sort.CAPTIONS],
        "chapters": marked, "marks": marked.cues if marked else [], "languages": languages(),
        "typed": typed(marked.heard) if marked else "",
    }  # fmt: skip


def _timed(cues):
    return [{"begin": one.begin, "clock": said_time(one.begin), "text": one.text} for one in cues]
