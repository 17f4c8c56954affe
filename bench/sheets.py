"""An Excel of 50,000 plan lines read, checked and answered; and the same with a fault in every tenth line."""

import io
import os
import statistics
import sys
import time
from datetime import datetime, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.site.settings")
import django

django.setup()

from fazhi.domains.inspections import credit_code, sheets  # noqa: E402
from fazhi.domains.inspections.intake import answer  # noqa: E402

LINES = 50_000


def workbook(lines: int, bad: int = 0) -> tuple[bytes, sheets.Known]:
    """A plan of `lines` lines over a quarter as many enterprises; every `bad`-th line has a wrong check digit."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet, day = book.add_worksheet("检查计划"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, list(sheets.HEADINGS))
    firms = {credit_code.synthetic(n): f"示例企业{n:05d}" for n in range(lines // 4)}
    codes, start = list(firms), datetime(2025, 4, 1)
    for n in range(1, lines + 1):
        code = codes[n % len(codes)]
        shown = code[:-1] + ("0" if code[-1] != "0" else "1") if bad and n % bad == 0 else code
        sheet.write_row(n, 0, [f"J{n}", f"示例区第{n % 30}局", shown, firms[code], f"SX{n % 9}", "日常检查", "现场"])
        sheet.write_datetime(n, 7, start + timedelta(n % 40), day)
        if n % 2:
            sheet.write_string(n, 8, f"2025年6月{n % 28 + 1}日")
        else:
            sheet.write_datetime(n, 8, start + timedelta(60 + n % 25), day)
        sheet.write_row(n, 9, [1.5, 1, "是", "普通", n % 5, "否"])
    book.close()
    bodies = {f"示例区第{n}局": f"示例区第{n}局" for n in range(30)}
    return out.getvalue(), sheets.Known(bodies, {b: {f"SX{i}" for i in range(9)} for b in bodies}, firms)


def main() -> None:
    print(f"{'工作簿':<16}{'行':>8}{'错误':>8}{'读查（秒）':>12}{'答复（秒）':>12}{'合计（秒）':>12}{'处理器（秒）':>12}")
    for label, bad in (("全部无误", 0), ("十分之一有误", 10)):
        content, known = workbook(LINES, bad)
        runs = []
        for _ in range(3):
            t, cpu = time.perf_counter(), time.process_time()
            reading = sheets.read(content, known)
            read = time.perf_counter() - t
            answer(reading.faults)
            runs.append((read, time.perf_counter() - t - read, time.process_time() - cpu))
        read, wrote, cpu = (statistics.median(r[i] for r in runs) for i in range(3))
        print(
            f"{label:<16}{reading.total:>8}{len(reading.faults):>8}{read:>12.2f}{wrote:>12.2f}{read + wrote:>12.2f}{cpu:>12.2f}"
        )
        if reading.total != LINES or len(reading.faults) != (LINES // bad if bad else 0):
            sys.exit(f"读出的行数或错误数不对：{reading.total}、{len(reading.faults)}；{reading.faults[:3]}")


if __name__ == "__main__":
    main()
