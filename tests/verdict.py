"""Adds up what bin/test has run; a part that did not run, a skipped test and a failed check are failures."""

import sys
from pathlib import Path
from xml.etree import ElementTree

RUNS = ("sqlite", "postgres", "browser")
REPORTING = {  # what each run has to tell of beside its verdict; some parts run in one run alone
    "sqlite": ("removed rights checks", "hidden stays hidden", "seeded leaks"),
    "postgres": ("two processes",),
}
NO_TESTS_COLLECTED = 5


def counts(report: Path) -> tuple[int, int, int]:
    """Give how many tests of one run passed, failed and were skipped."""
    if not report.exists():
        return 0, 0, 0
    suites = ElementTree.parse(report).getroot().iter("testsuite")
    found = [[int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")] for suite in suites]
    every, failures, errors, skipped = (sum(column) for column in zip(*found, strict=True))
    return every - failures - errors - skipped, failures + errors, skipped


def reports(report: Path) -> list[str]:
    """Give what the tests of one run had to report beside their verdict."""
    found = ElementTree.parse(report).getroot().iter("property") if report.exists() else ()
    return [one.get("value", "") for one in found if one.get("name") == "report"]


def complaints(folder: Path, *, chosen: bool) -> list[str]:
    """Name what failed besides single tests; a chosen few tests need not be found in every run."""
    said = [f"check failed: {line}" for line in _lines(folder / "failed-checks")]
    codes = {run: int((folder / f"{run}.code").read_text()) for run in RUNS}
    for run, code in codes.items():
        passed, failed, skipped = counts(folder / f"{run}.xml")
        if skipped:
            said.append(f"{run}: {skipped} tests were skipped")
        if code == NO_TESTS_COLLECTED and chosen and set(codes.values()) != {NO_TESTS_COLLECTED}:
            continue
        told = "\n".join(reports(folder / f"{run}.xml"))
        said += [f"{run}: {part} did not report" for part in REPORTING.get(run, ()) if not (chosen or part in told)]
        if (code and not failed) or not passed + failed + skipped:
            said.append(f"{run}: ended with code {code} after {passed} passed tests")
    return said


def _lines(path):
    return path.read_text().splitlines() if path.exists() else []


def main(folder: str, arguments: str) -> int:
    """Print every complaint, and the line that CI reads last."""
    said = complaints(Path(folder), chosen=arguments != "0")
    for complaint in said:
        print(complaint)
    totals = [counts(Path(folder) / f"{run}.xml") for run in RUNS]
    failed = sum(count[1] for count in totals) + len(said)
    print(f"{sum(count[0] for count in totals)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
