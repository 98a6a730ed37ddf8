"""Named files held beside their site: the index changes no finding, whatever happens to it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lint_anp.cli import run_cli
from lint_anp.site import listing, refresh
from tests.git_site import git, make_repository, write

TEXT = (
    "Before touching {}, take ten minutes to write down who owns the service, which numbers you "
    "expect to move, and how you will put everything back."
)
TODAY = "--today=2026-11-23"


def post(name: str, more: str = "") -> str:
    head = f"---\ntitle: Notes on {name}\nsummary: What we learned about {name} this year.\n---\n"
    return f"{head}\n{TEXT.format(name)}\n\n{more}\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    names = ["Varnish", "Postfix", "HAProxy", "Redis"]
    files: dict[str, str | None] = {f"posts/{name} ü.md": post(name) for name in names}
    write(tmp_path, files | {"lint-anp.yaml": "select: [boilerplate, uniqueness]\n"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(capsysbinary: pytest.CaptureFixture[bytes], *options: str) -> str:
    assert run_cli(["check", "--format", "concise", TODAY, *options]) in (0, 1)
    return capsysbinary.readouterr().out.decode()


def both(capsysbinary: pytest.CaptureFixture[bytes], path: str) -> str:
    """What is found in a file with the index, which must be what is found without it."""
    found = check(capsysbinary, path)
    assert found == check(capsysbinary, path, "--no-index")
    whole = check(capsysbinary).splitlines(keepends=True)
    assert found == "".join(line for line in whole if line.startswith(f"{path}:"))
    return found


def test_the_index_follows_what_changes(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = "posts/Varnish ü.md"
    assert "stands in 4 posts" in both(capsysbinary, path)
    write(site, {"posts/Postfix ü.md": None})
    assert "stands in 3 posts" in both(capsysbinary, path)
    os.rename(site / "posts/Redis ü.md", site / "posts/a b.md")
    assert "Also in posts/HAProxy ü.md:6, posts/a b.md:6." in both(capsysbinary, path)
    write(site, {"posts/HAProxy ü.md": "---\ntitle: Gone\n---\n\nAll is new here.\n"})
    assert both(capsysbinary, path) == ""
    write(site, {"posts/HAProxy ü.md": post("HAProxy")})
    assert "stands in 3 posts" in both(capsysbinary, path)


def test_a_change_that_keeps_size_and_time_of_a_fresh_file_is_seen(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path, other = "posts/Varnish ü.md", site / "posts/Redis ü.md"
    check(capsysbinary, path)
    before = other.stat()
    text = other.read_text("utf-8")
    other.write_text(text[:60] + "".join(reversed(text[60:-2])) + text[-2:], "utf-8")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert other.stat().st_size == before.st_size
    assert "stands in 3 posts" in both(capsysbinary, path)


@pytest.mark.parametrize("size", [0, 10, 100, 5_000, 20_000], ids=lambda size: f"{size} bytes")
def test_a_damaged_index_is_made_anew(
    site: Path, size: int, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = "posts/Varnish ü.md"
    found = check(capsysbinary, path)
    index = site / ".lint-anp" / "index.db"
    data = index.read_bytes()
    assert len(data) > 20_000
    index.write_bytes(data[:size] + b"\xff" * (len(data) - size))
    assert check(capsysbinary, path) == found


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("UPDATE post SET record = NULL", id="a record is none"),
        pytest.param("UPDATE text SET words = words || x'00'", id="words are no text"),
        pytest.param("UPDATE text SET near = x'00'", id="half a number"),
        pytest.param(
            "INSERT OR REPLACE INTO file VALUES (x'00', 1, 1, x'00')", id="a path is bytes"
        ),
        pytest.param("DROP TABLE holder", id="a table is gone"),
    ],
)
@pytest.mark.parametrize("is_changed", [False, True], ids=["the post as it was", "a changed post"])
def test_an_index_whose_rows_do_not_fit_is_made_anew(
    site: Path, damage: str, is_changed: bool, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = "posts/Varnish ü.md"
    check(capsysbinary, path)
    if is_changed:
        write(site, {path: post("Varnish", "More was learned.")})
    found = check(capsysbinary, path, "--no-index")
    damage_index(site, damage, "DELETE FROM outcome")
    assert check(capsysbinary, path) == found
    damage_index(site, damage, "UPDATE file SET digest = x''")
    assert run_cli(["index", "build"]) == 0
    told = capsysbinary.readouterr().out.decode()
    assert told == ".lint-anp/index.db: 4 posts in 4 files; 4 read.\n"
    assert check(capsysbinary, path) == found


def damage_index(site: Path, *statements: str) -> None:
    with closing(sqlite3.connect(site / ".lint-anp" / "index.db")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    "damage",
    ["posts = 0", "posts = 2", "strange = 9", "errors = errors + 1", "lines = x''", "rest = x''"],
)
def test_findings_that_were_kept_and_are_damaged_are_found_again(
    site: Path, damage: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def told() -> bytes:
        assert run_cli(["check", TODAY, "posts/Varnish ü.md"]) == 1
        return capsysbinary.readouterr().out

    check(capsysbinary, "posts/Varnish ü.md")
    found = told()
    damage_index(site, f"UPDATE outcome SET {damage}")
    assert told() == found


def test_the_post_from_standard_input_leaves_no_trace(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stdin:
        class buffer:  # noqa: N801
            @staticmethod
            def read() -> bytes:
                return post("Varnish", "Unsaved.").replace("Before touching", "While").encode()

    path = "posts/Varnish ü.md"
    saved = check(capsysbinary, path)
    monkeypatch.setattr("sys.stdin", Stdin)
    unsaved = check(capsysbinary, "-", "--stdin-filename", path)
    assert "`While {…}, take ten minutes" not in saved
    assert "stands in 4 posts" in unsaved
    assert check(capsysbinary, path) == saved


def test_the_index_is_told_built_and_dropped(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    def told(command: str) -> str:
        assert run_cli(["index", command]) == 0
        return capsysbinary.readouterr().out.decode()

    for file in (site / "posts").iterdir():
        os.utime(file, (1_000_000_000, 1_000_000_000))  # long ago, so that its time is trusted
    assert told("status").startswith("There is no index yet")
    assert told("build") == ".lint-anp/index.db: 4 posts in 4 files; 4 read.\n"
    assert told("status").startswith(".lint-anp/index.db: 4 posts in 4 files, ")
    assert told("status").endswith(" bytes a post; 0 files changed since.\n")
    (site / "posts" / "Varnish ü.md").write_text(post("Varnish", "Changed."))
    assert told("status").endswith(" bytes a post; 1 file changed since.\n")
    assert told("drop") == "The index is deleted.\n"
    assert told("drop") == "There is no index.\n"
    assert (site / ".lint-anp" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("command", ["build", "drop"])
def test_an_index_that_cannot_be_written_is_told(
    command: str, site: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    (site / ".lint-anp" / "index.db").mkdir(parents=True)  # which removing files leaves
    assert run_cli(["index", command]) == 2
    told = capsysbinary.readouterr().err.decode()
    assert told.startswith(
        "error: .lint-anp: the index cannot be written: is a directory; see who "
    )


@pytest.fixture(params=["repository", "folder"])
def settled(site: Path, request: pytest.FixtureRequest) -> Path:
    """The same site, its time stamps such that they can be trusted at once."""
    if request.param == "repository":
        make_repository(site)
        git(site, "add", ".")
    for path in site.rglob("*.md"):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    return site


@pytest.fixture
def listings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sites whose files were listed one by one."""
    roots: list[str] = []

    def list_and_note(root: str, *rest: object) -> object:
        roots.append(root)
        return listing.files_by_name(root, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(refresh, "files_by_name", list_and_note)
    return roots


def test_files_are_not_listed_again_where_their_names_are_the_same(
    settled: Path, listings: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = "posts/Varnish ü.md"
    check(capsysbinary, path)
    assert len(listings) == 1
    assert "stands in 4 posts" in both(capsysbinary, path)
    write(settled, {path: post("Varnish", "More."), "posts/Redis ü.md": "---\ntitle: Gone\n---\n"})
    if (settled / ".git").exists():
        git(settled, "add", ".")
    assert "stands in 3 posts" in both(capsysbinary, path)
    write(settled, {"posts/Redis ü.md": post("Redis")})
    assert "stands in 4 posts" in both(capsysbinary, path)
    assert len(listings) == 1


@pytest.mark.parametrize("here", [".", "posts", "other"])
@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"posts/Postfix ü.md": None}, id="a post is deleted"),
        pytest.param({"posts/new.md": post("Nginx")}, id="a post is new"),
        pytest.param({".gitignore": "Redis*\nposts/Redis*\n"}, id="a post is ignored"),
        pytest.param({"posts/lint-anp.yaml": "ignore: [wording]\n"}, id="a folder has its config"),
        pytest.param(
            {"lint-anp.yaml": "select: [boilerplate]\nexclude: ['posts/R*']\n"}, id="an exclusion"
        ),
        pytest.param({"posts/Redis ü.md": post("Redis").replace("ten", "two")}, id="another size"),
    ],
)
def test_a_listing_that_is_kept_follows_the_site(
    change: dict[str, str | None],
    here: str,
    settled: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (settled / "other").mkdir()
    monkeypatch.chdir(settled / here)
    path = os.path.relpath(settled / "posts/Varnish ü.md").replace(os.sep, "/")

    def same() -> str:
        found = check(capsysbinary, path)
        assert found == check(capsysbinary, path, "--no-index")
        return found

    before = same()
    kept = {name: settled / name for name in change}
    texts = {name: file.read_bytes() if file.exists() else None for name, file in kept.items()}
    stamps = {name: file.stat() if file.exists() else None for name, file in kept.items()}
    write(settled, change)
    same()
    same()
    for name, text in texts.items():  # as a copy that keeps time stamps brings it back
        write(settled, {name: text.decode() if text is not None else None})
        if stamp := stamps[name]:
            os.utime(kept[name], ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert same() == before


def test_links_among_the_posts_of_a_site_are_followed(
    settled: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = "posts/Varnish ü.md"
    (settled / "drafts").mkdir()
    write(settled, {".gitignore": "drafts\n", "drafts/a.md": post("Nginx"), "drafts/b.md": "None."})
    (settled / "posts/link.md").symlink_to("../drafts/a.md")
    assert "stands in 5 posts" in both(capsysbinary, path)
    (settled / "posts/link.md").unlink()
    (settled / "posts/link.md").symlink_to("../drafts/b.md")
    assert "stands in 4 posts" in both(capsysbinary, path)


def test_a_site_is_the_same_by_a_link_to_it(
    settled: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    link = settled.parent / f"a link to {settled.name}"
    link.symlink_to(settled)
    path = "posts/Varnish ü.md"
    check(capsysbinary, path)
    write(settled, {"posts/new.md": post("Nginx")})  # so that all files are listed again
    told = check(capsysbinary, str(link / path))
    assert told == check(capsysbinary, str(link / path), "--no-index")
    assert told.replace(f"{link}/", "") == both(capsysbinary, path)
