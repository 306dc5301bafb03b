"""Do what is due now: boards and questions open and close."""

from advisory.clock import tick
from advisory.lines import LineCommand


class Command(LineCommand):
    help = "Open and close what is due now."

    def handle(self, *args, **options):
        done = tick()
        self.stdout.write(f"{done} thing{'' if done == 1 else 's'} done.")
