"""Which table a row is of, told by how many values it has and of which types: for rows that lost their table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.library import schema
from newsreader.values import dataclass

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from newsreader.library.records import Record

_TYPES = {"INTEGER": int, "TEXT": str, "BLOB": bytes}
_Kinds = tuple[type, ...]


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    type: type
    nullable: bool
    may_be_missing: bool
    """Rows that were written before the column was added end before it."""
    is_row_id: bool
    """Stored as nothing: the row has its id beside it."""


class Shapes:
    """The shapes of some tables of a database."""

    def __init__(self, connection: sqlite3.Connection, tables: Iterable[str]) -> None:
        self._tables = {table: _columns(connection, table) for table in tables}
        self._found: dict[_Kinds, str] = {}

    def columns(self, table: str) -> list[str]:
        """The columns of a table, in the order in which rows are stored."""
        return [column.name for column in self._tables[table]]

    def table(self, record: Record) -> str:
        """The table whose shape a record has; "" if none has."""
        kinds = tuple(map(type, record))
        table = self._found.get(kinds)
        if table is None:
            fitting = [table for table, columns in self._tables.items() if _fit(kinds, columns)]
            exact = [table for table in fitting if len(self._tables[table]) == len(kinds)]
            table = self._found[kinds] = (exact or fitting or [""])[0]
        return table


def _columns(connection: sqlite3.Connection, table: str) -> list[_Column]:
    grown = any(f"ALTER TABLE {table} ADD" in statement for step in schema.MIGRATIONS for statement in step)
    listed = connection.execute('SELECT name, type, "notnull", dflt_value, pk FROM pragma_table_info(?)', (table,))
    rows = listed.fetchall()
    ids = [name for name, kind, _, _, pk in rows if pk and kind == "INTEGER"]
    (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)).fetchone()
    has_row_id = "WITHOUT ROWID" not in sql
    return [
        _Column(
            name,
            _TYPES[kind],
            nullable=not notnull,
            may_be_missing=grown and (not notnull or default is not None),
            is_row_id=has_row_id and name in ids,
        )
        for name, kind, notnull, default, _ in rows
    ]


def _fit(kinds: _Kinds, columns: Sequence[_Column]) -> bool:
    if len(kinds) > len(columns) or not all(column.may_be_missing for column in columns[len(kinds) :]):
        return False
    nothing = type(None)
    for kind, column in zip(kinds, columns, strict=False):
        if kind is nothing:
            if not (column.nullable or column.is_row_id):
                return False
        elif column.is_row_id or kind is not column.type:
            return False
    return True
