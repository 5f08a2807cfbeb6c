"""Reports in the layouts in which agencies publish them, from Figures.

Written for the project: the labels are those of the official forms, the layouts follow what is
known of real reports, and every sentence and every line of markup is the project's own.
"""

from tests.replica.render.layout import Cell, Table, tables
from tests.replica.render.markup import html_table
from tests.replica.render.narrative import intro, narrative, prose_report, report_title, section_headings
from tests.replica.render.ofd import ofd
from tests.replica.render.pdf import pdf
from tests.replica.render.report import report_blocks, report_docx, report_html, report_text
from tests.replica.render.text import glued, text, text_table
from tests.replica.render.word import docx
from tests.replica.render.workbook import xls, xlsx
from tests.replica.render.wrapped import mhtml, zipped

__all__ = [
    "Cell",
    "Table",
    "docx",
    "glued",
    "html_table",
    "intro",
    "mhtml",
    "narrative",
    "ofd",
    "pdf",
    "prose_report",
    "report_blocks",
    "report_docx",
    "report_html",
    "report_text",
    "report_title",
    "section_headings",
    "tables",
    "text",
    "text_table",
    "xls",
    "xlsx",
    "zipped",
]
