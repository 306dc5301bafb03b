import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import resources.models.codes
import resources.models.uploads


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("boards", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "facet",
                    models.CharField(
                        choices=[("kind", "Kind"), ("area", "Therapeutic area"), ("product", "Product")], max_length=8
                    ),
                ),
                ("word", models.CharField(max_length=60)),
                ("retired", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["facet", "word"],
                "constraints": [models.UniqueConstraint(fields=("facet", "word"), name="word_once_in_its_facet")],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=160)),
                ("summary", models.CharField(blank=True, max_length=600)),
                ("language", models.CharField(default="en", max_length=8)),
                ("tags", resources.models.codes.CodesField(blank=True, default=tuple, max_length=400)),
                ("roles", resources.models.codes.CodesField(blank=True, default=tuple, max_length=80)),
                ("countries", resources.models.codes.CodesField(blank=True, default=tuple, max_length=400)),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[
                            ("board", "For its readers alone"),
                            ("shared", "May be passed on to colleagues"),
                            ("public", "Public"),
                        ],
                        default="board",
                        max_length=8,
                    ),
                ),
                ("valid_until", models.DateField(blank=True, null=True)),
                ("watermarked", models.BooleanField(default=False)),
                ("annotated", models.BooleanField(default=True)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="documents", to="boards.board"
                    ),
                ),
                ("areas", models.ManyToManyField(blank=True, related_name="+", to="resources.term")),
                (
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="resources.term",
                    ),
                ),
                ("products", models.ManyToManyField(blank=True, related_name="+", to="resources.term")),
            ],
            options={
                "ordering": ["board", "number"],
                "constraints": [models.UniqueConstraint(fields=("board", "number"), name="document_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Shelf",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("question_number", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("preread", models.BooleanField(default=False)),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shelves", to="boards.board"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shelves", to="resources.document"
                    ),
                ),
            ],
            options={
                "ordering": ["question_number", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "board", "question_number"), name="shown_once_beside"),
                    models.UniqueConstraint(
                        condition=models.Q(("question_number", None)),
                        fields=("document", "board"),
                        name="shown_once_in_a_library",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Following",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="topics", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="resources.term"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("person", "term"), name="followed_once")],
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("docx", "Word document"),
                            ("pptx", "Slides"),
                            ("image", "Image"),
                            ("video", "Video"),
                            ("audio", "Audio"),
                            ("link", "Link"),
                            ("page", "Page of text"),
                        ],
                        max_length=5,
                    ),
                ),
                ("file", models.FileField(blank=True, upload_to="")),
                ("address", models.URLField(blank=True, max_length=500)),
                ("body", models.TextField(blank=True)),
                ("html", models.TextField(blank=True)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("approved", "Approved"),
                            ("published", "Published"),
                            ("expired", "Expired"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("changed", models.CharField(blank=True, max_length=600)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sent", models.PositiveSmallIntegerField(default=0)),
                ("sent_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("pages", models.PositiveIntegerField(default=0)),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="resources.document"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("document", "number"), name="version_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "published")), fields=("document",), name="one_version_in_force"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                ("picture", models.FileField(blank=True, upload_to="")),
                ("text", models.TextField(blank=True)),
                ("boxes", models.JSONField(default=list)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="leaves", to="resources.version"
                    ),
                ),
            ],
            options={
                "ordering": ["version", "number"],
                "constraints": [models.UniqueConstraint(fields=("version", "number"), name="leaf_number_once")],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=160)),
                ("size", models.PositiveBigIntegerField()),
                ("offset", models.PositiveBigIntegerField(default=0)),
                ("pieces", models.JSONField(default=list)),
                ("expires", models.DateTimeField(default=resources.models.uploads.week_hence)),
                ("refused", models.CharField(blank=True, max_length=400)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uploads", to="boards.board"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uploads", to="boards.membership"
                    ),
                ),
                (
                    "into",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="resources.version"
                    ),
                ),
            ],
            options={
                "ordering": ["-expires"],
            },
        ),
        migrations.CreateModel(
            name="Track",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort", models.CharField(choices=[("captions", "Captions"), ("chapters", "Chapters")], max_length=8)),
                ("language", models.CharField(max_length=8)),
                ("text", models.TextField()),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tracks", to="resources.version"
                    ),
                ),
            ],
            options={
                "ordering": ["sort", "language"],
                "constraints": [models.UniqueConstraint(fields=("version", "sort", "language"), name="track_once")],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "function",
                    models.CharField(
                        choices=[("medical", "Medical"), ("legal", "Legal"), ("regulatory", "Regulatory")],
                        max_length=10,
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("approve", "Approve"),
                            ("approve_with_change", "Approve with a change"),
                            ("return", "Return"),
                        ],
                        max_length=19,
                    ),
                ),
                ("meaning", models.CharField(blank=True, max_length=200)),
                ("signed_name", models.CharField(blank=True, max_length=160)),
                ("signed_at", models.DateTimeField(null=True)),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("voided_at", models.DateTimeField(null=True)),
                (
                    "reviewer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reviews", to="resources.version"
                    ),
                ),
            ],
            options={
                "ordering": ["order", "function", "id"],
            },
        ),
        migrations.CreateModel(
            name="Remark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("region", models.JSONField(null=True)),
                ("body", models.CharField(max_length=2000)),
                ("salt", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "leaf",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="resources.leaf"
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="resources.remark",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="remarks",
                        to="resources.review",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="remarks", to="resources.version"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("read_at", models.DateTimeField(null=True)),
                ("told_at", models.DateTimeField(null=True)),
                ("place", models.PositiveIntegerField(default=0)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="readings", to="resources.version"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("version", "member"), name="opened_once")],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=20)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waits", "Looking"),
                            ("fine", "Fine"),
                            ("noted", "To look at"),
                            ("stopped", "Stopped"),
                        ],
                        default="waits",
                        max_length=7,
                    ),
                ),
                ("said", models.CharField(blank=True, max_length=300)),
                ("places", models.JSONField(default=list)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="resources.version"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=("version", "what"), name="checked_once")],
            },
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("last_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("before", models.DateTimeField(null=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Annotation",
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
                ("selector", models.JSONField(default=list)),
                ("leaf", models.PositiveIntegerField(null=True)),
                ("lost", models.BooleanField(default=False)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("shared_at", models.DateTimeField(null=True)),
                ("held_at", models.DateTimeField(null=True)),
                ("held_for", models.CharField(blank=True, max_length=400)),
                ("edited_at", models.DateTimeField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                ("agree", models.PositiveIntegerField(default=0)),
                ("insightful", models.PositiveIntegerField(default=0)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="annotations", to="boards.membership"
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="resources.annotation",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="annotations", to="resources.document"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="annotations", to="resources.version"
                    ),
                ),
            ],
            options={
                "verbose_name": "note",
                "indexes": [models.Index(fields=["document", "shared_at"], name="resources_a_documen_7434a9_idx")],
                "constraints": [
                    models.UniqueConstraint(fields=("member", "client_id"), name="annotation_client_id_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="AnnotationVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("body", models.TextField()),
                ("html", models.TextField()),
                ("salt", models.CharField(max_length=64)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "annotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="versions", to="resources.annotation"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("annotation", "number"), name="annotation_version_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="annotation",
            name="current",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="resources.annotationversion",
            ),
        ),
        migrations.CreateModel(
            name="AnnotationReaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("agree", "Agree"), ("insightful", "Insightful")], max_length=12)),
                (
                    "annotation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reactions", to="resources.annotation"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="boards.membership"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("annotation", "member", "kind"), name="annotation_reacted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=120)),
                ("summary", models.CharField(blank=True, max_length=400)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="collections", to="boards.board"
                    ),
                ),
            ],
            options={
                "ordering": ["title", "id"],
            },
        ),
        migrations.CreateModel(
            name="Gathered",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="gathered", to="resources.collection"
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="resources.document"
                    ),
                ),
            ],
            options={
                "ordering": ["place", "pk"],
                "constraints": [models.UniqueConstraint(fields=("collection", "document"), name="gathered_once")],
            },
        ),
        migrations.AddField(
            model_name="collection",
            name="documents",
            field=models.ManyToManyField(
                related_name="collections", through="resources.Gathered", to="resources.document"
            ),
        ),
    ]
