"""The language of a post by its path."""

import pytest

from lint_anp.posts.languages import language_of_folder, language_of_name


@pytest.mark.parametrize(
    ("path", "language"),
    [
        pytest.param("content/de", "de", id="a code"),
        pytest.param("content/pt-BR/docs", "pt-br", id="a code with a region"),
        pytest.param("i18n/zh_Hant/docs", "zh-hant", id="a code with a script"),
        pytest.param("es-419", "es-419", id="a code with a region of numbers"),
        pytest.param("en/blog/it", "en", id="the first of two"),
        pytest.param("content/js/docs", "", id="two letters that are no language"),
        pytest.param("no-code/de-luxe/deck", "", id="names that begin with a code"),
        pytest.param(".", "", id="the root"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_folder_tells_a_language(path: str, language: str) -> None:
    assert language_of_folder(path) == language


@pytest.mark.parametrize(
    ("path", "language"),
    [
        pytest.param("content/post.de.md", "de", id="before the ending"),
        pytest.param("post.pt-br.md", "pt-br", id="with a region"),
        pytest.param("de.md", "", id="the whole name"),
        pytest.param("content/de/post.md", "", id="a folder"),
        pytest.param("post.min.md", "", id="another ending"),
    ],
)
def test_a_name_tells_a_language(path: str, language: str) -> None:
    assert language_of_name(path) == language
