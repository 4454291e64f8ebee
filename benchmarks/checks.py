"""How fast `check` is beside its peers: python benchmarks/checks.py FOLDER [--files N] [--rounds N].

Writes N questionnaires of about 450 lines into FOLDER, all different and all without a fault, then measures whole
processes in turn: ours, yamllint, check-jsonschema with our own schema, and a bare reading of the same files by PyYAML's
C parser. Prints Markdown; RESULTS.md keeps it.
"""

import argparse
import subprocess
import sys
from pathlib import Path
from random import Random

from measure import interleaved

ROOT = Path(__file__).resolve().parent.parent
SCHOOL = ROOT / "questionnaires/school.yaml"

COMPOSE = (
    "import sys, yaml; from pathlib import Path\n"
    "for path in sorted(Path(sys.argv[1]).glob('*.yaml')): yaml.compose(path.read_bytes(), Loader=yaml.CSafeLoader)"
)


def write(folder: Path, files: int, seed: int = 3) -> float:
    """Write the questionnaires, and return how many lines they have on average."""
    import yaml

    whole = yaml.safe_load(SCHOOL.read_text("utf-8"))
    folder.mkdir(parents=True, exist_ok=True)
    chance, lines = Random(seed), 0
    for number in range(files):
        text = yaml.safe_dump(one(whole, number, chance), sort_keys=False, allow_unicode=True, width=110)
        (folder / f"q{number:04}.yaml").write_text(text, "utf-8")
        lines += text.count("\n")
    return lines / files


def one(whole: dict, number: int, chance: Random) -> dict:
    """Return a questionnaire with one facet of each barrier, and all that is asked about it."""
    kept = {key: value for key, value in whole.items() if key not in ("actions", "signals", "forms", "signpost")}
    barriers = [{**barrier, "facets": [chance.choice(barrier["facets"])]} for barrier in whole["barriers"]]
    facets = {f"{barrier['id']}.{barrier['facets'][0]['id']}" for barrier in barriers}
    questions = [each for each in whole["questions"] if facets & set(each.get("measures", ()))]
    scales = {each["scale"] for each in questions}
    return {
        **kept,
        "id": f"q{number:04}",
        "title": f"What slows improvement in school {number}?",
        "barriers": barriers,
        "questions": questions,
        "scales": {name: scale for name, scale in whole["scales"].items() if name in scales},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    folder = given.folder.resolve()
    lines = write(folder / "files", given.files)
    python, beside = sys.executable, Path(sys.executable).parent
    schema = folder / "schema.json"
    schema.write_bytes(
        subprocess.run([beside / "speedbumps", "schema", "questionnaire"], check=True, capture_output=True).stdout
    )
    many, first = folder / "files", str(folder / "files/q0000.yaml")
    every = sorted(str(path) for path in many.glob("*.yaml"))
    ours, lint, jsonschema = (str(beside / name) for name in ("speedbumps", "yamllint", "check-jsonschema"))
    config = "{extends: relaxed, rules: {line-length: disable}}"
    commands = {
        "compose, C loader": [python, "-c", COMPOSE, str(many)],
        "speedbumps check": [ours, "check", str(many)],
        "yamllint": [lint, "-d", config, str(many)],
        "check-jsonschema": [jsonschema, "--schemafile", str(schema), *every],
        "one file: speedbumps check": [ours, "check", first],
        "one file: yamllint": [lint, "-d", config, first],
        "one file: check-jsonschema": [jsonschema, "--schemafile", str(schema), first],
    }
    for command in commands.values():
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        assert done.returncode == 0, (command[:3], done.stdout[:2000], done.stderr[:500])
    found = {name: seconds for name, (seconds, _) in interleaved(commands, given.rounds).items()}
    many_ours, one_ours = found["speedbumps check"], found["one file: speedbumps check"]
    peers = found["one file: yamllint"] + found["one file: check-jsonschema"]
    print(f"### {given.files:,} questionnaires of {lines:.0f} lines\n\n| what | seconds |\n| --- | ---: |")
    print("\n".join(f"| {name} | {seconds:.2f} |" for name, seconds in found.items()))
    print("\n| ratio | found | goal |\n| --- | ---: | --- |")
    print(f"| check-jsonschema / ours | {found['check-jsonschema'] / many_ours:.1f} | ≥ 8 |")
    print(f"| yamllint / ours | {found['yamllint'] / many_ours:.1f} | ≥ 11 |")
    print(f"| ours / compose | {many_ours / found['compose, C loader']:.2f} | ≤ 3 |")
    print(f"| one file: ours / (yamllint + check-jsonschema) | {one_ours / peers:.2f} | ≤ 0.6 |")


if __name__ == "__main__":
    main()
