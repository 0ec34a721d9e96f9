"""The settings: defaults, errors that say where and what, a default file that documents every one of them."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import config, paths
from newsreader.commands import COMMANDS
from newsreader.errors import ConfigError

FILE = Path("config.toml")
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
    assert config.Config() == config.load()


def test_the_user_s_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file at the configured place sets what it names and leaves the rest."""
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path))
    paths.config_file().parent.mkdir(parents=True)
    paths.config_file().write_text('\ufeff[reading]\nmeasure = 60\n[keys]\nstar = ["f5", "s"]\nquit = "Q"\n')
    loaded = config.load()
    assert loaded.reading.measure == 60
    assert config.Reading().mark_read_after == loaded.reading.mark_read_after
    assert loaded.keys == {"star": ("f5", "s"), "quit": ("Q",)}


def test_a_named_file_must_exist(tmp_path: Path) -> None:
    """Only the user's own file may be missing."""
    with pytest.raises(ConfigError, match=r"none\.toml: there is no such"):
        config.load(tmp_path / "none.toml")


def test_the_default_file_says_nothing_but_defaults() -> None:
    """As it is, and with every setting uncommented, the default file gives the defaults."""
    assert config.Config() == config.parse(config.DEFAULT_TEXT, FILE)
    assert config.Config() == config.parse(uncommented(config.DEFAULT_TEXT), FILE)


def test_the_default_file_with_keys_says_nothing_but_defaults() -> None:
    """The long form names the keys that every command has anyway."""
    loaded = config.parse(uncommented(config.default_text()), FILE)
    assert {command.id: command.keys for command in COMMANDS} == loaded.keys
    assert config.Config(keys=loaded.keys) == loaded


@pytest.mark.parametrize(("section", "name"), [(section, name) for section, name, _ in SETTINGS])
def test_every_setting_is_documented(section: str, name: str) -> None:
    """Above each setting of the default file stands a sentence about it."""
    text = config.DEFAULT_TEXT.split(f"[{section}]")[1]
    assert re.search(rf"# .+\.\n#{name} = ", text)


@pytest.mark.parametrize(("section", "name", "setting"), SETTINGS)
def test_a_value_of_another_type_is_named(section: str, name: str, setting: Any) -> None:
    """A wrong value's message has the file, the line, the section and the key."""
    with pytest.raises(ConfigError, match=rf"config\.toml, line 3: \[{section}\] {name} must be .*, not \[\]"):
        config.parse(f"\n[{section}]\n{name} = []\n", FILE)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[reading]\nmesure = 3", 'line 2: [reading] there is no setting "mesure"; did you mean "measure"?'),
        ("\n[raeding]\n", 'line 2: there is no section "raeding"; did you mean "reading"?'),
        ("zzz = 1", 'line 1: there is no section "zzz"; known are reading, refresh, interface, fetch, feeds, keys'),
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
        config.parse(text, FILE)
    assert sentence in str(raised.value)
    assert str(raised.value).startswith("config.toml")
    assert "\x1b" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    """The message says at which byte."""
    (tmp_path / "c.toml").write_bytes(b"# \xff")
    with pytest.raises(ConfigError, match=r"c\.toml: not UTF-8 at byte 2"):
        config.load(tmp_path / "c.toml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """What cannot be read is named."""
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(tmp_path)


@given(st.text(max_size=80))
def test_any_text_gives_settings_or_a_config_error(text: str) -> None:
    """No text of a file raises anything else."""
    try:
        assert isinstance(config.parse(text, FILE), config.Config)
    except ConfigError as error:
        assert str(error).startswith("config.toml")  # noqa: PT017 - either way is right
