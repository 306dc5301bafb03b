"""The links of a survey as the team follows them up: given out, opened, finished, withdrawn."""


def links_of(survey):
    """Every link in the order of addresses, with how it stands in words."""
    found = survey.invitations.select_related("sheet").order_by("address", "invited_at")
    for one in found:
        one.words = _words(one, getattr(one, "sheet", None))
    return list(found)


def _words(invitation, sheet):
    if invitation.revoked_at:
        return "Withdrawn"
    if sheet is None:
        return f"Sent on {invitation.sent_at:%-d %B}"
    return "Finished" if sheet.finished_at else "Begun"
