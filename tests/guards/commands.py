"""The guard table of the commands: who may give each of them, asked below every page and call.

To add a command that asks `allow`: one Command with its dotted name, how it is given and who may. A board's commands
are asked by every member, an ex-member and a member of another board; an account's by the person, another and an
administrator. A command without a row fails with its name.
"""

from datetime import date
from types import SimpleNamespace
from uuid import uuid4

from advisory.accounts.commands import credentials, erasure, export, factors, people, profiles
from boards.commands import boards, consents, invitations, members, placeholders
from discussions.commands import drafts, moderation, questions, threads
from discussions.commands.imports import import_conversation
from discussions.models import Post
from discussions.visibility import Policy
from resources.commands import documents
from tests.guards.giving import ON_AN_ACCOUNT, Command, about, account, asked, of, on, post, seat
from tests.make import soon

STAFF, DESK, WRITERS = "chair moderator sponsor", "chair moderator", "chair moderator sponsor advisor"


def again(world, room, by):
    """Send what one said before once more, under the id that it was sent with."""
    own = Post.objects.filter(question=room.question, author=by).exclude(reply_to=None).first()
    key = own.client_id if own else uuid4()
    return threads.create_post(room.question, by=by, body="So.", client_id=key, reply_to=own and own.reply_to_id)


def probe(world, room, by):
    """Probe an answer."""
    about = post(world, room).pk
    return threads.create_post(room.question, by=by, body="Why?", client_id=uuid4(), reply_to=about, probe=True)


def publish(world, room, by):
    """Publish a page of text."""
    return documents.publish_document(room.board, by=by, format="page", title="Protocol", body="Read it.")


COMMANDS = [
    Command(
        "boards.commands.boards.add_section", lambda _, room, by: boards.add_section(room.board, "More", by=by), STAFF
    ),
    Command("boards.commands.boards.open_board", on(boards.open_board), STAFF, on="draft"),
    Command("boards.commands.boards.close_board", on(boards.close_board), DESK),
    Command("boards.commands.boards.archive_board", on(boards.archive_board), STAFF, on="closed"),
    Command(
        "boards.commands.members.seat_member",
        lambda world, room, by: members.seat_member(room.board, world.people["stranger"], "advisor", by=by),
        STAFF,
    ),
    Command(
        "boards.commands.members.move_member",
        lambda _, room, by: members.move_member(room.solheim, "observer", by=by),
        STAFF,
    ),
    Command("boards.commands.members.end_seat", seat(members.end_seat), STAFF),
    Command("boards.commands.members.end_seat", lambda _, room, by: members.end_seat(by, by=by), ""),
    Command(
        "boards.commands.placeholders.seat_placeholders",
        lambda _, room, by: placeholders.seat_placeholders(room.board, {uuid4(): "Somebody"}, by=by),
        STAFF + " other-board",
    ),
    Command(
        "boards.commands.invitations.invite_person",
        lambda _, room, by: invitations.invite_person(room.board, "new@example.org", "advisor", by=by),
        STAFF,
    ),
    Command("boards.commands.invitations.resend_invitation", about("invitation", invitations.resend_invitation), STAFF),
    Command("boards.commands.invitations.revoke_invitation", about("invitation", invitations.revoke_invitation), STAFF),
    Command(
        "boards.commands.consents.publish_policies",
        on(consents.publish_policies, texts={"agreement": "Be kind."}),
        STAFF,
    ),
    Command(
        "discussions.commands.questions.add_question",
        lambda _, room, by: questions.add_question(room.board, room.question.section, by=by, title="X", prompt="Y?"),
        STAFF,
    ),
    Command("discussions.commands.questions.open_question", asked(questions.open_question), DESK),
    Command("discussions.commands.questions.close_question", asked(questions.close_question), DESK),
    Command("discussions.commands.questions.extend_question", asked(questions.extend_question, soon(days=9)), DESK),
    Command(
        "discussions.commands.questions.narrow_question", asked(questions.narrow_question, Policy(blinded=True)), STAFF
    ),
    Command("discussions.commands.questions.pass_question", asked(questions.pass_question), "advisor"),
    Command(
        "discussions.commands.threads.create_post",
        lambda _, room, by: threads.create_post(room.question, by=by, body="So.", client_id=uuid4()),
        WRITERS,
    ),
    Command("discussions.commands.threads.create_post", probe, STAFF),
    Command(
        "discussions.commands.threads.edit_post",
        lambda world, room, by: threads.edit_post(post(world, room), by=by, body="So.", version=1),
        "",
    ),
    Command(
        "discussions.commands.threads.remove_post",
        lambda world, room, by: threads.remove_post(post(world, room), by=by),
        "",
    ),
    Command(
        "discussions.commands.moderation.hold_post",
        lambda world, room, by: moderation.hold_post(post(world, room), by=by, reason="Off topic"),
        DESK,
    ),
    Command(
        "discussions.commands.moderation.release_post",
        lambda world, room, by: moderation.release_post(post(world, room, "held"), by=by),
        DESK,
    ),
    Command(
        "discussions.commands.moderation.react_to_post",
        lambda world, room, by: moderation.react_to_post(post(world, room), "agree", by=by, on=True),
        WRITERS,
    ),
    Command(
        "discussions.commands.moderation.react_to_post",
        lambda world, room, by: moderation.react_to_post(post(world, room, "held"), "agree", by=by, on=True),
        DESK,
        unseen="sponsor advisor observer",
    ),
    Command("discussions.commands.threads.create_post", again, WRITERS),
    Command("discussions.commands.drafts.keep_draft", asked(drafts.keep_draft, body="Perhaps"), WRITERS),
    Command("discussions.commands.drafts.mark_read", asked(drafts.mark_read, order=1), WRITERS + " observer"),
    Command(
        "discussions.commands.imports.import_conversation",
        lambda _, room, by: import_conversation(SimpleNamespace(bad=(), posts=()), slug=room.board.slug, by=by),
        "",
    ),
    Command(
        "boards.commands.boards.create_board",
        lambda _, room, by: boards.create_board(slug="new-one", title="T", objective="O", by=by),
        "administrator",
        actors=ON_AN_ACCOUNT,
    ),
    Command(
        "boards.commands.members.seat_member",
        lambda world, room, by: members.seat_member(room.board, world.people["stranger"], "chair", by=by),
        "",
        actors=ON_AN_ACCOUNT,
    ),
    Command(
        "boards.commands.invitations.accept_invitation",
        about("invitation", invitations.accept_invitation),
        "",
        actors=ON_AN_ACCOUNT,
    ),
    Command(
        "boards.commands.invitations.decline_invitation",
        about("invitation", invitations.decline_invitation, reason="time"),
        "",
        actors=ON_AN_ACCOUNT,
    ),
    Command(
        "boards.commands.consents.give_consents",
        lambda _, room, by: consents.give_consents(room.okonjo, {}, by=by),
        "self",
        actors=ON_AN_ACCOUNT,
    ),
    Command(
        "boards.commands.consents.withdraw_consent",
        lambda _, room, by: consents.withdraw_consent(room.okonjo, "recording", by=by),
        "self",
        actors=ON_AN_ACCOUNT,
    ),
    account(
        "credentials.submit_credential", of(credentials.submit_credential, kind="npi", number="1245319599"), "self"
    ),
    account("credentials.withdraw_credential", about("credential", credentials.withdraw_credential), "self"),
    account(
        "credentials.verify_credential",
        about("credential", credentials.verify_credential, evidence="Seen", seen_on=date(2026, 1, 1)),
        "administrator",
    ),
    account(
        "credentials.reject_credential",
        about("credential", credentials.reject_credential, reason="Not found"),
        "administrator",
    ),
    account("credentials.lapse_credential", about("verified", credentials.lapse_credential), "administrator"),
    account("erasure.erase_person", of(erasure.erase_person), "self administrator"),
    account("export._recorded", of(export._recorded), "self"),
    account("factors.note_factor_added", of(factors.note_factor_added), "self"),
    account("factors.note_factor_removed", of(factors.note_factor_removed), "self"),
    account("factors.remove_factors", of(factors.remove_factors), "self"),
    account(
        "people.create_person",
        lambda _, room, by: people.create_person(email="new@example.org", name="New", by=by),
        "administrator",
    ),
    account("people.make_administrator", of(people.make_administrator), "administrator"),
    account("people.deactivate_person", of(people.deactivate_person), "administrator"),
    account("people.change_password", of(people.change_password, "quite another password"), "self"),
    account("people.end_sessions", of(people.end_sessions, ["key"]), "self administrator"),
    account("profiles.change_profile", of(profiles.change_profile, city="Lagos"), "self"),
    account("profiles.change_reading", of(profiles.change_reading, theme="dark"), "self"),
    account("profiles.change_photo", of(profiles.change_photo, None), "self"),
    account("profiles._pictured", of(profiles._pictured, ""), "self"),
]
