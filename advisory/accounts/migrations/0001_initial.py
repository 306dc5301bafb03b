import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "text_size",
                    models.CharField(
                        blank=True,
                        choices=[("", "As the browser has it"), ("large", "Larger"), ("largest", "Largest")],
                        max_length=10,
                    ),
                ),
                ("less_motion", models.BooleanField(default=False)),
                ("single_keys", models.BooleanField(default=True)),
                ("title", models.CharField(blank=True, max_length=30)),
                ("name", models.CharField(max_length=120)),
                ("said_as", models.CharField(blank=True, max_length=120)),
                (
                    "care_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("physician", "Physician"),
                            ("nurse", "Nurse"),
                            ("pharmacist", "Pharmacist"),
                            ("allied", "Allied health professional"),
                            ("researcher", "Researcher"),
                            ("patient_expert", "Patient expert"),
                            ("carer", "Carer"),
                            ("manager", "Health service manager"),
                            ("medical_team", "Medical team of a sponsor"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                    ),
                ),
                ("specialty", models.CharField(blank=True, max_length=120)),
                ("affiliation", models.CharField(blank=True, max_length=160)),
                ("city", models.CharField(blank=True, max_length=80)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("time_zone", models.CharField(default="UTC", max_length=60)),
                ("languages", models.JSONField(blank=True, default=list)),
                ("photo", models.FileField(blank=True, upload_to="")),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("email", models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                ("is_active", models.BooleanField(default=True)),
                ("is_staff", models.BooleanField(default=False)),
                ("demo", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("erased_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("npi", "NPI"),
                            ("orcid", "ORCID"),
                            ("gmc", "GMC number"),
                            ("other", "Other licence or registration"),
                        ],
                        max_length=10,
                    ),
                ),
                ("number", models.CharField(max_length=60)),
                ("register", models.CharField(max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "Waiting to be checked"),
                            ("verified", "Checked"),
                            ("rejected", "Not accepted"),
                            ("lapsed", "Lapsed"),
                        ],
                        default="submitted",
                        max_length=10,
                    ),
                ),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("valid_until", models.DateField(blank=True, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="credentials",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("user", "kind", "register", "number"), name="credential_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("submitted", "Waiting to be checked"),
                            ("verified", "Checked"),
                            ("rejected", "Not accepted"),
                            ("lapsed", "Lapsed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_on", models.DateField(blank=True, null=True)),
                ("words", models.CharField(blank=True, max_length=400)),
                ("link", models.URLField(blank=True, max_length=500)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "credential",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="checks", to="accounts.credential"
                    ),
                ),
            ],
            options={
                "ordering": ["at", "id"],
            },
        ),
    ]
