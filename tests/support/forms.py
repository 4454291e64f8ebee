"""Forms to try: PYTHONPATH=tests python -m support.forms make FOLDER writes their pages.

With read in place of make, it reads back what was handed in.
tests/pages/form.mjs fills them in between, in a browser, and notes what it chose in the words on the screen.
"""

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from speedbumps.cli import main
from speedbumps.responses.collect import assemble
from speedbumps.responses.read_files import AnswerOptions
from support.paths import SMALL

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> <!-- ]]> {{ 7 * 7 }} & “it’s” \u2028 end"


def many(count: int) -> str:
    """A questionnaire like the small one, with *count* questions more."""
    made = _small()
    made["questions"] += [
        {
            "id": f"X{number}",
            "text": f"Thing {number} waits.",
            "scale": "how-often",
            "measures": dict(BARRIER),
        }
        for number in range(count)
    ]
    return yaml.safe_dump(made, allow_unicode=True, sort_keys=False)


def hostile() -> str:
    """The small questionnaire with markup, a script and worse in every text that people see."""
    made = _small()
    for key in ("title", "introduction"):
        made[key] = HOSTILE
    made["signpost"] = {"other": HOSTILE}
    made["roles"][1] |= {"title": f"Teacher {HOSTILE}", "includes": HOSTILE}
    made["scales"]["how-often"]["prompt"] = HOSTILE
    for point in made["scales"]["how-often"]["points"]:
        point["label"] = f"{point['value']} {HOSTILE}"
    made["scales"]["hours-a-week"]["number"]["unit"] = HOSTILE
    for question in made["questions"]:
        question |= {"text": f"{question['id']} {HOSTILE}", "why": HOSTILE}
        question.pop("only_if", None)
    made["questions"][0]["wording"] = {"governor": HOSTILE}
    made["barriers"][0]["title"] = HOSTILE
    made["privacy"]["notice"] = dict.fromkeys(("controller", "contact", "delete_after"), HOSTILE)
    made["non_answers"] = {name: f"{name} {HOSTILE}" for name in ("na", "dk", "pns")}
    return yaml.safe_dump(made, allow_unicode=True, sort_keys=False)


BARRIER = {"time.delay": "barrier"}


def _small() -> Any:  # noqa: ANN401 - plain data out of YAML
    made = yaml.safe_load(SMALL.read_text("utf-8"))
    del made["actions"]
    return made


def write_questionnaire(text: str, folder: Path) -> Path:
    """A questionnaire of that *text*, in a file."""
    path = folder / "small.yaml"
    path.write_text(text, "utf-8")
    return path


def form(*arguments: str | Path) -> None:
    """Runs speedbumps form."""
    with suppress(SystemExit):
        main(["form", *map(str, arguments)])


def make(folder: Path) -> None:
    """Every page that is tried in a browser."""
    folder.mkdir(parents=True, exist_ok=True)
    form(
        "school", "--school", "hillview", "--round", "2026-autumn", "--nation", "england", "-o", folder / "school.html"
    )
    form(SMALL, "--one-by-one", "--draft-translations", "-o", folder / "small.html")
    form(write_questionnaire(hostile(), folder), "--school", "hillview", "-o", folder / "hostile.html")
    form(write_questionnaire(many(200), folder), "--school", "hillview", "-o", folder / "many.html")
    (folder / "small.yaml").unlink()


def read(folder: Path) -> int:
    """How many files were handed in; each must hold what the same answers hold that somebody typed in words."""
    handed = sorted((folder / "handed").glob("*.yaml"))
    for path in handed:
        chosen = json.loads(path.with_suffix(".json").read_text("utf-8"))
        typed = folder / "typed" / path.name
        typed.parent.mkdir(exist_ok=True)
        typed.write_text(yaml.safe_dump(chosen, allow_unicode=True), "utf-8")
        name = str(SMALL) if chosen["questionnaire"] == "small" else "school"
        _alike(path, typed, name)
    return len(handed)


def _alike(handed: Path, typed: Path, name: str) -> None:
    ours, theirs = (assemble([path], AnswerOptions(name)).responses for path in (handed, typed))
    assert ours.people.drop("draft").rows() == theirs.people.drop("draft").rows(), handed.name
    assert ours.schools == theirs.schools, handed.name


if __name__ == "__main__":
    task, place = sys.argv[1], Path(sys.argv[2])
    if task == "make":
        make(place)
    else:
        sys.stdout.write(f"{read(place)} files handed in, each as it was typed\n")
