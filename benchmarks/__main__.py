"""Measures: `bin/bench [fanout|post|page|storm|memory|screening|polls|captions|library …] [--write] [--small]`."""

import argparse
import os
import sys
import time
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from benchmarks.captions import captions
from benchmarks.fanout import fanout
from benchmarks.figures import Figure, middle, table
from benchmarks.library import library
from benchmarks.memory import memory
from benchmarks.page import page
from benchmarks.polls import polls
from benchmarks.post import post
from benchmarks.screening import screening
from benchmarks.searching import searching
from benchmarks.storm import storm

MEASURES = {"fanout": fanout, "post": post, "page": page, "storm": storm, "memory": memory, "screening": screening,
            "polls": polls, "captions": captions,
            "library": lambda size: chain(library(size), searching(size))}  # fmt: skip
PAPER = Path(__file__).resolve().parent.parent / "docs/measured.md"


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    followers: int = 500
    bursts: int = 10
    burst: int = 50
    paced: int = 100
    hearers: int = 200
    writers: int = 32
    posts: int = 640
    pages: int = 1_000
    storm: int = 1_000
    behind: int = 50
    idle: int = 1_500
    voters: int = 300
    leaves: int = 200
    shelves: int = 200


SMALL = replace(
    Size(),
    followers=100,
    bursts=3,
    paced=20,
    hearers=50,
    posts=96,
    pages=100,
    storm=200,
    idle=300,
    voters=60,
    leaves=40,
    shelves=10,
)


def main(asked):
    """Measure, print, perhaps write down; gives the exit code."""
    found = {}
    for name in asked.measures or MEASURES:
        rounds = []
        for number in range(asked.rounds):
            began = time.monotonic()
            rounds.append(list(MEASURES[name](SMALL if asked.small else Size())))
            sys.stderr.write(f"{name}, round {number + 1} of {asked.rounds}: {time.monotonic() - began:.0f} s\n")
        found[name] = middle(rounds)
        sys.stdout.write(f"\n## {name}\n\n{table(found[name])}\n")
        sys.stdout.flush()
        if asked.write:
            write_down(found)
    missed = [one for figures in found.values() for one in figures if isinstance(one, Figure) and one.met is False]
    sys.stdout.write(f"\n{len(missed)} missed{': ' if missed else ''}{', '.join(one.name for one in missed)}\n")
    return 1 if missed else 0


def write_down(found):
    """Put the tables in their places in docs/measured.md; what could not be measured here leaves what stands there."""
    text = PAPER.read_text()
    measured = {name: figures for name, figures in found.items() if any(isinstance(one, Figure) for one in figures)}
    for name, figures in measured.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        before, _, rest = text.partition(begin)
        text = f"{before}{begin}\n{table(figures)}\n\n{end}{rest.partition(end)[2]}"
    cores, load = os.cpu_count(), os.getloadavg()[2]
    begin, end = "<!-- machine -->", "<!-- end of machine -->"
    before, _, rest = text.partition(begin)
    machine = f"{cores} cores, Python {sys.version.split()[0]}, {time.strftime('%-d %B %Y', time.gmtime())}"
    words = f"{machine}; mean load over the last quarter of an hour {load:.1f}."
    PAPER.write_text(f"{before}{begin}\n{words}\n{end}{rest.partition(end)[2]}")


def arguments():
    """What is asked for."""
    parser = argparse.ArgumentParser(prog="bin/bench")
    parser.add_argument("measures", nargs="*", metavar="|".join(MEASURES))
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--small", action="store_true", help="a quick look that proves nothing")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/measured.md")
    asked = parser.parse_args()
    if unknown := set(asked.measures) - set(MEASURES):
        parser.error(f"{', '.join(unknown)}: measure one of {', '.join(MEASURES)}")
    return asked


if __name__ == "__main__":
    sys.exit(main(arguments()))
