"""An ear that is a process of its own, below everything else that the machine does: the parent's side."""

import json
import os
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from boards.live.ears import Heard

ROOT = str(Path(__file__).resolve().parent.parent.parent.parent)
START = "import sys; sys.path.insert(0, sys.argv[1]); from boards.live.ears.child import main; main(*sys.argv[2:])"
HEAD = struct.Struct(">16sdH")  # whose, when, how many bytes follow


class WhisperEar:
    """Hears with a Whisper model that lies in a folder."""

    def __init__(self, model, language):
        self.child = subprocess.Popen(
            [sys.executable, "-I", "-c", START, ROOT, str(model), language],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"},
        )  # fmt: skip
        os.set_blocking(self.child.stdin.fileno(), False)
        os.set_blocking(self.child.stdout.fileno(), False)
        self.kept = b""

    def hear(self, whose, packet, at):
        """Pass a packet on; while the child is busy it is let go. So short a write is whole or not at all."""
        if not self.child.stdin.closed and packet:
            with suppress(BlockingIOError, BrokenPipeError, ValueError):
                os.write(self.child.stdin.fileno(), HEAD.pack(whose.bytes, at, len(packet)) + packet)

    def said(self):
        """The lines that the child has written."""
        with suppress(BlockingIOError):
            while chunk := os.read(self.child.stdout.fileno(), 65_536):
                self.kept += chunk
        *whole, self.kept = self.kept.split(b"\n")
        return [_heard(json.loads(line)) for line in whole]

    def close(self, until):
        """Have the child give what it has, and end."""
        if not self.child.stdin.closed:
            with suppress(BlockingIOError, BrokenPipeError):
                os.write(self.child.stdin.fileno(), HEAD.pack(bytes(16), until, 0))
            self.child.stdin.close()

    @property
    def over(self):
        """Whether the child has ended."""
        return self.child.poll() is not None


def _heard(told):
    return Heard(UUID(told["whose"]), told["words"], told["begun"], told["ended"])
