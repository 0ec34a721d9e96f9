"""What opening a link leads to, decided without doing it."""

from __future__ import annotations

import pytest

from newsreader.tui.browser import Copy, Refuse, Run, decide

LINK = "https://example.org/a?b=c&d=`e`"


def have(*names: str) -> object:
    """A `which` that finds these programs."""
    return lambda name: f"/usr/bin/{name}" if name in names else None


def test_the_configured_browser_gets_the_address_as_one_argument() -> None:
    """No shell: whatever stands in the address is one argument."""
    assert decide(LINK, "firefox --new-tab", {}, platform="linux") == Run(
        ("firefox", "--new-tab", LINK), foreground=False
    )
    assert decide(LINK, "firefox %u -x", {}, platform="linux") == Run(("firefox", LINK, "-x"), foreground=False)


def test_an_address_that_holds_the_sign_for_itself_stays_as_it_is() -> None:
    """It stands where the sign of the command was, once."""
    address = "https://example.org/share?a=%s&b=%u"
    assert decide(address, "firefox %u", {}, platform="linux") == Run(("firefox", address), foreground=False)


def test_a_text_browser_gets_the_terminal() -> None:
    """w3m and its like need the screen to step aside."""
    assert decide(LINK, "/usr/bin/w3m", {}, platform="linux") == Run(("/usr/bin/w3m", LINK), foreground=True)


def test_over_ssh_the_link_is_copied() -> None:
    """A browser there would open on the wrong machine."""
    assert decide(LINK, "", {"SSH_CONNECTION": "x"}, platform="linux", which=have("xdg-open")) == Copy()  # type: ignore[arg-type]


def test_the_system_browser_is_used_where_there_is_a_display() -> None:
    """xdg-open on Linux, open on macOS."""
    found = decide(LINK, "", {"DISPLAY": ":0"}, platform="linux", which=have("xdg-open"))  # type: ignore[arg-type]
    assert found == Run(("xdg-open", LINK), foreground=False)
    assert decide(LINK, "", {}, platform="darwin") == Run(("open", LINK), foreground=False)


def test_without_any_browser_the_link_is_copied() -> None:
    """Nothing to open it with: the user's own terminal gets it."""
    assert decide(LINK, "", {}, platform="linux", which=have()) == Copy()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "--help", "-x http://a", "ftp://a/b", "http://[a"]
)
def test_only_web_addresses_are_opened(address: str) -> None:
    """Feeds choose their links; they do not choose programs or files."""
    assert isinstance(decide(address, "firefox", {}, platform="linux"), Refuse)


def test_a_browser_command_that_cannot_be_read_is_told() -> None:
    """An unclosed quotation mark names the setting."""
    found = decide(LINK, "firefox 'x", {}, platform="linux")
    assert isinstance(found, Refuse)
    assert "interface.browser" in found.reason
