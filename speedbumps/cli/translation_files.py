"""Make files to translate a questionnaire in, bring them up to date, and take translations home."""

import re
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from speedbumps.cli.options import note_missing_words
from speedbumps.cli.running import refuse, tell, write
from speedbumps.diagnostics.problem import BadFilesError, require_value
from speedbumps.diagnostics.yaml_edit import NotExtendableError
from speedbumps.diagnostics.yaml_source import Source, has_byte_order_mark, parse_yaml, read_yaml
from speedbumps.model.questionnaire import Nation
from speedbumps.model.translation import LANGUAGE, Translation
from speedbumps.questionnaires.load import find_questionnaire, load_questionnaire, read_instrument
from speedbumps.questionnaires.translation import find_translation, translation_path
from speedbumps.questionnaires.validate import validate
from speedbumps.translations.exchange import EXCHANGE_FORMATS, read_exchange_file
from speedbumps.translations.returned import ExchangeFile, exchange_text, take_home
from speedbumps.translations.texts import SourceTexts, source_texts
from speedbumps.translations.yaml_file import (
    FileNames,
    WrittenText,
    new_text,
    refreshed_text,
    written_texts,
)

ENDINGS = (".yaml", *EXCHANGE_FORMATS)

NOT_EXTENDABLE = "nothing can be added to {path}; write each text on a line of its own, below strings:"


class TranslationWish(NamedTuple):
    """The options of the command line."""

    questionnaire: str
    language: str
    came: Path | None
    """The file of a translator's program to take home."""
    nation: Nation | None
    """The nation that texts with {words} are written out for."""


class _KeptTranslation(NamedTuple):
    """The translation that is there already."""

    path: Path
    source: Source | None
    """Its file; None if there is none yet."""
    written: Mapping[str, WrittenText]


class _TranslationJob(NamedTuple):
    """A questionnaire, and the translation that is wanted."""

    where: Traversable
    sources: SourceTexts
    """All texts that can be translated."""
    wish: TranslationWish
    kept: _KeptTranslation

    def texts_with(self, returned: Mapping[str, WrittenText]) -> SourceTexts:
        """Return the texts that have a place in the translation once *returned* are in it."""
        return self.sources.only({*self.kept.written, *returned}, self.wish.nation)

    @property
    def inputs(self) -> list[Path]:
        """Return the files that must not be written over."""
        return [path for path in (self.where, self.wish.came) if isinstance(path, Path)]


def write_translation(wish: TranslationWish, output: Path | None) -> None:
    """Write the translation that is wanted, or a file for a translator's program if *output* ends so.

    Raises:
        BadFilesError: If the questionnaire, the translation or the file that came home cannot be used.
    """
    _check_names(wish, output)
    job = _start(wish, output)
    if output is not None and output.suffix.lower() in EXCHANGE_FORMATS:
        _write_exchange_file(job, output)
    else:
        _write_yaml(job, output)


def _check_names(wish: TranslationWish, output: Path | None) -> None:
    if not re.fullmatch(LANGUAGE, wish.language):
        refuse(f"'{wish.language}' is no code of a language; give one such as cy, fr or pt-BR")
    if output is not None and str(output) != "-" and output.suffix.lower() not in ENDINGS:
        refuse(
            f"a translation cannot be written to a file that ends in '{output.suffix}'; end it in .yaml, or for a "
            f"translator's program in {', '.join(EXCHANGE_FORMATS)}"
        )
    if wish.came is None:
        return
    if wish.came.suffix.lower() not in EXCHANGE_FORMATS:
        refuse(f"--from takes the file of a translator's program, which ends in {', '.join(EXCHANGE_FORMATS)}")
    if output is not None and output.suffix.lower() in EXCHANGE_FORMATS:
        refuse(f"--from takes {wish.came} home into the translation; -o names a file that ends in .yaml")


def _start(wish: TranslationWish, output: Path | None) -> _TranslationJob:
    where = find_questionnaire(wish.questionnaire, Path())
    sources = source_texts(require_value(read_instrument(where)))
    if wish.language == sources.questionnaire.language:
        refuse(f"the questionnaire is written in '{wish.language}' itself; name the language to translate it into")
    named = output is not None and output.suffix.lower() == ".yaml"
    path = output if output is not None and named else translation_path(where, wish.language)
    begun = path if named or path.exists() else find_translation(where, wish.language)
    kept = _read_kept(path, begun, sources, wish.language)
    if kept.source is None:
        kept = kept._replace(written=_inherited_texts(where, sources, wish.language))
    return _TranslationJob(where, sources, wish, kept)


def _read_kept(path: Path, begun: Path | None, sources: SourceTexts, language: str) -> _KeptTranslation:
    """Return the translation that *begun* holds, to be written to *path*; refuse if it is one of something else."""
    if begun is None or not begun.exists():
        return _KeptTranslation(path, None, {})
    if begun != path:
        tell("The translation begins with the one that comes with speedbumps.")
    source = require_value(read_yaml(begun))
    translation = require_value(validate(Translation, source))
    if (translation.of, translation.language) != (sources.questionnaire.id, language):
        refuse(
            f"{begun} is the translation of '{translation.of}' into '{translation.language}'; name another file with -o"
        )
    try:
        return _KeptTranslation(path, source, written_texts(source, sources.questionnaire.language))
    except NotExtendableError:
        refuse(NOT_EXTENDABLE.format(path=path))


def _inherited_texts(where: Traversable, sources: SourceTexts, language: str) -> Mapping[str, WrittenText]:
    """Return what is translated of the questionnaire that the local one at *where* extends; nothing of a whole one."""
    base = require_value(load_questionnaire(where)).base
    if base is None:
        return {}
    begun = find_translation(find_questionnaire(base.id, where.parent if isinstance(where, Path) else None), language)
    if begun is None:
        return {}
    try:
        written = written_texts(require_value(read_yaml(begun)), base.language)
    except NotExtendableError:
        return {}
    tell(f"The translation begins with that of '{base.id}', which the questionnaire extends.")
    return {key: each for key, each in written.items() if each.text and key in sources.by_key}


def _write_yaml(job: _TranslationJob, output: Path | None) -> None:
    wish, kept = job.wish, job.kept
    returned = _taken_home(job, wish.came) if wish.came is not None else {}
    text = _text_with(job, returned)
    printed = output is not None and str(output) == "-"
    mark = "\ufeff" if has_byte_order_mark(kept.path) else ""
    write(text if printed else mark + text, output if printed else kept.path, job.inputs)
    if not printed:
        language = job.sources.questionnaire.language
        now = written_texts(require_value(parse_yaml(str(kept.path), text)), language)
        tell(_progress(kept.path, now, job.texts_with(returned)))
        _tell_if_unseen(job)
        _tell_if_draft(kept.path, text)
        note_missing_words(wish.language)


def _text_with(job: _TranslationJob, returned: Mapping[str, WrittenText]) -> str:
    """Return the text of the translation, up to date and with what was *returned*."""
    texts = job.texts_with(returned)
    try:
        if job.kept.source is None:
            return new_text(texts, job.wish.language, _file_names(job), {**job.kept.written, **returned})
        return refreshed_text(job.kept.source, texts, returned)
    except NotExtendableError:
        refuse(NOT_EXTENDABLE.format(path=job.kept.path))


def _file_names(job: _TranslationJob) -> FileNames:
    """Return how commands name the files of *job* that its heading tells of."""
    path = str(job.kept.path)
    return FileNames(job.wish.questionnaire, path, None if _is_seen(job) else path)


def _taken_home(job: _TranslationJob, came: Path) -> Mapping[str, WrittenText]:
    """Return the translations in the file that *came* home; problems that stop nothing are printed."""
    read = require_value(read_exchange_file(came))
    found = take_home(read, job.wish.language, job.sources.by_key, job.kept.written)
    if found.value is None:
        raise BadFilesError(found.problems)
    tell(*map(str, found.problems))
    return found.value


def _write_exchange_file(job: _TranslationJob, output: Path) -> None:
    wish, whole, written = job.wish, job.sources.questionnaire, job.kept.written
    texts = job.texts_with({})
    _check_nothing_lost(job, output)
    put = tuple(exchange_text(text, written.get(key)) for key, text in texts.by_key.items())
    made = EXCHANGE_FORMATS[output.suffix.lower()].write(
        ExchangeFile(whole.id, whole.version, whole.language, wish.language, put)
    )
    write(made, output, job.inputs)
    tell(
        _progress(output, written, texts),
        f"What comes back is taken home with: speedbumps new translation {wish.questionnaire} {wish.language} --from "
        f"{output}",
    )


def _check_nothing_lost(job: _TranslationJob, output: Path) -> None:
    """Refuse to write over a file in which something is translated that the translation does not have."""
    if not output.exists():
        return
    read = read_exchange_file(output).value
    texts = take_home(read, job.wish.language, job.sources.by_key, job.kept.written).value if read else None
    if texts is None or _text_with(job, texts) != _text_with(job, {}):
        refuse(
            f"{output} is there already, and may hold translations that {job.kept.path} does not have; take them home "
            f"with --from {output}, or name another file"
        )


def _progress(path: Path, written: Mapping[str, WrittenText], texts: SourceTexts) -> str:
    """Return how many of *texts* are translated in the file at *path*."""
    done = [key for key in texts.by_key if key in written and written[key].text]
    again = sum(written[key].standing.beside(texts.by_key[key].original).again for key in done)
    check = f"; {again} to check again" if again else ""
    return f"{path}: {len(done)} of {len(texts.by_key)} texts are translated{check}."


def _tell_if_unseen(job: _TranslationJob) -> None:
    """Say so if the translation is where nothing will find it."""
    if not _is_seen(job):
        tell(f"It is found once it is called {translation_path(job.where, job.wish.language)}.")


def _tell_if_draft(path: Path, text: str) -> None:
    """Say what makes a translation more than a draft, once all of it is translated."""
    written = validate(Translation, require_value(parse_yaml(str(path), text))).value
    if written is not None and written.is_draft and all(written.strings.values()):
        tell(
            "It is a draft, which forms and reports leave out. Once somebody who speaks the language has read it, "
            "write status: checked, and translator: with their name."
        )


def _is_seen(job: _TranslationJob) -> bool:
    """Return whether the translation is where it is looked for."""
    return job.kept.path.resolve() == translation_path(job.where, job.wish.language).resolve()
