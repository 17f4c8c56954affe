"""Every test the threat model names exists."""

import re
from pathlib import Path

HOME = Path(__file__).parents[2]


def test_each_line_has_its_test():
    text, missing = (HOME / "docs/threat-model.md").read_text(encoding="utf-8"), []
    for row in text.splitlines():
        file = ""
        for found in re.finditer(r"`([\w/]*(?:\.py)?)::(test_\w+)`", row):
            file = found[1] or file
            path = HOME / "tests" / file
            if not path.is_file() or f"def {found[2]}(" not in path.read_text(encoding="utf-8"):
                missing.append(f"{file}::{found[2]}")
    assert not missing and text.count("::test_") > 40
