"""The seeded leaks. Each is what somebody might write one day without thinking of who reads it."""

import hashlib

from django.core.mail import EmailMultiAlternatives
from django.utils.http import http_date

from advisory import http, letters, logs
from advisory.events import batches, frames
from advisory.events.models import Event, Log
from advisory.events.readers import NAMES
from advisory.notifications import contents
from advisory.refusals import Denied
from advisory.search.finding import Hit
from boards import api as boards_api
from boards.commands import members
from boards.views import people
from discussions import drawing, hearsay, responses, telling
from discussions.api import streams, threads
from discussions.audience import Who
from discussions.guide import Guide
from discussions.models import Draft, Post, Reaction, ReadMark
from discussions.taking import document
from discussions.views import page as pages
from discussions.views import questions
from discussions.views import search as finding
from discussions.views import threads as acts
from resources.models import Reading
from resources.views import documents
from tests.hidden import leaks_asking, leaks_meeting, leaks_noting  # noqa: F401 - their leaks put themselves among these
from tests.hidden import seeding as seed
from tests.hidden.reading import taken

LIBRARY = "/boards/heart/library/"


def first_author():
    """Who wrote what stands first on the blinded question."""
    return Post.objects.filter(question__number=2).select_related("author__user").order_by("order").first().author


def by_name(post):
    """What puts posts in the order of their authors."""
    return post.author.user.name


def hits_and(found, posts):
    """What is found, and some posts beside it."""
    where = [(post, post.question) for post in posts.select_related("question")]
    more = [Hit(0, "post", post.pk, "", asked.board_id, post.author_id, "discussion", asked.number, post.order or 0,
                post.role) for post, asked in where]  # fmt: skip
    return found[0] + more, found[1]


def named(self, number, gaze):
    """A face that shows whoever it is."""
    return self._face(self.seat, self.initials[0])


@seed.leak("the author in a data attribute", seed.SWAPPED, seed.page("tanabe", seed.Q2))
def _(patch):
    seed.around(patch, drawing, "_rendered", lambda html, post, *_: html.replace("<div", f'<div id="{post.author_id}"'))


@seed.leak("the avatar's address", seed.SWAPPED, seed.page("tanabe", seed.Q2))
def _(patch):
    seed.around(
        patch, drawing, "author_of", lambda face, post, *_: face | {"initials": f"/people/{post.author.user_id}/"}
    )


@seed.leak("the path of an upload", seed.SWAPPED, seed.page("brandt", seed.Q2))
def _(patch):
    seed.around(patch, drawing, "_rendered", lambda html, post, *_: html + str(post.author.user.photo))


@seed.leak("a list of who reacted", seed.SWAPPED, seed.page("tanabe", seed.Q2))
def _(patch):
    def change(seen, post, *_):
        return seen | {"shown": str(list(Reaction.objects.filter(post=post).values_list("member__user__name")))}

    seed.around(patch, drawing, "_seen", change)


@seed.leak("posts in the order of their authors", seed.SWAPPED, seed.page("tanabe", seed.Q2))
def _(patch):
    seed.around(patch, pages, "outlines", lambda found, *_: (sorted(found[0], key=by_name), found[1]))


@seed.leak("aliases in the order of joining", seed.JOINED, seed.page("tanabe", seed.Q2))
def _(patch):
    patch.setattr(members, "free_aliases", lambda board, count: [board.seats.count() + 1])


@seed.leak(
    "a typing signal with the name", seed.SWAPPED, seed.whisper("tanabe", lambda world: world.first, "typing", 2)
)
def _(patch):
    patch.setattr(Who, "__call__", named)


@seed.leak("the author in a letter's subject", seed.SWAPPED, seed.letter("tanabe"))
def _(patch):
    patch.setattr(hearsay, "face", lambda post, gaze: telling.face(post, NAMES))
    patch.setattr(hearsay.Hearer, "may_quote", lambda self, board: True)


@seed.leak("a letter from its author", seed.SWAPPED, seed.letter("tanabe"))
def _(patch):
    def sent_by(*given, **more):
        return EmailMultiAlternatives(*given, from_email=f"{first_author().user.name} <advisory@localhost>", **more)

    patch.setattr(letters, "EmailMultiAlternatives", sent_by)


@seed.leak("the author in a letter's Message-ID", seed.SWAPPED, seed.letter("tanabe"))
def _(patch):
    seed.around(patch, contents, "_headers", lambda kept, *_: kept | {"Message-ID": f"<{first_author().pk}@localhost>"})


@seed.leak("posts found by their author's name", seed.SWAPPED, seed.page("tanabe", "/search/?q=Okonjo"))
def _(patch):
    def change(found, who, asked, *_):
        return hits_and(found, Post.objects.filter(author__user__name__icontains=asked.typed))

    seed.around(patch, finding, "find", change)


@seed.leak("the author's seat in the API", seed.SWAPPED, seed.page("tanabe", f"{seed.API}/questions/2/posts"))
def _(patch):
    seed.around(patch, threads, "face", lambda face, post, *_: face | {"id": str(post.author_id)})


@seed.leak(
    "the actor in the API's events", seed.SWAPPED, seed.page("brandt", f"{seed.API}/events?stream=board.heart.q2")
)
def _(patch):
    seed.around(patch, streams, "_told", lambda told, event, *_: told | {"kind": f"{event.kind} {event.actor_id}"})


@seed.leak("frames drawn once for all ways of seeing", seed.SWAPPED, seed.line("tanabe", ".q2"))
def _(patch):
    patch.setattr(batches, "frame", lambda event, thing, gaze: frames.frame(event, thing, NAMES))


@seed.leak("Last-Modified by what is held", seed.KEPT, seed.page("tanabe", seed.Q1))
def _(patch):
    def change(answer, *_):
        answer["Last-Modified"] = http_date(Post.objects.latest("created_at").created_at.timestamp())
        return answer

    seed.around(patch, questions, "render", change)


@seed.leak("ETag from what is held", seed.KEPT, seed.page("tanabe", seed.Q1))
def _(patch):
    def change(answer, *_):
        answer["ETag"] = hashlib.sha256(str(list(Post.objects.values_list("current__body"))).encode()).hexdigest()
        return answer

    seed.around(patch, questions, "render", change)


@seed.leak("a log line in an error page", seed.KEPT, seed.prying("tanabe", "held", "GET", "history/"))
def _(patch):
    def change(answer, *_):
        answer.content += "".join(
            f"{post.pk} by {post.author_id}" for post in Post.objects.exclude(held_at=None)
        ).encode()
        return answer

    seed.around(patch, http, "_page", change)


@seed.leak(
    "403 for what is held, 404 for what is not there", seed.KEPT, seed.prying("tanabe", "held", "POST", "removal/")
)
def _(patch):
    before = acts.found_post

    def found(request, post_id):
        if Post.objects.filter(pk=post_id).exclude(held_at=None).exists():
            raise Denied
        return before(request, post_id)

    patch.setattr(acts, "found_post", found)


@seed.leak("a count with what is held", seed.KEPT, seed.page("brandt", seed.Q1))
def _(patch):
    seed.around(
        patch, pages.QuestionPage, "_talk", lambda told, page, *_: told | {"answers": page.question.posts.count()}
    )


@seed.leak("an unread count with what is held", seed.KEPT, seed.page("tanabe", "/boards/heart/"))
def _(patch):
    patch.setattr(Guide, "unread", property(lambda self: {one.pk: one.posts.count() for one in self.questions}))


@seed.leak("the API's count with what is held", seed.KEPT, seed.page("abernathy", f"{seed.API}/questions"))
def _(patch):
    patch.setattr(Guide, "answers", property(lambda self: {one.pk: one.posts.count() for one in self.questions}))


@seed.leak("a gap in a sequence", seed.KEPT, seed.line("tanabe", ""))
def _(patch):
    seed.around(patch, batches, "frame", lambda told, event, *_: told | {"seq": event.number})


@seed.leak("a head that counts the desk's events", seed.KEPT, seed.page("tanabe", seed.API))
def _(patch):
    def change(room, *_):
        return room | {
            "streams": [one | {"head": Log.objects.get(name="board.heart").number} for one in room["streams"]]
        }

    seed.around(patch, boards_api, "_room", change)


@seed.leak(
    "metadata of a document", seed.KEPT, lambda world: seed.page("tanabe", f"{LIBRARY}{world.paper.pk}/file/")(world)
)
def _(patch):
    def change(answer, *_):
        answer["Content-Disposition"] += f"; opened={Reading.objects.count()}"
        return answer

    seed.around(patch, documents, "handed_out", change)


@seed.leak("a hit that is held", seed.KEPT, seed.page("abernathy", "/search/?q=Carver"))
def _(patch):
    def change(found, who, asked, *_):
        return hits_and(found, Post.objects.filter(current__body__icontains=asked.typed).exclude(held_at=None))

    seed.around(patch, finding, "find", change)


@seed.leak("that somebody has a draft", seed.KEPT, seed.page("tanabe", seed.Q1))
def _(patch):
    def change(told, page, *_):
        return told | {"replies": Draft.objects.filter(question=page.question).count()}

    seed.around(patch, pages.QuestionPage, "_talk", change)


@seed.leak("a request's number that counts what happened", seed.KEPT, seed.page("stranger", "/"))
def _(patch):
    seed.around(patch, logs, "begin", lambda number, *_: f"{Event.objects.count():016d}")


@seed.leak("the presence of an observer", seed.OBSERVED, seed.whisper("tanabe", "brandt", "here", 1))
def _(patch):
    patch.setattr(Who, "__call__", named)


@seed.leak("seen by how many", seed.OBSERVED, seed.page("tanabe", seed.Q1))
def _(patch):
    def change(told, page, *_):
        return told | {"replies": ReadMark.objects.filter(question=page.question).count()}

    seed.around(patch, pages.QuestionPage, "_talk", change)


@seed.leak("who opened what, on the page of people", seed.OBSERVED, seed.page("tanabe", "/boards/heart/people/"))
def _(patch):
    def change(answer, *_):
        answer.content += str(Reading.objects.count()).encode()
        return answer

    seed.around(patch, people, "render", change)


@seed.leak("the hour of what is old and blinded", seed.LATE, seed.page("tanabe", seed.Q2))
def _(patch):
    patch.setattr(drawing, "rounded", lambda *_: False)


@seed.leak("the core properties of an export", seed.SWAPPED, lambda world: taken(world, "keller", "docx"))
def _(patch):
    def change(made, *_):
        made.core_properties.author = first_author().user.name
        return made

    seed.around(patch, document, "_frame", change)


@seed.leak("who answered what, by name", seed.SWAPPED, seed.page("marsh", seed.Q5))
def _(patch):
    patch.setattr(responses, "named", lambda seat, *_: seat.user.name)


@seed.leak("whose answer a line is about", seed.SWAPPED, seed.line("tanabe", ".q5"))
def _(patch):
    seed.around(patch, frames, "told", lambda facts, event, thing, *_: facts | {"by": str(
        getattr(thing, "member_id", ""))})  # fmt: skip


SEEDED = tuple(seed.LEAKS)
