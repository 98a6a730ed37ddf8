"""A site's history as its user meets it: after each step the baseline and `--diff-base` name
exactly the findings that the step brought in, before and after it is committed."""

import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from lint_anp.cli import run_cli
from tests.git_site import commit, git, make_repository, write

TODAY = "--today=2026-11-23"
TEA = """\
---
title: Making tea on a small stove
summary: How to make tea that is worth the water, the wait and the washing up.
slug: making-tea
tools: [kettle, pot]
score: {quality: 80, depth: 70}
image_sources:
  - {source: kettles.net, url: "https://kettles.net/kettle.jpg", caption: A kettle on a stove}
  - {source: kettles.net, url: "https://kettles.net/pot.jpg", caption: A pot with a lid}
---

Boil the water in the kettle, and pour it over the leaves while it still moves.

![A kettle on a stove](https://kettles.net/kettle.jpg)

Three minutes are enough for green tea; black tea takes five of them.

Whoever forgets the pot on the table drinks something else than tea.

![A pot with a lid](https://kettles.net/pot.jpg)

A lid keeps the heat in, and a cosy keeps it there for half an hour.

The second pouring is the better one, as every book on the matter says.

Rinse the pot without soap, and leave it open until the next day.
"""
COFFEE = """\
---
title: Coffee without a machine
summary: How to brew coffee with a filter, a jug and some patience.
slug: coffee-without-a-machine
---

Grind the beans when the water boils, not before.

Wet the filter, so that the coffee does not taste of paper.
"""
NOTES = """\
{"title": "On cups", "slug": "on-cups", "summary": "Why a thin cup keeps tea hot for longer."}
{"title": "On spoons", "slug": "On Spoons", "summary": "Why one spoon is enough for a whole pot."}
"""
CITIES = """\
---
title: Where to drink tea in four towns
summary: Four houses in four towns, with what to order in each of them.
---

In Ghent, go to the house on the river and order {}, which comes with milk.

In Bruges, go to the house on the market and order {}, which comes with milk.

In Ypres, go to the house on the corner and order {}, which comes with milk.

In Mons, go to the house on the hill and order {}, which comes with milk.
"""
PLACES = re.compile(r":\d+:\d+: \w+ ")
STALE = re.compile(r"stale, its finding is gone: (\S+ \S+)")


class Step(NamedTuple):
    """What a commit does: files that move or are copied, files that are written (None deletes one),
    texts that are replaced; and the findings that it brings in, as `path rule: message`.

    `others` are those that posts get by what became of another one: the site has them since, but
    nobody who changed their post. `gone` are those that are no more, None where it is not asked.
    """

    name: str
    new: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    gone: tuple[str, ...] | None = None
    moves: Mapping[str, str] = {}
    copies: Mapping[str, str] = {}
    files: Mapping[str, str | None] = {}
    edits: tuple[tuple[str, str, str], ...] = ()


def lorem(path: str) -> str:
    return f"{path} placeholder-text: Placeholder text: lorem ipsum."


def slug(path: str, value: str = "Making Tea") -> str:
    expected = "it must be text like 'handling-background-jobs'."
    return f"{path} field-invalid: The field slug is '{value}'; {expected}"


def no_alt(path: str) -> str:
    return f"{path} image-alt-missing: The image has no alternative text."


def score(path: str, field: str, value: int) -> str:
    expected = "it must be a whole number between 0 and 100."
    return f"{path} field-invalid: The field score.{field} is {value}; {expected}"


T, C = "tea.md", "coffee.md"
U = "über/the tea 😀.md"
STEPS = (
    Step("clean posts", files={T: TEA, C: COFFEE}),
    Step("a fault in the meta", (slug(T),), edits=((T, "making-tea", "Making Tea"),)),
    Step("keys above it", edits=((T, "title: M", "difficulty: beginner\ntitle: M"),)),
    Step(
        "its key moves",
        edits=((T, "slug: Making Tea\n", ""), (T, "tools:", "slug: Making Tea\ntools:")),
    ),
    Step("its value is quoted", edits=((T, "Making Tea", '"Making Tea"'),)),
    Step("its value becomes another wrong one", edits=((T, '"Making Tea"', "Making TEA"),)),
    Step(
        "a fault in the body",
        (lorem(T),),
        edits=((T, "drinks something", "drinks lorem ipsum or something"),),
    ),
    Step("a paragraph above it", edits=((T, "Boil", "Tea is old.\n\nBoil"),)),
    Step(
        "its paragraph is edited", edits=((T, "Whoever forgets the pot", "He who forgets a pot"),)
    ),
    Step(
        "its paragraph is wrapped",
        edits=((T, "ipsum or something else", "ipsum\nor something else"),),
    ),
    Step(
        "its paragraph moves to the end",
        edits=(
            (
                T,
                "He who forgets a pot on the table drinks lorem ipsum\nor something else than tea.\n\n",
                "",
            ),
            (
                T,
                "next day.\n",
                "next day.\n\nHe who forgets a pot on the table drinks lorem ipsum\nor something else than tea.\n",
            ),
        ),
    ),
    Step(
        "the meta is mended, and another fault of the same rule comes in",
        (score(T, "depth", 170),),
        edits=((T, "Making TEA", "making-tea"), (T, "depth: 70", "depth: 170")),
    ),
    Step(
        "another fault of the same text",
        (lorem(T),),
        edits=((T, "A lid keeps", "A lid, lorem ipsum, keeps"),),
    ),
    Step(
        "the first is mended, and a third of the same text comes in",
        (lorem(T),),
        edits=(
            (T, "lorem ipsum\nor something", "something"),
            (T, "Three minutes", "Some lorem ipsum minutes"),
        ),
    ),
    Step("the file is renamed", moves={T: U}),
    Step(
        "it is renamed, edited, and a fault comes in",
        (no_alt(T),),
        moves={U: T},
        edits=((T, "![A pot with a lid]", "![]"), (T, "Tea is old.", "Tea is very old.")),
    ),
    Step(
        "an image is mended, and another of the same rule broken",
        (no_alt(T),),
        edits=((T, "![](", "![A pot with a lid]("), (T, "![A kettle on a stove]", "![]")),
    ),
    Step(
        "a copy has all its faults",
        (score("copy.md", "depth", 170), lorem("copy.md"), lorem("copy.md"), no_alt("copy.md")),
        copies={T: "copy.md"},
    ),
    Step("the copy is deleted", files={"copy.md": None}),
    Step(
        "a paragraph is cut off",
        (f"{T} text-truncated: The text breaks off: … it open until the next,",),
        edits=((T, "until the next day.", "until the next,"),),
    ),
    Step(
        "what is left of it is edited",
        edits=((T, "Rinse the pot without soap", "Wash the pot without any soap"),),
    ),
    Step(
        "it is mended, and another cut off",
        (f"{T} text-truncated: The text breaks off: … as every book on the,",),
        edits=(
            (T, "until the next,\n", "until the next day.\n"),
            (T, "on the matter says.", "on the,"),
        ),
    ),
    Step("line ends become those of Windows", edits=((T, "\n", "\r\n"),)),
    Step("and those of Unix again", edits=((T, "\r\n", "\n"),)),
    Step(
        "items of lists have faults",
        (
            f"{T} duplicate-list-item: This list holds 'pot' already.",
            f"{T} image-insecure: The image is loaded over http from kettles.net.",
            f"{T} image-insecure: The image is loaded over http from kettles.net.",
        ),
        edits=(
            (T, "[kettle, pot]", "[pot, kettle, pot]"),
            (T, 'url: "https://kettles.net/pot.jpg"', 'url: "http://kettles.net/pot.jpg"'),
            (T, "(https://kettles.net/pot.jpg)", "(http://kettles.net/pot.jpg)"),
        ),
    ),
    Step("the lists get another order", edits=((T, "[pot, kettle, pot]", "[kettle, pot, pot]"),)),
    Step(
        "an item before it",
        edits=(
            (T, "[kettle, pot, pot]", "[kettle, stove, pot, pot]"),
            (T, "the kettle, and", "the kettle on the stove, and"),
        ),
    ),
    Step(
        "posts of one file, one of them faulty",
        (slug("notes.jsonl", "On Spoons"),),
        files={"notes.jsonl": NOTES},
    ),
    Step(
        "they get another order", files={"notes.jsonl": "\n".join(NOTES.split("\n")[1::-1]) + "\n"}
    ),
    Step(
        "one is mended, another gets the same fault",
        (slug("notes.jsonl", "On Cups"),),
        edits=(("notes.jsonl", 'On Spoons"', 'on-spoons"'), ("notes.jsonl", "on-cups", "On Cups")),
    ),
    Step(
        "a fault is silenced in the post",
        edits=(
            (
                T,
                "A lid,",
                "<!-- lint-anp: ignore[placeholder-text] -- it is a quotation -->\nA lid,",
            ),
        ),
    ),
    Step(
        "the silence is taken back",
        (lorem(T),),
        edits=((T, "<!-- lint-anp: ignore[placeholder-text] -- it is a quotation -->\n", ""),),
    ),
    Step(
        "twice in a paragraph", (lorem(T),), edits=((T, "cosy keeps", "cosy of lorem ipsum keeps"),)
    ),
    Step(
        "the paragraph is doubled, and its words moved",
        (lorem(T), lorem(T)),
        edits=(
            (
                T,
                "Wash",
                "A lid, lorem ipsum, keeps heat in, and a cosy of lorem ipsum keeps it there.\n\nWash",
            ),
        ),
    ),
    Step(
        "paragraphs that a template made",
        (lorem("cities.md"), lorem("cities.md")),
        files={"cities.md": CITIES.format("lorem ipsum", "a pot", "lorem ipsum", "a cup")},
    ),
    Step(
        "of these, one is mended and another broken",
        (lorem("cities.md"),),
        files={"cities.md": CITIES.format("lorem ipsum", "lorem ipsum", "a kettle", "a cup")},
    ),
    Step(
        "a rename at the same time",
        (lorem("towns.md"),),
        moves={"cities.md": "towns.md"},
        files={"towns.md": CITIES.format("a cup", "lorem ipsum", "a kettle", "lorem ipsum")},
    ),
    Step("a faulty post is deleted", files={T: None}),
    Step(
        "it comes back with one fault",
        (slug(T, "Tea"),),
        files={T: TEA.replace("making-tea", "Tea")},
    ),
    Step(
        "another post takes its place under another name",
        (slug("lids.md", "Lids"),),
        files={
            T: None,
            "lids.md": COFFEE.replace("coffee-without-a-machine", "Lids").replace("Grind", "Mill"),
        },
    ),
    Step(
        "all is mended",
        edits=(("lids.md", "Lids", "lids"), ("notes.jsonl", "On Cups", "on-cups")),
        files={"towns.md": CITIES.format("a", "b", "c", "d")},
    ),
)


SHARED = (
    "Before touching the service, take ten minutes to write down who owns it, which numbers you "
    "expect to move, and how you will put everything back."
)
SENTENCE = "keep the owner, the expected result and the way back on one page"


def own(title: str, gap: str = "\n") -> str:
    """60 words that no other post has."""
    chance = random.Random(title)
    return gap.join(f"{title.lower()}{chance.randrange(10**6)}" for _ in range(60))


def post(title: str, *paragraphs: str) -> str:
    return "\n\n".join(
        (f"---\ntitle: {title}\n---", *paragraphs, f"It begins so:\n{own(title)}.\n")
    )


def repeated(*paths: str, rule: str = "paragraph-boilerplate") -> tuple[str, ...]:
    return tuple(f"{path} {rule}" for path in paths)


def line(title: str, text: str) -> str:
    """A post as a line of JSON."""
    return f'{{"title": "{title}", "slug": "{title}", "body": "{text}\\n\\n{own(title, " ")}."}}\n'


A, B, D, M = "a.md", "b.md", "d.md", "more/c.md"
LINES = line("Rivers", SHARED), line("Lakes", SHARED), line("Seas", "Salt.")
REPETITION = (
    Step("two posts share a paragraph", files={A: post("Ash", SHARED), B: post("Birch", SHARED)}),
    Step(
        "a new post copies it",
        repeated("c.md"),
        repeated(A, B),
        files={"c.md": post("Cedar", SHARED)},
    ),
    Step("a holder is edited elsewhere", edits=((A, "It begins so", "It starts thus"),)),
    Step(
        "a paragraph above it", edits=((A, "Before touching", "First of all.\n\nBefore touching"),)
    ),
    Step(
        "a copy is reworded a little",
        edits=((B, "take ten minutes to write", "take a quarter of an hour to write"),),
    ),
    Step("a copy is renamed", moves={"c.md": M}),
    Step(
        "another is renamed and edited",
        moves={A: "e.md"},
        edits=(("e.md", "It starts thus", "It begins like this"),),
    ),
    Step("and gets its name again", moves={"e.md": A}),
    Step(
        "a copy is taken out",
        gone=repeated(A, B, M),
        files={B: post("Birch")},
    ),
    Step(
        "a post that was there takes it in, and a holder is edited",
        repeated(B),
        repeated(A, M),
        files={B: post("Birch", SHARED)},
        edits=((A, "It begins like this", "It begins so"),),
    ),
    Step(
        "it moves from one post to another, and a holder is edited",
        repeated(D),
        gone=repeated(B),
        files={B: post("Birch"), D: post("Dogwood", SHARED)},
        edits=((A, "It begins so", "It starts thus"),),
    ),
    Step(
        "it moves back between posts that were there, and a holder is renamed and edited",
        repeated(B),
        gone=repeated(D),
        moves={A: "e.md"},
        files={B: post("Birch", SHARED), D: post("Dogwood")},
        edits=(("e.md", "It starts thus", "It begins so"),),
    ),
    Step(
        "all posts are edited",
        edits=tuple((one, "It begins so", "It goes so") for one in (B, D, M, "e.md")),
    ),
    Step(
        "all posts are edited, and one takes it in",
        repeated(D),
        edits=(
            (B, "It goes so", "It begins so"),
            (D, "It goes so", f"{SHARED}\n\nIt begins so"),
            (M, "It goes so", "It begins so"),
            ("e.md", "It goes so", "It begins so"),
        ),
    ),
    Step(
        "two of four become posts of their own",
        gone=repeated(B, D, M, "e.md"),
        files={B: post("Birch"), D: post("Dogwood")},
    ),
    Step(
        "a sentence in three posts",
        repeated(B, D, M, rule="stock-sentence"),
        edits=tuple((one, "It begins so:", f"In the end, {SENTENCE}:") for one in (B, D, M)),
    ),
    Step(
        "a fourth takes it in, and a holder is edited",
        repeated("e.md", rule="stock-sentence"),
        edits=(
            ("e.md", "It begins so:", f"Whoever begins may {SENTENCE}:"),
            (B, "In the", "At the"),
        ),
    ),
    Step(
        "a copy of a whole post",
        (
            *repeated("copy.md", rule="post-duplicate"),
            *repeated("copy.md", rule="title-repeated"),
            *repeated("copy.md", rule="stock-sentence"),
        ),
        (*repeated(B, rule="post-duplicate"), *repeated(B, rule="title-repeated")),
        copies={B: "copy.md"},
    ),
    Step(
        "the copy gets a title, and its original is edited",
        gone=(*repeated(B, rule="title-repeated"), *repeated("copy.md", rule="title-repeated")),
        edits=(("copy.md", "title: Birch", "title: Copy"), (B, "title:", "slug: birch\ntitle:")),
    ),
    Step(
        "the copy is deleted",
        gone=(
            *repeated(B, rule="post-duplicate"),
            *repeated("copy.md", rule="post-duplicate"),
            *repeated("copy.md", rule="stock-sentence"),
        ),
        files={"copy.md": None},
    ),
    Step(
        "a post takes the title of another one, which is edited",
        repeated(D, rule="title-repeated"),
        repeated(B, rule="title-repeated"),
        edits=((D, "title: Dogwood", "title: Birch"), (B, "slug: birch\n", "")),
    ),
    Step(
        "posts of one file",
        repeated("lines.jsonl", "lines.jsonl"),
        repeated(M, "e.md"),
        files={"lines.jsonl": "".join(LINES)},
    ),
    Step("they get another order", files={"lines.jsonl": "".join(LINES[::-1])}),
    Step(
        "one more before them",
        repeated("lines.jsonl"),
        files={"lines.jsonl": line("Ponds", SHARED) + "".join(LINES)},
    ),
)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = make_repository(tmp_path / "site")
    monkeypatch.chdir(folder)
    commit(folder, {"lint-anp.yaml": "", "first.md": COFFEE})
    return folder


def do(step: Step, folder: Path) -> None:
    """Does to the work tree what a step says."""
    for old, new in step.moves.items():
        (folder / new).parent.mkdir(exist_ok=True)
        (folder / old).rename(folder / new)
    for old, new in step.copies.items():
        (folder / new).write_bytes((folder / old).read_bytes())
    write(folder, step.files)
    for name, old, new in step.edits:
        text = (folder / name).read_bytes().decode()
        assert old in text, (step.name, old)
        (folder / name).write_bytes(text.replace(old, new).encode())


@pytest.mark.parametrize(
    ("config", "steps", "ending"),
    [
        # copies are part of the history; that they repeat each other is the other's subject
        pytest.param("ignore: [boilerplate, uniqueness]", STEPS, "", id="posts by themselves"),
        pytest.param("select: [boilerplate, uniqueness]", REPETITION, ":.*", id="repetition"),
    ],
)
def test_each_step_brings_in_exactly_its_own_findings(
    config: str,
    steps: Sequence[Step],
    ending: str,
    site: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    def run(*command: str) -> str:
        assert run_cli([*command, TODAY]) in (0, 1)
        return capsysbinary.readouterr().out.decode()

    def found(*options: str) -> list[str]:
        printed = run("check", "--format", "concise", *options)
        return sorted(re.sub(ending, "", PLACES.sub(" ", one)) for one in printed.splitlines())

    write(site, {"lint-anp.yaml": f"{config}\n"})
    run("baseline", "write")
    commit(site, {})
    for number, step in enumerate(steps):
        do(step, site)
        if number % 2:
            git(site, "add", "--all")
        new, whole = sorted(step.new), sorted((*step.new, *step.others))
        assert (found(), found("--no-baseline", "--diff-base", "HEAD")) == (whole, new), step.name
        commit(site, {})
        assert (found(), found("--no-baseline", "--diff-base", "HEAD~1")) == (whole, new), step.name
        gone = sorted(STALE.findall(run("baseline", "prune")))
        assert step.gone is None or gone == sorted(step.gone), step.name
        run("baseline", "write", "--add")
        assert (found(), run("baseline", "check")) == ([], ""), step.name
        commit(site, {})
