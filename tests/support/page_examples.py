"""From an example on a check's page to a whole file that can be checked.

An example shows only the keys that matter. What it leaves out comes after it, from a base without any fault, so that
its own lines keep their numbers.
"""

import json
import re
import shutil
from ast import literal_eval
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from speedbumps.audit import audits
from speedbumps.batch.intake import read_batch
from speedbumps.batch.manifest import stamp_file
from speedbumps.batch.plans import read_plans
from speedbumps.batch.prepare import BatchOptions
from speedbumps.batch.run import ProgressDisplay, run
from speedbumps.cli.plan_files import read_plan
from speedbumps.cli.publishing import PublishRequest, publish
from speedbumps.cli.saved_audit import read_saved_audit
from speedbumps.cli.typed_plan import read_back
from speedbumps.diagnostics.manual_page import Example
from speedbumps.diagnostics.problem import BadFilesError, Problem, require_value
from speedbumps.lint.baseline import apply_baseline, load_baseline
from speedbumps.lint.configuration import ConfigurationFile, find_configuration
from speedbumps.lint.dispatch import lint
from speedbumps.lint.selection import Selection
from speedbumps.lint.suppressions import apply_suppressions
from speedbumps.model.audit import Audit
from speedbumps.model.over_staff import over_staff, over_staff_problem
from speedbumps.plan.boxes import TITLES
from speedbumps.questionnaires.history import append_version, build_record, history_yaml
from speedbumps.questionnaires.history_file import history_path
from speedbumps.questionnaires.load import load_questionnaire, read_instrument
from speedbumps.questionnaires.translation import translatable_texts
from speedbumps.report import make_plan_document, render_word
from speedbumps.report.branding.read_brand import read_brand
from speedbumps.report.plan_reading import page_of_plan
from speedbumps.responses.collect import assemble
from speedbumps.responses.open_text_review import add_reviewed_words
from speedbumps.responses.publication_note import lost_note, read_note
from speedbumps.responses.read_files import AnswerOptions, load_instrument
from speedbumps.responses.review_files import read_review
from speedbumps.tables.files import PUBLISHED
from speedbumps.translations.exchange import read_exchange_file
from speedbumps.translations.returned import take_home
from speedbumps.translations.texts import source_texts
from support.paths import BASES, SMALL
from support.typed_plans import type_into

KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)
MORE = re.compile(
    r"^(?P<one>  - id: (?P<id>\w+)\n(?:    .*\n)+)  # And (?P<number>\d+) more of this kind\.\n", re.MULTILINE
)
BYTES = re.compile(r'^(".*")(?: \* (\d+))?$', re.MULTILINE)

NAMES = {
    "yaml": "base.yaml",
    "yaml actions": "base.actions.yaml",
    "yaml overlay": "local.yaml",
    "yaml recorded": "base.yaml",
    "yaml history": "base.history.yaml",
    "yaml forgotten": "base.yaml",
    "yaml translation": "base.cy.yaml",
    "yaml spoken": "base.cy.yaml",
    "po": "base.cy.po",
    "yaml answers": "answers.yaml",
    "yaml words": "words.yaml",
    "yaml review": "review.yaml",
    "yaml plan": "plan.yaml",
    "yaml raw": "base.yaml",
    "yaml baseline": "baseline.yaml",
    "yaml long": "base.yaml",
    "csv answers": "answers.csv",
    "csv scored": "answers.csv",
    "json reported": "audit.json",
    "bytes": "base.yaml",
    "bytes export": "answers.csv",
    "bytes workbook": "answers.xlsx",
    "csv changed": "answers.csv",
    "csv published": "answers.csv",
    "json noted": PUBLISHED,
    "csv staffed": "answers.csv",
    "yaml scored": "answers.yaml",
    "text": "questions.doc",
    "text files": "files",
    "text folder": "answers.csv",
    "text plans": "files",
    "text rounds": "files",
    "text link": "answers.yaml",
    "text long": f"{'x' * 300}.yaml",
    "text sheets": "answers.xlsx",
    "text typed": "plan.docx",
    "toml": "speedbumps.toml",
    "html page": "page.html",
    "bytes logo": "logo.png",
}
"""What the file of each kind of example is called. A raw one is left as it is; a long one says how often an item comes
again; one in bytes is written with escapes, and may say how often a line comes again. Files in a folder, and sheets of
a workbook, each follow their name in brackets. What is typed into the hand-out of a plan follows the titles of boxes,
below what happened to the plan meanwhile. A long name stands for one that no system can use."""

WHOLE = ("yaml raw",)
BLOCK = re.compile(r"^\[(?P<name>.+)\]\n(?P<text>(?:(?!\[).*\n)*)", re.MULTILINE)


def problems(example: Example, folder: Path) -> tuple[Problem, ...]:
    """What is found in the file with *example* in it: when it is checked, or where only a report looks, by a report."""
    path = write_example(example, folder)
    match example.kind:
        case "csv scored" | "yaml scored" | "text files":
            schools = path / "schools.csv"
            return _gathered(path, AnswerOptions(schools=schools if schools.is_file() else None))
        case "csv staffed":
            options = AnswerOptions(schools=folder / "schools.csv")
            return (*_gathered(path, options), *_over_staff(path, options))
        case "csv changed" | "text plans" | "text rounds":
            return _found_by_batch(example, path, folder)
        case "csv published":
            rows = example.text.splitlines(keepends=True)
            path.write_text("".join(rows[:-1]), "utf-8")
            _publish(path)
            path.write_text(example.text, "utf-8")
            return _stopped(lambda: _publish(path))
        case "po" | "yaml spoken":
            return (_taken_home if example.kind == "po" else _spoken)(path, folder / "base.yaml")
        case "json noted":
            return (lost_note(path),) if read_note(path).lost else ()
        case "json reported":
            return _stopped(lambda: read_saved_audit(path, path.read_bytes()))
        case "text typed":
            return _stopped(lambda: read_back([path], read_plan(folder / "plan.yaml"), "en"))
        case "yaml review":
            return _stopped(
                lambda: require_value(add_reviewed_words(_reported(folder), require_value(read_review(path))))
            )
        case "html page" | "bytes logo":
            return read_brand(folder).problems
        case "toml":
            return _stopped(lambda: find_configuration(folder))
        case _:
            return _checked(example, path)


def _checked(example: Example, path: Path) -> tuple[Problem, ...]:
    """Return what is found in the file at *path*; in a baseline, what is found beside the questionnaire."""
    if example.kind == "yaml baseline":
        beside = lint(path.with_name("base.yaml"))
        return apply_baseline([beside], load_baseline(path), Selection()).files[-1].problems
    return apply_suppressions([lint(path)], ConfigurationFile())[0].problems


def _found_by_batch(example: Example, path: Path, folder: Path) -> tuple[Problem, ...]:
    """What a batch finds in the files at *path*."""
    if example.kind == "text plans":
        return read_plans(path / "plans", ["oak"], AnswerOptions()).problems
    if example.kind == "text rounds":
        job = BatchOptions([path / "after"], folder / "out", AnswerOptions(), {"version": ""}, {})
        display = ProgressDisplay(lambda *_: None, lambda _: None)
        return run(job._replace(before=[path / "before"]), lambda _: {}, display, dry=True).problems
    before = {path: stamp_file(path)}
    path.write_text(example.text, "utf-8")
    return _stopped(lambda: read_batch([path], AnswerOptions(), before))


def _stopped(work: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        work()
    except BadFilesError as error:
        return error.problems
    return ()


def _gathered(path: Path, asked: AnswerOptions) -> tuple[Problem, ...]:
    """What a report says of the answers at *path*, whether it can be made or not."""
    try:
        return assemble([path], asked).notices
    except BadFilesError as error:
        return error.problems


def _publish(path: Path) -> None:
    """Publish the answers at *path*."""
    found = assemble([path])
    publish(found, PublishRequest([path], None, False), lambda _: "")


def _over_staff(path: Path, options: AnswerOptions) -> tuple[Problem, ...]:
    """Return what a report says of more answers than staff."""
    found = assemble([path], options)
    return tuple(
        over_staff_problem(over, audit.school.id, str(path), table=True)
        for audit in audits(found.instrument, found.responses)
        for over in over_staff(audit)
    )


def _taken_home(path: Path, questionnaire: Path) -> tuple[Problem, ...]:
    """What is wrong in the file of a translator's program, which is taken home into the Welsh translation."""
    sources = source_texts(require_value(read_instrument(questionnaire))).by_key
    read = read_exchange_file(path)
    return take_home(read.value, "cy", sources, {}).problems if read.value is not None else read.problems


def _spoken(_path: Path, questionnaire: Path) -> tuple[Problem, ...]:
    """What is said when the Welsh translation beside *questionnaire* is asked for."""
    return _stopped(lambda: load_instrument(questionnaire, AnswerOptions(language="cy")))


def _reported(folder: Path) -> Audit:
    """The audit of twelve people who answered the miniature questionnaire in the autumn."""
    table = folder / "staff.csv"
    table.write_text("school,round,T01,T02,T03,O1\n" + "hillview,2026-autumn,1,1,1,A list.\n" * 12, "utf-8")
    found = assemble([table], AnswerOptions(questionnaire=str(SMALL)))
    return next(audits(found.instrument, found.responses))


def write_example(example: Example, folder: Path) -> Path:
    """The file with *example* in it, in *folder*, beside the other files of the base."""
    for base in BASES.iterdir():
        shutil.copy(base, folder)
    if example.kind in ("yaml recorded", "yaml history", "yaml forgotten"):
        record(folder / "base.yaml")
    if example.kind == "yaml forgotten":
        kept = folder / "base.history.yaml"
        kept.write_text(kept.read_text("utf-8").rstrip()[:-1] + "\n", "utf-8")
    if example.kind in ("yaml translation", "yaml spoken"):
        translate(folder / "base.yaml")
    path = folder / NAMES[example.kind]
    if example.kind in WRITERS:
        WRITERS[example.kind](path, example.text)
    elif example.kind in WHOLE or not path.exists():
        path.write_text(example.text, "utf-8")
    else:
        path.write_text(complete(MORE.sub(_more, example.text), path.read_text("utf-8")), "utf-8")
    if example.kind == "csv staffed":
        (folder / "schools.csv").write_text("id,name,headcount\nhillview,Hillview Primary,2\n", "utf-8")
    return path


def _files(folder: Path, text: str) -> None:
    folder.mkdir()
    for block in BLOCK.finditer(text):
        (folder / block["name"]).parent.mkdir(exist_ok=True)
        (folder / block["name"]).write_text(block["text"], "utf-8")


def _sheets(path: Path, text: str) -> None:
    book = Workbook()
    book.remove(book.active)
    for block in BLOCK.finditer(text):
        sheet = book.create_sheet(block["name"])
        for line in block["text"].splitlines():
            sheet.append(line.split(","))
    book.save(path)


def _link(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(text.rsplit(maxsplit=1)[-1])


def _but_last_line(path: Path, text: str) -> None:
    path.write_text("".join(text.splitlines(keepends=True)[:-1]), "utf-8")


def record(path: Path) -> None:
    """Writes the history of the questionnaire at *path*, which holds the version as it is now."""
    written = require_value(load_questionnaire(path))
    now = build_record(written.questionnaire, written.source.data)
    history_path(path).write_text(history_yaml(append_version(None, written.questionnaire.id, now)), "utf-8")


def translate(path: Path) -> None:
    """Writes a translation of the questionnaire at *path*, whose texts are the original ones, bent a little."""
    instrument = require_value(read_instrument(path))
    texts = translatable_texts(instrument.questionnaire, instrument.library)
    strings = "".join(f"  {key}: {json.dumps(f'ŵ {text}', ensure_ascii=False)}\n" for key, text in texts.items())
    text = f"format: speedbumps-translation/1\nof: {path.stem}\nlanguage: cy\nstatus: draft\nstrings:\n{strings}"
    path.with_name(f"{path.stem}.cy.yaml").write_text(text, "utf-8")


def complete(text: str, base: str) -> str:
    """The *text*, followed by every part of *base* whose key it does not have."""
    given = set(KEY.findall(text))
    starts = [*KEY.finditer(base)]
    ends = [*(start.start() for start in starts[1:]), len(base)]
    return text + "".join(
        base[start.start() : end] for start, end in zip(starts, ends, strict=True) if start[1] not in given
    )


def _more(found: re.Match[str]) -> str:
    again = (found["one"].replace(found["id"], f"{found['id']}-{number}") for number in range(int(found["number"])))
    return found["one"] + "".join(again)


def _bytes(text: str) -> bytes:
    """The bytes that *text* stands for: each line a text in double quotes, with escapes, and how often it comes."""
    return b"".join(literal_eval(f"b{line[1]}") * int(line[2] or 1) for line in BYTES.finditer(text))


def _in_bytes(path: Path, text: str) -> None:
    path.write_bytes(_bytes(text))


def _typed(path: Path, text: str) -> None:
    """Write a hand-out of a plan into which *text* is typed, and the plan as it is by then."""
    meanwhile, lines = "", text.splitlines()
    if lines[0].startswith("["):
        meanwhile, *lines = lines
    titles = {title: key for key, title in TITLES.items()}
    typed = {titles[title]: value for title, value in (line.split(": ") for line in lines)}
    plan = path.with_name("plan.yaml")
    without = plan.read_text("utf-8")
    action = "priorities:\n  - bump: time.delay\n    action: who-can-say-yes\n    start:\n    owner:"
    plan.write_text(f"{without}{action}\n", "utf-8")
    made = make_plan_document(page_of_plan(read_plan(plan)), "en")
    if meanwhile == "[a letter]":
        made = made._replace(front=made.front._replace(blocks=()), sections=())
    content = render_word(made)
    names = {f"plan:time.delay:who-can-say-yes:{key}": value for key, value in typed.items()}
    path.write_bytes(content if meanwhile == "[a letter]" else type_into(content, names))
    if meanwhile == "[taken out of the plan since]":
        plan.write_text(without, "utf-8")
    if meanwhile == "[written into the plan since]":
        plan.write_text(f"{without}{action} {lines[0].partition(': ')[2]}\n", "utf-8")


WRITERS: dict[str, Callable[[Path, str], object]] = {
    "bytes": _in_bytes,
    "bytes export": _in_bytes,
    "bytes workbook": _in_bytes,
    "bytes logo": _in_bytes,
    "csv changed": _but_last_line,
    "text files": _files,
    "text plans": _files,
    "text rounds": _files,
    "text folder": lambda path, _: path.mkdir(),
    "text link": _link,
    "text long": lambda _, text: text,
    "text sheets": _sheets,
    "text typed": _typed,
}
"""How the files of some kinds of examples are made; others hold the example's own text."""
