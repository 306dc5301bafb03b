"""Everything the page of one question shows to one member, composed in the order that keeps it live."""

from functools import cached_property, partial
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from advisory.events.readers import ALIASES
from advisory.rights import can
from boards.models import Board, Role
from discussions import asked
from discussions.backroom import panel
from discussions.drawing import draw_threads
from discussions.figures import marked_figure
from discussions.forms.responses import form_of
from discussions.guide import guide_of, margin_of
from discussions.models import Flag, Post, Question
from discussions.noticing import noticed
from discussions.outlines import outlines
from discussions.plots import NARROW, plot
from discussions.polls.panels import polled
from discussions.propositions.pages import Voting
from discussions.responses import Results, own_marked, rows
from discussions.sheets import Sheet
from discussions.telling import called, nameless, rounded
from resources.prereads import prereads


class QuestionPage:
    """One question as one member sees it now; heads are noted before anything else is read."""

    def __init__(self, member, number):
        self.member = member
        self.guide = guide_of(member)
        self.guide.number = number
        self.ends = self.guide.ends
        self.statement = None
        self.question = next((one for one in self.guide.questions if one.number == number), None)

    def _read(self, newest_first):
        """Read everything the page shows, and last of all whether rights stood still meanwhile."""
        self.everybody = self.guide.reads(self.question)
        self.posts, self.sight = outlines(self.guide, self.question)
        self.hidden = frozenset(post.pk for post in self.posts if post.hidden_from(self.member))
        self.sheet = self._sheet(newest_first)
        self.unread = self.guide.unread
        self.documents = self._documents()
        self.drafts, self.pressed = self.guide.own.drafts, self.guide.own.pressed
        self.given = Results(self.question) if self.question.kind else None
        self.voting = Voting(self.member, self.question) if self.question.takes_stances else None
        self.notes = panel(self.member, self.question, self.posts)
        self.answers = self.answering()
        self.points = list(self.question.guide_notes.all()) if self._may("guide.note") else None
        live = self.given or self.voting or self.notes or self.points is not None
        self.steady = not self.guide.moved(live=live)

    def _documents(self):
        board, number = self.member.board_id, self.question.number
        shown = self.guide.reading(("documents", number), lambda: asked.documents(board=board, number=number))
        return [shelf.document for shelf in shown if shelf.document.meant_for(self.member)]

    def context(self, *, newest_first=False):
        """The names that the templates use; what they say is allowed where the page is `steady`."""
        self._read(newest_first)
        q = f".q{self.question.number}"
        heads = self.guide.heads("", ".mine", ".desk", ".backroom", q, f"{q}.staff")
        return {
            "client_id": uuid4(), "nav": "discussion",
            "board": self.member.board, "me": self.member, "question": self.question,
            "stamp": self.member.stamp, "rail": margin_of(self.guide), "total": len(self.guide.questions),
            "follow": " ".join(f"{name}:{head}" for name, head in heads.items()),
            **self._standing(), **self._talk(self.posts, newest_first), **self._around(), **self._backstage(),
            "drafts": self.drafts, **self.answers,
        }  # fmt: skip

    def composer(self, request, refusal=None):
        """The writing form: empty, a draft, a reply, an edit, or what was typed before something went wrong."""
        typed = request.POST
        edit, reply = request.GET.get("edit") or typed.get("edit"), request.GET.get("reply") or typed.get("reply_to")
        found = self._post(edit or reply) if edit or reply else None
        composer = {"action": self._address("posts"), "edit": "", "reply_to": ""}
        if found and edit and found.author_id == self.member.pk and not found.removed_at:
            composer |= {"edit": found.pk, "version": found.edition, "body": found.current.body}
            composer["action"] = reverse("post", args=[self.member.board.slug, found.pk])
        elif found and reply:
            composer |= {"reply_to": found.pk, "replying_to": self._name(found), "to_team": found.by_staff}
        composer["kind"] = typed.get("kind") or request.GET.get("kind", "reply")
        composer.setdefault("body", self._drafted(str(composer["reply_to"])))
        return composer | self._mended(typed, refusal)

    def answering(self, typed=None, refusal=None):
        """The question's own form and what everybody answered, where it is not a discussion alone."""
        question, member = self.question, self.member
        if self.voting:
            return self._voted(typed, refusal)
        if not question.kind:
            return {"response_form": None}
        own, may = self.given.of(member), self._standing()["may_respond"]
        told = {"response_form": form_of(question, own, typed, refusal) if may else None, "own_response": own}
        told |= {"figure": marked_figure(question), "may_design": self._may("question.design") and not self._over()}
        if own and own.design_version == question.design_version:
            told |= {"own_said": question.kind.said(question.design, own.marks), "own_keys": self.given.keys(own)}
        if self.everybody:
            told["results_html"] = mark_safe(own_marked(self.given.panel(), question, own))
            told["who"] = rows(question, member.gaze) if self._may("response.named") else None
        return told

    def _voted(self, typed, refusal):
        chosen, standing = (typed or {}).get("statement") or self.statement, self._standing()
        is_open = self.question.state == Question.State.OPEN and self.member.board.state == "open"
        told = self.voting.told(chosen, is_open=is_open, everybody=self.everybody, refusal=refusal, typed=typed)
        return told | {"may_pass": told["voting"]["may"] and not standing["gate_closed"] and not self._passed()}

    def _passed(self):
        return self.guide.gate_open(self.question)

    def _over(self):
        return self.question.state == Question.State.CLOSED or self.member.board.state in Board.OVER

    def _backstage(self):
        return {"notes": self.notes, "note_id": uuid4()}

    def _standing(self):
        question, member = self.question, self.member
        is_open = question.state == Question.State.OPEN and member.board.state == "open"
        to_read = self._to_read() if is_open else []
        closed_gate = member.advises and question.answer_first and not self.guide.gate_open(question)
        may_write = is_open and not to_read and can(member, "post.create", question)
        may_respond = is_open and not to_read and question.kind and can(member, "response.give", question)
        return {
            "gate_closed": closed_gate and question.state != Question.State.WAITING,
            "waiting": question.state == Question.State.WAITING, "to_read": to_read,
            "closed": question.state == Question.State.CLOSED or member.board.state in {"closed", "archived"},
            "may_respond": may_respond, "may_pass": may_respond and not self.guide.gate_open(question),
            "may_answer": may_write, "may_reply": may_write and not closed_gate,
            "may_probe": can(member, "post.probe", question),
            "may_poll": is_open and can(member, "poll.ask", question),
            "may_steer": is_open and can(member, "question.extend", question),
            "names_shown": question.blinded and member.sees_names,
        }  # fmt: skip

    @cached_property
    def _unread_papers(self):
        return prereads(self.member, self.question.number)

    def _to_read(self):
        """What the member is to read before this question opens to them."""
        return self._unread_papers if self.question.read_first and self.member.advises else []

    def _talk(self, posts, newest_first):
        mark = self.question.read_to
        counted = [post for post in posts if not post.removed_at and post.pk not in self.hidden]
        return {
            "threads_html": mark_safe(self._marked(posts)),
            "answers": sum(post.is_answer for post in counted),
            "replies": sum(not post.is_answer for post in counted),
            "unread": self.unread.get(self.question.pk, 0),
            "last_read": mark if mark and self.everybody else 0,
            "newest_first": newest_first,
            "newline_before": None if newest_first else _first_new(counted, mark, self.member),
            "mine": self._own(posts),
            "pins": [{"id": post.pk, "name": self._said_by(post)} for post in counted if post.pinned_at],
        }

    def _sheet(self, newest_first):
        """The posts drawn, for everybody who sees the same of them in the same way and of the same age."""
        gaze, question = self.member.gaze, self.question
        aged = sum(map(rounded, self.posts)) if question.blinded else 0
        key = "sheet", self.sight, gaze, self.hidden, newest_first, aged, timezone.now().year
        drawn = partial(draw_threads, question, self.posts, gaze, hidden=self.hidden, newest_first=newest_first)
        return self.guide.reading(key, lambda: Sheet(drawn()))

    def _marked(self, posts):
        """Drawn posts with what is this reader's own in them: reactions, polls, and what screening noticed."""
        html = self.sheet.marked(self.member, self.pressed)
        html = polled(html, self.member, self.question) if self.sheet.polls else html
        return noticed(html, self.member, posts)

    def _own(self, posts):
        if self.voting:
            return self.voting.shown
        if self.given and (own := self.given.of(self.member)):
            return {"shown": f"{own.at.day} {own.at:%B}"}
        own = next((post for post in posts if post.is_answer and post.author_id == self.member.pk), None)
        if own is None:
            return None
        return {"id": own.pk, "shown": f"{own.published_at.day} {own.published_at:%B}"}

    def _around(self):
        number, questions = self.question.number, self.guide.questions
        stimulus = self.question.stimulus
        figure = stimulus if stimulus and stimulus["kind"] == "figure" else None
        return {
            "answered_by": self.guide.answered_by(self.question),
            "advisors": self.guide.circle,
            "observers": self.guide.seats.get(Role.OBSERVER, 0),
            "alias_name": self.member.alias_name if self._spoken_as_alias() else "",
            "policy_lines": self._policy_lines(), "flag_reasons": Flag.Reason.choices,
            "documents": self.documents, **self._covering(),
            "previous": next((one for one in reversed(questions) if one.number < number), None),
            "next": next((one for one in questions if one.number > number), None),
            "plot": plot(figure) if figure else None, "narrow": plot(figure, NARROW) if figure else None,
        }  # fmt: skip

    def _covering(self):
        """The points that the question should cover, for the team that may add them."""
        if self.points is None:
            return {}
        left = sum(not one.ticked_at for one in self.points)
        return {"covering": self.points, "uncovered": left, "may_tick": self._may("guide.tick"), "may_note": True}

    def _may(self, right):
        return can(self.member, right, self.question)

    def _spoken_as_alias(self):
        return self.member.advises and nameless(self.member, self.question, ALIASES)

    def _policy_lines(self):
        policy, observers = self.question.policy, self.guide.seats.get(Role.OBSERVER, 0)
        readers = "The team alone" if policy.sponsor_only else "Board and moderators"
        if policy.after_close and not policy.sponsor_only and self.question.state != Question.State.CLOSED:
            readers = "The team, and the board once it closes"
        elif observers and not policy.sponsor_only:
            readers = f"Board, moderators, {observers} observer{'s' if observers > 1 else ''}"
        return (
            ("Authors", "Blinded between advisors" if policy.blinded else "Shown by name"),
            ("Order", "Answer first, then discuss" if policy.answer_first else "Open discussion, as posted"),
            ("Seen by", readers),
        )

    def _drafted(self, place):
        return next((draft.body for draft in self.drafts if draft.place == place), "")

    def _post(self, key):
        found = Post.objects.drawn().select_related("thread__opener").filter(question=self.question)
        found = found.filter(pk=key).first() if is_id(key) else None
        return found if found and can(self.member, "post.see", found) else None

    def _said_by(self, post):
        return "You" if post.author_id == self.member.pk else self._name(post)

    def _name(self, post):
        return called(post, self.member.gaze)

    def _mended(self, typed, refusal):
        if refusal is None:
            return {}
        kept = {"body": typed.get("body", ""), "error": refusal.fields.get("body", refusal.message)}
        if "version" in refusal.facts:
            kept |= {"theirs": refusal.facts["body"], "version": refusal.facts["version"]}
        return kept

    def _address(self, name):
        return reverse(name, args=[self.member.board.slug, self.question.number])


def is_id(text):
    """Whether a text from an address is an id at all."""
    try:
        return bool(UUID(text or ""))
    except ValueError:
        return False


def _first_new(posts, mark, member):
    if mark is None:
        return None
    fresh = (post.pk for post in posts if post.order and post.order > mark and post.author_id != member.pk)
    return next(fresh, None)
