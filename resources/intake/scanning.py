"""A virus scanner is asked (ClamAV's INSTREAM); a file passes only when it answers that the file is clean."""

import socket
import struct

from resources.intake.limits import MB
from resources.intake.verdicts import PASSED, Check, Unfit

SECONDS = 120
LONGEST_ANSWER = 4096
UNREAD = "The virus scanner here reads no files as large as this one. Make it smaller, or tell whoever runs this site."


class Unanswered(Exception):
    """The scanner was not reached or gave no verdict; the file waits, it never passes."""


def scan(path, scanner):
    """The check of a clean file; Unfit when a virus was found, Unanswered when nobody knows.

    `scanner` is host:port, or the path of a socket.
    """
    try:
        with _reached(scanner) as line, open(path, "rb") as file:
            answer = _told(line, file)
    except OSError as trouble:
        raise Unanswered(str(trouble)) from trouble
    if answer == "stream: OK":
        return Check("virus", PASSED, "No virus.")
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        name = "".join(one for one in answer[8:-6] if one.isprintable())[:80]
        raise Unfit("virus", f"A virus was found in this file ({name}). Tell whoever sent it to you, and delete it.")
    if "size limit exceeded" in answer:
        raise Unfit("virus", UNREAD)
    raise Unanswered(answer[:200] or "no answer")


def _reached(scanner):
    if scanner.startswith("/"):
        line = socket.socket(socket.AF_UNIX)
        line.settimeout(SECONDS)
        line.connect(scanner)
        return line
    host, _, port = scanner.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), SECONDS)


def _told(line, file):
    """Send the file in pieces, each behind its length; the answer may come before all is sent."""
    line.sendall(b"zINSTREAM\0")
    try:
        while piece := file.read(MB):
            line.sendall(struct.pack(">I", len(piece)) + piece)
        line.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        pass  # it has heard enough: what it says decides
    answer = b""
    while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.split(b"\0")[0].decode("utf-8", "replace").strip()
