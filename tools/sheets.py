"""Writes the lawyer's sheet of every procedure and the glossary into docs/procedures; their diff is reviewed like code."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> None:
    sys.path.insert(0, str(ROOT / "src"))
    from fazhi.site.boot import start

    start(migrate=False)
    from fazhi.kernel.registry import procedures

    env = {**os.environ, "FAZHI_LAWS": str(ROOT / "var" / "no-texts")}  # the words of the law are not committed
    home = ROOT / "docs" / "procedures"
    home.mkdir(parents=True, exist_ok=True)
    for key in sorted(procedures()):
        subprocess.run([ROOT / ".venv/bin/fazhi", "sheet", key, "--out", home / f"{key}.html"], check=True, env=env)
        print(f"  docs/procedures/{key}.html")


if __name__ == "__main__":
    main()
