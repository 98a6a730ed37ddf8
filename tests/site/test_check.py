"""Many files checked again: what is kept of earlier runs changes no finding, whatever happened."""

import errno
import os
import random
import shutil
import sqlite3
import stat
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from lint_anp.cli import run_cli
from lint_anp.corpus import index
from lint_anp.engine import site_files
from lint_anp.site import check as site_check
from lint_anp.site import crew, direct_check, index_judging, refresh
from lint_anp.site.outcomes import hold
from tests.git_site import make_repository, write

TEXT = (
    "Before touching {}, take ten minutes to write down who owns the service, which numbers you "
    "expect to move, and how you will put everything back."
)
SENTENCE = "keep the owner, the expected result and the way back on one page"
NUMBER = 120


def own(seed: object) -> str:
    """A paragraph that no other post has."""
    chance = random.Random(str(seed))
    return " ".join(f"w{chance.randrange(10**6)}" for _ in range(30)) + "."


def post(number: int, *paragraphs: str, meta: str = "") -> str:
    head = f"---\ntitle: Notes number {number}\nslug: notes-{number}\n{meta}---\n"
    return "\n\n".join((head, own(number), *paragraphs)) + "\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose first posts share a template, a sentence, a title."""
    files: dict[str, str | None] = {}
    for number in range(NUMBER):
        paragraphs = [TEXT.format(f"w{number}")] if number < 9 else []
        paragraphs += [f"{own(-number)[:-1]} {SENTENCE}."] if number % 20 == 3 else []
        files[f"posts/{number:03} ü.md"] = post(number, *paragraphs)
    files["posts/003 ü.md"] = post(3, "![A lake](img/lake.png)", SENTENCE)
    files["lint-anp.yaml"] = "fail_on: never\n"
    files["notes.yaml"] = "- this is no post\n"
    files |= {"posts/img/lake.png": "", "posts/img/sea.png": ""}
    make_repository(tmp_path)
    write(tmp_path, files)
    for name in files:  # so that their time stamps can be trusted at once
        os.utime(tmp_path / name, (1_600_000_000, 1_600_000_000))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that a run judges."""
    files: list[str] = []
    judge_files = crew.judge_files  # as it is before it is replaced

    def judge_and_note(some: list[str], *rest: object) -> object:
        files.extend(some)
        return judge_files(some, *rest)  # type: ignore[arg-type]

    for module in (crew, index_judging):
        monkeypatch.setattr(module, "judge_files", judge_and_note)
    return files


def check(capsysbinary: pytest.CaptureFixture[bytes], *options: str) -> str:
    for known in (site_files.list_folder, site_files.file_problem, hold):
        known.cache_clear()  # as in a new process
    options = ("--format", "json", "-j1", *options)
    if not any(option.startswith("--today") for option in options):
        options = ("--today=2026-11-23", *options)
    assert run_cli(["check", *options]) == 0
    return capsysbinary.readouterr().out.decode()


def both(capsysbinary: pytest.CaptureFixture[bytes], *options: str) -> str:
    """What a run finds, which must be what a run finds that keeps nothing."""
    found = check(capsysbinary, *options)
    assert found == check(capsysbinary, "--no-cache", "--no-index", *options)
    return found


def judged_again(
    capsysbinary: pytest.CaptureFixture[bytes], judged: list[str], *options: str
) -> set[str]:
    """The files that the next run judges, whose findings are right."""
    judged.clear()
    both(capsysbinary, *options)
    return {os.path.basename(path).removesuffix(" ü.md") for path in judged}


def test_nothing_is_judged_again_where_nothing_changed(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], judged: list[str]
) -> None:
    assert len(judged_again(capsysbinary, judged)) == NUMBER + 1
    assert judged_again(capsysbinary, judged) == set()
    for style in ("human", "sarif", "github", "gitlab", "junit", "rdjson", "concise"):
        assert judged_again(capsysbinary, judged, "--format", style) == set()


def test_a_changed_post_is_judged_again_and_those_that_see_it(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], judged: list[str]
) -> None:
    check(capsysbinary)
    last, first = site / "posts/008 ü.md", site / "posts/000 ü.md"
    last.write_bytes(post(8, own("new"), TEXT.format("w8")).encode())
    assert judged_again(capsysbinary, judged) == {"008"}
    first.write_bytes(post(0, own("new"), TEXT.format("w0")).encode())  # the others name its line
    assert judged_again(capsysbinary, judged) == {f"{number:03}" for number in range(9)} - {"003"}
    last.write_bytes(post(8).encode())
    assert judged_again(capsysbinary, judged) == {f"{number:03}" for number in range(9)} - {"003"}
    os.utime(last, (1_500_000_000, 1_500_000_000))
    assert judged_again(capsysbinary, judged) == set()


def test_a_hook_between_two_runs_is_heeded(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], judged: list[str]
) -> None:
    check(capsysbinary)
    (site / "posts/004 ü.md").unlink()
    both(capsysbinary, "posts/005 ü.md")
    again = judged_again(capsysbinary, judged)
    assert {"000", "001", "002", "006", "007", "008"} <= again
    assert "005" not in again  # the hook kept what it found
    assert len(again) < 20


def test_a_named_post_is_judged_again_where_something_that_it_depends_on_changed(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], judged: list[str]
) -> None:
    path, day = "posts/003 ü.md", "--today=2026-11-26"
    both(capsysbinary, path)  # fills the index
    assert judged_again(capsysbinary, judged, path) == {"003"}
    assert judged_again(capsysbinary, judged, path) == set()
    for style in ("human", "sarif", "github", "gitlab", "junit", "rdjson", "concise"):
        assert judged_again(capsysbinary, judged, path, "--format", style) == set()
    assert judged_again(capsysbinary, judged, path, "posts/004 ü.md") == {"004"}
    write(site, {"posts/023 ü.md": post(23)})
    assert judged_again(capsysbinary, judged, path) == {"003"}
    (site / "posts/img/lake.png").unlink()
    assert judged_again(capsysbinary, judged, path) == {"003"}
    assert judged_again(capsysbinary, judged, path, "--ignore=wording") == {"003"}
    write(site, {"lint-anp.yaml": "fail_on: never\nseverity: {images: note}\n"})
    assert judged_again(capsysbinary, judged, path) == {"003"}
    write(site, {path: post(3, meta="revision: {last_reviewed: 2026-11-25}\n")})
    assert judged_again(capsysbinary, judged, path) == {"003"}
    assert judged_again(capsysbinary, judged, path) == set()
    assert judged_again(capsysbinary, judged, path, day) == {"003"}
    assert judged_again(capsysbinary, judged, "notes.yaml") == {"notes.yaml"}


def test_a_named_post_leaves_what_other_runs_keep(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], judged: list[str]
) -> None:
    check(capsysbinary)
    both(capsysbinary, "posts/003 ü.md", "--select=images")
    assert judged_again(capsysbinary, judged) == set()
    write(site, {"posts/050 ü.md": post(50, own("new"))})
    assert judged_again(capsysbinary, judged, "posts/050 ü.md") == {"050"}
    assert judged_again(capsysbinary, judged) == set()


@pytest.mark.parametrize("path", ["posts/040 ü.md", "posts"])
def test_a_post_that_is_told_with_the_family_of_a_near_text_follows_it(
    site: Path, path: str, capsysbinary: pytest.CaptureFixture[bytes], judged: list[str]
) -> None:
    start, rest = own(1)[:-1], " ".join(map(own, range(2, 7)))
    words = start.split()
    words[::8] = "no", "run", "of", "them"  # of ten words
    write(site, {f"posts/{number:03} ü.md": post(number, f"{start} w{number} {rest}")
                 for number in range(20, 36)})  # fmt: skip
    write(site, {"posts/040 ü.md": post(40, " ".join(words) + ".")})
    assert "stands in 17 posts" in check(capsysbinary, "posts")
    for number in (44, 45, 46):
        write(site, {f"posts/{number:03} ü.md": post(number, f"{start} w{number} {rest}")})
        assert judged_again(capsysbinary, judged, f"posts/{number:03} ü.md") == {f"{number:03}"}
    assert "040" in judged_again(capsysbinary, judged, path)
    assert "stands in 20 posts" in check(capsysbinary, path)


def test_what_cannot_be_kept_is_told_all_the_same(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = "posts/003 ü.md"
    found = check(capsysbinary, path)
    monkeypatch.setattr(index, "WAIT", 0.01)
    monkeypatch.setattr(direct_check, "judge_all", None)  # all there is to do is done once
    with closing(sqlite3.connect(site / ".lint-anp" / "index.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert check(capsysbinary, path) == found


def test_what_was_judged_before_a_file_changed_is_not_kept(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, time = site / "posts/050 ü.md", (1_600_000_000, 1_600_000_000)
    check(capsysbinary)

    def change_and_refresh(*rest: object) -> None:
        path.write_bytes(post(50, SENTENCE).encode())
        os.utime(path, time)
        refresh.refresh_for(*rest)  # type: ignore[arg-type]

    path.write_bytes(post(50, "TODO").encode())
    monkeypatch.setattr(site_check, "refresh_for", change_and_refresh)
    assert "TODO" in check(capsysbinary, "posts/050 ü.md")
    monkeypatch.undo()
    monkeypatch.chdir(site)
    assert "TODO" not in both(capsysbinary, "posts/050 ü.md")


@pytest.mark.parametrize("stranger", ["drafts/x.md", "ignored/x.md", "../x.md"])
@pytest.mark.parametrize("path", ["posts/130.md", "posts"])
def test_a_post_that_the_site_leaves_out_is_seen_only_where_it_is_named(
    path: str, stranger: str, site: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    config = "fail_on: never\nexclude: [drafts/**]\n"
    write(site, {"lint-anp.yaml": config, ".gitignore": "ignored/\n", stranger: post(130)})
    check(capsysbinary)
    write(site, {"posts/130.md": post(130)})
    for named in ([stranger], [], [stranger], []):
        found = both(capsysbinary, path, *named, "--config=lint-anp.yaml")
        assert (f"This title is that of {stranger}:2" in found) == bool(named)


def test_a_site_that_compares_no_posts_keeps_what_it_finds(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], judged: list[str]
) -> None:
    write(site, {"lint-anp.yaml": "fail_on: never\nignore: [boilerplate, uniqueness]\n"})
    check(capsysbinary)
    assert judged_again(capsysbinary, judged) == set()
    write(site, {"posts/007 ü.md": post(7)})
    assert judged_again(capsysbinary, judged) == {"007"}
    write(site, {"lint-anp.yaml": "fail_on: never\n"})
    assert "paragraph-boilerplate" in both(capsysbinary)


def test_what_one_run_leaves_out_is_there_for_the_next(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], judged: list[str]
) -> None:
    check(capsysbinary)
    both(capsysbinary, "--ignore=boilerplate,uniqueness")
    assert judged_again(capsysbinary, judged) == set()


def test_most_posts_may_change_between_named_runs(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "FEW", 5)
    both(capsysbinary, "posts/000 ü.md")
    changed = {f"posts/{number:03} ü.md": post(number, own(-number)) for number in range(1, 80)}
    write(site, changed)
    assert "paragraph-boilerplate" not in both(capsysbinary, "posts/000 ü.md")


def test_only_files_that_an_image_may_name_are_heeded(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], judged: list[str]
) -> None:
    far = site.with_name(f"{site.name} far")
    climbs = f"![A pond](<../../{far.name}/away/pond.png>)"
    write(site, {"posts/050 ü.md": post(50, climbs), "posts/060 ü.md": post(60, climbs)})
    before = check(capsysbinary)
    site.with_name(f"{site.name} near").mkdir()
    write(site, {"posts/img/new.png": "", "new.txt": "It is a post.\n", "public/b.css": ""})
    assert judged_again(capsysbinary, judged) == {"new.txt"}
    far.mkdir()
    assert judged_again(capsysbinary, judged) == {"050", "060"}
    (far / "Away").mkdir()
    assert judged_again(capsysbinary, judged) == {"050", "060"}
    (far / "Away/pond.png").touch()
    assert f"is called ../../{far.name}/Away/pond.png" in both(capsysbinary)
    shutil.rmtree(far)
    (site / "new.txt").unlink()
    assert both(capsysbinary) == before
    (site / "posts/img/lake.png").rename(site / "posts/img/Lake.png")
    assert judged_again(capsysbinary, judged) == {"003"}
    (site / "posts/img/LAKE.png").touch()
    assert judged_again(capsysbinary, judged) == {"003"}
    assert "is called img/LAKE.png" in check(capsysbinary)


@pytest.mark.parametrize("seed", range(5))
def test_any_history_gives_the_findings_of_its_end(
    site: Path, seed: int, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    chance = random.Random(seed)
    if seed < 3:  # else only named files are ever checked
        check(capsysbinary)
    for _ in range(8):
        for _ in range(chance.randrange(1, 4)):
            number = chance.randrange(12)
            path = site / f"posts/{number:03} ü.md"
            paragraphs = chance.sample([TEXT.format(f"w{number}"), SENTENCE, own(1), own(2)], 2)
            title = f"title: Notes number {chance.randrange(3)}\n"
            text = post(number, *paragraphs).replace(f"title: Notes number {number}\n", title)
            match chance.randrange(5):
                case 0 if path.exists():
                    path.unlink()
                case 1 if path.exists():
                    path.rename(site / f"posts/{chance.randrange(20, 30):03} ü.md")
                case _:
                    path.write_bytes(text.encode())
        if seed >= 3 or chance.random() < 0.5:
            there = sorted(os.listdir(site / "posts"))[:12]
            both(capsysbinary, *(f"posts/{name}" for name in chance.sample(there, 3)))
        if seed < 3:
            both(capsysbinary)


@pytest.mark.parametrize(
    ("files", "options"),
    [
        pytest.param({"lint-anp.yaml": "fail_on: never\nseverity: {schema: note}\n"}, [], id="config"),
        pytest.param({}, ["--select", "wording,boilerplate"], id="choice of rules"),
        pytest.param({}, ["--ignore", "field-missing"], id="rules left out"),
        pytest.param(
            {"lint-anp.yaml": f"fail_on: never\nallow: ['{TEXT}']\n"}, [], id="allowed text"
        ),
        pytest.param({"posts/img/lake.png": None}, [], id="an image is deleted"),
        pytest.param({"notes.yaml": "title: Now it is a post\nbody: Yes.\n"}, [], id="no post before"),
        pytest.param({}, ["posts", "--ignore=boilerplate"], id="a folder of the site"),
        pytest.param({}, ["posts", "posts/003 ü.md", "notes.yaml"], id="a folder and files"),
    ],
)  # fmt: skip
def test_findings_follow_what_they_depend_on(
    site: Path,
    files: dict[str, str | None],
    options: list[str],
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    before = check(capsysbinary)
    write(site, files)
    after = both(capsysbinary, *options)
    assert after != before
    assert after == check(capsysbinary, *options)


def test_files_that_a_config_allows_are_heeded(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    write(site, {"lint-anp.yaml": "fail_on: never\nallow: [allowed.txt]\n", "allowed.txt": "None."})
    assert "paragraph-boilerplate" in both(capsysbinary)
    write(site, {"allowed.txt": f"{TEXT}\n\n{SENTENCE}"})
    assert "paragraph-boilerplate" not in both(capsysbinary)
    write(site, {"allowed.txt": ""})
    assert "paragraph-boilerplate" in both(capsysbinary)
    write(site, {"allowed.txt": None})
    assert run_cli(["check"]) == run_cli(["check", "--no-cache", "--no-index"]) == 2
    told = b"error: lint-anp.yaml:2:9: there is no file 'allowed.txt'; write a text or a file\n"
    assert capsysbinary.readouterr().err == 2 * told


def test_a_file_that_a_config_allows_and_that_cannot_be_read_is_told(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], unprivileged: None
) -> None:
    write(site, {"lint-anp.yaml": "fail_on: never\nallow: [allowed.txt]\n", "allowed.txt": TEXT})
    both(capsysbinary)
    (site / "allowed.txt").chmod(0)
    assert run_cli(["check"]) == run_cli(["check", "--no-cache", "--no-index"]) == 2
    told = b"error: lint-anp.yaml:2:9: 'allowed.txt' cannot be read: permission denied\n"
    assert capsysbinary.readouterr().err == 2 * told


def test_the_next_day_judges_what_asks_for_the_day(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], judged: list[str]
) -> None:
    meta = "revision: {last_reviewed: 2026-11-25}\n"
    write(site, {"posts/050 ü.md": post(50, meta=meta)})
    assert "review-date-future" in check(capsysbinary)
    assert judged_again(capsysbinary, judged, "--today=2026-11-26") == {"050"}
    assert "review-date-future" not in check(capsysbinary, "--today=2026-11-26")


def test_findings_are_told_from_where_the_run_is(
    site: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    judged: list[str],
) -> None:
    (site / "other").mkdir()
    before = {}
    for here, path in (("", "."), ("posts", "."), ("other", "../posts"), ("other", str(site))):
        monkeypatch.chdir(site / here)
        before[here, path] = both(capsysbinary, path)
        assert judged_again(capsysbinary, judged, path) == set()
        (site / "posts/050 ü.md").write_bytes(post(50, own(f"{here} {path}")).encode())
        assert judged_again(capsysbinary, judged, path) == {"050"}
    assert len(set(before.values())) == 4


def test_the_first_others_are_named_from_wherever_the_run_is(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of other folders, whose paths begin otherwise than those below the current one."""
    write(site, {f"{name}/p.md": post(7, TEXT.format("here")) for name in "abc"})
    monkeypatch.chdir(site / "b")
    for path in (".", "p.md", str(site)):
        assert f"Also in {site}/a/p.md:9, " in both(capsysbinary, path)


def test_others_are_told_as_the_run_names_them(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site / "posts/img")
    first, other = "posts/000 ü.md", "posts/001 ü.md"
    for path in (site / first, f"../../{first}"):
        for names in ([str(path), f"../../{other}"], [str(path), str(site / other)]):
            assert f"{names[1]}:" in both(capsysbinary, *names)


def test_a_copy_of_a_checkout_tells_its_own_files(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(site, {"b/p.md": post(7, TEXT.format("here"))})
    monkeypatch.chdir(site / "b")
    both(capsysbinary, ".")
    copy = shutil.copytree(site, site.parent / "a copy")
    monkeypatch.chdir(copy / "b")
    assert f"Also in {copy}/posts/000 ü.md:9, " in both(capsysbinary, ".")


@pytest.mark.parametrize("in_git", [False, True], ids=["a folder", "a git repository"])
def test_what_a_file_gave_whose_name_is_not_utf_8_is_kept(
    in_git: bool, site: Path, capsysbinary: pytest.CaptureFixture[bytes], judged: list[str]
) -> None:
    if not in_git:
        shutil.rmtree(site / ".git")
    name = os.fsdecode(b"oth\xe9r/p\xe9.md")
    write(site, {"other/p.md": post(1), name: post(1, "More.")})
    for path in (".", os.path.dirname(name), "other/p.md", name):  # of many posts and of few
        assert "p\\udce9.md" in both(capsysbinary, path)
        assert judged_again(capsysbinary, judged, path) == set()
    write(site, {name: post(8, "More.")})
    assert "This title is that of oth\\udce9r/p\\udce9.md:2, too." in both(
        capsysbinary, "posts/008 ü.md"
    )
    write(site, {name: None})
    assert "udce9" not in both(capsysbinary)


def test_a_folder_that_cannot_be_listed_is_told_beside_what_is_found(
    site: Path,
    judged: list[str],
    capsysbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shutil.rmtree(site / ".git")
    concise = "--format=concise"
    before = check(capsysbinary, concise)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if os.path.basename(path) == "more":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    write(site, {"more/p.md": post(1)})
    monkeypatch.setattr("os.scandir", refuse)
    told = (
        "more:1:1: error file-unreadable: The file is a folder that cannot be read: "
        "permission denied.\n"
    )
    assert both(capsysbinary, concise) == told + before
    assert judged_again(capsysbinary, judged, concise) == set()


@pytest.fixture
def unprivileged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Mode bits hold for this program, as they do for all users but root."""
    opened, asked = open, os.stat

    def open_if_allowed(path: str, *rest: Any, **more: Any) -> Any:
        with suppress(FileNotFoundError):
            if not ask_if_allowed(path).st_mode & stat.S_IRUSR:
                raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *rest, **more)

    def ask_if_allowed(path: str, **more: Any) -> os.stat_result:
        if isinstance(path, str) and not asked(os.path.dirname(path) or ".").st_mode & stat.S_IXUSR:
            raise PermissionError(errno.EACCES, "Permission denied")
        return asked(path, **more)

    monkeypatch.setattr("builtins.open", open_if_allowed)
    monkeypatch.setattr("os.stat", ask_if_allowed)
    monkeypatch.setattr("os.lstat", partial(ask_if_allowed, follow_symlinks=False))


@pytest.mark.parametrize("named", [(), ("posts/005 ü.md",)], ids=["the site", "another post"])
def test_a_post_that_may_not_be_read_any_more_is_told(
    named: tuple[str, ...],
    site: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
    unprivileged: None,
) -> None:
    before, others = check(capsysbinary), check(capsysbinary, *named)
    path = site / "posts/004 ü.md"
    path.chmod(0)
    both(capsysbinary, *named)
    told = "The file cannot be read: permission denied."
    assert both(capsysbinary).count(told) == 1
    path.chmod(0o644)
    assert both(capsysbinary, *named) == others
    assert both(capsysbinary) == before


def test_posts_of_a_folder_that_may_not_be_searched_are_told_each_time(
    site: Path,
    judged: list[str],
    capsysbinary: pytest.CaptureFixture[bytes],
    unprivileged: None,
) -> None:
    write(site, {"more/a.md": post(1), "more/b.md": post(2)})
    before = check(capsysbinary)
    (site / "more").chmod(0o600)
    told = "The file cannot be read: permission denied."
    assert both(capsysbinary).count(told) == 2
    write(site, {"posts/020 ü.md": post(20, "More.")})
    assert judged_again(capsysbinary, judged) == {"020", "a.md", "b.md"}
    assert judged_again(capsysbinary, judged) == {"a.md", "b.md"}
    (site / "more").chmod(0o700)
    write(site, {"posts/020 ü.md": post(20)})
    assert both(capsysbinary) == before


def test_silences_are_kept_with_what_they_take_out(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    silence = "<!-- lint-anp: ignore[paragraph-boilerplate] -- it is the template -->"
    write(site, {"posts/005 ü.md": post(5, f"{silence}\n{TEXT.format('w5')}")})
    sarif = ("--format", "sarif", "--show-silenced")
    assert "it is the template" in both(capsysbinary, *sarif)
    assert "it is the template" in both(capsysbinary, *sarif)
    for number in range(9):
        write(site, {f"posts/{number:03} ü.md": post(number)} if number != 5 else {})
    assert "unused-ignore" in both(capsysbinary)


def read_index(site: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> tuple[Path, bytes]:
    """The file of an index that a run filled, and what it holds."""
    check(capsysbinary)
    index = site / ".lint-anp" / "index.db"
    return index, index.read_bytes()


def test_damaged_findings_are_made_anew(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    index, data = read_index(site, capsysbinary)
    assert b"The field summary" in data
    index.write_bytes(data.replace(b"The field summary", b"The field \x22\xff[]{}:"))
    assert len(index.read_bytes()) == len(data)
    both(capsysbinary)


def test_a_damaged_index_is_made_anew(
    site: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    index, data = read_index(site, capsysbinary)
    for size in (100, 9_000, len(data) // 2):
        index.write_bytes(data[:size] + b"\xff" * (len(data) - size))
        both(capsysbinary)


def test_another_checkout_with_what_was_kept_judges_nothing(
    site: Path, judged: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    first = check(capsysbinary, ".")
    other = site.parent / "another checkout"
    shutil.copytree(site, other, copy_function=shutil.copyfile)  # with new time stamps
    os.chdir(other)
    judged.clear()
    assert check(capsysbinary, ".") == first
    assert judged == []
    (other / "posts/img/lake.png").unlink()  # still there in the first checkout
    assert "img/lake.png is not there" in both(capsysbinary, ".")
