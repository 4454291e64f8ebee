"""Write the file of a translation, and bring one up to date without changing what is translated in it."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from textwrap import wrap
from typing import NamedTuple

from speedbumps.diagnostics.problem import Route
from speedbumps.diagnostics.yaml_edit import (
    NotExtendableError,
    comment_text,
    insert_lines,
    line_after,
    line_end_in,
    line_of,
    mapping_items,
    with_line_end,
    yaml_scalar,
)
from speedbumps.diagnostics.yaml_events import split_lines
from speedbumps.diagnostics.yaml_source import Source, parse_yaml
from speedbumps.model.instrument import fill_placeholders
from speedbumps.model.questionnaire import NATIONS, Questionnaire
from speedbumps.translations.texts import OF_NATION, STRINGS, SourceText, SourceTexts, full_key, split_key
from speedbumps.translations.yaml_comments import Standing, comment_lines, read_comments

WIDTH = 112
"""The longest line of a translated text, where it can be wrapped."""

HEADER = """\
# The texts of “{title}”, each with the original above it.
# A text that is left empty is shown in the original.
# Words in braces, such as {{word}}, stay as they are. A text with a colon or a hash sign in it goes in "quotes".
# This says what is missing:
#   speedbumps check {path}
# This adds what is new in the questionnaire and marks what has changed (“check again”); take the mark out once the
# text is right:
#   speedbumps new translation {named} {language}{output}
# Until somebody who speaks the language has read every text, this is a draft, which is used only on request
# (--draft-translations). Then write status: checked, and below it translator: with their name.
format: speedbumps-translation/1
of: {id}
language: {language}
status: draft
strings:
"""

GONE = "# These texts are no longer in the questionnaire:"


class FileNames(NamedTuple):
    """How commands name the files of a translation."""

    questionnaire: str
    """The questionnaire: an id or a path."""
    path: str
    """The translation."""
    output: str | None = None
    """What the option -o names, if the translation is not where it is looked for."""


class WrittenText(NamedTuple):
    """A text in a translation, or on its way there."""

    text: str
    """The translation; empty if there is none yet."""
    standing: Standing


class _EntryLines(NamedTuple):
    """A text with the lines that it takes in a file."""

    name: str
    above: tuple[str, ...]
    """The lines between it and the text before it."""
    lines: tuple[str, ...]
    indent: str
    rest: str
    """The comment at the end of its last line."""
    written: WrittenText


class _LineForm(NamedTuple):
    """How the lines of a section are written."""

    language: str
    """The language of the originals."""
    indent: str
    end: str


class _SectionLines(NamedTuple):
    """A part of a file that holds texts by their keys."""

    first: int
    """The line after that of its own key."""
    entries: tuple[_EntryLines, ...]
    end: int
    """The line after its last text."""


def new_text(texts: SourceTexts, language: str, names: FileNames, returned: Mapping[str, WrittenText]) -> str:
    """Return the file of a new translation of *texts*, with what was *returned*."""
    whole = texts.questionnaire
    header = HEADER.format(
        title=comment_text(whole.title),
        id=whole.id,
        language=language,
        path=comment_text(names.path),
        named=comment_text(names.questionnaire),
        output=f" -o {comment_text(names.output)}" if names.output else "",
    )
    start = parse_yaml("", header).value
    if start is None:  # pragma: no cover - the header is YAML
        raise NotExtendableError
    return refreshed_text(start, texts, returned)


def refreshed_text(source: Source, texts: SourceTexts, returned: Mapping[str, WrittenText]) -> str:
    """Return the file in *source* with all of *texts*, and with the translations that were *returned*.

    What is translated keeps its lines, its place and its comments. A text that is new comes after the one that it
    follows in the questionnaire; one that is gone becomes a comment at the end of its section.

    Raises:
        NotExtendableError: If the file is not written with a line of its own for each key.
    """
    known = written_texts(source, texts.questionnaire.language)
    sections = dict.fromkeys(((STRINGS,), *(split_key(key)[0] for key in (*texts.by_key, *known))))
    text = source.text
    for section in sections:
        parsed = _parse(source.path, _with_section(_parse(source.path, text), section))
        text = _refreshed_section(parsed, section, texts, returned)
    _check_kept(source, _parse(source.path, text), texts, returned)
    return text


def written_texts(source: Source, language: str) -> Mapping[str, WrittenText]:
    """Return the texts in *source* by their keys; *language* is that of the originals.

    Raises:
        NotExtendableError: If the file is not written with a line of its own for each key.
    """
    return {
        full_key(section, entry.name): entry.written
        for section in _sections(source)
        for entry in _read_section(source, section, language).entries
    }


def standings_of(source: Source, questionnaire: Questionnaire, originals: Mapping[str, str]) -> Mapping[str, Standing]:
    """Return what is known of each translated text in *source*, by its key, beside the *originals* as they are now.

    Of a file that has no line of its own for each key, nothing is known.
    """
    try:
        written = written_texts(source, questionnaire.language)
    except NotExtendableError:
        return {}
    found = {}
    for full, each in written.items():
        section, key = split_key(full)
        nation = next((name for name in NATIONS if section == (OF_NATION, name)), None)
        if each.text and key in originals:
            original = fill_placeholders(originals[key], questionnaire, nation) if nation else originals[key]
            found[full] = each.standing.beside(original)
    return found


def _sections(source: Source) -> Iterator[Route]:
    names = [item.name for item in mapping_items(source)]
    if STRINGS in names:
        yield (STRINGS,)
    if OF_NATION in names:
        yield from ((OF_NATION, item.name) for item in mapping_items(source, (OF_NATION,)))


def _parse(path: str, text: str) -> Source:
    parsed = parse_yaml(path, text).value
    if parsed is None:
        raise NotExtendableError
    return parsed


def _with_section(source: Source, section: Route) -> str:
    """Return the text of *source* with the keys that lead to *section*."""
    text = source.text
    end = line_end_in(text)
    for depth, step in enumerate(section):
        parsed = _parse(source.path, text)
        items = mapping_items(parsed, section[:depth])
        if any(item.name == step for item in items):
            continue
        lines = split_lines(text)
        (above,) = [item for item in mapping_items(parsed) if item.name == section[0]] if depth else [None]
        at = line_after(parsed.events[items[-1].end if items else above.value]) if above else len(lines)
        column = _column(parsed, items[0].key) if items else 2 * depth
        text = insert_lines(lines, at, f"{' ' * column}{step}:{end}", end)
    return text


def _column(source: Source, at: int) -> int:
    mark = source.events[at].start_mark
    return mark.column if mark else 0


def _read_section(source: Source, section: Route, language: str) -> _SectionLines:
    lines = split_lines(source.text)
    items = mapping_items(source, section)
    (own,) = (item for item in mapping_items(source, section[:-1]) if item.name == section[-1])
    first = at = line_of(source.events[own.key]) + 1
    entries = []
    for item in items:
        begin, last = line_of(source.events[item.key]), source.events[item.end]
        end, column = line_after(last), _column(source, item.key)
        mark = last.end_mark
        if begin < at or lines[begin][:column].strip() or mark is None or item.value != item.end:
            raise NotExtendableError
        standing, _ = read_comments(lines[at:begin], language)
        entries.append(
            _EntryLines(
                item.name,
                tuple(lines[at:begin]),
                tuple(lines[begin:end]),
                lines[begin][:column],
                lines[mark.line][mark.column :].strip() if mark.column else "",
                WrittenText(_value(source, item.end).strip() and _value(source, item.end), standing),
            )
        )
        at = end
    return _SectionLines(first, tuple(entries), at)


def _value(source: Source, at: int) -> str:
    return str(getattr(source.events[at], "value", ""))


def _refreshed_section(source: Source, section: Route, texts: SourceTexts, returned: Mapping[str, WrittenText]) -> str:
    """Return the text of *source* with the section brought up to date."""
    form = _LineForm(texts.questionnaire.language, "  " * len(section), line_end_in(source.text))
    read = _read_section(source, section, form.language)
    form = form._replace(indent=read.entries[0].indent) if read.entries else form
    wanted = texts.of_section(section)
    new = {key: returned[text.key] for key, text in wanted.items() if text.key in returned}
    kept: dict[str | None, list[str]] = {None: []}
    kept |= {
        entry.name: [*_refreshed_entry(entry, wanted[entry.name], new.get(entry.name), form)]
        for entry in read.entries
        if entry.name in wanted
    }
    for key, lines in _new_lines(wanted, new, kept, form):
        kept[key] += lines
    gone = [entry for entry in read.entries if entry.name not in wanted]
    apart = [line for entry in gone for line in _as_comments((*entry.above, *entry.lines), form)]
    all_lines = split_lines(source.text)
    after = _after_comments(all_lines, read.end, form.indent)
    tail = [with_line_end(line, form.end) for line in all_lines[read.end : after]]
    if section == (STRINGS,):
        strange = (_text_lines(key, text.text) for key, text in returned.items() if key not in texts.by_key)
        blocks = ([*_as_comments(lines, form)] for lines in strange)
        apart += [line for block in blocks if not set(block) <= set(tail) for line in block]
    heading = f"{form.indent}{GONE}{form.end}"
    apart = [heading, *apart] if apart and heading not in tail else apart
    body = (with_line_end(line, form.end) for lines in kept.values() for line in lines)
    return with_line_end("".join(all_lines[: read.first]), form.end) + "".join(
        (*body, *tail, *apart, *all_lines[after:])
    )


def _new_lines(
    wanted: Mapping[str, SourceText], new: Mapping[str, WrittenText], kept: Container[str | None], form: _LineForm
) -> Iterator[tuple[str | None, list[str]]]:
    """Yield the lines of each text that the file does not have, with the text of the file that it comes after."""
    after = previous = None
    for key, text in wanted.items():
        if key in kept:
            after = key
        else:
            apart = [""] * (previous is not None and _thing(previous) != _thing(key))
            lines = (*apart, *_new_entry(key, text, new.get(key), form.language))
            yield after, [f"{form.indent if line else ''}{line}{form.end}" for line in lines]
        previous = key


def _after_comments(lines: Sequence[str], at: int, indent: str) -> int:
    """Return *at*, or the line after the comments there that are indented as far as the texts."""
    while at < len(lines) and lines[at].startswith(f"{indent}#"):
        at += 1
    return at


def _thing(key: str) -> list[str]:
    """Return what a text belongs to: texts of one question, role or scale stand together."""
    steps = key.split(".")
    return steps[:2] if len(steps) > 2 else []  # noqa: PLR2004 - a kind, an id, and a field


def _as_comments(lines: Iterable[str], form: _LineForm) -> Iterator[str]:
    for line in lines:
        written = line.rstrip("\r\n")
        if written.strip():
            yield f"{form.indent}# {written.removeprefix(form.indent)}{form.end}"


def _refreshed_entry(entry: _EntryLines, text: SourceText, new: WrittenText | None, form: _LineForm) -> Iterator[str]:
    """Yield the lines of *entry* beside the original as it is now, with a *new* translation if there is one."""
    now = new or entry.written
    standing = now.standing.beside(text.original) if now.text else Standing(text.original)
    if standing.matches(entry.written.standing):
        yield from entry.above
    else:
        yield from read_comments(entry.above, form.language)[1]
        yield from (f"{entry.indent}{line}{form.end}" for line in comment_lines(standing, form.language))
    if now.text == entry.written.text:
        yield from entry.lines
    else:
        rest = [entry.rest] if entry.rest.startswith("#") else []
        yield from (f"{entry.indent}{line}{form.end}" for line in (*rest, *_text_lines(entry.name, now.text)))


def _new_entry(key: str, text: SourceText, new: WrittenText | None, language: str) -> Iterator[str]:
    standing = new.standing.beside(text.original) if new else Standing(text.original)
    yield from comment_lines(standing, language)
    yield from _text_lines(key, new.text if new else "")


def _text_lines(key: str, text: str) -> Iterator[str]:
    """Yield the lines of a key with its *text*, which is wrapped if it is long and has nothing but words and spaces."""
    name, line = yaml_scalar(key), yaml_scalar(text) if text else ""
    if len(line) <= WIDTH or text != comment_text(text):
        yield f"{name}: {line}".rstrip()
    else:
        yield f"{name}: >-"
        yield from (f"  {each}" for each in wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False))


def _check_kept(before: Source, after: Source, texts: SourceTexts, returned: Mapping[str, WrittenText]) -> None:
    """Raise an error unless all that is translated in *before* is in *after*, with what was *returned*."""
    language = texts.questionnaire.language
    old, now = written_texts(before, language), written_texts(after, language)
    wanted = {key: old[key].text for key in old if key in texts.by_key}
    wanted |= {key: new.text for key, new in returned.items() if key in texts.by_key and new.text}
    headers = [
        {key: value for key, value in source.data.items() if key not in (STRINGS, OF_NATION)}
        for source in (before, after)
        if isinstance(source.data, dict)
    ]
    # A last line without a line end may have got one, which belongs to a text that is written with | and nothing else.
    lost = any(key not in now or now[key].text.rstrip("\n") != text.rstrip("\n") for key, text in wanted.items())
    if lost or headers[0] != headers[-1]:
        raise NotExtendableError
