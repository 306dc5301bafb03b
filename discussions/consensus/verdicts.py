"""What a round decides by its study's frozen protocol: which statements reached consensus, and whether to go on."""

from django.db.models import F

from discussions.models import Rating, Round, Study
from discussions.tally import delphi, stable


def values_of(round_):
    """The ratings of a round that are numbers: {item id: [1 to 9, …]}, an empty list where nobody rated."""
    values = {key: [] for key in round_.items.values_list("pk", flat=True)}
    rows = Rating.objects.filter(item__round=round_).exclude(current__value=None)
    for item, value in rows.values_list("item_id", "current__value"):
        values[item].append(value)
    return values


def reached(study, ratings):
    """Whether ratings of one statement are consensus by a study's frozen rule."""
    return bool(delphi(ratings, study.consensus_rule).consensus)


def settled(round_):
    """The statements that were rated as they are worded now, each with whether that was consensus: {id: bool}."""
    found = round_.items.filter(version__statement__current=F("version"))
    statements, ratings = dict(found.values_list("pk", "version__statement_id")), values_of(round_)
    return {key: reached(round_.study, ratings[item]) for item, key in statements.items()}


def over(study, round_):
    """Whether the stop rule says that no further round is held after this one, just published."""
    if study.roundless or round_.number >= study.planned:
        return True
    left = study.statements.filter(withdrawn_at=None)
    if study.leaves or study.stop == Study.Stop.AGREED:
        left = left.filter(settled_in=None)
    return not left.exists() or (study.stop == Study.Stop.STABLE and _stable(round_))


def _stable(round_):
    """Whether every statement rated in this round and the one before was rated alike in both (methods §2)."""
    before = Round.objects.filter(study=round_.study, number=round_.number - 1).first()
    if before is None:
        return False
    earlier, now = _by_version(before), _by_version(round_)
    both = [version for version in now if now[version] and earlier.get(version)]
    return bool(both) and all(stable(earlier[version], now[version]) for version in both)


def _by_version(round_):
    versions = dict(round_.items.values_list("pk", "version_id"))
    return {versions[item]: ratings for item, ratings in values_of(round_).items()}
