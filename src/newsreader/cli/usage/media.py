"""The words of files attached to articles: loaded, played, queued."""

from __future__ import annotations

from typing import Any

from newsreader.cli.arguments import Parser, command, count, id_argument, limit

_MEDIA = """play and download without ID take the queue in its order; what was played leaves it. --json gives
  {"media":[{"id","number","title","feed","url","type","kind":"audio|video|image|other","length",
             "file":PATH|null,"bytes","complete":bool,"place":SECONDS,"queued":bool,
             "chapters":[{"start":SECONDS,"title","link"}],"transcripts":[{"url","type","language"}],
             "transcript":bool}]}
  (transcript: whether one was fetched); of transcript itself it gives
  {"recordings":[{"id","title","chapters":[...],"people":[{"name","role"}],"transcript":TEXT|null,"fetched","error"}]}"""


def add(commands: Any) -> None:
    """Add them."""
    media = command(
        commands,
        "media",
        "media.show",
        "list, load, play, read or queue files attached to entries: podcasts, films, documents",
        "newsreader media download 12",
        more=_MEDIA,
    )
    actions = media.add_subparsers(dest="action", metavar="ACTION", required=True, title="actions")
    show = command(
        actions,
        "list",
        "media.show",
        "list the files of the newest entries, or of those named, with how much of each is on the disk",
        "newsreader media list --feed 3",
    )
    show.add_argument("ids", metavar="ID", type=id_argument, nargs="*")
    show.add_argument("--feed", metavar="F", help="those of one feed: an id, an exact URL or a unique exact title")
    show.add_argument("--loaded", action="store_true", help="those that were loaded, or begun")
    limit(show)

    download = command(
        actions,
        "download",
        "media.download",
        "load files, with chapters and transcripts, into the folder that [media] names; what broke off goes on",
        "newsreader media download 12",
    )
    _files(download)
    download.add_argument("--events", action="store_true", help="one JSON line now and then")

    play = command(
        actions,
        "play",
        "media.play",
        "give files, or their addresses, to the commands that [media] has for their types; no shell is involved",
        "newsreader media play 12 --from 90",
    )
    _files(play)
    play.add_argument("--from", dest="place", metavar="SECONDS", type=count, help="begin there, and keep that")

    queue = command(
        actions, "queue", "media.queue", "put files at the end of the queue, or list it", "newsreader media queue 12 13"
    )
    _files(queue)
    queue.add_argument("--remove", action="store_true", help="take them out of it")

    transcript = command(
        actions,
        "transcript",
        "transcripts.show",
        "print the chapters and transcripts of recordings, fetched where they are not there; their quotes are found",
        "newsreader media transcript 12",
    )
    transcript.add_argument("ids", metavar="ID", type=id_argument, nargs="+", help="entries")
    transcript.add_argument("--again", action="store_true", help="fetch what is there already")


def _files(parser: Parser) -> None:
    parser.add_argument("ids", metavar="ID", type=id_argument, nargs="*", help="entries; without any the queue")
    parser.add_argument("--number", metavar="N", type=count, default=1, help="which file of an entry (default 1)")
