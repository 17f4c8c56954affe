"""Writes the lawyer's sheet of every procedure and the glossary into docs/procedures; their diff is reviewed like code."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    sys.path.insert(0, str(ROOT / "src"))
    from fazhi.site.boot import start

    start(migrate=False)
    from fazhi.kernel.registry import procedures

    home = ROOT / "docs" / "procedures"
    home.mkdir(parents=True, exist_ok=True)
    for key in sorted(procedures()):
        subprocess.run([ROOT / ".venv/bin/fazhi", "sheet", key, "--facts", "--out", home / f"{key}.html"], check=True)
        print(f"  docs/procedures/{key}.html")


if __name__ == "__main__":
    main()
