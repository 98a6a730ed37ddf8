"""The functions of the rule language."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from lint_anp.engine import search, urls, wording
from lint_anp.engine.body_view import BodyView, Named, bare
from lint_anp.engine.types import (
    ANY,
    DATE,
    FLAG,
    NUMBER,
    TEXT,
    TEXTS,
    Function,
    Type,
    list_of,
    record,
)
from lint_anp.posts.measures import WORD

SPOT = record({"text": TEXT, "note": TEXT, "number": NUMBER})
NAMED = record({"text": TEXT, "number": NUMBER})
BLOCKS = list_of(Type("any"))
DIGITS = re.compile(r"[0-9]+")


class Absent(Exception):
    """A value that is not there was asked for: the rule does not apply."""


def there(value: Any) -> Any:
    """The value; raises Absent for None."""
    if value is None:
        raise Absent
    return value


def has(read: Callable[[], Any]) -> bool:
    """Whether reading a value finds one."""
    try:
        return read() is not None
    except (Absent, LookupError, TypeError, AttributeError):
        return False


def given(read: Callable[[], Any]) -> Any:
    """The value that reading finds, or None."""
    try:
        return read()
    except (Absent, LookupError, TypeError, AttributeError):
        return None


def days_between(first: date, second: date) -> int:
    """Days from the first date to the second; negative where it comes before."""
    return (second - first).days


def join(texts: Iterable[object], separator: str = ", ") -> str:
    """Values as one text."""
    return separator.join(map(str, texts))


def number_in(text: str) -> int:
    """The first whole number that stands in a text; absent where there is none."""
    match = DIGITS.search(text)
    if match is None or len(match.group()) > 300:
        raise Absent
    return int(match.group())


def host(url: str) -> str:
    """The host of a URL in lower case; absent where it has none."""
    from urllib.parse import urlsplit

    try:
        name = urlsplit(url.strip()).hostname
    except ValueError:
        raise Absent from None
    if not name:
        raise Absent
    return name


def same_texts(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two lists hold the same texts, case, punctuation, marks and order aside."""
    return sorted(map(bare, one)) == sorted(map(bare, other))


def missing_from(wanted: Iterable[str], given: Iterable[str]) -> list[str]:
    """The texts that another list lacks, case, punctuation and marks aside."""
    known = set(map(bare, given))
    return [text for text in wanted if bare(text) not in known]


def width(text: str) -> int:
    """Characters of a text, those of CJK scripts twice."""
    if text.isascii():
        return len(text)
    from lint_anp.posts.cjk import count_cjk

    return len(text) + count_cjk(text)


def odd_one_out(*numbers: int | None) -> int:
    """The place, from 0, of the number that the others contradict: the one that stands alone, of
    several the first that differs from the one before it; -1 where all that are there agree."""
    there = [(place, number) for place, number in enumerate(numbers) if number is not None]
    if len({number for _, number in there}) < 2:
        return -1
    for place, number in there:
        others = {other for at, other in there if at != place}
        if len(there) > 2 and len(others) == 1 and number not in others:
            return place
    return next(there[at][0] for at in range(1, len(there)) if there[at][1] != there[at - 1][1])


def repeated(texts: Sequence[str], *path: str) -> list[Named]:
    """The items of a meta list, named by its path, that stand in it before."""
    seen: set[str] = set()
    again = []
    for number, text in enumerate(texts):
        key = " ".join(text.split()).casefold()
        if key in seen:
            again.append(Named(text, (*path, number), number))
        seen.add(key)
    return again


def textstat(body: BodyView, name: str) -> float:
    """A readability metric of a body; absent where it would be nonsense."""
    from lint_anp.engine.readability import textstat_metric

    return float(there(textstat_metric(body, name)))


def is_digits(text: str) -> bool:
    """Whether a text is made of the digits 0 to 9."""
    return text.isascii() and text.isdigit()


def concat(*lists: Sequence[Any] | None) -> list[Any]:
    """Several lists as one; an absent one is empty."""
    return [item for one in lists for item in one or ()]


FUNCTIONS: dict[str, Function] = {
    "length": Function(
        len, (ANY,), NUMBER, "the number of characters of a text, of items of a list"
    ),
    "lower": Function(str.lower, (TEXT,), TEXT, "the text in lower case"),
    "split": Function(str.split, (TEXT, TEXT), TEXTS, "the parts of a text between separators"),
    "is_digits": Function(is_digits, (TEXT,), FLAG, "whether a text is made of the digits 0 to 9"),
    "trim": Function(str.strip, (TEXT,), TEXT, "the text without space around it"),
    "words": Function(WORD.findall, (TEXT,), TEXTS, "the words of a text"),
    "width": Function(width, (TEXT,), NUMBER, "the characters of a text, CJK ones twice"),
    "contains": Function(search.contains, (TEXT, TEXT), FLAG, "whether a text holds another"),
    "contains_any": Function(
        search.contains_any, (TEXT, TEXTS), FLAG, "whether a text holds one of some"
    ),
    "starts_with": Function(
        str.startswith, (TEXT, TEXT), FLAG, "whether a text begins with another"
    ),
    "ends_with": Function(str.endswith, (TEXT, TEXT), FLAG, "whether a text ends with another"),
    "matches": Function(
        search.matches, (TEXT, TEXT), FLAG, "whether a regular expression (RE2) is found"
    ),
    "normalise": Function(bare, (TEXT,), TEXT, "the bare words of a text in lower case"),
    "join": Function(join, (list_of(ANY), TEXT), TEXT, "a list as one text", optional=1),
    "number": Function(float, (ANY,), NUMBER, "a value as a number"),
    "number_in": Function(number_in, (TEXT,), NUMBER, "the first whole number in a text"),
    "round": Function(round, (NUMBER, NUMBER), NUMBER, "a number rounded", optional=1),
    "abs": Function(abs, (NUMBER,), NUMBER, "a number without its sign"),
    "min": Function(min, (NUMBER, NUMBER), NUMBER, "the smaller of two numbers"),
    "max": Function(max, (NUMBER, NUMBER), NUMBER, "the larger of two numbers"),
    "days_between": Function(days_between, (DATE, DATE), NUMBER, "days from one date to another"),
    "host": Function(host, (TEXT,), TEXT, "the host of a URL"),
    "same_texts": Function(
        same_texts, (TEXTS, TEXTS), FLAG, "whether two lists hold the same texts"
    ),
    "missing_from": Function(missing_from, (TEXTS, TEXTS), TEXTS, "the texts that a list lacks"),
    "odd_one_out": Function(
        odd_one_out,
        (NUMBER, NUMBER, NUMBER),
        NUMBER,
        "the place, from 0, of the number that the others contradict; -1 where they agree",
        optional=1,
        lazy=True,
    ),
    "find": Function(
        search.find,
        (Type("record"), TEXTS),
        list_of(SPOT),
        "where phrases stand in the prose of a body",
    ),
    "find_pattern": Function(
        search.find_pattern,
        (BLOCKS, TEXT),
        list_of(SPOT),
        "where a regular expression is found in blocks",
    ),
    "concat": Function(
        concat,
        (list_of(ANY),) * 5,
        None,
        "several lists as one, an absent one as empty",
        optional=4,
        lazy=True,
    ),
    "in_hosts": Function(
        urls.in_hosts, (TEXT, TEXTS), FLAG, "whether a URL's host, or a domain above it, is listed"
    ),
    "url_problem": Function(
        urls.url_problem, (TEXT,), TEXT, "what is wrong with a URL; '' if nothing"
    ),
    "cut_off_text": Function(
        urls.cut_off_text,
        (TEXT, TEXTS),
        TEXT,
        "the text in a URL that breaks off one of some texts within a word; '' if none",
        patient=True,
    ),
    "file_stem": Function(urls.file_stem, (TEXT,), TEXT, "a URL's file name without its ending"),
    "mentions": Function(
        wording.mentions, (TEXT, TEXT), FLAG, "whether a text names a term, in any inflection"
    ),
    "common_words": Function(
        wording.common_words, (TEXT, TEXT), TEXTS, "the words that carry meaning in both texts"
    ),
    "find_mojibake": Function(
        wording.find_mojibake,
        (BLOCKS,),
        list_of(SPOT),
        "where text was decoded wrongly; the note is what it should read",
    ),
    "textstat": Function(
        textstat,
        (Type("record"), TEXT),
        NUMBER,
        "a readability metric of a body by textstat's name for it, as in "
        "textstat(post.body, 'smog_index')",
    ),
    "repeated": Function(
        repeated, (TEXTS, TEXT), list_of(NAMED), "items that stand in a list twice"
    ),
}
"""By name: what an expression may call, besides has, any, all and count."""

INTERNAL: dict[str, Callable[..., Any]] = {
    "_there": there,
    "_has": has,
    "_given": given,
    "_sum": sum,
    "_days": lambda later, earlier: (later - earlier).days,
    "any": any,
    "all": all,
}
"""What compiled expressions call besides: nothing that a rule can name."""

NAMESPACE: dict[str, Any] = {**INTERNAL, **{name: f.call for name, f in FUNCTIONS.items()}}
