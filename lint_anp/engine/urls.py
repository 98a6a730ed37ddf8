"""What rules ask of URLs: their host, what is wrong with them, the text that stands in them."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
HOST_LABEL = re.compile(r"(?!-)[^\s/?#@:%\[\]<>^|\\\"`{}]{1,63}(?<!-)")
TEMPLATE = ("{{", "{%", "${")
PARTS = re.compile(r"[?&=/#]")
GAPS = re.compile(r"[\s_-]+")
MAY_BE_GAP = re.compile(r"[\s_+%-]")


def in_hosts(url: str, hosts: Sequence[str]) -> bool:
    """Whether a URL's host is one of some or lies below one; `lorem*` is any that begins so."""
    name = host_of(url)
    if not name:
        return False
    names, below, beginnings = split_hosts(tuple(hosts))
    return name in names or name.endswith(below) or name.removeprefix("www.").startswith(beginnings)


@lru_cache(maxsize=256)
def split_hosts(
    hosts: tuple[str, ...],
) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """Listed hosts as names, as the ends of names below them, and as beginnings of names."""
    names = [host for host in hosts if not host.endswith("*")]
    beginnings = [host[:-1] for host in hosts if host.endswith("*")]
    return frozenset(names), tuple([f".{name}" for name in names]), tuple(beginnings)


def host_of(url: str) -> str:
    """The host of an absolute URL in lower case, without port; "" where there is none."""
    rest = url.strip()
    if "//" not in rest[:12]:
        return ""
    rest = rest.partition("//")[2]
    for sign in "/?#\\":
        rest = rest.partition(sign)[0]
    name = rest.rpartition("@")[2]
    if name.startswith("["):
        inner, closing, _ = name.partition("]")
        return inner + closing
    return name.partition(":")[0].lower().rstrip(".")


def url_problem(url: str) -> str:
    """What is wrong with a URL by the WHATWG URL standard (validation errors that a browser repairs
    by guessing, or fails at), in words; "" where nothing is, and for templates."""
    text = url
    if text.startswith("data:") or ("{" in text and any(sign in text for sign in TEMPLATE)):
        return ""
    if text.split() != [text]:
        if text != text.strip() or "\t" in text or "\n" in text or "\r" in text:
            return "it has space around it or a line break in it"
        if " " in text:
            return "it has a space in it; write %20"
    if bad := BAD_ESCAPE.search(text):
        return f"its percent escape '{text[bad.start() : bad.start() + 3]}' is cut off"
    if "\\" in text:
        return "it has a backslash; write /"
    scheme = SCHEME.match(text)
    if scheme and scheme.group(1).lower() in ("http", "https", "ftp"):
        return absolute_problem(text, scheme.end())
    if text.startswith("//"):
        return host_problem(host_of(text))
    return ""


def absolute_problem(url: str, at: int) -> str:
    """What is wrong with a URL of http, https or ftp behind its scheme."""
    if not url.startswith("//", at):
        return "'//' is missing behind its scheme"
    if url.startswith("///", at):
        return "it has no host"
    if problem := host_problem(host_of(url)):
        return problem
    port = re.match(r"(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]*):([^/?#]*)", url[at + 2 :])
    if port and port.group(1) and not (port.group(1).isdigit() and int(port.group(1)) < 65_536):
        return f"its port '{port.group(1)}' is no number below 65536"
    return ""


def host_problem(host: str) -> str:
    """What is wrong with a host."""
    if not host:
        return "it has no host"
    if host.startswith("["):
        return "" if host.endswith("]") else "its IPv6 address is not closed"
    if len(host) > 253:
        return "its host is longer than 253 characters"
    for label in host.split("."):
        if not HOST_LABEL.fullmatch(label):
            return f"its host '{host}' cannot exist"
    return ""


def cut_off_text(url: str, read_texts: Callable[[], Sequence[str]]) -> str:
    """The longest text in the URL, decoded, that is a proper beginning of one of some texts and
    breaks off within a word; "" where there is none. Most URLs have no text to hold against any."""
    if MAY_BE_GAP.search(url) is None:
        return ""
    from urllib.parse import unquote_plus

    for piece in reversed(PARTS.split(url)):
        if MAY_BE_GAP.search(piece) is None:
            continue
        words = spaced_words(unquote_plus(piece))
        if len(words) < 8 or " " not in words:
            continue
        for whole in map(spaced_words, read_texts()):
            if whole.startswith(words) and whole[len(words) : len(words) + 1].isalnum():
                return words
    return ""


def file_stem(url: str) -> str:
    """The file name of a URL without its ending, decoded, its hyphens and underscores as spaces."""
    from urllib.parse import unquote

    name = re.split(r"[?#]", url)[0].rpartition("/")[2]
    return GAPS.sub(" ", unquote(name.rpartition(".")[0] or name)).strip()


def spaced_words(text: str) -> str:
    """A text in lower case, its hyphens and underscores as spaces."""
    return GAPS.sub(" ", text).strip().lower()
