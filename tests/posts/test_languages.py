"""The language of a post by its path."""

import pytest

from lint_anp.posts.languages import language_of


@pytest.mark.parametrize(
    ("path", "language"),
    [
        pytest.param("content/de/post.md", "de", id="a code"),
        pytest.param("content/pt-BR/docs/post.md", "pt-br", id="a code with a region"),
        pytest.param("i18n/zh_Hant/docs/post.md", "zh-hant", id="a code with a script"),
        pytest.param("es-419/post.md", "es-419", id="a code with a region of numbers"),
        pytest.param("en/blog/it/post.md", "en", id="the first of two"),
        pytest.param("content/js/docs/post.md", "", id="two letters that are no language"),
        pytest.param("no-code/de-luxe/deck/post.md", "", id="names that begin with a code"),
        pytest.param("./post.md", "", id="the root"),
        pytest.param("post.md", "", id="no folder"),
        pytest.param("content/post.de.md", "de", id="before the ending"),
        pytest.param("post.pt-br.md", "pt-br", id="before the ending, with a region"),
        pytest.param("en/post.de.md", "de", id="before the ending, in a folder of another"),
        pytest.param("de.md", "", id="the whole name"),
        pytest.param("post.min.md", "", id="another ending"),
        pytest.param("post.de.min.md", "", id="behind another ending"),
    ],
)
def test_a_path_tells_a_language(path: str, language: str) -> None:
    assert language_of(path) == language
