"""The documentation says what the program does."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from redshank.records import Event

ROOT = Path(__file__).parents[2]


@pytest.mark.model
def test_generated_parts_are_those_of_the_program():
    done = subprocess.run(
        [sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]


def test_the_record_page_names_every_field_of_an_event():
    page = (ROOT / "docs" / "record.md").read_text(encoding="utf8")
    for field in msgspec.structs.fields(Event):
        assert f"`{field.encode_name}`" in page, field.name


def test_the_documentation_names_only_files_that_are_there():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_examples_named_in_the_readme_exist():
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    assert set(re.findall(r"examples/[\w.-]+", readme)) == {"examples/patrol-boats.txt"}
    assert (ROOT / "examples" / "patrol-boats.txt").exists()


def test_every_command_is_documented():
    from redshank.cli.app import command

    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf8")
    assert re.findall(r"^## (\w+)$", page, re.MULTILINE) == list(command().commands)
