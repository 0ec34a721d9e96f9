"""README, CONTRIBUTING and Makefile say what the code does; each table is compared with what it is about."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import tomllib
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from newsreader import config, configfile
from newsreader.cli.parser import build
from newsreader.commands import COMMANDS, DIGITS_HELP
from newsreader.feedsettings import FeedSettings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SOURCE = ROOT / "src" / "newsreader"


def section(text: str, heading: str) -> str:
    """What stands between a heading of the second level and the next."""
    return re.split(r"^## ", text.split(f"\n## {heading}\n")[1], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of the first Markdown table, without its head."""
    table = re.search(r"(?:^\|.*\|\n)+", text, re.MULTILINE)
    assert table
    split = [re.split(r"(?<!\\)\|", line.strip("|")) for line in table[0].splitlines()[2:]]
    return [[cell.strip().replace(r"\|", "|") for cell in cells] for cells in split]


def table(head: str, lines: list[list[str]]) -> str:
    """A Markdown table as README has it."""
    columns = head.split(", ")
    body = [[cell.replace("|", r"\|") for cell in line] for line in lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in [columns, ["---"] * len(columns), *body])


# --- README -----------------------------------------------------------------------------------------------


def keys_table() -> str:
    """The keys of the screen, from `newsreader.commands`."""
    listed = [(command.keys or (f":{command.id}",), command.help) for command in COMMANDS]
    listed.append((tuple(DIGITS_HELP[0].split()), DIGITS_HELP[1]))
    return table("Key, What it does", [[" ".join(f"`{key}`" for key in keys), does] for keys, does in listed])


def test_readme_example_of_keys_is_right() -> None:
    """The configuration that README shows can be used as it is."""
    (example,) = re.findall(r"```toml\n(\[keys\].*?)```", README, re.DOTALL)
    assert configfile.parse(example, Path("config.toml")).keys.preset == "vim"


def commands_table() -> str:
    """The commands with their positional words, from the parser."""
    (commands,) = (action for action in build()._actions if isinstance(action, argparse._SubParsersAction))
    helps = {choice.dest: choice.help or "" for choice in commands._choices_actions}
    lines = [
        [f"`{' '.join(['newsreader', name, *words(parser)])}`", helps[name]]
        for name, parser in commands.choices.items()
    ]
    return table("Command, What it does", lines)


def words(parser: argparse.ArgumentParser) -> list[str]:
    """What stands behind a command's name: its positional arguments, or the options of which it needs one."""
    required = [group for group in parser._mutually_exclusive_groups if group.required]
    options = ["|".join(action.option_strings[-1] for action in group._group_actions) for group in required]
    return options + [word(action) for action in parser._actions if not action.option_strings]


def word(action: argparse.Action) -> str:
    """A positional argument as usage lines write it."""
    name = "|".join(action.choices) if action.choices else str(action.metavar or action.dest)
    return {"*": f"[{name}...]", "+": f"{name}...", "?": f"[{name}]"}.get(str(action.nargs), name)


def settings_table() -> str:
    """Every setting with its default, from the configuration."""
    lines = []
    for name, defaults in vars_of(config.Config()):
        for setting, default in vars_of(defaults):
            lines.append([f"`{name}.{setting}`", f"`{json.dumps(default)}`", config_help(defaults, setting)])
    return table("Setting, Default, What it does", lines)


def feed_settings_table() -> str:
    """Every setting of a single feed with its default."""
    lines = [
        [f"`{name}`", f"`{configfile.shown_default(name, default)}`", config_help(FeedSettings(), name)]
        for name, default in vars_of(FeedSettings())
    ]
    return table("For one feed, Default, What it does", lines)


def vars_of(values: object) -> list[tuple[str, Any]]:
    """A dataclass's fields and their values, without the free tables."""
    assert is_dataclass(values)
    return [
        (field.name, getattr(values, field.name)) for field in fields(values) if field.name not in {"keys", "feeds"}
    ]


def config_help(section: object, setting: str) -> str:
    """What the configuration says of a setting."""
    assert is_dataclass(section)
    (help_text,) = (field.metadata["help"] for field in fields(section) if field.name == setting)
    return str(help_text)


@pytest.mark.parametrize(
    "expected",
    [keys_table(), commands_table(), settings_table(), feed_settings_table()],
    ids=["keys", "commands", "settings", "settings of a feed"],
)
def test_readme_table_is_that_of_the_code(expected: str) -> None:
    """A table in README is word for word what the code gives; if not, paste the one that the code gives."""
    assert expected in README


def test_readme_files_exist() -> None:
    """Every picture and file that the documents link to is there."""
    for text in (README, CONTRIBUTING):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
            assert (ROOT / target).is_file(), target


# --- CONTRIBUTING -----------------------------------------------------------------------------------------


def test_contributing_lists_every_module() -> None:
    """The map names each module in a row of its folder, and none that is gone."""
    listed = {
        f"{folder.strip('`').removeprefix('newsreader/')}{name}.py"
        for folder, _, names in rows(section(CONTRIBUTING, "The map"))
        for name in re.findall(r"`(\w+)`", names)
    }
    found = {str(file.relative_to(SOURCE)) for file in SOURCE.rglob("*.py") if file.name != "__init__.py"}
    assert found - listed == set(), "modules that the map does not name"
    assert listed - found == set(), "modules that are gone"


# --- Makefile, packaging ----------------------------------------------------------------------------------


def test_every_make_target_is_explained() -> None:
    """`make help` lists every target that can be named."""
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    explained = set(re.findall(r"^([a-z]+):.* ## \S", MAKEFILE, re.MULTILINE))
    phony = set(MAKEFILE.split(".PHONY:")[1].split("\n")[0].split())
    assert targets == explained == phony


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_make_help_prints_them() -> None:
    """A bare `make` shows the list and does nothing else."""
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, timeout=30, check=True)
    assert {line.split()[1] for line in done.stdout.splitlines()} >= {"help", "run", "demo", "test", "check"}


def test_constraints_are_exact_and_complete() -> None:
    """constraints.txt pins a version of every package that pyproject.toml names, and names no place to get it."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][A-Za-z0-9.+!]*", pin) for pin in pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pinned = {pin.split("==")[0].lower() for pin in pins}
    assert {re.split(r"[<>=\[ ]", name)[0].lower() for name in wanted} <= pinned


def test_changelog_has_an_unreleased_section() -> None:
    """What changed since the last release is written down as it happens."""
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## \[Unreleased\]\n\n### (Added|Changed|Fixed|Removed)\n\n- \S", changelog, re.MULTILINE)


def renew_readme() -> None:
    """Put the code's tables in place of README's."""
    text = README
    for new in (keys_table(), commands_table(), settings_table(), feed_settings_table()):
        head = re.escape(new.split("\n", 1)[0])
        old = re.search(rf"^{head}\n(?:\|.*\n)+", text, re.MULTILINE)
        text = text.replace(old[0], new) if old else text
    (ROOT / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    renew_readme()
