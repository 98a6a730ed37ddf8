"""Where the local paths of images lead, and what is asked of folders to tell."""

import pytest

from lint_anp.engine.site_files import Found, look_up, name_among

FOLDERS = {
    "/site": frozenset({"posts", "Static"}),
    "/site/posts": frozenset({"a.png", "B.png", "b.PNG"}),
    "/site/Static": frozenset({"c.png"}),
}


@pytest.mark.parametrize(
    ("path", "found", "asked"),
    [
        ("a.png", Found(True, "", True), ["/site/posts: a.png"]),
        ("b.png", Found(False, "B.png", True), ["/site/posts: b.png"]),
        ("b.PNG", Found(True, "", True), ["/site/posts: b.PNG"]),
        ("no/a.png", Found(False, "", False), ["/site/posts: no"]),
        ("../posts/no.png", Found(False, "", True), ["/site: posts", "/site/posts: no.png"]),
        (
            "../static/c.png",
            Found(False, "../Static/c.png", True),
            ["/site: static", "/site/Static: c.png"],
        ),
        ("../../../2024/a.png", Found(False, "", False), ["/: 2024"]),
        ("a.png/b", Found(False, "", False), ["/site/posts: a.png", "/site/posts/a.png: b"]),
    ],
)
def test_a_path_asks_each_folder_for_one_name(path: str, found: Found, asked: list[str]) -> None:
    noted: list[str] = []

    def find(folder: str, name: str) -> str | None:
        noted.append(f"{folder}: {name}")
        return name_among(FOLDERS.get(folder), name)

    assert look_up("/site/posts", path.split("/"), find) == found
    assert noted == asked
