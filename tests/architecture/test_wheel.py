"""The shipped files are found from a checkout and from a wheel alike."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import json, sys
from tui.resources import resource
from tui.i18n import set_language, gettext
set_language("vi")
print(json.dumps({name: str(resource(name)) for name in ("styles", "seeds", "locale", "lexicon/data")}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built by the project's own backend, without a network."""
    out = tmp_path_factory.mktemp("wheel")
    script = f"import hatchling.build as b; print(b.build_wheel({str(out)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=300
    )
    return out / done.stdout.splitlines()[-1]


def asked_from(site: Path, cwd: Path) -> dict[str, str]:
    """Where an interpreter that sees only `site` finds the shipped files."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(site)!r})\n{ASK}"],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    answer: dict[str, str] = json.loads(done.stdout)
    return answer


def test_the_wheel_carries_everything_and_finds_it(wheel: Path, tmp_path: Path) -> None:
    """An installed wheel needs no checkout beside it."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    found = asked_from(tmp_path, tmp_path)
    for name, path in found.items():
        assert Path(path).is_relative_to(tmp_path), name
    for name, home in (("styles", ROOT / "styles"), ("seeds", ROOT / "seeds")):
        shipped = {p.name: p.read_bytes() for p in Path(found[name]).iterdir() if p.is_file()}
        assert shipped == {p.name: p.read_bytes() for p in home.iterdir() if p.is_file()}


def test_a_checkout_finds_its_own_files(tmp_path: Path) -> None:
    """From any folder, the checkout's own styles and seeds are used."""
    found = asked_from(ROOT, tmp_path)
    assert found["seeds"] == str(ROOT / "seeds")
    assert found["lexicon/data"] == str(ROOT / "tui" / "lexicon" / "data")
