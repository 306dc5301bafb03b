"""Votes as a table of numbers, people as points by their two strongest differences, points as clusters (pure).

A table has a row for each person and a column for each statement: 1, 0, -1, or nan where a person has not voted.
"""

from importlib import import_module

MOST_GROUPS = 5


def tabled(cast, people, statements):
    """The votes {person: {statement: vote}} of these people as a table of floats, people × statements."""
    numpy = import_module("numpy")
    column = {statement: place for place, statement in enumerate(statements)}
    table = numpy.full((len(people), len(statements)), numpy.nan)
    for row, person in enumerate(people):
        for statement, vote in cast[person].items():
            table[row, column[statement]] = vote
    return table


def positions(table):
    """A point for each row, people × 2: what is missing becomes the column's mean, then two principal components.

    Each person is moved out by the root of statements / votes cast, since their missing votes drew them to the middle.
    Every column holds a vote; a row without any stands in the middle. Signs mean nothing: they follow a loading.
    """
    numpy = import_module("numpy")
    places = numpy.zeros((len(table), 2))
    if not table.size:
        return places
    order = _by_content(table)
    rows = table[order]
    centred = numpy.where(numpy.isnan(rows), 0, rows - numpy.nanmean(rows, axis=0))
    axes = numpy.linalg.svd(centred, full_matrices=False)[2][:2]
    axes = axes * numpy.sign(axes[numpy.arange(len(axes)), abs(axes).argmax(axis=1)])[:, None]
    stretch = numpy.sqrt(table.shape[1] / numpy.maximum((~numpy.isnan(rows)).sum(axis=1), 1))
    places[order, : len(axes)] = centred @ axes.T * stretch[:, None]
    return places


def clusters(table, places):
    """A cluster for each person, 0 the largest: k-means for 2 to min(5, 2 + people // 12), the best silhouette.

    All in cluster 0 where they stand in one place.
    """
    numpy = import_module("numpy")
    order = _by_content(table)
    points = places[order]
    apart = len(numpy.unique(points.round(9), axis=0))
    most = min(MOST_GROUPS, 2 + len(points) // 12, apart, len(points) - 1)
    found = [_means(points, k) for k in range(2, most + 1)]
    labels = numpy.zeros(len(points), dtype=int)
    labels[order] = max(found, key=lambda one: silhouette(points, one), default=labels)
    middles = [(-(labels == one).sum(), *places[labels == one].mean(axis=0)) for one in range(labels.max() + 1)]
    ranked = sorted(range(len(middles)), key=middles.__getitem__)
    return [ranked.index(label) for label in labels]


def _means(points, k):
    """K-means from ten fixed starts, in one thread: for so few points more of them only wait for each other."""
    with import_module("threadpoolctl").threadpool_limits(1, user_api="openmp"):
        return import_module("sklearn.cluster").KMeans(k, n_init=10, random_state=0).fit_predict(points)


def silhouette(points, labels):
    """How far apart clusters lie, -1 to 1 (Rousseeuw 1987); None below two, or where each person is one."""
    if not 2 <= len(set(labels)) < len(points):
        return None
    return float(import_module("sklearn.metrics").silhouette_score(points, list(labels)))


def _by_content(table):
    """The order of rows by their votes alone, so that neither names nor arrival decide anything."""
    numpy = import_module("numpy")
    return numpy.lexsort(numpy.nan_to_num(table, nan=2).T)
