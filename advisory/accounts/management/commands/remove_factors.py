"""Take the second step from somebody who has lost it."""

from django.contrib.auth import get_user_model

from advisory.accounts.commands.factors import remove_factors
from advisory.lines import LineCommand


class Command(LineCommand):
    help = "Remove somebody's passkeys, authenticator app and recovery codes, after you have made sure who asks."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *args, **options):
        person = get_user_model().objects.filter(email__iexact=options["email"].strip()).first()
        if person is None:
            self.stop(f"{options['email']} is nobody's address here; write the one they sign in with")
        removed = remove_factors(person)
        self.stdout.write(f"{person.email}: {removed} removed; they sign in with a password or a code and set up anew.")
