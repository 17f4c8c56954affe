"""Small workbooks for the tests that hand one in."""

import xlsxwriter


def workbook(path, *rows):
    """A workbook of one sheet with these rows, written to `path`; gives the path."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    for n, row in enumerate(rows):
        page.write_row(n, 0, row)
    book.close()
    return path
