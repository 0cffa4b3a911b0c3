"""Files of offices, read strictly: CSV, XLSX and XLS as one table of texts, row by row, with what was skipped.

Nothing is guessed about what a value means: that is `shared.parsing`. What cannot be read without guessing is refused
with a sentence that says what to do with the file, before anything of it is used.
"""

from .cell import UnreadableCell, read_cell
from .read_table import read_table
from .spreadsheet_error import SpreadsheetError
from .table import Table, TableRow

__all__ = ["SpreadsheetError", "Table", "TableRow", "UnreadableCell", "read_cell", "read_table"]
