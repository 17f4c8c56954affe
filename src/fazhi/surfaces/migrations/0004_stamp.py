"""The stamp that changes with people, logins, posts, organs and saved views: kept by triggers, so that no way of writing passes it by."""

from uuid import uuid4

from django.conf import settings
from django.db import migrations, models

LOGIN = "username, password, is_active, first_name, last_name, email"  # all but last_login, which every login writes
TABLES = {"kernel_post": "", "kernel_organ": "", "kernel_person": "", "surfaces_savedview": "", "auth_user": LOGIN}


def forwards(apps, schema):
    postgres = schema.connection.vendor == "postgresql"
    if postgres:
        schema.execute(
            "CREATE FUNCTION fazhi_stamp() RETURNS trigger AS $$ BEGIN "
            "INSERT INTO surfaces_stamp (id, value) VALUES (1, gen_random_uuid()::text) "
            "ON CONFLICT (id) DO UPDATE SET value = EXCLUDED.value; RETURN NULL; END $$ LANGUAGE plpgsql"
        )
    schema.execute(f"INSERT INTO surfaces_stamp (id, value) VALUES (1, '{uuid4()}')")  # noqa: S608 - our own
    for table, columns in TABLES.items():
        for verb in ("INSERT", "DELETE", f"UPDATE OF {columns}" if columns else "UPDATE"):
            name = f"stamp_{table}_{verb.split()[0].lower()}"
            if postgres:
                schema.execute(
                    f"CREATE TRIGGER {name} AFTER {verb} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION fazhi_stamp()"
                )
            else:
                anew = "INSERT OR REPLACE INTO surfaces_stamp (id, value) VALUES (1, hex(randomblob(16)))"
                schema.execute(f"CREATE TRIGGER {name} AFTER {verb} ON {table} BEGIN {anew}; END")


class Migration(migrations.Migration):
    dependencies = [
        ("surfaces", "0003_admin_append_only"),
        ("kernel", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("id", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ("value", models.CharField(max_length=36)),
            ],
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
