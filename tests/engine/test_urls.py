"""URLs: hosts, what is wrong with them, the text that breaks off in them."""

import pytest

from lint_anp.engine.urls import cut_off_text, file_stem, host_of, in_hosts, url_problem


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://X.org:8080/a", "x.org"),
        ("//cdn.x.org/a", "cdn.x.org"),
        ("https://user:pw@x.org/a@b", "x.org"),
        ("http://[::1]:80/a", "[::1]"),
        ("/a/b", ""),
        ("a//b", "b"),
        ("mailto:a@b", ""),
    ],
)
def test_hosts_are_found(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    ("url", "listed"),
    [
        ("https://dummyimage.com/1", True),
        ("https://img.dummyimage.com/1", True),
        ("https://notdummyimage.com/1", False),
        ("https://x.org/dummyimage.com", False),
        ("https://loremspace.net/1", True),
        ("https://www.lorempics.com/1", True),
    ],
)
def test_listed_hosts_count_with_what_is_below_them(url: str, listed: bool) -> None:
    assert in_hosts(url, ["dummyimage.com", "lorem*"]) is listed


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://x.org/a%20b.png?c=%C3%A9#d", ""),
        ("../a/b.png", ""),
        ("//x.org/a", ""),
        ("data:image/png;base64,AA==", ""),
        ("{{ site.url }}/a b.png", ""),
        ("https://bücher.example/a", ""),
        ("https://x.org/a%2", "its percent escape '%2' is cut off"),
        ("https://x.org/a b", "it has a space in it; write %20"),
        ("https:/x.org/a", "'//' is missing behind its scheme"),
        ("https:///a", "it has no host"),
        ("https://", "it has no host"),
        ("https://x..org/a", "its host 'x..org' cannot exist"),
        ("https://x.org:99999/a", "its port '99999' is no number below 65536"),
        ("https://x.org\\a", "it has a backslash; write /"),
        (" https://x.org/a", "it has space around it or a line break in it"),
        ("https://[::1/a", "its IPv6 address is not closed"),
    ],
)
def test_what_is_wrong_is_told(url: str, problem: str) -> None:
    assert url_problem(url) == problem


@pytest.mark.parametrize(
    ("url", "cut"),
    [
        ("https://x.org/a.png&text=handling+background+jobs+with+cloudfla", "handling background jobs with cloudfla"),
        ("https://x.org/handling-background-jo", "handling background jo"),
        ("https://x.org/?t=handling%20background", ""),
        ("https://x.org/?t=handling+background+jobs+with+cloudflare", ""),
        ("https://x.org/?t=something+else", ""),
        ("https://x.org/handl", ""),
    ],
)  # fmt: skip
def test_a_text_that_breaks_off_within_a_word_is_found(url: str, cut: str) -> None:
    assert cut_off_text(url, lambda: ["Handling background jobs with Cloudflare caching"]) == cut


def test_a_file_name_reads_as_words() -> None:
    assert file_stem("https://x.org/img/Red-kettle_2.jpg?w=3") == "Red kettle 2"
