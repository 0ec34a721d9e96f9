"""newsreader: a terminal news reader that reads offline and shows who said what."""

__version__ = "0.1.0"
"""The one place that has it."""
