"""Load the lists of words in a language that authors should think twice about."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources.abc import Traversable

from speedbumps.diagnostics.problem import LoadResult, require_value
from speedbumps.diagnostics.yaml_source import read_yaml
from speedbumps.model.lexicon import Lexicon
from speedbumps.questionnaires.validate import validate
from speedbumps.questionnaires.word_lists import NO_LISTED_WORDS, WordLists, compile_word_lists
from speedbumps.resources import shipped_folder


def load_lexicon(path: Traversable) -> LoadResult[Lexicon]:
    """Return the list of words in the file at *path*.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    read = read_yaml(path)
    return validate(Lexicon, read.value) if read.value is not None else LoadResult(None, read.problems)


def word_lists_for(language: str, lexicons: Iterable[Lexicon] = ()) -> WordLists:
    """Return the words to look for in texts in *language*: those of an author's *lexicons*, then the shipped ones."""
    own = [lexicon for lexicon in lexicons if _primary_language(lexicon.language) == _primary_language(language)]
    known = shipped_word_lists(_primary_language(language))
    return compile_word_lists(own, known) if own else known


@lru_cache(maxsize=64)
def shipped_word_lists(language: str) -> WordLists:
    """Return the shipped words for *language*, such as en; cached, since every questionnaire needs them."""
    path = shipped_folder("questionnaires") / f"wording.{language}.yaml"
    return compile_word_lists((require_value(load_lexicon(path)),)) if path.is_file() else NO_LISTED_WORDS


def _primary_language(language: str) -> str:
    return language.partition("-")[0]
