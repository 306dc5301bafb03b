"""The whole product as a person meets it: processes of its own, on a port of its own, with data of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path

from advisory.supervisor import end_with_parent
from tests.servers import free_port
from tests.waiting import until

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 240
PASSWORD = "advisory-demo"
SHELL = """
import io, json, sys
from contextlib import redirect_stdout
from traceback import format_exc
for line in sys.stdin:
    with redirect_stdout(io.StringIO()) as said:
        try:
            exec(json.loads(line), {})
            trouble = ""
        except BaseException:
            trouble = format_exc()
    print(json.dumps([said.getvalue(), trouble]), flush=True)
"""


class Product:
    """One running product; `environment` makes it another one, as with PostgreSQL or on a second port."""

    def __init__(self, data: Path, **environment: str):
        self.data = data
        self.port = free_port()
        self.process = self.opened = None
        self.environment = {
            "PATH": os.environ["PATH"],
            "ADVISORY_DATA": str(data),
            "PORT": str(self.port),
            "DEMO": "1",
            "LIMIT_SIGN_INS": "1000",
            "JANUS": "0",
            **environment,
        }

    @property
    def url(self) -> str:
        """Its address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        """What it has said so far."""
        return (self.data / "log").read_text(errors="replace")

    def start(self, *asked: str) -> None:
        """Start web and worker as `bin/run` does, or what is `asked`, and wait until it is ready."""
        with (self.data / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, ROOT / "manage.py", "serve", *asked],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=partial(end_with_parent, signal.SIGTERM),
            )
        until(self._started, patience=PATIENCE, otherwise=lambda: f"the product did not start: {self.log}")

    def _started(self) -> bool:
        if self.process.poll() is not None:
            raise RuntimeError(f"the product has ended: {self.log}")
        return self.ready()

    def ready(self) -> bool:
        """Whether it says of itself that it is."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=5) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False

    def kill9(self) -> None:
        """End every process of it at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def restart(self) -> None:
        """Start it again on the same port with the same data, whether it still runs or not."""
        self.stop()
        self.start()

    def stop(self) -> None:
        """Ask it to end, and see to it that nobody stays behind."""
        if self.opened:
            self.opened.communicate()
            self.opened = None
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(PATIENCE)
        finally:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                self.process = None

    def manage(self, *arguments: str) -> str:
        """Run one of its commands beside it; gives what the command printed."""
        command = [sys.executable, ROOT / "manage.py", *arguments]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{' '.join(arguments)} ended with {done.returncode}: {done.stderr or done.stdout}")
        return done.stdout

    def shell(self, script: str) -> str:
        """Run a script in its shell, which stays open for the next; gives what the script printed."""
        if self.opened is None:
            command = [sys.executable, ROOT / "manage.py", "shell", "-v", "0", "-c", SHELL]
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            self.opened = subprocess.Popen(command, env=self.environment, text=True, **pipes)
        self.opened.stdin.write(f"{json.dumps(script)}\n")
        self.opened.stdin.flush()
        said, trouble = json.loads(self.opened.stdout.readline())
        if trouble:
            raise RuntimeError(trouble)
        return said

    def letters(self) -> list[str]:
        """The letters that it has sent, oldest first."""
        folder = self.data / "letters"
        return [path.read_text() for path in sorted(folder.glob("*"), key=lambda path: path.stat().st_mtime_ns)]

    def letter_with(self, words: str, *, after: int = 0) -> str:
        """The first letter that holds some words, not counting some before it; letters leave beside the answer."""
        said = partial(self._letters_with, words, after)
        return until(said, patience=PATIENCE, otherwise=lambda: f"no letter said: {words}")[0]

    def _letters_with(self, words, after):
        return [letter for letter in self.letters()[after:] if words in letter]


def prepared(folder: Path) -> Path:
    """Prepare data once, for products to start from a copy: `empty` before anybody came, `demo` with the demo board."""
    empty = folder / "empty"
    empty.mkdir(parents=True)
    Product(empty, DEMO="0").manage("serve", "--prepare")
    shutil.copytree(empty, folder / "demo")
    Product(folder / "demo").manage("serve", "--prepare")
    return folder


def copied(prepared_data: Path, folder: Path) -> Path:
    """Give a fresh copy of prepared data."""
    return Path(shutil.copytree(prepared_data, folder / "data"))
