"""Make the first administrator."""

import getpass

from advisory.accounts.commands.people import create_person, make_administrator
from advisory.lines import LineCommand
from advisory.refusals import Refusal


class Command(LineCommand):
    help = "Make somebody an administrator; they sign in with a code sent to their e-mail address."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="their name as others see it")
        parser.add_argument("--password", action="store_true", help="ask for a password on the terminal")

    def handle(self, *args, **options):
        password = getpass.getpass("Password: ") if options["password"] else None
        try:
            person = create_person(email=options["email"], name=options["name"], password=password)
        except Refusal as refusal:
            self.stop(" ".join(refusal.fields.values()) or refusal.message)
        make_administrator(person)
        self.stdout.write(f"{person.email} is an administrator and may make boards.")
