"""The index figures are read from: with kind and moment, a set of lines is found without touching the lines themselves."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("kernel", "0003_search"),)
    operations = (
        migrations.RemoveIndex(model_name="event", name="event_domain_step_on"),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["domain", "step", "on", "case", "kind", "at"], name="event_figures"),
        ),
    )
