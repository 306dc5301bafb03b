"""How long a run of tests keeps a processor once it has one.

Linux lets those who wait for a processor take turns of one to three milliseconds, and after each of them what was in
the caches is fetched anew: six runs on two processors cost a fourth more than two do. One that keeps its processor for
longer loses next to nothing. Who wakes with the usual turn, as servers, databases and browsers do, still comes first.
"""

import ctypes
import os
import platform
import struct

SLICE = 100_000_000  # nanoseconds, the longest that Linux gives
SCHED_SETATTR = {"x86_64": 314, "aarch64": 274}  # numbers of the call; glibc names it from 2.41 on
SCHED_OTHER, RESET_ON_FORK = 0, 1


def keep_a_processor_longer():
    """Ask for it, for this process and not for those that it starts; before Linux 6.12 nothing changes."""
    if number := SCHED_SETATTR.get(platform.machine()):
        nice = os.getpriority(os.PRIO_PROCESS, 0)
        asked = struct.pack("IIQiIQQQ", 48, SCHED_OTHER, RESET_ON_FORK, nice, 0, SLICE, 0, 0)
        ctypes.CDLL(None).syscall(number, 0, asked, 0)
