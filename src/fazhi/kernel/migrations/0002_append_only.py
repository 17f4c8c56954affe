"""The ledger is append-only in the database too: triggers on SQLite and PostgreSQL refuse changes and deletions."""

from django.db import migrations

SEALED = (
    "case_id",
    "seq",
    "domain",
    "step",
    "kind",
    "on",
    "at",
    "by_id",
    "seat",
    "amends_id",
    "revision",
    "digest",
    "seal",
)
REFUSED = "台账只能追加，不能修改或删除"


def sqlite(schema):
    changed = " OR ".join(f'OLD."{c}" IS NOT NEW."{c}"' for c in SEALED)
    schema.execute(
        f"CREATE TRIGGER event_no_update BEFORE UPDATE ON kernel_event WHEN {changed} OR NEW.redacted = 0 "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    )
    for table in ("event", "anchor", "head"):
        schema.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON kernel_{table} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
    for table in ("anchor", "head"):
        schema.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON kernel_{table} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )


def postgres(schema):
    changed = " OR ".join(f'OLD."{c}" IS DISTINCT FROM NEW."{c}"' for c in SEALED)
    schema.execute(
        f"CREATE FUNCTION fazhi_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
    )
    schema.execute(
        f"CREATE TRIGGER event_no_update BEFORE UPDATE ON kernel_event FOR EACH ROW WHEN ({changed} OR NOT NEW.redacted) "
        "EXECUTE FUNCTION fazhi_append_only()"
    )
    for table in ("event", "anchor", "head"):
        schema.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON kernel_{table} FOR EACH ROW EXECUTE FUNCTION fazhi_append_only()"
        )
    for table in ("anchor", "head"):
        schema.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON kernel_{table} FOR EACH ROW EXECUTE FUNCTION fazhi_append_only()"
        )


def forwards(apps, schema):
    (postgres if schema.connection.vendor == "postgresql" else sqlite)(schema)


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
