"""An article as lines: document, quotations, key clauses and a width in, pieces with the names of their roles out.

Pure: no widget, no colour, no storage. A line is never wider than the width in cells (but for a mark of quotation that
hangs before it), and no word of the document is lost. Roles are names that the detail turns into styles.
"""

from newsreader.tui.rendering.body import lay_out
from newsreader.tui.rendering.drawings import Drawing, Known, Pixels, Placed
from newsreader.tui.rendering.head import lay_out_head
from newsreader.tui.rendering.layout import Layout, Line, Section

__all__ = ["Drawing", "Known", "Layout", "Line", "Pixels", "Placed", "Section", "lay_out", "lay_out_head"]
