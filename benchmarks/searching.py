"""How long a search takes with its counts and its page of hits, among 20,000 documents and 200,000 posts.

Its time is the processor's, in the web process and in the database's: that is what it takes on a machine of its own.
"""

from benchmarks.figures import Figure, Note
from benchmarks.stage import stage

MOST = {"sqlite": 200, "postgresql": 100}


def searching(size):
    """The figures of docs/measured.md, on both databases."""
    for database, most in MOST.items():
        with stage(database=database) as made:
            if database == "postgresql":
                made.tell("benchmarks.cast")
            told = made.tell("benchmarks.searched", size.shelves, 100, 1_000)
        where = f"library, {database}: a search"
        yield Figure(f"{where}, p95", round(told["p95"], 1), "ms", most=most)
        yield Figure(f"{where}, median", round(told["p50"], 1), "ms")
        yield Figure(f"{where}, slowest", round(told["worst"], 1), "ms")
        yield Figure(f"{where}, p95 by the clock", round(told["clock"], 1), "ms")
        yield Figure(f"{where} as a whole page, p95", round(told["pages"], 1), "ms")
        yield Figure(f"library, {database}: the index of one thing", round(told["each"], 2), "ms of processor")
        yield Note(f"{database}: {told['searches']} searches; the slowest sorts, p95: {'; '.join(told['slow'])}.")
