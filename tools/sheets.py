"""Writes the lawyer's sheet of every procedure and the glossary into docs/procedures; their diff is reviewed like code."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
STYLE = "../../src/fazhi/surfaces/static/surfaces/fazhi.css"


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
        share_style(home / f"{key}.html")
        print(f"  docs/procedures/{key}.html")


def share_style(page: Path) -> None:
    """Each sheet is one file that can be mailed; here they lie side by side and share the style sheet of the screens."""
    text = page.read_text(encoding="utf-8")
    page.write_text(
        re.sub(r"<style>.*?</style>", f'<link rel="stylesheet" href="{STYLE}">', text, flags=re.DOTALL), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
