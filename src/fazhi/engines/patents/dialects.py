"""Queries in the spelling of other systems, put into ours: incoPat, 智慧芽, Espacenet, PATENTSCOPE, Lens."""

import re

INCOPAT = {"TI": "ti", "TIAB": "ta", "TIABC": "tac", "AB": "ta", "CLAIM": "cl", "AP": "ap", "PATENTEE": "ow", "IN": "in", "PN": "pn", "AN": "an", "PR": "pr", "IPC": "ipc",
           "IPC-LOW": "ipc", "CPC": "cpc", "PD": "pd", "AD": "ad", "STATUS": "st", "CITY": "lo", "COUNTY": "lo", "PROVINCE": "lo"}  # fmt: skip
PATSNAP = {"TTL": "ti", "TA": "ta", "TAC": "tac", "ABST": "ta", "CLMS": "cl", "AN": "ap", "ANC": "ow", "IN": "in", "PN": "pn", "APNO": "an", "PRNO": "pr", "IPC": "ipc",
           "IPC_LOW": "ipc", "CPC": "cpc", "PBD": "pd", "APD": "ad", "SIMPLE_LEGAL_STATUS": "st", "LEGAL_EVENT": "ev", "AN_CITY": "lo", "AN_DISTRICT": "lo"}  # fmt: skip
ESPACENET = {"TI": "ti", "TA": "ta", "FTXT": "tac", "CLAIMS": "cl", "PA": "ap", "IN": "in", "PN": "pn", "AP": "an", "PR": "pr", "NUM": "pn", "IPC": "ipc", "CL": "ipc",
             "CPC": "cpc", "PD": "pd"}  # fmt: skip
PATENTSCOPE = {
    "EN_TI": "ti",
    "ZH_TI": "ti",
    "EN_AB": "ta",
    "EN_CL": "cl",
    "PA": "ap",
    "IN": "in",
    "IC": "ipc",
    "DP": "pd",
    "AD": "ad",
    "PN": "pn",
    "CTR": "cc",
}
LENS = {"TITLE": "ti", "ABSTRACT": "ta", "CLAIMS": "cl", "APPLICANT.NAME": "ap", "OWNER_ALL.NAME": "ow", "INVENTOR.NAME": "in", "DOC_NUMBER": "pn", "CLASS_IPCR.SYMBOL": "ipc",
        "CLASS_CPC.SYMBOL": "cpc", "YEAR_PUBLISHED": "pd", "DATE_PUBLISHED": "pd", "JURISDICTION": "cc"}  # fmt: skip
DIALECTS = {"incopat": INCOPAT, "patsnap": PATSNAP, "espacenet": ESPACENET, "patentscope": PATENTSCOPE, "lens": LENS}


def translate(text: str, dialect: str) -> str:
    """The query in our own language. Refuses an unknown field of that dialect, naming it and its place."""
    if dialect == "own":
        return text
    fields = DIALECTS[dialect]
    parts = re.split(r'("[^"]*"|“[^”]*”)', text)
    at = 0
    for i, part in enumerate(parts):
        if i % 2 == 0:
            parts[i] = _outside(part, fields, dialect, at)
        at += len(part)
    joined = "".join(parts)
    joined = re.sub(r'"([^"\s]+) ([^"\s]+)"~(\d+)', r"(\1 near/\3 \2)", joined)
    return re.sub(r"\b(ti|ta|tac|cl|ap|ow|in)=(?=\S)", r"\1:", joined)


def _outside(text: str, fields: dict[str, str], dialect: str, start: int) -> str:
    """What stands outside quotes: field names, ranges, nearness."""

    def field(m: re.Match[str]) -> str:
        name = fields.get(m[1].upper())
        if name is None:
            raise ValueError(
                f"检索式第{start + m.start() + 1}个字符处：{dialect}写法里的字段“{m[1]}”不认识，可用：{'、'.join(fields)}（E-PT-11）"
            )
        return f"{name}:"

    text = re.sub(r"([A-Za-z][A-Za-z_.\-]*)\s*[:=]\s*", field, text)
    text = re.sub(r"\bpd:(\d{4,8}):(\d{4,8})", r"pd:[\1 TO \2]", text)
    text = re.sub(r"[\[{]\s*(\S+)\s+(?:to|TO)\s+(\S+?)\s*[\]}]", r"[\1 TO \2]", text)
    text = re.sub(r"\((\d+)[wW]\)", r" pre/\1 ", text)
    text = re.sub(r"\((\d+)[nN]\)", r" near/\1 ", text)
    text = re.sub(r"\$PRE(\d+)", r"pre/\1", text)
    text = re.sub(r"\$WS?(\d+)", r"near/\1", text)
    text = re.sub(r"\bNEAR(\d+)\b", r"near/\1", text)
    text = re.sub(r"\bBEFORE(\d+)\b", r"pre/\1", text)
    text = re.sub(r"\$FREQ(\d+)", r"freq/\1", text)
    text = re.sub(r"\$SEN\b|\(s\)", " sen ", text)
    text = re.sub(r"\$PARA\b|\(p\)", " para ", text)
    return re.sub(r"\b(and|or|not)\b", lambda m: m[1].upper(), text)
