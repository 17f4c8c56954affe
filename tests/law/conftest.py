"""A small law pack of invented laws, written for these tests, imported into a store of its own."""

import hashlib
import json
from pathlib import Path

import pytest

from fazhi.law.importer import forget, import_texts

OLD = """# 示例登记法

（2010年3月1日示例大会通过　自2010年5月1日起施行）

## 第一章　总则

第一条　为了规范登记，制定本法。

第二条　登记机关应当自收到登记申请之日起十五日内书面答复申请人。

## 第二章　附则

第三条　本法自2010年5月1日起施行。
"""

NEW = """# 示例登记法

（2010年3月1日示例大会通过　2022年6月1日修订）

## 第一章　总则

第一条　为了规范登记，制定本法。

第二条　登记应当公开，有下列情形之一的除外：

（一）涉及秘密的；

（二）涉及下列隐私的：

1.住址；

2.电话；

（三）其他情形。

前款规定的情形消失的，应当公开。

第二条之一　登记不收费。

## 第二章　程序

### 第一节　申请

第三条　登记机关应当自收到登记申请之日起七个工作日内书面答复申请人。

## 第三章　附则

第四条　本法自2022年8月1日起施行。《示例备案办法》同时废止。

附件：登记表
"""

OTHER = """# 示例备案办法

第一条　备案由登记机关办理。

第二条　备案不收费，登记费另行规定。
"""


def pack(folder: Path) -> Path:
    """Writes the pack as shared law packs are written: one file per version and index.jsonl."""
    rows = [
        (OLD, "示例登记法", "2010-03-01", "2010-05-01", "已修改", 3),
        (NEW, "示例登记法", "2022-06-01", "2022-08-01", "现行有效", 4),
        (OTHER, "示例备案办法", "2005-01-01", "2005-01-01", "已废止", 2),
    ]
    lines = []
    for text, title, promulgated, effective, status, last in rows:
        path = f"{title}({promulgated}).md"
        (folder / path).write_text(text, encoding="utf-8")
        entry = {
            "title": title,
            "aliases": ["登记法"] if "法" in title[-1] and "登记" in title else [],
            "level": "法律",
        }
        entry |= {"authority": "示例大会", "promulgated": promulgated, "effective": effective, "status": status}
        entry |= {"articles": last, "last_article": last, "path": path, "revisions": []}
        entry |= {"sha256": hashlib.sha256(text.encode()).hexdigest()}
        lines.append(json.dumps(entry, ensure_ascii=False))
    (folder / "index.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def empty_store(tmp_path, monkeypatch):
    monkeypatch.setenv("FAZHI_LAWS", str(tmp_path / "store" / "laws.sqlite3"))
    forget()
    yield tmp_path
    forget()


@pytest.fixture
def store(empty_store):
    folder = empty_store / "pack"
    folder.mkdir()
    import_texts([pack(folder)])
    return folder
