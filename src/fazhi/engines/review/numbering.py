"""Automatic numbers of Word lists, rendered as the reader sees them."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHINESE = "零一二三四五六七八九"
HEAVENLY = "甲乙丙丁戊己庚辛壬癸"


def chinese(number: int) -> str:
    """1 to 9999 as 一, 十二, 一百零三."""
    if number < 10:
        return CHINESE[number]
    if number < 20:
        return "十" + (CHINESE[number - 10] if number > 10 else "")
    out, zero = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            out += ("零" if zero and out else "") + CHINESE[digit] + unit
            zero = False
        elif out:
            zero = True
    return out


def roman(number: int) -> str:
    """1 to 3999 in capital letters."""
    out = ""
    for size, letters in ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
                          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):  # fmt: skip
        count, number = divmod(number, size)
        out += letters * count
    return out


def figure(number: int, form: str) -> str:
    """A number in one of Word's forms; a form we do not know is written in Arabic figures."""
    if form in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting"):
        return chinese(number)
    if form == "lowerLetter" or form == "upperLetter":
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form == "lowerRoman" or form == "upperRoman":
        return roman(number) if form == "upperRoman" else roman(number).lower()
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x245F + number)
    if form == "ideographTraditional" and number <= 10:
        return HEAVENLY[number - 1]
    if form in ("bullet", "none"):
        return ""
    return f"{number:02d}" if form == "decimalZero" else str(number)


class Numbering:
    """Counts the paragraphs of every list as they come by."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self.levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self.of_style: dict[str, tuple[str, int]] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.shared: dict[str, str] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read(self, numbering: Any) -> None:
        abstract = {a.get(W + "abstractNumId"): _levels(a) for a in numbering.iter(W + "abstractNum")}
        for num in numbering.iter(W + "num"):
            link = num.find(W + "abstractNumId")
            if link is None:
                continue
            number = num.get(W + "numId")
            levels = dict(abstract.get(link.get(W + "val"), {}))
            own = False
            for override in num.iter(W + "lvlOverride"):
                level = int(override.get(W + "ilvl", 0))
                start = override.find(W + "startOverride")
                if start is not None and level in levels:
                    levels[level] = (int(start.get(W + "val")), *levels[level][1:])
                    own = True
            self.levels[number] = levels
            self.shared[number] = number if own else f"abstract {link.get(W + 'val')}"

    def _read_styles(self, styles: Any) -> None:
        based: dict[str, str] = {}
        for style in styles.iter(W + "style"):
            name = style.get(W + "styleId")
            parent = style.find(W + "basedOn")
            if parent is not None:
                based[name] = parent.get(W + "val")
            found = _reference(style.find(W + "pPr"))
            if found:
                self.of_style[name] = found
        for name in based:
            step, seen = name, set()
            while step in based and step not in self.of_style and step not in seen:
                seen.add(step)
                step = based[step]
            if step in self.of_style:
                self.of_style.setdefault(name, self.of_style[step])

    def label(self, paragraph: Any) -> str:
        """The number in front of a paragraph, and one step further in its list; empty outside lists."""
        properties = paragraph.find(W + "pPr")
        found = _reference(properties)
        if found is None and properties is not None and properties.find(W + "pStyle") is not None:
            found = self.of_style.get(properties.find(W + "pStyle").get(W + "val"))
        if found is None or found[0] not in self.levels or found[1] not in self.levels[found[0]]:
            return ""
        number, level = found
        levels, counts = self.levels[number], self.counts.setdefault(self.shared[number], {})
        counts[level] = counts.get(level, levels[level][0] - 1) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        _, form, pattern = levels[level]
        if form == "bullet":
            return ""
        for step in range(level + 1):
            if f"%{step + 1}" in pattern and step in levels:
                pattern = pattern.replace(f"%{step + 1}", figure(counts.get(step, levels[step][0]), levels[step][1]))
        return pattern


def _reference(properties: Any) -> tuple[str, int] | None:
    """List and level named by paragraph properties."""
    numbers = properties.find(W + "numPr") if properties is not None else None
    identity = numbers.find(W + "numId") if numbers is not None else None
    if numbers is None or identity is None or identity.get(W + "val") == "0":
        return None
    level = numbers.find(W + "ilvl")
    return identity.get(W + "val"), int(level.get(W + "val")) if level is not None else 0


def _levels(abstract: Any) -> dict[int, tuple[int, str, str]]:
    out = {}
    for level in abstract.iter(W + "lvl"):
        start, form, text = (level.find(W + tag) for tag in ("start", "numFmt", "lvlText"))
        out[int(level.get(W + "ilvl"))] = (
            int(start.get(W + "val")) if start is not None else 1,
            form.get(W + "val") if form is not None else "decimal",
            text.get(W + "val") if text is not None else "",
        )
    return out
