"""Where the facts lie and where the imported texts are kept."""

import os
from pathlib import Path

HERE = Path(__file__).parent
FACTS = HERE / "facts.tsv"
SHAPES = HERE / "shapes.tsv"
SUCCESSION = HERE / "succession.tsv"
DOCUMENTS = HERE / "documents.tsv"


def store() -> Path:
    """The SQLite file of full texts: FAZHI_LAWS, else var/laws.sqlite3 in the repository or working directory."""
    named = os.environ.get("FAZHI_LAWS")
    if named:
        return Path(named)
    root = HERE.parents[2]
    base = root if (root / "pyproject.toml").is_file() else Path.cwd()
    return base / "var" / "laws.sqlite3"
