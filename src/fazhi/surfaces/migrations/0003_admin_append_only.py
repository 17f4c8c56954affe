"""The log of the administration is append-only in the database too."""

from django.db import migrations

REFUSED = "管理记录只能追加，不能修改或删除"


def forwards(apps, schema):
    if schema.connection.vendor == "postgresql":
        schema.execute(
            "CREATE TRIGGER adminlog_kept BEFORE UPDATE OR DELETE ON surfaces_adminlog FOR EACH ROW "
            "EXECUTE FUNCTION fazhi_append_only()"
        )
        return
    for verb in ("UPDATE", "DELETE"):
        schema.execute(
            f"CREATE TRIGGER adminlog_no_{verb.lower()} BEFORE {verb} ON surfaces_adminlog BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )


class Migration(migrations.Migration):
    dependencies = [("surfaces", "0002_administration"), ("kernel", "0002_append_only")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
