"""The search index (FTS5 on SQLite, GIN on PostgreSQL) over `Found`, and the indexes the lists of cases stand on."""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = """CREATE VIRTUAL TABLE kernel_words USING fts5(text, content='kernel_found', content_rowid='id', columnsize=0, tokenize='unicode61');
CREATE TRIGGER found_insert AFTER INSERT ON kernel_found BEGIN
  INSERT INTO kernel_words(rowid, text) VALUES (NEW.id, NEW.text); END;
CREATE TRIGGER found_delete AFTER DELETE ON kernel_found BEGIN
  INSERT INTO kernel_words(kernel_words, rowid, text) VALUES ('delete', OLD.id, OLD.text); END"""


def forwards(apps, schema):
    if schema.connection.vendor == "postgresql":
        schema.execute("CREATE INDEX found_words ON kernel_found USING GIN (to_tsvector('simple', text))")
        return
    table, *triggers = SQLITE.split(";\nCREATE")
    schema.execute(table)
    for trigger in triggers:
        schema.execute("CREATE" + trigger)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="Found",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                ("case", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="kernel.case")),
                (
                    "document",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="kernel.document"
                    ),
                ),
            ],
        ),
        migrations.AddIndex("case", models.Index(fields=["domain", "id"], name="case_domain")),
        migrations.AddIndex("case", models.Index(fields=["domain", "state", "id"], name="case_domain_state")),
        migrations.AddIndex(
            "case",
            models.Index(condition=models.Q(("closed_on", None)), fields=["domain", "due", "id"], name="case_domain_due"),
        ),
        migrations.AddIndex(
            "deadline",
            models.Index(condition=models.Q(("state", "running")), fields=["bind", "due", "case"], name="deadline_bind"),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
