"""What all tests share: the holiday table planted, files in a folder of their own, texts of laws only where they were imported."""

import pytest


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """SQLite's test database is copied from a migrated one."""
    from emptystore import instead_of_migrating

    instead_of_migrating()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database with the shipped holiday table, as a fresh installation has it."""
    with django_db_blocker.unblock():
        from fazhi.kernel.holidays import plant

        plant()


@pytest.fixture(scope="module")
def demo_store(django_db_setup, django_db_blocker):
    """The whole demonstration in the test database, undone after the module (SQLite only)."""
    from demostore import loaded

    with django_db_blocker.unblock(), loaded():
        yield


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path_factory):
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")


@pytest.fixture(autouse=True)
def fresh_caches():
    """What a process keeps of the tables (the calendar) is read anew for each test."""
    from fazhi.kernel import holidays

    holidays.forget()


def pytest_collection_modifyitems(items):
    """The walk over every page is by far the longest test: begun first, it runs beside the others."""
    items.sort(key=lambda item: "test_walk" not in item.nodeid)
