"""What can be done with the recording of an article beside its files: its chapters, its transcript. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsreader.media import naming
from newsreader.recordings import chapters
from newsreader.recordings.values import clock
from newsreader.tui.screens.question import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsreader.library.media import Attached
    from newsreader.library.spoken import Spoken

FETCH, FROM = "transcript", "from"


def offered(one: Spoken | None, files: Sequence[Attached], text: str) -> list[Choice]:
    """Fetching what there is, and playing from a chapter on: "from 1 65" is from second 65 of file 1.

    `text` is the article's, whose lines name chapters where nothing else does.
    """
    choices: list[Choice] = []
    if one is not None and one.recording.can_be_fetched:
        what = "transcript" if one.recording.transcripts else "chapters"
        choices.append(Choice(FETCH, f"fetch the {what}" + (" again" if one.fetched else ""), "from the network"))
    playable = [file for file in files if naming.kind(file.enclosure) in {"audio", "video"}]
    if playable:
        listed = (one.chapters if one is not None else ()) or chapters.in_text(text)
        value = f"{FROM} {playable[0].number}"
        choices += [Choice(f"{value} {part.start}", f"{clock(part.start):>7}  {part.title}") for part in listed]
    return choices
