import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("events", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Board",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=160)),
                ("objective", models.CharField(max_length=400)),
                ("background", models.TextField(blank=True)),
                ("sponsor", models.CharField(blank=True, max_length=160)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("open", "Open"), ("closed", "Closed"), ("archived", "Archived")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("opens_at", models.DateTimeField(blank=True, null=True)),
                ("closes_at", models.DateTimeField(blank=True, null=True)),
                ("attribution", models.TextField(blank=True)),
                ("moderators_blinded", models.BooleanField(default=False)),
                ("moderators_seat", models.BooleanField(default=True)),
                ("moderators_unmask", models.BooleanField(default=True)),
                ("moderators_export", models.BooleanField(default=True)),
                ("chairs_blinded", models.BooleanField(default=False)),
                (
                    "sponsor_sight",
                    models.CharField(
                        choices=[
                            ("named", "Answers with names"),
                            ("blinded", "Answers without names"),
                            ("report", "The approved report alone"),
                        ],
                        default="named",
                        max_length=10,
                    ),
                ),
                ("policies", models.PositiveIntegerField(default=0)),
                ("letters_quote", models.BooleanField(default=False)),
                (
                    "screening",
                    models.CharField(
                        choices=[
                            ("propose", "Show it to the moderators"),
                            ("hold", "Hold the post until a moderator has read it"),
                        ],
                        default="propose",
                        max_length=8,
                    ),
                ),
                ("products", models.CharField(blank=True, max_length=400)),
                ("terms", models.PositiveIntegerField(default=0)),
                ("approvals", models.JSONField(blank=True, default=dict)),
                (
                    "safety_clock",
                    models.CharField(
                        choices=[("hours", "24 hours"), ("day", "One business day")], default="hours", max_length=10
                    ),
                ),
                ("safety_country", models.CharField(default="GB", max_length=2)),
                ("safety_zone", models.CharField(default="Europe/London", max_length=40)),
                ("safety_contact", models.CharField(blank=True, max_length=160)),
                ("safety_phone", models.CharField(blank=True, max_length=40)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "log",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="events.log"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreement", "Advisory agreement"),
                            ("privacy", "Privacy"),
                            ("recording", "Recording of live sessions"),
                        ],
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("body", models.TextField()),
                ("html", models.TextField()),
                ("salt", models.CharField(max_length=32)),
                ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="boards.board"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("board", "kind", "version"), name="policy_version_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("given", "Agreed"),
                            ("no", "No recording"),
                            ("audio", "Audio only"),
                            ("video", "Audio and video"),
                        ],
                        default="given",
                        max_length=5,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[("invitation", "With the invitation"), ("page", "On the board's page")], max_length=10
                    ),
                ),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="boards.policy"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="boards.board"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [models.UniqueConstraint(fields=("board", "position"), name="section_position_once")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("address", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=120)),
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
                ("patient_expert", models.BooleanField(default=False)),
                ("nonce", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                ("declined_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("time", "No time in these weeks"),
                            ("conflict", "A conflict of interest"),
                            ("field", "Outside my field"),
                            ("employer", "My employer does not allow it"),
                            ("unsaid", "I prefer not to say"),
                        ],
                        max_length=10,
                    ),
                ),
                ("suggestion", models.CharField(blank=True, max_length=200)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="boards.board"
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("accepted_at", None), ("revoked_at", None)),
                        fields=("board", "address"),
                        name="one_pending_invitation_each",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "seat",
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
                ("alias", models.PositiveIntegerField()),
                ("alias_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("patient_expert", models.BooleanField(default=False)),
                ("named", models.BooleanField(default=False)),
                ("advised", models.BooleanField(default=False)),
                ("safety", models.BooleanField(default=False)),
                (
                    "sight",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("named", "Answers with names"),
                            ("blinded", "Answers without names"),
                            ("report", "The approved report alone"),
                        ],
                        max_length=10,
                    ),
                ),
                ("seated_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("left_at", models.DateTimeField(blank=True, null=True)),
                ("agreed", models.PositiveIntegerField(default=0)),
                ("restricted_until", models.DateTimeField(blank=True, null=True)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="boards.board"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("board", "user"), name="one_seat_each"),
                    models.UniqueConstraint(fields=("board", "alias"), name="alias_once"),
                ],
            },
        ),
    ]
