"""Starts Django for a command, and makes the database ready where it is not."""

import os
import sys

import django


def start(migrate: bool = True) -> None:
    """Set Django up; with `migrate`, create or upgrade the database and plant the holiday table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.site.settings")
    django.setup()
    if migrate:
        ready()


def ready() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    from fazhi.kernel.holidays import plant

    plant()


def progress(label: str):
    """A progress line on stderr where it is a terminal; a callable (done, total)."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        print(f"\r{label} {done}/{total}", end="" if done < total else "\n", file=sys.stderr, flush=True)

    return show
