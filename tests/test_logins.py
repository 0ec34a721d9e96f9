"""Names and passwords of feeds: in the keyring or in a file that nobody else reads, and nowhere else."""

from __future__ import annotations

import json
import stat
import sys
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader import logins, paths
from newsreader.errors import ConfigError
from newsreader.library import files

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://news.example/feed"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of its own, and no keyring."""
    monkeypatch.setenv("NEWSREADER_HOME", str(tmp_path))
    monkeypatch.setitem(sys.modules, "keyring", None)
    return tmp_path


class Keyring:
    """A keyring in memory; locked, it raises."""

    def __init__(self, priority: float = 5) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.priority = priority
        self.locked = False

    def get_keyring(self) -> SimpleNamespace:
        """The backend."""
        return SimpleNamespace(priority=self.priority)

    def set_password(self, service: str, name: str, secret: str) -> None:
        """Keep a secret."""
        if self.locked:
            raise RuntimeError("locked")
        self.kept[service, name] = secret

    def get_password(self, service: str, name: str) -> str | None:
        """Give a secret."""
        if self.locked:
            raise RuntimeError("locked")
        return self.kept.get((service, name))


def test_without_a_keyring_a_file_keeps_it(home: Path) -> None:
    """The file can be read by its user alone, and is there for the next process."""
    logins.keep(URL, "me:s%40cret")
    assert (logins.of(URL), logins.is_kept(URL)) == ("me:s%40cret", True)
    assert (logins.of(URL + "2"), logins.is_kept(URL + "2")) == ("", False)
    file = paths.data_dir() / "logins.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    lock = file.with_name("logins.lock")
    assert stat.S_IMODE(lock.stat().st_mode) == 0o600
    assert {*file.parent.iterdir()} == {file, lock}


def test_a_keyring_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a keyring the file says only that there is a login."""
    keyring = Keyring()
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    logins.keep(URL, "me:secret")
    assert keyring.kept == {("newsreader", URL): "me:secret"}
    assert "secret" not in (paths.data_dir() / "logins.json").read_text(encoding="utf-8")
    assert logins.of(URL) == "me:secret"


def test_a_keyring_that_keeps_nothing_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyring package without a backend, and one that is locked, leave the file."""
    for keyring in (Keyring(priority=0), Keyring()):
        keyring.locked = True
        monkeypatch.setitem(sys.modules, "keyring", keyring)
        logins.keep(URL, "me:secret")
        assert logins.of(URL) == "me:secret"


def test_a_locked_keyring_is_told_with_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in a keyring that does not open is an error with what to do, and never an empty password."""
    keyring = Keyring()
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    logins.keep(URL, "me:secret")
    keyring.locked = True
    with pytest.raises(ConfigError, match=r"keyring does not give .* https://news\.example/feed; unlock it"):
        logins.of(URL)


def test_a_login_follows_its_feed_on_the_same_origin() -> None:
    """It is copied to the new address, unless that has one, and never to another server."""
    logins.keep(URL, "me:secret")
    logins.keep("https://news.example/own", "other:one")
    for new in (
        "https://news.example/new",
        "https://news.example/own",
        "https://evil.example/",
        "http://news.example/x",
    ):
        logins.follow(URL, new)
    assert logins.of("https://news.example/new") == "me:secret"
    assert logins.of("https://news.example/own") == "other:one"
    assert not logins.is_kept("https://evil.example/")
    assert not logins.is_kept("http://news.example/x")


@pytest.mark.parametrize("text", ["{", "[]", '{"a": 3}', "\xff"])
def test_a_damaged_file_is_told_and_left(text: str) -> None:
    """Nothing is written over a file that cannot be read."""
    paths.data_dir().mkdir()
    file = paths.data_dir() / "logins.json"
    file.write_text(text, encoding="latin-1")
    with pytest.raises(ConfigError, match=r"logins\.json"):
        logins.of(URL)
    with pytest.raises(ConfigError, match=r"logins\.json"):
        logins.keep(URL, "me:secret")
    assert file.read_text(encoding="latin-1") == text


def test_a_folder_that_cannot_be_written(home: Path) -> None:
    """A file in the folder's place is one sentence, without the password."""
    (home / "data").write_text("")
    with pytest.raises(ConfigError, match="cannot be") as caught:
        logins.keep(URL, "me:secret")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "bare", "login"),
    [
        ("https://me:pw@a.example/x?y=1@2", "https://a.example/x?y=1@2", "me:pw"),
        ("http://token@a.example:81", "http://a.example:81", "token"),
        ("https://a@b:c@d.example/", "https://d.example/", "a@b:c"),
        ("https://:@a.example/", "https://a.example/", ""),
        ("https://a.example/@x", "https://a.example/@x", ""),
        ("file:///a@b", "file:///a@b", ""),
        ("http://[::1", "http://[::1", ""),
        ("exec:a@b", "exec:a@b", ""),
    ],
)
def test_what_is_split_off(url: str, bare: str, login: str) -> None:
    """What stands before the host's @, in web addresses."""
    assert logins.split(url) == (bare, login)


@given(st.text())
def test_any_text_can_be_split(text: str) -> None:
    """What is left of any text has no login any more."""
    bare, _ = logins.split(text)
    assert logins.split(bare)[1] == ""


def test_an_analysis_of_hours_keeps_nobody_from_a_password() -> None:
    """It holds the lock of the folder all the time; a login has a lock of its own."""
    paths.data_dir().mkdir()
    with files.alone(paths.data_dir()) as alone:
        assert alone
        keeping = threading.Thread(target=logins.keep, args=(URL, "me:secret"), daemon=True)
        keeping.start()
        keeping.join(30)
        assert not keeping.is_alive()
    assert logins.of(URL) == "me:secret"


def test_what_a_killed_process_left_goes_with_the_next_login() -> None:
    """It may hold every password there is."""
    logins.keep(URL, "me:secret")
    left = paths.data_dir() / ".logins-abcdefgh"
    left.write_text('{"https://news.example/feed": "me:secret"}')
    logins.keep(URL, "me:other")
    assert not left.exists()


def test_many_logins_are_kept_beside_each_other() -> None:
    """Each write keeps what others wrote."""
    for number in range(5):
        logins.keep(f"{URL}{number}", f"me:{number}")
    kept = json.loads((paths.data_dir() / "logins.json").read_text(encoding="utf-8"))
    assert kept == {f"{URL}{number}": f"me:{number}" for number in range(5)}
