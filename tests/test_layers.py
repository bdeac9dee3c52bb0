"""Data flows downwards: a module imports only from rows below its own, and every module has a row."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

PROJECT = Path(__file__).parent.parent
ROWS = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0][
    "layers"
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contract of pyproject.toml on the package in a folder."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    options = ["--config", str(PROJECT / "pyproject.toml"), "--no-cache"]
    return subprocess.run([*command, *options], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """A package with a module for each name of the rows, all empty."""
    package = tmp_path / "geo"
    package.mkdir()
    (package / "__init__.py").touch()
    for name in re.findall(r"\w+", " ".join(ROWS)):
        (package / f"{name}.py").touch()
    return package


def test_the_rows_hold() -> None:
    result = lint(PROJECT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_contract_passes_where_nothing_is_wrong(skeleton: Path) -> None:
    assert lint(skeleton.parent).returncode == 0


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("movements", "import geo.mentions", id="stages-do-not-know-each-other"),
        pytest.param("records", "from geo import store", id="upwards"),
        pytest.param("maps", "def draw():\n    from geo import page", id="upwards-inside-a-function"),
        pytest.param("stray", "", id="a-module-that-no-row-names"),
    ],
)
def test_the_contract_fails(skeleton: Path, name: str, code: str) -> None:
    (skeleton / f"{name}.py").write_text(code)
    assert lint(skeleton.parent).returncode != 0


def test_the_page_alone_knows_streamlit() -> None:
    graph = grimp.build_graph("geo", include_external_packages=True, cache_dir=None)
    for package in ("streamlit", "streamlit_folium"):
        users = graph.find_modules_that_directly_import(package) if package in graph.modules else set()
        assert not [user for user in users if not user.startswith("geo.page")]


def test_the_top_level_holds_what_the_readme_says_and_nothing_else() -> None:
    tracked = subprocess.run(
        [shutil.which("git") or "git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    allowed = {
        *("requirements.txt", "requirements-dev.txt", "dashboard.py", "pyproject.toml"),
        *("README.md", "LICENSE", "CHANGELOG.md"),
        *("geo", "data", "tests", "seeds", "static", "docs"),
    }
    top = {Path(name).parts[0] for name in tracked}
    assert {name for name in top if not name.startswith(".")} <= allowed
