"""Print where each log ends now, to be kept elsewhere."""

from django.utils import timezone

from advisory.events.models import Log
from advisory.lines import LineCommand


class Command(LineCommand):
    help = "Print board, number, digest and time of each log's last entry."

    def add_arguments(self, parser):
        parser.add_argument("--board", metavar="SLUG", help="one board's slug; all logs without it")

    def handle(self, *args, **options):
        logs = Log.objects.order_by("name")
        if options["board"]:
            logs = logs.filter(name=f"board.{options['board']}")
        if options["board"] and not logs:
            self.stop(f"there is no board “{options['board']}”; name one by its slug")
        for log in logs:
            self.stdout.write(f"{log.name} {log.number} {log.digest} {timezone.now():%Y-%m-%dT%H:%M:%SZ}")
