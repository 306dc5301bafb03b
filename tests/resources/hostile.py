"""Files that mean harm, each with the words by which it is turned away, or shown without any of its powers."""

from tests.resources.hostile_media import FILMS, NAMES, PICTURES
from tests.resources.hostile_office import OFFICE
from tests.resources.hostile_pdfs import PDFS

CORPUS = {"PDF": PDFS, "Office": OFFICE, "pictures": PICTURES, "films and sound": FILMS, "names": NAMES}
