"""Who may do what with accounts: each right asked by each sort of person, for themselves and for others."""

import pytest

from advisory.accounts.commands.people import create_person, deactivate_person, end_sessions, make_administrator
from advisory.accounts.models import Credential, User
from advisory.refusals import Denied
from advisory.rights import SYSTEM, can
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ALLOWED = {
    "person.add": "admin admin_self clock",
    "person.see": "admin admin_self",
    "person.deactivate": "admin clock",
    "person.promote": "admin admin_self clock",
    "person.export": "own admin_self",
    "person.erase": "own admin admin_self",
    "profile.change": "own admin_self clock",
    "photo.see": "own admin admin_self",
    "password.change": "own admin_self clock",
    "session.end": "own admin admin_self clock",
    "credential.submit": "own admin_self",
    "credential.withdraw": "own admin_self",
    "credential.verify": "admin",
    "credential.reject": "admin",
    "credential.lapse": "admin clock",
}


@pytest.mark.parametrize("right", ALLOWED)
def test_a_right_is_held_by_whom_the_table_says(right):
    okonjo, marsh = make.person("Dr Samuel Okonjo"), make.person("Helena Marsh")
    admin, closed = make.person("Grace Adeyemi", is_staff=True), make.person("Dr Peter Strand", is_staff=True)
    closed.is_active = False
    asked = {
        "own": (okonjo, okonjo), "other": (marsh, okonjo), "admin": (admin, okonjo), "admin_self": (admin, admin),
        "clock": (SYSTEM, okonjo), "closed": (closed, okonjo), "closed_self": (closed, closed),
    }  # fmt: skip
    held = {who for who, (by, person) in asked.items() if can(by, right, _subject(right, person))}
    assert held == set(ALLOWED[right].split())


def test_rights_are_asked_of_who_one_is_now_and_a_seat_acts_as_its_person():
    heart = make.room()
    admin = make.person("Grace Adeyemi", is_staff=True)
    stale = User.objects.get(pk=admin.pk)
    deactivate_person(admin, by=SYSTEM)
    for by in (stale, heart.lindqvist):
        with pytest.raises(Denied):
            deactivate_person(heart.okonjo.user, by=by)
        with pytest.raises(Denied):
            create_person(email="new@example.org", name="New", by=by)
        with pytest.raises(Denied):
            make_administrator(heart.okonjo.user, by=by)
        with pytest.raises(Denied):
            end_sessions(heart.okonjo.user, ["key"], by=by)
    end_sessions(heart.okonjo.user, ["key"], by=heart.okonjo)
    assert User.objects.get(pk=heart.okonjo.user_id).is_active


def _subject(right, person):
    return Credential(user=person) if right.startswith("credential.") else person
