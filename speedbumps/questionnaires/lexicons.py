"""From a language to the words that its authors may want to think about twice."""

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources.abc import Traversable

from speedbumps.diagnostics.problem import Loaded, needed
from speedbumps.diagnostics.yaml_source import read_yaml
from speedbumps.model.lexicon import Lexicon
from speedbumps.questionnaires.validate import fit
from speedbumps.questionnaires.word_lists import NONE, Words, compiled
from speedbumps.resources import shipped


def lexicon_at(path: Traversable) -> Loaded[Lexicon]:
    """The list of words in the file at *path*.

    Raises:
        FileNotFoundError: If there is no such file.
    """
    read = read_yaml(path)
    return fit(Lexicon, read.value) if read.value is not None else Loaded(None, read.problems)


def words_for(language: str, lexicons: Iterable[Lexicon] = ()) -> Words:
    """The words to look for in texts in *language*: those of an author's own *lexicons*, then those shipped."""
    own = [lexicon for lexicon in lexicons if _tongue(lexicon.language) == _tongue(language)]
    known = shipped_words(_tongue(language))
    return compiled(own, known) if own else known


@lru_cache(maxsize=64)
def shipped_words(language: str) -> Words:
    """The words shipped for *language*, such as en; read once, as every questionnaire needs them."""
    path = shipped("questionnaires") / f"wording.{language}.yaml"
    return compiled((needed(lexicon_at(path)),)) if path.is_file() else NONE


def _tongue(language: str) -> str:
    return language.partition("-")[0]
