"""Inputs of any size that once made some linter hang, and others like them."""

from collections.abc import Callable

Make = Callable[[int], str]

PARAGRAPH = "Tea is made with water that boils and with leaves that were dried in the sun.\n\n"
HEAD = "---\ntitle: Tea\nsummary: How tea is made.\n---\n\n"
SILENCE = "<!-- lint-anp: ignore[placeholder-text] -- an example -->\n\nTODO: more.\n\n"


def again(piece: str) -> Make:
    """One piece over and over, behind the head of a post."""
    return lambda size: HEAD + piece * (size // len(piece.encode()))


def counted(piece: str) -> Make:
    """A piece over and over, its `#` replaced by a number each time."""

    def make(size: int) -> str:
        number = max(1, size // (len(piece.encode()) + 5))
        return HEAD + "".join(piece.replace("#", str(n)) for n in range(number))

    return make


def meta(piece: str, opening: str = "---\n", closing: str = "---\n\nTea.\n") -> Make:
    """Front matter of a piece over and over, its `#` replaced by a number each time."""

    def make(size: int) -> str:
        number = max(1, size // (len(piece.encode()) + 5))
        return opening + "".join(piece.replace("#", str(n)) for n in range(number)) + closing

    return make


def nested(opening: str, inner: str, closing: str) -> Make:
    """Brackets within brackets in front matter, a thousand deep at most for each piece."""
    return lambda size: (
        f"---\ntags: {opening * (size // 2)}{inner}{closing * (size // 2)}\n---\n\nTea.\n"
    )


def stairs(size: int) -> str:
    """Lists in lists, each a step deeper; their indentation makes the size."""
    return HEAD + "".join("  " * n + "- tea\n" for n in range(int(size**0.5)))


INPUTS: dict[str, tuple[str, Make]] = {
    "prose": ("a.md", counted("Water # boils, and tea number # is made of it.\n\n")),
    "one line": ("a.md", again("water boils and tea is made. ")),
    "one word": ("a.md", again("a")),
    "one word beside an address": ("a.md", lambda size: f"{HEAD}see http://a.b {'a' * size}\n"),
    "one line of Chinese": ("a.md", again("水開了就可以泡茶。")),
    "one line of capitals and marks": ("a.md", again("É’S “x” … ")),
    "full stops": ("a.md", again(".")),
    "apostrophes": ("a.md", again("a'' ")),
    "short paragraphs": ("a.md", again("a\n\n")),
    "one paragraph again and again": ("a.md", again(PARAGRAPH)),
    "two sentences in turn": (
        "a.md",
        counted(PARAGRAPH.strip() + " It was the cup # of # that we had # then # and now.\n\n"),
    ),
    "paragraphs that break off": (
        "a.md",
        counted("Water boils in the kettle and tea is made of w#\n\n"),
    ),
    "images": ("a.md", again("![tea](tea.png)\n")),
    "images of many names": ("a.md", counted("![tea #](tea-#.png)\n")),
    "images in HTML": ("a.md", counted('<img src="tea-#.png" alt="tea">\n')),
    "images in one HTML block": ("a.md", counted('<p><img src="tea-#.png"></p>\n')),
    "images within images": ("a.md", again("![tea ")),
    "open brackets": ("a.md", again("[")),
    "open links": ("a.md", again("[a](")),
    "links": ("a.md", counted("[tea #](https://tea.example/#) ")),
    "links in one paragraph": ("a.md", again("[a](b) ")),
    "reference links": ("a.md", counted("[tea #]\n\n[tea #]: https://tea.example/#\n\n")),
    "emphasis": ("a.md", again("*a **b ")),
    "emphasis closed": ("a.md", again("*a* **b** _c_ ")),
    "code spans": ("a.md", again("`a` b ")),
    "open code spans": (
        "a.md",
        lambda size: HEAD + "".join("`" * n + " " for n in range(int((2 * size) ** 0.5))),
    ),
    "code blocks": ("a.md", again("```py\na = 1\n```\n\n")),
    "one code block": ("a.md", lambda size: HEAD + "```\n" + "a = 1\n" * (size // 6) + "```\n"),
    "quotations": ("a.md", again("> tea\n\n")),
    "deep quotations": ("a.md", again(">")),
    "deep lists": ("a.md", stairs),
    "lists": ("a.md", again("- tea\n")),
    "tables": ("a.md", lambda size: HEAD + "|a|b|\n|-|-|\n" + "|tea|water|\n" * (size // 12)),
    "wide tables": (
        "a.md",
        lambda size: HEAD + "|a" * (size // 4) + "|\n" + "|-" * (size // 4) + "|\n",
    ),
    "headings": ("a.md", counted("## Tea #\n\n")),
    "HTML": ("a.md", again("<b>tea</b> ")),
    "HTML blocks": ("a.md", again("<div>tea</div>\n\n")),
    "one HTML block": ("a.md", again("<div><b>tea</b></div>\n")),
    "open comments": ("a.md", again("<!-- tea ")),
    "open tags": ("a.md", again("<a ")),
    "angle brackets": ("a.md", again("<")),
    "dashes in comments": ("a.md", lambda size: HEAD + "<!--" + "-" * size + "\n"),
    "template tags": ("a.md", again("{{ tea }} {% if water %} ")),
    "open template tags": ("a.md", again("{{ ")),
    "braces": ("a.md", again("{")),
    "attributes": ("a.md", again("{: ")),
    "components": ("a.mdx", again('<Tea water="hot" /> ')),
    "open components": ("a.mdx", again("<Tea a=")),
    "imports": ("a.mdx", again("import Tea from 'tea'\n\n")),
    "footnotes": ("a.md", counted("tea[^#]\n\n[^#]: water\n\n")),
    "invisible characters": ("a.md", again("te\u200ba ")),
    "joined emoji": ("a.md", again("👩\u200d🔬 ")),
    "letters gone wrong": ("a.md", again("cafÃ© ")),
    "placeholders on one line": ("a.md", again("TODO: ")),
    "placeholders on many lines": ("a.md", again("TODO: more\n")),
    "placeholders between code spans": ("a.md", again("TODO: `a` ")),
    "comments that silence": ("a.md", again(SILENCE)),
    "comments that silence, never closed": (
        "a.md",
        again("<!-- lint-anp: ignore[mojibake] -- why\n\n"),
    ),
    "comments that silence in YAML": (
        "a.md",
        meta("k#: 1 # lint-anp: ignore[field-unknown] -- why\n"),
    ),
    "keys in YAML": ("a.md", meta("key-of-#: tea\n")),
    "keys like ours in YAML": ("a.md", meta("titel#: tea\n")),
    "one key again and again in YAML": ("a.md", meta("title: tea\n")),
    "a list in YAML": ("a.md", meta("- tea #\n", "---\ntags:\n")),
    "a list of tools": ("a.md", meta("- tool #\n", "---\ntools:\n")),
    "image sources": (
        "a.md",
        meta("- {url: 'https://tea.example/#.png', alt: tea}\n", "---\nimage_sources:\n"),
    ),
    "a text in YAML": ("a.md", meta("  water # boils\n", "---\nsummary: >\n")),
    "a text in quotes in YAML": ("a.md", meta("\\n tea #", '---\nsummary: "', '"\n---\n\nTea.\n')),
    "aliases": ("a.md", meta("k#: *a\n", "---\na: &a [1, 2]\n")),
    "lists in lists in YAML": ("a.md", nested("[", "", "]")),
    "maps in maps in YAML": ("a.md", nested("{a: ", "1", "}")),
    "broken YAML": ("a.md", meta("k#: [\n")),
    "comments in YAML": ("a.md", meta("# tea #\n", "---\ntitle: a\n")),
    "no closing fence": ("a.md", meta("k#: 1\n", closing="")),
    "keys in TOML": ("a.md", meta("key-of-# = 'tea'\n", "+++\n", "+++\n\nTea.\n")),
    "tables in TOML": ("a.md", meta("[t.t#]\na = 1\n", "+++\n", "+++\n\nTea.\n")),
    "lists of tables in TOML": ("a.md", meta("[[t]]\na = #\n", "+++\n", "+++\n\nTea.\n")),
    "dotted keys in TOML": ("a.md", meta("a.b.c# = 1\n", "+++\n", "+++\n\nTea.\n")),
    "a deep key in TOML": ("a.md", meta("a.", "+++\n", "a = 1\n+++\n\nTea.\n")),
    "backslashes in TOML": ("a.md", meta("\\\\", '+++\ntitle = "', '"\n+++\n\nTea.\n')),
    "quotes in TOML": ("a.md", meta('\\"', '+++\ntitle = "', '"\n+++\n\nTea.\n')),
    "broken TOML": ("a.md", meta("tea #\n", "+++\n", "+++\n\nTea.\n")),
    "keys in JSON": ("a.json", meta('"key-of-#": "tea",\n', "{", '"a": 1}')),
    "a list in JSON": ("a.json", meta('"tea #",\n', '{"tags": [', '"a"]}')),
    "a body in JSON": (
        "a.json",
        meta("Tea number # is hot.\\n\\n", '{"title": "Tea", "body": "', '"}'),
    ),
    "blocks in JSON": (
        "a.json",
        meta(
            '{"type": "quote", "text": "tea #"},\n', '{"body": [', '{"type": "code", "text": ""}]}'
        ),
    ),
    "backslashes in JSON": ("a.json", meta("\\\\", '{"title": "', '"}')),
    "posts in JSON Lines": (
        "a.jsonl",
        meta('{"title": "Tea #", "slug": "tea-#", "body": "Water boils."}\n', "", ""),
    ),
    "faulty posts in JSON Lines": (
        "a.jsonl",
        meta('{"titel": "Tea #", "score": {"depth": 101}}\n', "", ""),
    ),
    "invisible characters in JSON Lines": (
        "a.jsonl",
        meta('{"title": "Tea #", "slug": "tea-#", "body": "Wa\u200bter boils."}\n', "", ""),
    ),
    "a body in YAML": ("a.yaml", meta("  Tea number # is hot.\n\n", "title: Tea\nbody: |\n", "")),
    "a rendered page": (
        "a.txt",
        meta(
            "Tea number # is hot, and it is made of water that boils.\n\n", "Tea\n\n", "post meta\n"
        ),
    ),
    "a box on a rendered page": (
        "a.txt",
        meta("stack\ntea #\n", "Tea\n\nWater.\n\npost meta\n", ""),
    ),
}
"""By name: the path that tells the format, and what makes the text of about a size in bytes."""
