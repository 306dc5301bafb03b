"""What every member may know happened on a board, and what only one member or the desk may."""

from advisory.events.kinds import Audience, Kind, Subject, audiences, kinds, subjects
from boards.models import Board, Consent, Invitation, Membership, Policy


def _board(thing):
    return thing if isinstance(thing, Board) else thing.board


def mine(member):
    """The stored name of the stream that concerns one member alone."""
    return f"{member.board.stream}.mine.{member.pk}"


def _members(ids):
    return {seat.pk: seat for seat in Membership.objects.filter(pk__in=ids).select_related("board", "user")}


def _on_board(model):
    """How many things of one sort are fetched at once, each with its board."""
    return lambda ids: {one.pk: one for one in model.objects.filter(pk__in=ids).select_related(*model.together)}


def _texts(ids):
    """What stands in the database for published texts: {(id, version): (salt, {"words", "shown"})}."""
    return {(one.pk, one.version): _sealed(one) for one in Policy.objects.filter(pk__in=ids)}


def _agreed_texts(ids):
    """What stands there for the texts that people agreed to."""
    found = Consent.objects.filter(pk__in=ids).select_related("policy")
    return {(one.pk, one.policy.version): _sealed(one.policy) for one in found}


def _sealed(policy):
    return policy.salt, {"words": policy.body, "shown": policy.html}


def _desk(thing):
    return f"{_board(thing).stream}.desk"


def _board_homes(board):
    return {board.stream, f"{board.stream}.desk", f"{board.stream}.library"}


def _member_homes(member):
    return {member.board.stream, f"{member.board.stream}.desk", mine(member)}


audiences(
    Audience("board", "board.<slug>", "every member", lambda thing: _board(thing).stream),
    Audience("desk", "board.<slug>.desk", "chair and moderator", _desk),
    Audience("mine", "board.<slug>.mine", "one member alone", mine),
)
subjects(
    Subject("board", Board.objects.in_bulk, _board_homes),
    Subject("member", _members, _member_homes),
    Subject("invitation", _on_board(Invitation), lambda invitation: {_desk(invitation)}),
    Subject("policy", _on_board(Policy), lambda policy: {policy.board.stream}, _texts),
    Subject("consent", _on_board(Consent), lambda consent: {_desk(consent)}, _agreed_texts),
)
kinds(
    Kind("board.made", "{actor} set the board up", "board", "board"),
    Kind("board.opened", "The board opened", "board", "board", moves_rights=True),
    Kind("board.closed", "The board closed", "board", "board", moves_rights=True),
    Kind("board.archived", "The board was archived", "board", "board", moves_rights=True),
    Kind("screening.chosen", "{actor} chose how texts are screened", "desk", "board"),
    Kind("member.seated", "{subject} joined the board", "board", "member", moves_rights=True),
    Kind("member.moved", "{subject} has another role", "board", "member", moves_rights=True),
    Kind("member.succeeded", "{subject} took over a seat at the desk", "board", "member", moves_rights=True),
    Kind("member.walled", "What {subject} reads has changed", "board", "member", moves_rights=True),
    Kind("board.walled", "What the medical team reads has changed", "board", "board", moves_rights=True),
    Kind("board.switched", "What the chair and the moderators see has changed", "board", "board", moves_rights=True),
    Kind("member.left", "{subject} left the board", "board", "member", moves_rights=True),
    Kind("member.entrusted", "{subject} answers for safety now", "desk", "member", moves_rights=True),
    Kind("member.relieved", "{subject} no longer answers for safety", "desk", "member", moves_rights=True),
    Kind("safety.set", "{actor} set the safety clock", "desk", "board"),
    Kind("member.invited", "{actor} invited somebody to a seat", "desk", "invitation"),
    Kind("invitation.resent", "{actor} sent an invitation again", "desk", "invitation"),
    Kind("invitation.revoked", "{actor} withdrew an invitation", "desk", "invitation"),
    Kind("invitation.declined", "An invitation was declined", "desk", "invitation"),
    Kind("invitation.accepted", "{actor} accepted an invitation", "desk", "invitation"),
    Kind("policy.published", "There is a new text to agree to", "board", "policy", moves_rights=True),
    Kind("consent.given", "{actor} agreed to a text", "desk", "consent", moves_rights=True),
    Kind("consent.withdrawn", "{actor} withdrew a consent", "desk", "consent", moves_rights=True),
)
