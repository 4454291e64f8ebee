"""A translation is made, refreshed, sent to translators' programs and taken home in one command."""

import shutil
from pathlib import Path

import pytest
from support.paths import FORMAT_EXAMPLES, SCHOOL_WELSH

from speedbumps.cli import main
from speedbumps.lint.dispatch import lint

Capture = pytest.CaptureFixture[str]


def run(*arguments: str | Path) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(["new", "translation", *map(str, arguments)])
    return int(stopped.value.code or 0)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small questionnaire in the current folder, where it has a Welsh translation."""
    for name in ("small.yaml", "small.actions.yaml", "small.cy.yaml"):
        shutil.copy(FORMAT_EXAMPLES / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "small.yaml"


def test_a_finished_translation_stays_as_it_is(small: Path, capsys: Capture) -> None:
    before = small.with_name("small.cy.yaml").read_bytes()

    assert run("small", "cy") == 0

    assert small.with_name("small.cy.yaml").read_bytes() == before
    assert "58 of 58 texts are translated." in capsys.readouterr().err


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("ending", ["po", "xlf"])
def test_a_translation_is_made_in_another_program(ending: str, capsys: Capture) -> None:
    name = f"small.fr.{ending}"
    assert run("small", "fr", "-o", name, "--nation", "wales") == 0
    marks = ('msgstr ""', 'msgstr "%s"') if ending == "po" else ("</source>", "</source>\n<target>%s</target>")
    parts = Path(name).read_text("utf-8").split(marks[0])
    texts = ["Mot {runs}" if "Ask {runs}" in part else f"Mot « {at} »" for at, part in enumerate(parts[:-1])]
    begin = ['msgstr ""'] if ending == "po" else [marks[1] % texts[0]]
    filled = [*begin, *(marks[1] % text for text in texts[1:])]
    Path(name).write_text("".join(a + b for a, b in zip(parts, [*filled, ""], strict=True)), "utf-8")

    assert run("small", "fr", "--from", name) == 0

    assert "58 of 58 texts are translated." in capsys.readouterr().err
    assert lint(Path("small.fr.yaml")).problems == ()
    before = Path("small.fr.yaml").read_bytes()
    assert run("small", "fr", "-o", name) == 0
    assert run("small", "fr", "--from", name) == 0
    assert Path("small.fr.yaml").read_bytes() == before
    Path(name).write_text(Path(name).read_text("utf-8").replace("Mot « 3 »", "Parole"), "utf-8")
    assert run("small", "fr", "-o", name) == 2
    assert f"take them home with --from {name}" in capsys.readouterr().err
    assert "Parole" in Path(name).read_text("utf-8")


def test_a_shipped_questionnaire_is_translated_in_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("school", "fr") == 0
    assert "school.fr.yaml: 0 of " in capsys.readouterr().err
    assert [problem.code for problem in lint(Path("school.fr.yaml")).problems] == ["SB731"]
    assert run("school", "fr", "-o", "-") == 0
    assert capsys.readouterr().out == Path("school.fr.yaml").read_text("utf-8")
    assert run("school", "fr", "-o", "other.yaml") == 0
    assert "It is found once it is called school.fr.yaml." in capsys.readouterr().err


def test_a_translation_begins_with_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = SCHOOL_WELSH.read_text("utf-8")

    assert run("school", "cy", "-o", "school.cy.po") == 0
    assert 'msgstr "Pennaeth"' in Path("school.cy.po").read_text("utf-8")
    assert run("school", "cy") == 0
    assert "The translation begins with the one that comes with speedbumps." in capsys.readouterr().err
    assert Path("school.cy.yaml").read_text("utf-8") == shipped

    Path("school.cy.yaml").write_text(
        shipped.replace("governor.plural: Llywodraethwyr", "governor.plural: Ni"), "utf-8"
    )
    assert run("school", "cy") == 0
    assert "begins with" not in capsys.readouterr().err
    assert "governor.plural: Ni" in Path("school.cy.yaml").read_text("utf-8")


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("ending", ["yaml", "po"])
def test_a_local_questionnaire_begins_with_the_translation_of_what_it_extends(ending: str, capsys: Capture) -> None:
    Path("ours.yaml").write_text(
        "format: speedbumps-questionnaire/1\nid: ours\nversion: 1.0.0\nextends: small@1.0.0\ntitle: Ours\n"
        "off: [O1]\nreword: {T02: {text: We try small changes soon.}}\n",
        "utf-8",
    )

    assert run("ours", "cy", "-o", f"ours.cy.{ending}") == 0

    assert "The translation begins with that of 'small', which the questionnaire extends." in capsys.readouterr().err
    if ending == "po":
        assert run("ours", "cy", "--from", "ours.cy.po") == 0
    text = Path("ours.cy.yaml").read_text("utf-8")
    assert "questions.T01.text: Mae syniadau newydd yma yn aros wythnosau am benderfyniad." in text
    assert "questions.O1.text" not in text
    assert "Dylai’r awdurdod lleol ddweud" in text
    again = [problem.span.line for problem in lint(Path("ours.cy.yaml")).problems if problem.code == "SB736"]
    lines = text.splitlines()
    assert [lines[at - 1].split(":")[0].strip() for at in again] == ["title", "questions.T02.text"]


def test_line_ends_and_a_byte_order_mark_stay(small: Path) -> None:
    path = small.with_name("small.fr.yaml")
    text = "format: speedbumps-translation/1\r\nof: small\r\nlanguage: fr\r\nstrings:\r\n  title: Titre"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())

    assert run(small, "fr") == 0

    written = path.read_bytes()
    assert written.startswith(b"\xef\xbb\xbfformat: ")
    assert written.count(b"\n") == written.count(b"\r\n")


def test_all_that_is_wrong_in_a_file_that_comes_home_is_listed(small: Path, capsys: Capture) -> None:
    before = small.with_name("small.cy.yaml").read_bytes()
    Path("x.po").write_text(
        'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgctxt "title"\nmsgid "x"\nmsgstr "{a}"\n\n'
        'msgctxt "gone"\nmsgid "x"\nmsgstr "y"\n',
        "utf-8",
    )

    assert run("small", "cy", "--from", "x.po") == 1

    err = capsys.readouterr().err
    assert all(place in err for place in ("x.po:2:1: error SB743", "x.po:6:1: error SB734", "x.po:10:1: warning SB742"))
    assert small.with_name("small.cy.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name the questionnaire and the language"),
        (["small"], "name the questionnaire and the language"),
        (["small", "Welsh!"], "'Welsh!' is no code of a language"),
        (["small", "en"], "is written in 'en' itself"),
        (["small", "fr", "-o", "small.fr.docx"], "end it in .yaml, or for a translator's program in .po, .xlf, .xliff"),
        (["small", "fr", "--from", "small.docx"], "--from takes the file of a translator's program"),
        (["small", "fr", "--from", "a.po", "-o", "b.po"], "-o names a file that ends in .yaml"),
        (["small", "fr", "--from", "nowhere.po"], "there is no file nowhere.po"),
        (["small", "fr", "-o", "small.cy.yaml"], "is the translation of 'small' into 'cy'"),
        (["small", "fr", "--role", "head"], "go with 'interview' only"),
        (["nowhere", "fr"], "there is no questionnaire 'nowhere'"),
    ],
)
def test_what_cannot_be_done_is_refused(arguments: list[str], message: str, small: Path, capsys: Capture) -> None:
    assert run(*arguments) == 2
    assert message in capsys.readouterr().err
    assert sorted(each.name for each in small.parent.iterdir()) == ["small.actions.yaml", "small.cy.yaml", "small.yaml"]


def test_a_translation_in_brackets_is_left_alone(small: Path, capsys: Capture) -> None:
    path = small.with_name("small.fr.yaml")
    path.write_text("{format: speedbumps-translation/1, of: small, language: fr, strings: {title: Titre}}\n", "utf-8")

    assert run("small", "fr") == 2
    assert "nothing can be added to small.fr.yaml" in capsys.readouterr().err
