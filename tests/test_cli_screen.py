"""The way to the screen: the sample edition on the first start, files without subscribing, mistakes before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from command_line import ARTICLE, FEED
from newsreader import paths
from newsreader.config import Config, FullText, Pictures
from newsreader.feeds.worker import ParserProcess
from newsreader.library import feeds, lists
from newsreader.library.store import open_library
from newsreader.tui import app

if TYPE_CHECKING:
    from pathlib import Path

    from command_line import CommandLine
    from newsreader.tui.frame import Frame


class Screen:
    """Stands in for the screen and remembers what it was given."""

    def __init__(self) -> None:
        self.files: tuple[Path, Path] | None = None
        self.titles: list[str] = []
        self.feeds: list[str] = []
        self.config: Config | None = None
        self.refreshes: bool | None = None

    def __call__(
        self, files: tuple[Path, Path], config: Config, *, feeds_refresh: bool, frame: Frame | None, tell: object
    ) -> int:
        self.files, self.config, self.refreshes = files, config, feeds_refresh
        with open_library(files) as lib:
            listed = lists.listing(lib)
            self.titles = [row.title for row in lists.rows(lib, listed.ids)]
            self.feeds = [feed.title for feed in feeds.all_feeds(lib)]
        return 0


@pytest.fixture
def screen(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """A screen, and a terminal to show it on."""
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.headless_driver:HeadlessDriver")
    stand_in = Screen()
    monkeypatch.setattr(app, "run", stand_in)
    return stand_in


def test_the_first_start_has_the_sample_edition(cli: CommandLine, screen: Screen) -> None:
    """An empty library opens on the sample edition, analysed; its refreshing is the user's."""
    assert cli().code == 0
    assert screen.files == paths.library_files()
    assert screen.refreshes is True
    assert screen.config == Config(full_text=FullText(after_refresh=False), pictures=Pictures(fetch="never"))
    assert len(screen.titles) > 3
    assert any(entry["quotes"] for entry in cli("list", "--json").json["entries"])


def test_the_sample_edition_names_the_keys_that_are_set(cli: CommandLine, screen: Screen) -> None:
    """From the next start on after they were set."""

    def welcome() -> str:
        assert cli().code == 0
        found = cli("list", "--json").json["entries"]
        return str(cli("show", found[0]["id"]).out)

    assert "/ | search everything on disk" in " ".join(welcome().split())
    path = paths.config_file()
    path.write_text(path.read_text() + '[keys]\nsearch = "f3"\n')
    assert "f3 | search everything on disk" in " ".join(welcome().split())
    assert screen.titles[0].startswith("Welcome")


def test_the_sample_stays_removed(cli: CommandLine, screen: Screen) -> None:
    """Once removed it does not come back; removing it again is no error."""
    cli()
    removed = len(screen.titles)
    assert cli("sample", "remove", "--json").json == {"removed": removed}
    assert cli("list", "--json").json["total"] == 0
    cli()
    assert screen.titles == []
    assert cli("sample", "remove", "--json").json == {"removed": 0}
    assert "no sample" in cli("sample", "remove").out


def test_a_library_with_feeds_gets_no_sample(cli: CommandLine, screen: Screen, tmp_path: Path) -> None:
    """Whoever has feeds needs none."""
    (tmp_path / "feed.xml").write_text(FEED)
    cli("add", tmp_path / "feed.xml")
    cli("--library", paths.data_dir())
    assert screen.feeds == ["River News"]


def test_files_are_read_without_subscribing(cli: CommandLine, screen: Screen, tmp_path: Path) -> None:
    """Articles and the entries of feed files are there while the screen is, and nothing of them afterwards."""
    (tmp_path / "a.txt").write_text(f"Article A\n\n{ARTICLE}")
    (tmp_path / "b.md").write_text(f"# Article B\n\n{ARTICLE}")
    (tmp_path / "feed.xml").write_text(FEED)
    assert cli("open", tmp_path / "a.txt", tmp_path / "b.md", tmp_path / "feed.xml").code == 0
    assert set(screen.titles) == {"Article A", "Article B", "Bridge & budget", "Ferry stops"}
    assert set(screen.feeds) == {"Files", "River News"}
    assert screen.refreshes is False
    assert screen.files
    assert not screen.files[0].parent.exists()
    assert not paths.data_dir().exists()


def test_many_files_need_one_parser_process(
    cli: CommandLine, screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process takes long to start: a glob of files is read by one."""
    started = []
    start = ParserProcess._spawn

    def counted(parser: ParserProcess) -> Any:
        started.append(parser)
        return start(parser)

    monkeypatch.setattr(ParserProcess, "_spawn", counted)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"Article {name}\n\n{ARTICLE}")
    assert cli("open", *tmp_path.glob("*.txt")).code == 0
    assert len(screen.titles) == 3
    assert len(started) == 1


@pytest.mark.parametrize("name", ["none.txt", "example.org/feed", "broken.xml", "https://example.org/feed.xml"])
def test_what_cannot_be_read_is_told_before_the_screen(
    cli: CommandLine, screen: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """One unreadable file, and no screen is shown; a name is never taken for an address."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.txt").write_text(ARTICLE)
    (tmp_path / "broken.xml").write_text("no feed")
    done = cli("open", "good.txt", name)
    assert done.code == 1
    assert done.sentence
    assert screen.files is None


def test_a_wrong_setting_is_told_before_the_screen(cli: CommandLine, screen: Screen) -> None:
    """A mistake in config.toml is a sentence with its place."""
    paths.config_file().parent.mkdir(parents=True, exist_ok=True)
    paths.config_file().write_text("[reading]\nmeasure = 3\n")
    assert "line 2" in cli().sentence
    assert screen.files is None
    assert "line 2" in cli("config", "--check").sentence


def test_what_the_screen_ends_with_is_the_exit_code(
    cli: CommandLine, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen that was told to go says so."""

    def ended(*_: Any, **__: Any) -> int:
        return 143

    monkeypatch.setattr(app, "run", ended)
    assert cli().code == 143


def test_the_configuration_file_can_be_made_and_checked(cli: CommandLine) -> None:
    """--path says where, --default what could stand there, --check that it may."""
    assert cli("config", "--check").code == 0
    path = cli("config", "--path").out.strip()
    assert path == str(paths.config_file())
    paths.config_file().parent.mkdir(parents=True, exist_ok=True)
    paths.config_file().write_text(cli("config", "--default").out)
    assert cli("config", "--check").out == f"{path}: no problem found\n"


@pytest.mark.parametrize(
    ("config", "themes", "code", "words"),
    [
        ('theme = "nord"', "", 0, "no problem found"),
        ('theme = "mine"', '[mine]\nink = "#ffffff"\n', 0, "no problem found"),
        ('theme = "dsuk"', "", 1, 'config.toml: there is no theme "dsuk"; did you mean "dusk"?'),
        ('theme = "auto"', '[mine]\nink = "white"\n', 1, "themes.toml, line 2: [mine] ink must be a colour"),
        ('theme = "auto"', '[mine]\nink = "#333333"\n', 0, "[mine] ink on ground is hard to read"),
    ],
)
def test_the_themes_are_checked(cli: CommandLine, config: str, themes: str, code: int, words: str) -> None:
    """The one that is set, and those of the user's own file."""
    file = paths.config_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"[interface]\n{config}\n", encoding="utf-8")
    file.with_name("themes.toml").write_text(themes, encoding="utf-8")
    done = cli("config", "--check")
    assert done.code == code
    assert words in (done.out if code == 0 else done.sentence)


def test_config_check_names_keys_that_were_taken_and_keys_that_cannot_be(cli: CommandLine) -> None:
    """What may surprise is told and is no error; what no terminal sends is one."""
    path = paths.config_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('[keys]\npreset = "newsboat"\nzen = "r"\n', encoding="utf-8")
    checked = cli("config", "--check")
    assert checked.code == 0
    assert checked.out.splitlines() == [
        f'{path}, line 3: "r" was a key of refresh_feed; refresh_feed has no key now',
        f"{path}: no problem found",
    ]
    path.write_text('[keys]\nzen = "ctrl+i"\n', encoding="utf-8")
    checked = cli("config", "--check")
    assert checked.code == 1
    assert 'line 2: [keys] zen: "ctrl+i" is the same as "tab"' in checked.sentence
