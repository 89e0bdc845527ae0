"""The house keeps its own rules: direction of imports, size of functions and modules, data with its sources."""

from __future__ import annotations

import ast
import tomllib
from importlib.metadata import entry_points
from pathlib import Path

import pytest

import redshank
from redshank import extending
from redshank.errors import CallError

ROOT = Path(__file__).parents[2]
PACKAGE = Path(redshank.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
DATA = sorted({path.parent for path in PACKAGE.rglob("data/**/*") if path.is_file()})

FUNCTION_LINES = 60
FUNCTION_LINES_P90 = 40
MODULE_LINES = 600


def functions() -> list[tuple[str, int]]:
    """Every function of the package with its length in lines, docstring left out."""
    found = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                text = node.body[0] if ast.get_docstring(node) else None
                documented = (text.end_lineno - text.lineno + 1) if text else 0
                found.append((f"{path.name}:{node.name}", node.end_lineno - node.lineno + 1 - documented))
    return found


def test_imports_go_one_way():
    from importlinter.application.use_cases import lint_imports
    from importlinter.configuration import configure

    configure()
    assert lint_imports(str(ROOT / "pyproject.toml"), cache_dir=None, show_timings=False) is True


def test_functions_fit_a_screen():
    lengths = functions()
    assert [name for name, lines in lengths if lines > FUNCTION_LINES] == []
    assert sorted(lines for _, lines in lengths)[int(0.9 * len(lengths))] <= FUNCTION_LINES_P90


def test_modules_stay_readable():
    assert [p.name for p in MODULES if len(p.read_text(encoding="utf8").splitlines()) > MODULE_LINES] == []


def test_public_names_are_sorted_and_are_there():
    assert redshank.__all__ == sorted(redshank.__all__)
    for name in redshank.__all__:
        assert getattr(redshank, name) is not None
    with pytest.raises(AttributeError, match="nonsense"):
        _ = redshank.nonsense


@pytest.mark.parametrize("folder", DATA, ids=lambda folder: str(folder.relative_to(PACKAGE)))
def test_data_says_where_it_comes_from(folder):
    files = {p.name for p in folder.iterdir() if p.is_file() and p.name != "SOURCE.toml"}
    source = tomllib.loads((folder / "SOURCE.toml").read_text(encoding="utf8")) if files else {}
    assert set(source) == files
    for name, about in source.items():
        assert all(about.get(key) for key in ("description", "origin", "licence", "version")), name
        if name.endswith(".tsv"):
            assert set(about["columns"]) == set(header(folder / name)), name


def header(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf8").splitlines()
    first = next(line for line in lines if line.strip() and not line.startswith("#"))
    return [cell.strip() for cell in first.split("\t")]


def test_versions_agree():
    cff = (ROOT / "CITATION.cff").read_text(encoding="utf8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf8")
    assert f"\nversion: {redshank.__version__}\n" in cff
    assert f"## [{redshank.__version__}]" in changelog


def test_every_extension_point_is_used_by_redshank_itself():
    own = {point.name for point in entry_points(group=extending.FACTORIES) if point.value.startswith("redshank.")}
    assert "redshank" in own
    assert {"csv", "jsonl", "parquet"} <= set(extending.names(extending.WRITERS))
    for name in extending.names(extending.WRITERS):
        assert callable(extending.load(extending.WRITERS, name))
    assert extending.load(extending.WRITERS, "nonsense") is None


def test_an_extension_that_cannot_be_loaded_is_named(monkeypatch):
    from importlib.metadata import EntryPoint

    def broken(**_):
        return [EntryPoint("x", "no_such_module:thing", extending.WRITERS)]

    monkeypatch.setattr(extending, "entry_points", broken)
    with pytest.raises(CallError, match="no_such_module"):
        extending.load(extending.WRITERS, "x")
