from django.db import migrations

TABLE, INDEX = "search_searchentry", "search_words"
FORGET = f"INSERT INTO {INDEX}({INDEX}, rowid, words) VALUES ('delete', old.id, old.words);"  # noqa: S608 - our own names
LEARN = f"INSERT INTO {INDEX}(rowid, words) VALUES (new.id, new.words);"  # noqa: S608 - our own names


class OnlyOn(migrations.RunSQL):
    """SQL that one database alone understands."""

    def __init__(self, vendor, sql, reverse_sql):
        super().__init__(sql, reverse_sql)
        self.vendor = vendor

    def deconstruct(self):
        return self.__class__.__qualname__, [self.vendor, self.sql, self.reverse_sql], {}

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == self.vendor:
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == self.vendor:
            super().database_backwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        OnlyOn(
            "sqlite",
            [
                f"CREATE VIRTUAL TABLE {INDEX} USING fts5(words, content='{TABLE}', content_rowid='id', tokenize='ascii')",
                f"CREATE TRIGGER {INDEX}_in AFTER INSERT ON {TABLE} BEGIN {LEARN} END",
                f"CREATE TRIGGER {INDEX}_out AFTER DELETE ON {TABLE} BEGIN {FORGET} END",
                f"CREATE TRIGGER {INDEX}_anew AFTER UPDATE OF words ON {TABLE} WHEN old.words <> new.words "
                f"BEGIN {FORGET} {LEARN} END",
            ],
            [
                *(f"DROP TRIGGER {INDEX}_{name}" for name in ("in", "out", "anew")),
                f"DROP TABLE {INDEX}",
            ],
        ),
        OnlyOn(
            "postgresql",
            [
                f"ALTER TABLE {TABLE} ALTER COLUMN words SET STORAGE EXTENDED, SET (toast_tuple_target = 128)",
                f"CREATE INDEX {INDEX} ON {TABLE} USING gin (words) WITH (fastupdate = off)",
            ],
            [f"DROP INDEX {INDEX}"],
        ),
    ]
