"""Names and passwords of feeds, kept apart from their addresses: in the system's keyring, else in a file of mode 0600.

`logins.json` in the data folder says for which addresses there is one; the secret itself stands there only if there is
no keyring (the package `keyring` is optional). Nothing here logs or shows a secret; library.db never holds one.
"""

from __future__ import annotations

import contextlib
import fcntl
import importlib
import json
import os
import tempfile
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from newsreader import paths
from newsreader.errors import ConfigError, LoginError
from newsreader.patience import within

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SERVICE = "newsreader"
_KEYRING_SECONDS = 20
"""How long a keyring may wait for its user."""
_IN_KEYRING = None
"""What the file holds in the place of a secret that the keyring has."""
_UNFINISHED = ".logins-"


def split(url: str) -> tuple[str, str]:
    """An address without name and password, and these, as they stand in it ("name:password"); "" if it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, ""
    login, at, host = parts.netloc.rpartition("@")
    if not at or parts.scheme.lower() not in {"http", "https"}:
        return url, ""
    return urlunsplit(parts._replace(netloc=host)), login if login.strip(":") else ""


def of(url: str) -> str:
    """The login kept for an address without one; "" if there is none."""
    kept = _read(_file())
    if url not in kept:
        return ""
    secret = kept[url]
    if secret is not _IN_KEYRING:
        return secret
    return _from_keyring(url)


def keep(url: str, login: str) -> None:
    """Keep the login of an address, in the place of an older one."""
    with _locked() as file:
        kept = _read(file)
        kept[url] = _IN_KEYRING if _to_keyring(url, login) else login
        _write(file, kept)


def is_kept(url: str) -> bool:
    """Whether there is a login for an address."""
    return url in _read(_file())


def follow(old: str, new: str) -> None:
    """A feed moved: its login holds for the new address as well, if that is of the same origin."""
    if is_same_origin(old, new) and not is_kept(new) and (login := of(old)):
        keep(new, login)


def is_same_origin(url: str, other: str) -> bool:
    """Whether two addresses are of one server, so that a login for the one may be used for the other."""
    try:
        one, two = urlsplit(url), urlsplit(other)
    except ValueError:
        return False
    return (one.scheme.lower(), one.netloc.lower()) == (two.scheme.lower(), two.netloc.lower())


# --- the file -----------------------------------------------------------------------------------------------------


def _file() -> Path:
    return paths.data_dir() / "logins.json"


def _read(file: Path) -> dict[str, str | None]:
    try:
        kept = json.loads(file.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise LoginError(f"{file} cannot be read; mend it, or move it away and add the feeds anew.") from error
    if not isinstance(kept, dict) or not all(one is None or isinstance(one, str) for one in kept.values()):
        raise LoginError(f"{file} holds something else than logins; mend it, or move it away.")
    return kept


def _write(file: Path, kept: dict[str, str | None]) -> None:
    """In the place of the old file at once; mkstemp makes files that nobody else may read."""
    for left in file.parent.glob(f"{_UNFINISHED}*"):  # by a process that was killed: whoever is here is alone
        left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=_UNFINISHED)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as new:
            json.dump(kept, new, ensure_ascii=False, indent=1)
            new.flush()
            os.fsync(new.fileno())
        os.replace(name, file)  # noqa: PTH105 - both are names
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise


@contextlib.contextmanager
def _locked() -> Iterator[Path]:
    """The file, while no other process changes it. The folder has a lock of its own, which others hold for hours."""
    file = _file()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(file.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            with contextlib.suppress(OSError):  # a file system without locks
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield file
        finally:
            os.close(handle)
    except OSError as error:
        raise ConfigError(f"{file} cannot be written ({error.strerror}); the password was not kept.") from error


# --- the keyring --------------------------------------------------------------------------------------------------


def _to_keyring(url: str, login: str) -> bool:
    done, _ = _in_keyring("set_password", url, login)
    return done


def _from_keyring(url: str) -> str:
    done, secret = _in_keyring("get_password", url)
    if not done or not isinstance(secret, str):
        raise LoginError(f"The keyring does not give the password of {url}; unlock it, or add the feed with it anew.")
    return secret


def _in_keyring(function: str, url: str, *words: str) -> tuple[bool, Any]:
    """Whether there is a keyring that did it, and what it gave; keyrings raise anything."""
    try:
        keyring = importlib.import_module("keyring")
        if keyring.get_keyring().priority <= 0:  # of those that keep nothing
            return False, None
        return True, within(_KEYRING_SECONDS, lambda: getattr(keyring, function)(_SERVICE, url, *words), "keyring")
    except Exception:  # noqa: BLE001 - none, locked, or broken: the file is there
        return False, None
