import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("boards", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=80)),
                ("prompt", models.CharField(max_length=600)),
                ("guidance", models.TextField(blank=True)),
                ("stimulus", models.JSONField(blank=True, null=True)),
                ("type", models.CharField(default="discussion", max_length=12)),
                ("design", models.JSONField(blank=True, default=dict)),
                ("design_version", models.PositiveSmallIntegerField(default=1)),
                ("minutes", models.PositiveSmallIntegerField(default=5)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("open", "Open"), ("closed", "Closed")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("answer_first", models.BooleanField(default=False)),
                ("blinded", models.BooleanField(default=False)),
                ("sponsor_only", models.BooleanField(default=False)),
                ("after_close", models.BooleanField(default=False)),
                ("read_first", models.BooleanField(default=False)),
                ("last_order", models.PositiveIntegerField(default=0)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="boards.board"
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="boards.section"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("board", "number"), name="question_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Proposition",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField(null=True)),
                ("text", models.TextField()),
                ("salt", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Waits for a moderator"),
                            ("accepted", "Put to the board"),
                            ("rejected", "Not put to the board"),
                            ("withdrawn", "Taken out again"),
                        ],
                        default="proposed",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="propositions",
                        to="boards.membership",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="propositions",
                        to="discussions.question",
                    ),
                ),
            ],
            options={
                "ordering": ["number", "at"],
                "constraints": [models.UniqueConstraint(fields=("question", "number"), name="proposition_number_once")],
            },
        ),
        migrations.CreateModel(
            name="GuideNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=200)),
                ("salt", models.CharField(max_length=64)),
                ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ticked_at", models.DateTimeField(null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "ticked_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guide_notes",
                        to="discussions.question",
                    ),
                ),
            ],
            options={
                "ordering": ["added_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Gate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("passed", models.BooleanField(default=False)),
                ("opened_at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="gates", to="boards.membership"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="gates", to="discussions.question"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("question", "member"), name="one_gate_each")],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(blank=True, max_length=36)),
                ("body", models.TextField()),
                ("updated_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="boards.membership"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="discussions.question"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "question", "place"), name="one_draft_each")],
            },
        ),
        migrations.CreateModel(
            name="Design",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveSmallIntegerField()),
                ("body", models.JSONField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="designs", to="discussions.question"
                    ),
                ),
            ],
            options={
                "ordering": ["version"],
                "constraints": [models.UniqueConstraint(fields=("question", "version"), name="design_once")],
            },
        ),
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.PositiveIntegerField(default=0)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="read_marks", to="boards.membership"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="read_marks",
                        to="discussions.question",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("member", "question"), name="one_mark_each")],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("body", models.TextField()),
                ("salt", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="boards.board"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="discussions.question",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reminded",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("send_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminded", to="boards.membership"
                    ),
                ),
                (
                    "reminder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reminded", to="discussions.reminder"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("reminder", "member"), name="reminded_once")],
            },
        ),
        migrations.CreateModel(
            name="Stance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("value", models.SmallIntegerField(choices=[(1, "Agree"), (-1, "Disagree"), (0, "Pass")])),
                ("before", models.JSONField(default=list)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stances", to="boards.membership"
                    ),
                ),
                (
                    "proposition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stances",
                        to="discussions.proposition",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("proposition", "member"), name="one_stance_each")],
            },
        ),
        migrations.CreateModel(
            name="Study",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "In preparation"), ("frozen", "Under way"), ("ended", "Ended")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("rand_ucla", "RAND/UCLA appropriateness"),
                            ("percentage", "70 % rate 7 to 9, fewer than 15 % rate 1 to 3"),
                            ("iqr", "Median 7 or more, middle half no wider than 3"),
                        ],
                        default="rand_ucla",
                        max_length=12,
                    ),
                ),
                (
                    "percentile",
                    models.CharField(
                        choices=[("linear", "Linear (R type 7)"), ("weibull", "Weibull (SPSS)")],
                        default="linear",
                        max_length=8,
                    ),
                ),
                (
                    "edge",
                    models.CharField(
                        choices=[
                            ("uncertain", "Both are uncertain"),
                            ("higher", "6.5 is appropriate, 3.5 uncertain"),
                            ("outward", "6.5 is appropriate, 3.5 inappropriate"),
                        ],
                        default="uncertain",
                        max_length=10,
                    ),
                ),
                ("planned", models.PositiveSmallIntegerField(default=2, verbose_name="number of rounds")),
                (
                    "stop",
                    models.CharField(
                        choices=[
                            ("rounds", "After the planned rounds"),
                            (
                                "agreed",
                                "Once every statement has reached consensus, at the latest after the planned rounds",
                            ),
                            (
                                "stable",
                                "Once ratings are stable between rounds, at the latest after the planned rounds",
                            ),
                        ],
                        default="rounds",
                        max_length=8,
                    ),
                ),
                ("leaves", models.BooleanField(default=True)),
                ("split", models.BooleanField(default=False)),
                ("roundless", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("frozen_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="studies", to="boards.board"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("board", "number"), name="study_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "In preparation"),
                            ("open", "Open"),
                            ("closed", "Closed"),
                            ("published", "Published"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("opens_at", models.DateTimeField(null=True)),
                ("closes_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("invited", models.PositiveSmallIntegerField(default=0)),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rounds", to="discussions.study"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("study", "number"), name="round_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Panelist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("group", models.CharField(max_length=60)),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("dropped_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="panels", to="boards.membership"
                    ),
                ),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="panel", to="discussions.study"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("study", "member"), name="panelist_once")],
            },
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("reason", models.CharField(max_length=400)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="amendments", to="discussions.study"
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("intro", models.TextField(blank=True, max_length=4000)),
                ("privacy", models.TextField(blank=True, max_length=4000, verbose_name="what becomes of the answers")),
                (
                    "promise",
                    models.CharField(
                        choices=[("named", "Named"), ("blinded", "Blinded"), ("anonymous", "Anonymous")],
                        default="blinded",
                        max_length=10,
                    ),
                ),
                (
                    "asked",
                    models.CharField(
                        choices=[
                            ("advisors", "Advisors and patient experts"),
                            ("clinicians", "Advisors who are not patient experts"),
                            ("experts", "Patient experts"),
                            ("nobody", "Nobody on the board, only people who are invited"),
                        ],
                        default="advisors",
                        max_length=10,
                    ),
                ),
                ("design", models.JSONField(default=dict)),
                ("salt", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "In preparation"), ("open", "Open"), ("closed", "Closed")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("opens_at", models.DateTimeField(null=True)),
                ("closes_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("shared_at", models.DateTimeField(null=True)),
                ("turnout", models.JSONField(null=True)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="surveys", to="boards.board"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("board", "number"), name="survey_number_once")],
            },
        ),
        migrations.CreateModel(
            name="SurveyInvitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("address", models.EmailField(max_length=254)),
                ("nonce", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="discussions.survey"
                    ),
                ),
            ],
            options={
                "ordering": ["address", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at", None)),
                        fields=("survey", "address"),
                        name="one_survey_link_each",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("values", models.JSONField(default=dict)),
                ("texts", models.JSONField(default=dict)),
                ("salt", models.CharField(blank=True, max_length=64)),
                ("section", models.CharField(blank=True, max_length=12)),
                ("code", models.PositiveIntegerField(null=True)),
                ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("finished_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="boards.membership",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sheets", to="discussions.survey"
                    ),
                ),
                (
                    "invitation",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheet",
                        to="discussions.surveyinvitation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("survey", "member"), name="one_sheet_each"),
                    models.UniqueConstraint(fields=("survey", "code"), name="sheet_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("member", None), ("invitation", None), _connector="XOR"),
                        name="sheet_of_one_respondent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Thread",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("moderator", "Moderator"),
                            ("advisor", "Advisor"),
                            ("observer", "Observer"),
                            ("sponsor", "Sponsor"),
                        ],
                        max_length=10,
                    ),
                ),
                ("locked_at", models.DateTimeField(null=True)),
                (
                    "opener",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="threads", to="boards.membership"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="threads", to="discussions.question"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Urn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sheets", models.JSONField(default=list)),
                ("salt", models.CharField(max_length=64)),
                (
                    "survey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="urn", to="discussions.survey"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="discussions.round"
                    ),
                ),
            ],
            options={
                "ordering": ["version__statement__number"],
            },
        ),
        migrations.CreateModel(
            name="Poll",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("named", "Named: the board sees who chose what"),
                            ("blinded", "Blinded: the board sees counts alone"),
                            ("detached", "Detached: final once cast, and nobody can ever find out who chose what"),
                        ],
                        default="blinded",
                        max_length=10,
                    ),
                ),
                ("multiple", models.BooleanField(default=False)),
                ("hidden", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Not open yet"), ("open", "Open"), ("closed", "Closed")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("options", models.JSONField()),
                ("counts", models.JSONField()),
                ("voted", models.PositiveIntegerField(default=0)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("shared_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("picks", models.JSONField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ballots", to="boards.membership"
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ballots", to="discussions.poll"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("poll", "version", "member"), name="one_ballot_each")],
            },
        ),
        migrations.CreateModel(
            name="PollVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("options", models.JSONField()),
                ("salt", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="discussions.poll"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("poll", "number"), name="poll_version_once")],
            },
        ),
        migrations.CreateModel(
            name="Voter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("client_id", models.UUIDField()),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="voters", to="discussions.poll"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("poll", "version", "member"), name="one_vote_each")],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("title", models.CharField(blank=True, max_length=160)),
                ("criteria", models.JSONField()),
                (
                    "serious",
                    models.CharField(
                        choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown: Drug Safety will ask")],
                        default="unknown",
                        max_length=10,
                    ),
                ),
                ("narrative", models.TextField(blank=True)),
                ("salt", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="HandOver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to", models.CharField(max_length=160)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("form", "Secure form"),
                            ("email", "Email"),
                            ("phone", "Telephone"),
                            ("person", "In person"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=400)),
                ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("receipt", models.CharField(blank=True, max_length=80)),
                ("receipt_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at"],
            },
        ),
        migrations.CreateModel(
            name="NoteVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("body", models.TextField()),
                ("html", models.TextField()),
                ("salt", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("moderator", "Moderator"),
                            ("advisor", "Advisor"),
                            ("observer", "Observer"),
                            ("sponsor", "Sponsor"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "room",
                    models.CharField(
                        choices=[("backroom", "The back room"), ("desk", "The desk")], default="backroom", max_length=10
                    ),
                ),
                ("client_id", models.UUIDField()),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("edited_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="boards.membership"
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="boards.board"
                    ),
                ),
                (
                    "current",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="discussions.noteversion",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["board", "created_at"], name="discussions_board_i_818266_idx")],
                "constraints": [models.UniqueConstraint(fields=("author", "client_id"), name="note_client_id_once")],
            },
        ),
        migrations.AddField(
            model_name="noteversion",
            name="note",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="discussions.note"
            ),
        ),
        migrations.AddConstraint(
            model_name="noteversion",
            constraint=models.UniqueConstraint(fields=("note", "number"), name="note_version_once"),
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("moderator", "Moderator"),
                            ("advisor", "Advisor"),
                            ("observer", "Observer"),
                            ("sponsor", "Sponsor"),
                        ],
                        max_length=10,
                    ),
                ),
                ("client_id", models.UUIDField()),
                ("order", models.PositiveIntegerField(null=True)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("edited_at", models.DateTimeField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("pinned_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("unseen", models.PositiveIntegerField(default=0)),
                ("agree", models.PositiveIntegerField(default=0)),
                ("insightful", models.PositiveIntegerField(default=0)),
                ("changes", models.PositiveIntegerField(default=0)),
                ("noticed", models.PositiveSmallIntegerField(default=0)),
                ("probe", models.BooleanField(default=False)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="posts", to="boards.membership"
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="discussions.post",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="discussions.question"
                    ),
                ),
                (
                    "thread",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="posts", to="discussions.thread"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["author", "created_at"], name="discussions_author__b37cad_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("author", "client_id"), name="post_client_id_once"),
                    models.UniqueConstraint(fields=("question", "order"), name="post_order_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("probe", False),
                            models.Q(("reply_to__isnull", False), ("role__in", ["chair", "moderator", "sponsor"])),
                            _connector="OR",
                        ),
                        name="team_probes",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="poll",
            name="post",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="poll", to="discussions.post"
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="post",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="discussions.post"
            ),
        ),
        migrations.CreateModel(
            name="Insight",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("note", models.CharField(max_length=400)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="insights", to="discussions.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("post",), name="one_insight_a_post"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                ("wish", models.TextField(blank=True)),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="discussions.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Flag",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("safety", "A possible adverse event"),
                            ("personal_data", "It may name a patient or somebody else"),
                            ("off_topic", "Off topic"),
                            ("tone", "Its tone"),
                            ("other", "Something else"),
                        ],
                        max_length=13,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("resolved_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, max_length=400)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="boards.membership"
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="flags", to="discussions.post"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("resolved_at", None)), fields=("post", "by"), name="one_open_flag_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("adverse_event", "Possible adverse event"),
                            ("pregnancy", "Use in pregnancy"),
                            ("overdose", "Possible overdose"),
                            ("misuse", "Possible misuse"),
                            ("medication_error", "Possible medication error"),
                            ("off_label", "Possible off-label use"),
                            ("lack_of_effect", "Possible lack of effect"),
                            ("quality_defect", "Possible quality defect"),
                            ("patient", "May identify a patient"),
                            ("link", "Link"),
                            ("file", "File"),
                        ],
                        max_length=20,
                    ),
                ),
                ("rule", models.CharField(max_length=40)),
                ("start", models.PositiveIntegerField()),
                ("end", models.PositiveIntegerField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "verdict",
                    models.CharField(
                        blank=True, choices=[("upheld", "It is one"), ("set_aside", "It is not")], max_length=10
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="discussions.post"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["post", "settled_at"], name="discussions_post_id_796c4d_idx")],
            },
        ),
        migrations.CreateModel(
            name="Clarification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarifications",
                        to="boards.membership",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="discussions.post"
                    ),
                ),
                (
                    "post",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clarification", to="discussions.post"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("released", "Released"),
                            ("queried", "Asked the author to edit"),
                            ("probed", "Probed"),
                            ("polled", "Asked a poll"),
                            ("asked", "Asked to clarify"),
                            ("settled", "Closed a clarification"),
                            ("pinned", "Pinned"),
                            ("unpinned", "Unpinned"),
                            ("marked", "Marked as insight"),
                            ("unmarked", "Took an insight mark away"),
                            ("moved", "Moved"),
                            ("split", "Split off"),
                            ("locked", "Locked"),
                            ("unlocked", "Unlocked"),
                            ("redacted", "Redacted"),
                            ("removed", "Removed"),
                            ("restored", "Restored"),
                            ("answered", "Answered a flag"),
                            ("judged", "Decided on what screening found"),
                            ("accepted", "Put a statement to the board"),
                            ("rejected", "Turned a statement down"),
                            ("withdrawn", "Took a statement out"),
                            ("withheld", "Kept a comment from the panel"),
                            ("given", "Gave a comment to the panel"),
                            ("restricted", "Restricted a member"),
                            ("freed", "Lifted a restriction"),
                            ("note_held", "Held a note"),
                            ("note_let", "Released a note"),
                            ("note_struck", "Removed a note"),
                            ("case_opened", "Opened a safety case"),
                            ("case_kept", "Kept a safety case"),
                            ("case_ended", "Took a safety case for no event"),
                            ("case_resumed", "Opened a safety case again"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("facts", models.JSONField(default=dict)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="acts", to="boards.board"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="boards.membership",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acts",
                        to="discussions.post",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["board", "at"], name="discussions_board_i_6b3e8b_idx")],
            },
        ),
        migrations.CreateModel(
            name="PostVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("body", models.TextField()),
                ("html", models.TextField()),
                ("word_count", models.PositiveIntegerField(default=0)),
                ("salt", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("after_gate", models.BooleanField(default=False)),
                ("covered", models.PositiveIntegerField(default=0)),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="discussions.post"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(condition=models.Q(("number__gt", 1)), fields=["at"], name="version_later")],
                "constraints": [models.UniqueConstraint(fields=("post", "number"), name="version_once")],
            },
        ),
        migrations.AddField(
            model_name="post",
            name="current",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="discussions.postversion"
            ),
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("moderator", "Moderator"),
                            ("advisor", "Advisor"),
                            ("observer", "Observer"),
                            ("sponsor", "Sponsor"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reference", models.CharField(max_length=20)),
                (
                    "noticed",
                    models.CharField(
                        choices=[
                            ("team", "By the team"),
                            ("flag", "By a member’s flag"),
                            ("finding", "By the word list"),
                            ("form", "Reported by a member"),
                            ("comment", "In a comment without a name"),
                        ],
                        max_length=10,
                    ),
                ),
                ("client_id", models.UUIDField(null=True)),
                ("report", models.TextField(blank=True)),
                ("salt", models.CharField(blank=True, max_length=64)),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("aware_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("clock", models.CharField(choices=[("hours", "24 hours"), ("day", "One business day")], max_length=5)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("handed-over", "Handed over"),
                            ("closed", "Closed"),
                            ("no-event", "Not an event"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("dismissal", models.CharField(blank=True, max_length=400)),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cases", to="boards.board"
                    ),
                ),
                (
                    "current",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="discussions.assessment",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="discussions.post",
                    ),
                ),
                ("later", models.ManyToManyField(related_name="+", to="discussions.postversion")),
                (
                    "said",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="discussions.postversion",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")), fields=("post",), name="one_open_case_a_post"
                    ),
                    models.UniqueConstraint(fields=("board", "reference"), name="case_reference_once"),
                    models.UniqueConstraint(fields=("reporter", "client_id"), name="case_client_id_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="assessment",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="assessments", to="discussions.case"
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(fields=("case", "number"), name="assessment_once"),
        ),
        migrations.AddField(
            model_name="handover",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="handovers", to="discussions.case"
            ),
        ),
        migrations.CreateModel(
            name="Reaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("agree", "Agree"), ("insightful", "Insightful")], max_length=12)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reactions", to="boards.membership"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reactions", to="discussions.post"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("post", "member", "kind"), name="reaction_once")],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("design_version", models.PositiveSmallIntegerField()),
                ("version", models.PositiveIntegerField(default=0)),
                ("marks", models.JSONField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="responses", to="boards.membership"
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="discussions.post",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="responses", to="discussions.question"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("question", "member"), name="one_response_each")],
            },
        ),
        migrations.CreateModel(
            name="ResponseVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("client_id", models.UUIDField()),
                ("design_version", models.PositiveSmallIntegerField()),
                ("marks", models.JSONField()),
                ("salt", models.CharField(max_length=64)),
                ("after_gate", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="discussions.response"
                    ),
                ),
                (
                    "words",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="discussions.postversion",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "indexes": [models.Index(fields=["client_id"], name="discussions_client__edfa1b_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("response", "number"), name="response_version_once"),
                    models.UniqueConstraint(fields=("response", "client_id"), name="response_client_id_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Unmasking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=400)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="unmaskings", to="discussions.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=0)),
                ("withheld_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ratings", to="discussions.item"
                    ),
                ),
                (
                    "panelist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="ratings", to="discussions.panelist"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("item", "panelist"), name="rating_once")],
            },
        ),
        migrations.CreateModel(
            name="RatingVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("value", models.PositiveSmallIntegerField(null=True)),
                ("comment", models.CharField(blank=True, max_length=1000)),
                ("salt", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="discussions.rating"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("rating", "number"), name="rating_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(("value", None), ("value__range", (1, 9)), _connector="OR"),
                        name="rating_one_to_nine",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="rating",
            name="current",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="discussions.ratingversion"
            ),
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("settled_in", models.PositiveSmallIntegerField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "question",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="discussions.question",
                    ),
                ),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="statements", to="discussions.study"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("study", "number"), name="statement_number_once")],
            },
        ),
        migrations.CreateModel(
            name="StatementVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.CharField(max_length=600)),
                ("salt", models.CharField(max_length=64)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="discussions.statement"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("statement", "number"), name="wording_once")],
            },
        ),
        migrations.AddField(
            model_name="item",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="items", to="discussions.statementversion"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("round", "version"), name="item_once"),
        ),
        migrations.AddField(
            model_name="statement",
            name="current",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="discussions.statementversion",
            ),
        ),
    ]
