"""From a folder of templates to a Brand, with all that is wrong with it."""

import re
from base64 import b64encode
from pathlib import Path

from markupsafe import Markup

from speedbumps.diagnostics.codes import NO_TEMPLATE, NOT_AS_NAMED, OUTSIDE_TEMPLATES, TOO_LARGE
from speedbumps.diagnostics.problem import START, BadFilesError, LoadResult, Problem, reject_file
from speedbumps.diagnostics.problem import Span as Place
from speedbumps.diagnostics.yaml_source import non_file_problem, read_text
from speedbumps.report.branding.brand import PAGE, VALUES, Brand
from speedbumps.report.branding.shell import fill_shell, style_problems
from speedbumps.report.branding.template_rules import Include, include_problems, template_problems
from speedbumps.text import shorten

STYLE, LOGOS, WORD = "style.css", ("logo.svg", "logo.png"), "report.docx"
"""The names of files, beside that of the page. The first logo that is there is used."""

FILES = (PAGE, STYLE, *LOGOS, WORD)
"""All files that a folder of templates may hold, beside the parts that the page includes."""

LARGEST_TEXT = 2**20
"""The most bytes of a template or a style sheet."""

LARGEST_PICTURE = 2**18
"""The most bytes of a logo, which every page holds."""

LARGEST_WORD = 2**22
"""The most bytes of a Word document."""

NO_WORD: LoadResult[bytes] = LoadResult(None)

NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_ .-]*(/[A-Za-z0-9_][A-Za-z0-9_ .-]*)*")
"""Matches names of parts in the folder or in folders below it."""

OUTSIDE = "lies outside the folder of templates; copy it there, and name it without '..' and '/' in front"

PNG = b"\x89PNG\r\n\x1a\n"

SVG = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<svg\b", re.DOTALL)

SAMPLES = (dict.fromkeys(VALUES, "x"), {**dict.fromkeys(VALUES, ""), "language": "en"})
"""Values with which a template is tried before anything is written."""


def read_brand(folder: Path) -> LoadResult[Brand]:
    """Return the templates in *folder*, or all that is wrong with them.

    Raises:
        FileNotFoundError: If there is no such folder, or nothing in it that could be used.
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"there is no folder {folder}; --templates names a folder with templates")
    names = [name for name in FILES if (folder / name).exists() or (folder / name).is_symlink()]
    if not names:
        raise FileNotFoundError(f"{folder} holds no templates; it may hold {', '.join(FILES[:-1])} and {FILES[-1]}")
    page = _read_page(folder) if PAGE in names else LoadResult(())
    style = _read_style(folder) if STYLE in names else LoadResult("")
    logo = _read_logo(folder, next((name for name in LOGOS if name in names), None))
    word = _read_word(folder) if WORD in names else NO_WORD
    problems = (*page.problems, *style.problems, *logo.problems, *word.problems)
    if page.value is None or style.value is None or logo.value is None or word.problems:
        return LoadResult(None, problems)
    brand = Brand(str(folder), page.value, style.value, logo.value, word.value)
    wrong = _trial_problems(brand)
    return LoadResult(None if wrong else brand, wrong)


def _trial_problems(brand: Brand) -> tuple[Problem, ...]:
    """Return what is wrong with the pages that *brand* makes of sample values."""
    found: dict[Problem, None] = {}
    for values in SAMPLES if brand.has_page else ():
        try:
            fill_shell(brand, {**values, "logo": brand.logo if values["school"] else ""}, Markup(""), Markup(""))
        except BadFilesError as error:
            found |= dict.fromkeys(error.problems)
    return tuple(found)


def _read_page(folder: Path) -> LoadResult[tuple[tuple[str, str], ...]]:
    """Return the texts of the page's template and of all that it includes, by name."""
    texts: dict[str, str] = {}
    included: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    waiting = [Include(PAGE, PAGE, 1)]
    while waiting:
        part = waiting.pop(0)
        if part.name in included:
            continue
        read = _read_part(folder, part)
        texts[part.name] = read.value or ""
        parsed = template_problems(part.name, str(folder / part.name), texts[part.name])
        included[part.name] = tuple(each.name for each in parsed.includes)
        problems += (*read.problems, *parsed.problems)
        waiting += parsed.includes
    if not problems:
        problems += include_problems(included, str(folder / PAGE))
    return LoadResult(None if problems else tuple(texts.items()), tuple(problems))


def _read_part(folder: Path, part: Include) -> LoadResult[str]:
    """Return the text of a template, which must lie in *folder*."""
    where = Problem(str(folder / part.within), Place(part.line, 1, part.line, 1), OUTSIDE_TEMPLATES, "")
    if not _is_inside(folder, part.name):
        return LoadResult(None, (where._replace(message=f"'{shorten(part.name)}' {OUTSIDE}"),))
    try:
        return read_text(folder / part.name, LARGEST_TEXT)
    except FileNotFoundError:
        message = f"this includes '{shorten(part.name)}', and there is no such file in the folder"
        return LoadResult(None, (where._replace(code=NO_TEMPLATE, message=message),))


def _is_inside(folder: Path, name: str) -> bool:
    """Return whether the file *name* lies in *folder*, wherever links lead."""
    return bool(NAME.fullmatch(name)) and (folder / name).resolve().is_relative_to(folder.resolve())


def _read_style(folder: Path) -> LoadResult[str]:
    path = folder / STYLE
    if not _is_inside(folder, STYLE):
        return reject_file(str(path), OUTSIDE_TEMPLATES, f"it {OUTSIDE}")
    read = read_text(path, LARGEST_TEXT)
    problems = (*read.problems, *style_problems(read.value or "", str(path)))
    return LoadResult(None if problems else read.value, problems)


def _read_logo(folder: Path, name: str | None) -> LoadResult[str]:
    """Return a logo as a data URI; empty if there is none."""
    if name is None:
        return LoadResult("")
    read = _read_bytes(folder, name, LARGEST_PICTURE)
    if read.value is None:
        return LoadResult(None, read.problems)
    is_svg = name.endswith(".svg")
    if not (SVG.match(read.value) if is_svg else read.value.startswith(PNG)):
        return reject_file(
            str(folder / name), NOT_AS_NAMED, f"this is no picture of the kind that its name says: {name}"
        )
    return LoadResult(f"data:image/{'svg+xml' if is_svg else 'png'};base64,{b64encode(read.value).decode()}")


def _read_word(folder: Path) -> LoadResult[bytes]:
    """Return a Word document with the styles, the header and the footer of reports."""
    # This loads python-docx.
    from speedbumps.report.branding.word_template import word_template_faults

    read = _read_bytes(folder, WORD, LARGEST_WORD)
    if read.value is None:
        return read
    path = str(folder / WORD)
    problems = tuple(Problem(path, START, code, message) for code, message in word_template_faults(read.value))
    return LoadResult(None if problems else read.value, problems)


def _read_bytes(folder: Path, name: str, largest: int) -> LoadResult[bytes]:
    path = folder / name
    if not _is_inside(folder, name):
        return reject_file(str(path), OUTSIDE_TEMPLATES, f"it {OUTSIDE}")
    if (wrong := non_file_problem(path)) is not None:
        return LoadResult(None, (wrong,))
    with path.open("rb") as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        return reject_file(str(path), TOO_LARGE, f"the file is larger than {largest // 2**10} KB; use a smaller one")
    return LoadResult(content)
