"""The survey of a run's posts: they are read, compared, and their templates told."""

from collections.abc import Sequence
from datetime import date
from functools import cache, partial

from lint_anp.corpus.gathered import GatheredCorpus
from lint_anp.corpus.passages import PostTexts
from lint_anp.corpus.readable import SourceTexts
from lint_anp.corpus.survey import Survey, survey
from lint_anp.discovery import find_files, names_of_posts
from lint_anp.errors import InputError
from lint_anp.paths import shown
from lint_anp.posts.load import read_posts
from lint_anp.site.judging import compared_texts, counts_as_post
from lint_anp.site.listing import read_file
from lint_anp.site.neighbours import allowed_in
from lint_anp.site.site import Choice
from lint_anp.site.sites import Sites


def survey_posts(paths: Sequence[str], config_path: str | None, least: int) -> Survey:
    """The templates of the posts in some paths; raises InputError where there are none."""
    sites = Sites(Choice(date.min, config_path=config_path))
    texts: list[PostTexts] = []
    files = {}
    for path in find_files(paths, sites.is_excluded).files:
        posts = read_posts(path, shown(path))
        if counts_as_post(posts, path, sites):
            texts += compared_texts(posts, path, sites)
            files[shown(path)] = path
    if not texts:
        raise InputError(f"{', '.join(paths)}: there is no post here; {names_of_posts()}")
    allowed = allowed_in(sites.site_of(next(iter(files.values()))))

    @cache
    def read(path: str) -> SourceTexts:
        return SourceTexts(path, partial(read_file, files[path]))

    return survey(GatheredCorpus(texts, allowed), read, least)
