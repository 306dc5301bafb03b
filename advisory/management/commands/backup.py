"""Keep everything in one file."""

from advisory.keeping import Unfit
from advisory.keeping.taking import SECRET, take
from advisory.lines import LineCommand, many


class Command(LineCommand):
    help = "Keep the database, the documents and the secret in one file, while the product runs."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="a new file; without it one in ADVISORY_DATA/backups")

    def handle(self, *args, **options):
        try:
            path, heads, names, held = take(options["file"])
        except (Unfit, OSError) as wrong:
            self.stop(str(wrong))
        secret = "It holds the secret key: " if SECRET in held else "SECRET_KEY is not in it, keep that too: "
        entries = sum(number for _, number, _ in heads)
        self.stdout.write(
            f"Kept {many(len(heads), 'log')} with {many(entries, 'entry')} and {many(len(names), 'file')} in {path}. "
            f"{secret}keep it where nobody else can read it."
        )
