"""One embedded store at a time; the same tests run on a ClickHouse server when FAZHI_CLICKHOUSE_URL names one."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

DATA = Path(__file__).parent / "data"


@pytest.fixture
def store(tmp_path: Path) -> Iterator["object"]:
    from fazhi.engines.patents import Store

    with Store.open(tmp_path / "store") as opened:
        yield opened


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator["object"]:
    """A store with all own sample files, shared by the reading tests of a module."""
    from fazhi.engines.patents import Store

    with Store.open(tmp_path_factory.mktemp("patents") / "store") as opened:
        opened.load([DATA])
        yield opened


@pytest.fixture
def server_url() -> str:
    url = os.environ.get("FAZHI_CLICKHOUSE_URL", "")
    if not url:
        pytest.skip("未给出FAZHI_CLICKHOUSE_URL，没有在ClickHouse服务器上运行")
    return f"{url.rstrip('/')}/test_{uuid.uuid4().hex[:8]}"
