"""What surveys keep of a person: their answers stay as the record unless they name them; links forget the address."""

from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from advisory.accounts.registries.personal import Line, personal
from discussions.models import Sheet, SurveyInvitation


def forget_sheets(sheets, person, by):
    """Erase what was not finished, and text and salt of sheets whose words name their writer; choices stay."""
    for sheet in sheets:
        if not sheet.finished_at:
            sheet.values, sheet.texts = {}, {}
        elif _names(person, sheet.texts):
            sheet.texts, sheet.salt = {}, ""
    Sheet.objects.bulk_update(sheets, ["values", "texts", "salt"])


def forget_links(invitations, person, by):
    """Leave of invitations to a person that somebody was invited; their links lead nowhere from now on."""
    for one in invitations:
        one.address, one.revoked_at = f"{uuid4().hex}@erased.invalid", one.revoked_at or timezone.now()
        one.save(update_fields=["address", "revoked_at"])


def _names(person, texts):
    written = " ".join(words for slots in texts.values() for words in slots.values()).casefold()
    return any(name.casefold() in written for name in (person.own_name, *person.addresses) if name)


def _theirs(person):
    return Sheet.objects.filter(Q(member__user=person.pk) | Q(invitation__address__in=person.addresses))


def _sent(person):
    return SurveyInvitation.objects.filter(address__in=person.addresses)


def _place(survey):
    return {"board": survey.board.slug, "survey": survey.number}


def _sheet(row):
    told = {"began_at": row.started_at, "saved_at": row.saved_at, "finished_at": row.finished_at}
    return _place(row.survey) | told | {"answers": row.values, "words": row.texts}


def _link(row):
    told = {"address": row.address, "sent_at": row.sent_at, "withdrawn_at": row.revoked_at}
    return _place(row.survey) | told


personal(
    Line("discussions.Sheet", "surveys that you answered; what you said in an anonymous one is not kept as yours",
         found=_theirs, tells=_sheet, erases=forget_sheets),
    Line("discussions.SurveyInvitation", "links to surveys that were sent to you", found=_sent, tells=_link,
         erases=forget_links),
)  # fmt: skip
