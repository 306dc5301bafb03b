"""The worker's turn in a world that stands still: what people hear of, and the letters that they get."""

from uuid import UUID, uuid5

import pytest
from django.core import mail
from django.utils import timezone

from advisory.notifications import delivery, reader
from advisory.notifications.models import Letter

ORDINAL = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


def worked(still):
    """Read on and write to people; what is random for one person does not depend on how much there was before."""
    make, gather, seen, now = reader._make, delivery._gather, {}, timezone.now()

    def named(rows):
        for row in rows:
            seen[row.person_id, row.notice] = nth = seen.get((row.person_id, row.notice), 0) + 1
            row.pk = uuid5(ORDINAL, f"{row.person_id} {row.notice} {nth} {now}")
        return make(rows)

    def gathered(one):
        still.chance.begin(f"letters to {one} at {now}")
        return gather(one)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "_make", named)
        patch.setattr(delivery, "_gather", gathered)
        reader.read_on()
        delivery.gather()
    while delivery.send_next() != delivery.Outcome.NOTHING:
        pass


def repeated(still):
    """Every letter leaves once more."""
    mail.outbox.clear()
    Letter.objects.update(state=Letter.State.WAITING, next_at=timezone.now())
    worked(still)


def letters(still):
    """Everything that the mail server got, by whom it was for."""
    found = {}
    for letter in mail.outbox:
        still.chance.begin(f"letter {letter.to}")
        found.setdefault(letter.to[0], []).append(letter.message().as_bytes().decode())
    return found
