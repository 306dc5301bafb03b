from django.core.management.base import BaseCommand

from advisory.search.refiling import reindex


class Command(BaseCommand):
    """Write the index of what can be found anew, while the board works on."""

    help = "Write the search index anew from what is on the boards; it may run at any time, and again."

    def handle(self, *args, **options):
        self.stdout.write(f"{reindex(self.stdout.write):,} things can be found.")
