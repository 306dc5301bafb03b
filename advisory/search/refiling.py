"""The index is written anew from the things themselves, in short steps, while everybody works on."""

from django.db import transaction

from advisory.events.models import Log
from advisory.search.filing import index_all
from advisory.search.models import SearchEntry
from advisory.search.sources import SOURCES

STEP = 200


def fill():
    """File everything where nothing is filed yet: an installation that was made before there was an index."""
    if not SearchEntry.objects.exists():
        reindex()


def reindex(tell=lambda line: None):
    """File every thing as it is found now, and forget what is found no more; gives how many can be found."""
    found = 0
    for source in SOURCES.values():
        keys = list(source.every().order_by("pk").values_list("pk", flat=True))
        filed = sum(_refiled(source, keys[begin : begin + STEP]) for begin in range(0, len(keys), STEP))
        _forget_all_but(source, set(keys))
        tell(f"{filed:,} of {len(keys):,} found as {source.kind}")
        found += filed
    SearchEntry.objects.exclude(kind__in=SOURCES).delete()
    return found


@transaction.atomic
def _refiled(source, keys):
    """File some things as they are under the locks of their boards."""
    logs = sorted({(getattr(thing, "board", thing)).log_id for thing in source.every().filter(pk__in=keys)})
    list(Log.objects.select_for_update().filter(pk__in=logs).order_by("pk"))
    SearchEntry.objects.filter(thing__in=keys).delete()
    return index_all(source.every().filter(pk__in=keys))


def _forget_all_but(source, keys):
    known = SearchEntry.objects.filter(kind=source.kind).values_list("thing", flat=True)
    stale = [key for key in known if key not in keys]
    for begin in range(0, len(stale), STEP):
        SearchEntry.objects.filter(thing__in=stale[begin : begin + STEP]).delete()
