import ntpath
import os
from pathlib import Path

import pytest

from lint_anp.paths import bytewise, from_bytewise, from_here, is_outside, relative, shown


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths as Windows has them; the current folder is `C:\\site`."""
    monkeypatch.setattr(os, "path", ntpath)
    monkeypatch.setattr(os, "sep", "\\")
    monkeypatch.setattr(os, "getcwd", lambda: "C:\\site")


@pytest.mark.parametrize(
    ("path", "folder", "seen"),
    [
        pytest.param("/site/posts/a.md", "/site", "posts/a.md", id="below"),
        pytest.param("/site/a.md", "/site/posts", "../a.md", id="above"),
        pytest.param("/site/..drafts/a.md", "/site", "..drafts/a.md", id="a name with two dots"),
        pytest.param("/site", "/site", ".", id="the folder itself"),
    ],
)
def test_a_path_as_seen_from_a_folder(path: str, folder: str, seen: str) -> None:
    assert relative(path, folder) == seen


@pytest.mark.parametrize(
    ("path", "folder", "seen"),
    [
        pytest.param("C:\\site\\posts\\a.md", "C:\\site", "posts/a.md", id="below"),
        pytest.param("D:\\posts\\a.md", "C:\\site", "D:/posts/a.md", id="on another drive"),
        pytest.param("posts\\a.md", "D:\\site", "C:/site/posts/a.md", id="from another drive"),
    ],
)
@pytest.mark.usefixtures("windows")
def test_a_path_on_windows(path: str, folder: str, seen: str) -> None:
    assert relative(path, folder) == seen


@pytest.mark.parametrize(
    ("path", "outside"),
    [
        ("a.md", False),
        ("..drafts/a.md", False),
        ("../a.md", True),
        ("..", True),
        ("/site/a.md", True),
    ],
)
def test_what_leads_out_of_a_folder(path: str, outside: bool) -> None:
    assert is_outside(path) is outside


@pytest.mark.usefixtures("windows")
def test_what_is_on_another_drive_is_outside() -> None:
    assert is_outside(relative("D:\\posts\\a.md"))
    assert from_here("D:\\posts\\a.md") == "D:/posts/a.md"
    assert shown("posts\\a.md") == "posts/a.md"


def test_a_path_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "..drafts").mkdir()
    monkeypatch.chdir(tmp_path)
    assert from_here(str(tmp_path / "..drafts" / "a.md")) == "..drafts/a.md"
    assert from_here(str(tmp_path.parent / "a.md")) == str(tmp_path.parent / "a.md")


def test_paths_are_text_in_the_order_of_their_bytes() -> None:
    names = [
        b"a",
        b"\x80",
        "\xe9".encode(),
        b"\xe9",
        "\uffff".encode(),
        "\U0001f600".encode(),
        b"\xff",
    ]
    paths = [os.fsdecode(name) for name in names]
    text = [bytewise(path) for path in paths]
    assert [one.encode() for one in text] == sorted(one.encode() for one in text)
    assert sorted(names) == [os.fsencode(from_bytewise(one)) for one in sorted(text)]
    assert [from_bytewise(one) for one in text] == paths
