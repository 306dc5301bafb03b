"""Prints a new token by which somebody's programs act as them."""

from django.contrib.auth import get_user_model

from advisory.accounts.backend import may_sign_in
from advisory.api.commands.tokens import create_token
from advisory.lines import LineCommand
from advisory.rights import SYSTEM


class Command(LineCommand):
    help = "Make a bearer token for somebody; the token stands alone on the last line"

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="E-MAIL")

    def handle(self, *, email, **_):
        person = get_user_model().objects.filter(email__iexact=email.strip()).first()
        if person is None:
            self.stop(f"E-MAIL: nobody here has the address {email}")
        if not may_sign_in(person):
            self.stop(f"E-MAIL: {email} may not sign in here, so a token would open nothing")
        self.stdout.write(f"A new token for {person.name}; it is shown this once:")
        self.stdout.write(create_token(person, by=SYSTEM))
