"""A report on files that make formats stumble: emoji, CRLF, a BOM, odd names, quoted marks.

`FILES` are the files by path, `sample_report` the report on them.
"""

from lint_anp.finding import Finding, Related, Report, RuleText, Severity, Silenced
from lint_anp.source import Source

UMLAUTS = "posts/über uns, 50%: 😀 #1.md"
WITH_BOM = "posts/bom.md"
QUOTED = "posts/quoted.md"
BROKEN = "posts/broken.yaml"

FILES = {
    BROKEN: b"title: \xff\n",
    WITH_BOM: b"\xef\xbb\xbf---\ntitle: Ohne Ma\xc3\x9f\n---\n",
    QUOTED: b"# A [link](1) | <b>`{0}`</b> & *more*\n\nThe same line.\n\nThe same line.\n",
    UMLAUTS: (
        "---\r\ntitle: 😀 Über teh Größe\r\nflags: {needs_human_review: true}\r\n---\r\n\r\n"
        "Grüße 😀😀 aus Köln.\r\n\r\nGrüße 😀😀 aus Köln.\r\n"
    ).encode(),
}

RULES = (
    RuleText(
        id="file-unreadable",
        name="A file can be read",
        topic="files",
        severity="error",
        why="A post that cannot be read is not checked.",
        help="Save it as UTF-8.",
        mandatory=True,
    ),
    RuleText(
        id="paragraph-repeated-in-post",
        name="A post does not repeat its paragraphs",
        topic="repetition",
        severity="warning",
        why="A reader who meets a paragraph twice stops reading.",
        help="Keep one of them.",
        tags=("duplicate-content",),
        url="https://example.org/rules/paragraph-repeated-in-post",
    ),
    RuleText(
        id="spelling",
        name="Words are spelled right",
        topic="language",
        severity="note",
        why="",
        help="",
        precision="medium",
    ),
)


def find(
    rule: str, severity: Severity, message: str, path: str, needle: str, nth: int = 0
) -> Finding:
    """A finding at the `nth` (from 0) occurrence of `needle` in the file."""
    text = FILES[path].decode("utf-8", "replace").removeprefix("\ufeff")
    start = -1
    for _ in range(nth + 1):
        start = text.index(needle, start + 1)
    location = Source(path, text).locate(start, start + len(needle))
    remedy = next(text.help for text in RULES if text.id == rule)
    return Finding(rule, severity, message, remedy, location, f"{needle}#{nth}")


def sample_report() -> Report:
    """A finding for each snare, in the order of a report, and a silenced one."""
    twice = "A paragraph stands twice, also in line 6; see posts/quoted.md:3."
    findings = (
        find("file-unreadable", "error", "Not UTF-8 from byte 8 on.", BROKEN, "\ufffd"),
        find("spelling", "note", "Misspelled: 'Maß'.", WITH_BOM, "Maß"),
        find("spelling", "note", "Quoted: '[link](1)', '{0}'.", QUOTED, "[link](1) | <b>`{0}`"),
        find("paragraph-repeated-in-post", "error", "Twice.", QUOTED, "The same line.", 1),
        find("spelling", "warning", "Misspelled: 'teh'.", UMLAUTS, "teh"),
        find("paragraph-repeated-in-post", "warning", twice, UMLAUTS, "Grüße 😀😀 aus Köln.", 1),
    )
    related = (
        Related(UMLAUTS, 6, 1, "The first of them."),
        Related(QUOTED, 3, 1, "Another post."),
        Related("posts/[draft].md", 9, 1, "A third post."),
    )
    *others, last = findings
    ordered = sorted([*others, last._replace(related=related)], key=lambda one: one.location[:3])
    silenced = Silenced(
        find("spelling", "note", "Misspelled: 'Größe'.", UMLAUTS, "Größe"), "comment", "a name"
    )
    return Report(tuple(ordered), 4, 4, RULES, (silenced,), ("No index was used.",))
