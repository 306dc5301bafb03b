"""Put a backup back."""

from advisory.keeping import Unfit
from advisory.keeping.returning import bring_back
from advisory.lines import LineCommand, many


class Command(LineCommand):
    help = "Put a backup in the place of an empty installation, or with --replace of any; all of it, or nothing."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", help="what `backup` has written")
        parser.add_argument("--replace", action="store_true", help="in place of everything that is here now")

    def handle(self, *args, **options):
        try:
            manifest, remarks = bring_back(options["file"], replace=options["replace"])
        except (Unfit, OSError) as wrong:
            self.stop(str(wrong))
        for remark in remarks:
            self.stdout.write(f"{remark}.")
        heads, files = manifest["heads"], sum(name.startswith("media/") for name in manifest["files"])
        entries = sum(number for _, number, _ in heads)
        self.stdout.write(
            f"Restored what was kept at {manifest['made']}: {many(files, 'file')}, and {many(len(heads), 'log')} with "
            f"{many(entries, 'entry')}, which the audit finds as they were written."
        )
