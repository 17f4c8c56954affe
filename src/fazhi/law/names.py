"""One spelling for each title and document number, so that what people write meets what the catalogue holds."""

import re

STATE = "中华人民共和国"
DROP = re.compile(r"[\s《》〈〉<>“”\"「」]")
BRACKETS = str.maketrans("()（）[]［］【】", "（）（）（）（）（）")
YEAR_TEXT = re.compile(r"（\d{4}年[^）]*）$")
DOCUMENT = re.compile(r"^(.+?)[〔［\[【（(〈]\s*(\d{4})\s*[〕］\]】）)〉]\s*第?\s*0*(\d+)\s*号$")


def plain(title: str) -> str:
    """A title without book marks, blanks and the country's name, brackets in one form: the key it is found by."""
    key = DROP.sub("", title).translate(BRACKETS)
    return key[len(STATE) :] if key.startswith(STATE) and len(key) > len(STATE) else key


def family(title: str) -> str:
    """The title all versions of one law share: without a version in brackets, 宪法（2018年修正文本） is 宪法."""
    bare = YEAR_TEXT.sub("", title)
    return title if bare.endswith(("修正案", "决定")) else bare


def document_number(text: str) -> str | None:
    """The one form of a document number, 国办发〔2018〕37号, whatever brackets were used; None if it is not one."""
    found = DOCUMENT.match(re.sub(r"\s", "", text))
    return f"{found[1]}〔{found[2]}〕{found[3]}号" if found else None
