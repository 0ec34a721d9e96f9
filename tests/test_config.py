"""The settings: defaults, errors that say where and what, a default file that documents every one of them."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import config, configfile, keysettings, paths
from newsreader.commands import COMMANDS, Pane
from newsreader.errors import ConfigError
from newsreader.feedsettings import FeedSettings
from newsreader.keymap import Bindings
from newsreader.keysettings import bound
from newsreader.tomltext import Source

FILE = Path("config.toml")
SOURCE = Source(FILE, "")
SETTINGS = [
    (section, setting.name, setting)
    for section, kind in (
        ("reading", config.Reading),
        ("refresh", config.Refresh),
        ("interface", config.Interface),
        ("fetch", config.Fetch),
    )
    for setting in fields(kind)
]


def uncommented(text: str) -> str:
    """A default file whose settings count: the `#` taken from those without a blank after it."""
    return re.sub(r"(?m)^#(?! )", "", text)


def test_without_a_file_the_defaults_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody needs a configuration file."""
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path))
    assert config.Config() == configfile.load()


def test_the_user_s_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file at the configured place sets what it names and leaves the rest."""
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path))
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text('\ufeff[reading]\nmeasure = 60\n[keys]\nstar = ["f5", "s"]\nquit = "Q"\n')
    loaded = configfile.load()
    assert loaded.reading.measure == 60
    assert config.Reading().mark_read_after == loaded.reading.mark_read_after
    assert loaded.keys == bound({"star": ("f5", "s"), "quit": ("Q",)})


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    """Only the user's own file may be missing."""
    with pytest.raises(ConfigError, match=r"none\.toml: there is no such"):
        configfile.load(tmp_path / "none.toml")


def test_the_default_file_says_nothing_but_defaults() -> None:
    """As it is, and with every setting uncommented, the default file gives the defaults."""
    assert config.Config() == configfile.parse(configfile.documented(), FILE)
    assert config.Config() == configfile.parse(uncommented(configfile.documented()), FILE)


def test_the_default_file_with_keys_says_nothing_but_defaults() -> None:
    """The long form names the keys that every command has anyway."""
    loaded = configfile.parse(uncommented(configfile.default_text()), FILE)
    assert loaded.keys == bound({command.id: command.keys for command in COMMANDS})
    assert config.Config(keys=loaded.keys) == loaded
    assert keysettings.remarks(SOURCE, {command.id: list(command.keys) for command in COMMANDS}) == []


@pytest.mark.parametrize(("section", "name"), [(section, name) for section, name, _ in SETTINGS])
def test_every_setting_is_documented(section: str, name: str) -> None:
    """Above each setting of the default file stands a sentence about it."""
    text = configfile.documented().split(f"[{section}]")[1]
    assert re.search(rf"# .+\.\n#{name} = ", text)


def test_a_feed_s_settings_are_documented_and_at_their_defaults() -> None:
    """The example of a feed's section has each setting with a sentence, and sets nothing when it is made to count."""
    example = configfile.documented().split('# [feeds."https://example.org/feed"]')[1].split("[keys]")[0]
    for setting in fields(FeedSettings):
        assert re.search(rf"#   # .+\.\n#   {setting.name} = ", example), setting.name
    text = '[feeds."https://example.org/feed"]\n' + re.sub(r"(?m)^#   ", "", example).replace("command = []", "")
    assert configfile.parse(text, FILE).of_feed("https://example.org/feed") == FeedSettings()


@pytest.mark.parametrize(("section", "name", "setting"), SETTINGS)
def test_a_value_of_another_type_is_named(section: str, name: str, setting: Any) -> None:
    """A wrong value's message has the file, the line, the section and the key."""
    with pytest.raises(ConfigError, match=rf"config\.toml, line 3: \[{section}\] {name} must be .*, not \[\]"):
        configfile.parse(f"\n[{section}]\n{name} = []\n", FILE)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[reading]\nmesure = 3", 'line 2: [reading] there is no setting "mesure"; did you mean "measure"?'),
        ("\n[raeding]\n", 'line 2: there is no section "raeding"; did you mean "reading"?'),
        (
            "zzz = 1",
            'line 1: there is no section "zzz"; known are reading, refresh, interface, fetch, parse, export, '
            "full_text, pictures, media, retention, feeds, keys",
        ),
        ("reading = 1", "line 1: reading is a section: write [reading]"),
        ("reading.measure = 5", "line 1: [reading] measure must be from 20 to 400, not 5"),
        ("reading = {measure = 5}", "line 1: [reading] measure must be from 20 to 400, not 5"),
        ("[refresh]\nevery = true", "line 2: [refresh] every must be a whole number, not true"),
        ("[refresh]\non_start = 1", "line 2: [refresh] on_start must be true or false, not 1"),
        ("[reading]\nmark_read_after = nan", "[reading] mark_read_after must be from 0 to 3600, not nan"),
        ("[reading]\nmark_read_after = -1", "[reading] mark_read_after must be from 0 to 3600, not -1"),
        ('[interface]\nrows = "three"', '[interface] rows must be "auto" or "one" or "two", not "three"'),
        ("[interface]\nbrowser = '''firefox \"%u'''", "browser must be a command whose quotation marks are closed"),
        ("[keys]\nstarr = 's'", 'line 2: [keys] there is no command "starr"; did you mean "star"?'),
        ("[keys]\nstar = 'ctrl+i'", 'line 2: [keys] star: "ctrl+i" is the same as "tab"'),
        (
            "[keys]\nstar = 'g s'\ntop = 'g'",
            'line 3: [keys] top: "g s" can never be typed while "g" alone is a key of top',
        ),
        (
            "[keys]\ntop = 'g'\nstar = 'g s'",
            'line 3: [keys] star: "g s" can never be typed while "g" alone is a key of top',
        ),
        ("[keys]\npreset = 'vmi'", 'line 2: [keys] there is no preset "vmi"; did you mean "vim"?'),
        ("[keys]\npreset = 3", '[keys] preset must be "default" or "newsboat" or "vim" or "elfeed" or "reader"'),
        ("[keys]\nin = 3", "line 2: [keys] in is a section: write [keys.in.list]"),
        ("[keys.in]\nlist = 3", "line 2: [keys.in] list is a section: write [keys.in.list]"),
        ("[keys.in.lst]", 'line 1: [keys.in] there is no pane "lst"; did you mean "list"?'),
        ("[keys.in.list]\nnext_quote = 'x'", "line 2: [keys.in.list] next_quote does not work in the pane list"),
        ("[keys]\nmacros = 3", "line 2: [keys] macros is a section: write [keys.macros]"),
        ("[keys.macros]\nx = 3", "line 2: [keys.macros] x must be commands, or a list of them, not 3"),
        ("[keys.macros]\nxx = 'star'", 'line 2: [keys.macros] xx: "xx" is no key'),
        ("[keys.macros]\nx = 'strr'", 'line 2: [keys.macros] x: there is no command "strr"; did you mean "star"?'),
        ("[keys.macros]\nx = 'star later'", 'line 2: [keys.macros] x: star is told nothing, not "star later"'),
        ("[keys]\nstar = 'x'\n[keys.macros]\nx = 'tag'", 'line 4: [keys.macros] x: "x" is a key of star already'),
        ("[keys]\n\n'star' = 3", "line 3: [keys] star must be a key or a list of keys, not 3"),
        ("[keys]\nstar = ['']", "[keys] star must be a key or a list of keys"),
        ("[keys]\nstar = 'x'\nquit = 'x'", 'line 3: [keys] quit: "x" is a key of star already'),
        ("[reading", "not valid TOML: Expected ']' at the end of a table declaration (at the end, line 1)"),
        ("a = 1\na = 2\n", "not valid TOML: Cannot overwrite a value (at line 2, column 6)"),
        ('"\\u001b[31m" = 1', 'there is no section "�[31m"'),
        ("x = " + "[" * 5000, "not valid TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, sentence: str) -> None:
    """A message has what a user needs to mend the file, and no control character."""
    with pytest.raises(ConfigError) as raised:
        configfile.parse(text, FILE)
    assert sentence in str(raised.value)
    assert str(raised.value).startswith("config.toml")
    assert "\x1b" not in str(raised.value)
    assert "\n" not in str(raised.value)


# --- single feeds -------------------------------------------------------------------------------------------------

URL = "https://a.example/feed"


def of_feed(settings: str, url: str = URL) -> config.Config:
    """A file with settings of one feed, from line 2 on."""
    return configfile.parse(f'[feeds."{url}"]\n{settings}', FILE)


def test_a_feed_s_settings_are_read() -> None:
    """Each setting of a feed can be set; what is not keeps its default."""
    loaded = of_feed(
        """user_agent = "Me/1"\nheaders = {"X-Key" = "k"}\nproxy = "http://p.example:3128"\nverify_tls = false
        cookies = true\ninterval = 5"""
    )
    assert loaded.of_feed(URL) == FeedSettings("Me/1", (("X-Key", "k"),), "http://p.example:3128", False, True, 5)
    assert loaded.of_feed("https://a.example/other") == FeedSettings()
    assert of_feed('command = ["~/bin/x", "-v"]', "exec:mine").of_feed("exec:mine").command == ("~/bin/x", "-v")


def test_a_section_for_all_below_an_address() -> None:
    """An address that ends with a slash is for all below it; the longest that fits counts, whole."""
    text = "".join(
        f'[feeds."{url}"]\ninterval = {n}\n' for n, url in enumerate(("https://a.example/", URL, URL + "/"), 5)
    )
    loaded = configfile.parse(text, FILE)
    found = {url: loaded.of_feed(url).interval for url in (URL, URL + "/x", URL + "2", "https://a.example.org/", "")}
    assert list(found.values()) == [6, 7, 5, 0, 0]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ("\nverify_tsl = false", 'line 3: [feeds."https://a.example/feed"] there is no setting "verify_tsl"; did you'),
        ("verify_tls = 0", 'line 2: [feeds."https://a.example/feed"] verify_tls must be true or false'),
        ("interval = -1", "interval must be from 0 to 43200"),
        ("interval = 4", "interval must be 5 or more, or 0 for the common interval"),
        ("user_agent = 'a\tb'", "user_agent must be one line of plain characters"),
        ("proxy = 'socks5://x'", 'proxy must be "http://host:port" or "none"'),
        ("proxy = 'http://:x'", "proxy must be"),
        ("headers = 'X: y'", "headers must be names and values"),
        ("headers = {'X-A' = 3}", "headers must be names and values"),
        ("headers = {'X A' = 'b'}", "headers has a name that no header can have: X A"),
        ('headers = {"X-A" = "b\\r\\nHost: evil"}', "headers has a value for X-A that no header can have"),
        ("headers = {Host = 'a'}", "headers cannot set Host: newsreader does that itself"),
        ("headers = {accept-encoding = 'br'}", "headers cannot set accept-encoding"),
        ("\ncommand = ['x']", 'line 3: [feeds."https://a.example/feed"] command is for addresses like "exec:NAME"'),
    ],
)
def test_what_is_wrong_with_a_feed_s_settings(settings: str, sentence: str) -> None:
    """The message has the line, the feed and the key."""
    with pytest.raises(ConfigError) as raised:
        of_feed(settings)
    assert sentence in str(raised.value)


@pytest.mark.parametrize("value", ["x", "[]", "['']", "[3]", "['a', \"b\\u0000\"]"])
def test_a_command_is_a_list_of_words(value: str) -> None:
    """A command line in one piece would need a shell."""
    with pytest.raises(ConfigError, match=r"must be a list of texts|not valid TOML"):
        of_feed(f"command = {value}", "exec:x")


@pytest.mark.parametrize("url", ["a.example", "ftp://a/", "https://", "exec:a b", "exec:", "http://[::1", "file:///x"])
def test_sections_that_name_no_feed(url: str) -> None:
    """A section that could never count is an error."""
    with pytest.raises(ConfigError, match=r"line 1: \[feeds\."):
        of_feed("", url)


def test_no_message_repeats_a_secret() -> None:
    """Neither a header's value nor a password in a proxy or a section's name is told."""
    for settings, url in (
        ('headers = {"X-Key" = "s3cr3t\\n"}', URL),
        ('headers = ["s3cr3t"]', URL),
        ('proxy = "socks5://me:s3cr3t@p.example"', URL),
        ("", "https://me:s3cr3t@a.example/"),
    ):
        with pytest.raises(ConfigError) as raised:
            of_feed(settings, url)
        assert "s3cr3t" not in str(raised.value)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_header_is_sendable_or_refused(name: str, value: str) -> None:
    """What is taken can stand in a request as one line."""
    try:
        loaded = configfile.parse(f"[feeds.'{URL}'.headers]\n{json.dumps(name)} = {json.dumps(value)}", FILE)
    except ConfigError:
        return
    ((own, told),) = loaded.of_feed(URL).headers
    assert not set(f"{own}{told}".encode("latin-1")) & set(b"\r\n\0")


def test_a_file_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    """The message says at which byte."""
    (tmp_path / "c.toml").write_bytes(b"# \xff")
    with pytest.raises(ConfigError, match=r"c\.toml: not UTF-8 at byte 2"):
        configfile.load(tmp_path / "c.toml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """What cannot be read is named."""
    with pytest.raises(ConfigError, match="cannot be read"):
        configfile.load(tmp_path)


# --- keys -----------------------------------------------------------------------------------------------------------


def test_keys_of_every_kind_are_read() -> None:
    """A preset, commands, macros, panes; an empty text switches off or frees."""
    text = """[keys]
        preset = "vim"
        star = ["s", "g s"]
        zen = ""
        [keys.macros]
        X = "mark_read next_unread"
        "g l" = ["tag later", "next_unread"]
        "T" = "tag later"
        t = ""
        [keys.in.detail]
        page_down = "f"
        """
    loaded = configfile.parse(text, FILE).keys
    assert loaded.preset == "vim"
    assert loaded.own is not None
    assert loaded.own.everywhere.keys == {"star": ("s", "g s"), "zen": ()}
    assert loaded.own.everywhere.macros == {
        "X": ("mark_read", "next_unread"),
        "g l": ("tag later", "next_unread"),
        "T": ("tag later",),
        "t": (),
    }
    assert loaded.own.panes == {Pane.DETAIL: Bindings({"page_down": ("f",)})}
    assert loaded.keymap().keys_of("undo") == ("u",)
    assert loaded.keymap().keys_of("copy_link") == ("y y",)


@pytest.mark.parametrize(
    ("text", "remarks"),
    [
        ("[keys]\nstar = 'm'", ['line 2: "m" was a key of toggle_read; toggle_read has no key now']),
        ("[keys]\nstar = 'g s'", ['line 2: "g" was a key of top and cannot be used beside "g s"; top keeps "home"']),
        ("[keys.macros]\nj = 'star'", ['line 2: "j" was a key of down; down keeps "↓"']),
        ("[keys.in.detail]\nzen = 'j'", ['line 2: "j" was a key of down; down keeps "↓"']),
        ("[keys]\nstar = 'm'\ntoggle_read = 's'", []),
        ("[keys]\nstar = 's'\n[keys.macros]\nY = 'star'", []),
        ("[reading]\nmeasure = 60", []),
    ],
)
def test_a_check_tells_whose_keys_were_taken(text: str, remarks: list[str], tmp_path: Path) -> None:
    """With the place, and what the other command keeps."""
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    assert configfile.remarks(file) == [f"{file}, {remark}" for remark in remarks]


def test_a_check_of_no_file_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody needs one."""
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path))
    assert configfile.remarks() == []


@given(st.text(max_size=80))
def test_any_text_gives_settings_or_a_config_error(text: str) -> None:
    """No text of a file raises anything else."""
    try:
        assert isinstance(configfile.parse(text, FILE), config.Config)
    except ConfigError as error:
        assert str(error).startswith("config.toml")  # noqa: PT017 - either way is right
