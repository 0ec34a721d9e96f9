"""Keys that were pressed for a field before it had the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual import events
    from textual.widgets import Input


async def type_late(field: Input, event: events.Key) -> bool:
    """Type what was pressed before the field had the focus; whether that was anything. It takes the rest by itself."""
    if event.is_printable and event.character is not None:
        field.replace(event.character, *field.selection)
    elif event.key == "backspace" and not field.has_focus:
        field.action_delete_left()
    elif event.key == "enter" and not field.has_focus:
        await field.action_submit()
    else:
        return False
    return True
