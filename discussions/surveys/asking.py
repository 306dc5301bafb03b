"""Whom a survey asks: seats of its board, and people who were invited."""

from django.db.models import Q

from boards.models import Membership


def seats_asked(survey):
    """The seats of the board that are asked now."""
    seats = Membership.objects.seated().filter(board=survey.board, user__is_active=True).select_related("board", "user")
    return [seat for seat in seats if survey.asks(seat)]


def asked_now(survey):
    """How many are asked: those of the board by their seat, those who were invited, and whoever has begun."""
    answering = set(survey.sheets.exclude(member=None).values_list("member_id", flat=True))
    here = {seat.pk for seat in seats_asked(survey)} | answering
    return len(here) + survey.invitations.filter(Q(revoked_at=None) | Q(sheet__isnull=False)).count()
