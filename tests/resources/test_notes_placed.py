"""Where notes stand: in the order in which a document is read, and in its next version."""

import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from resources.anchoring import Chosen
from resources.annotating import notes_on
from resources.commands.annotations import annotate
from resources.commands.versions import add_version
from resources.models import Annotation, Document
from resources.reception import Reception
from tests.resources.leaves import typeset
from tests.resources.noted import TEXT, note, now
from tests.resources.shelf import published, upload

pytestmark = pytest.mark.django_db


def test_a_note_on_a_part_of_a_picture_comes_where_the_words_beside_it_are_read(room):
    words = "\n\n".join(f"Passage {name} stands here." for name in ("alpha", "bravo", "charlie"))
    document = published(room, format="pdf", file=upload(typeset(f"#set page(height: 6cm)\n{words}"), "paper.pdf"))
    Reception(threading.Event()).round()
    document = Document.objects.get(pk=document.pk)
    boxes = {word[4]: word for word in document.current.leaves.get().boxes}
    beside = boxes[document.current.leaves.get().text.index("bravo")]
    for words in ("charlie", "alpha"):
        annotate(
            document, words, by=room.okonjo, client_id=uuid4(), at=Chosen(exact=f"Passage {words}", leaf=1), shared=True
        )
    part = f"xywh=percent:60,{beside[1] / 10 - 1},20,5"
    annotate(document, "bravo", by=room.okonjo, client_id=uuid4(), at=Chosen(fragment=part, leaf=1), shared=True)
    assert [one.current.body for one in notes_on(document, room.tanabe)] == ["alpha", "bravo", "charlie"]


def test_however_many_notes_go_to_the_next_version_they_ask_the_database_as_often(room):
    protocol = published(room, format="page", body=TEXT)

    def asked(changed):
        with CaptureQueriesContext(connection) as queries:
            add_version(protocol, by=room.weidmann, format="page", changed=changed, body=f"{changed}\n\n{TEXT}")
        return len(queries)

    note(protocol, room.okonjo)
    one = asked("One")
    Annotation.objects.bulk_create(
        Annotation(document=protocol, version=now(Annotation.objects.get()).version, member=room.okonjo, role="advisor",
                   client_id=uuid4(), selector=now(Annotation.objects.get()).selector, leaf=0) for _ in range(150)
    )  # fmt: skip
    assert asked("Many") == one
    assert not Annotation.objects.filter(lost=True).exists()
    assert Annotation.objects.values("version").distinct().count() == 1
