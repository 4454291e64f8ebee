"""The sets of data whose figures were computed elsewhere, in R. See tests/reference/README.md."""

import csv
import hashlib
import io
import json
import sysconfig
import tarfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import polars as pl

from speedbumps.model.questionnaire import Questionnaire
from speedbumps.scoring.responses import BLANK, CODE, DK, NA, PNS
from support.paths import REFERENCE

SETS = ("hillside", "anes96", "bfi", "bfi_sparse", "epi", "msq")
NOTHING = {"na": NA, "dk": DK, "pns": PNS, "blank": BLANK}


@lru_cache
def keys(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((REFERENCE / f"{name}.keys.json").read_text())
    return found


def text_of(source: dict[str, str]) -> str:
    if source["type"] == "file":
        return (REFERENCE / source["path"]).read_text()
    archive = Path(sysconfig.get_path("purelib")) / "pydataset" / "resources.tar.gz"
    with tarfile.open(archive) as tar:
        member = tar.extractfile(source["member"])
        assert member is not None
        content = member.read()
    assert source["sha256"] == hashlib.sha256(content).hexdigest()
    return content.decode()


@lru_cache
def cells(name: str) -> tuple[list[dict[str, str]], list[str]]:
    """Each person's cells, with the stated rules applied, and each person's role."""
    known = keys(name)
    items = list(dict.fromkeys(item for scale in known["scales"].values() for item in scale["items"]))
    people, roles = [], []
    for number, row in enumerate(csv.DictReader(io.StringIO(text_of(known["source"]))), start=1):
        person = {item: known["codes"].get(row[item], row[item]) or "blank" for item in items}
        for block in known.get("not_asked", []):
            if all(row[item] in ("", "NA") for item in block):
                person.update({item: "na" for item in block if item in person})
        for place, item in enumerate(known.get("punch", {}).get("columns", []), start=1):
            kinds = [kind for kind in ("na", "blank") if is_punched(known["punch"][kind], number, place)]
            if kinds:
                person[item] = kinds[0]
        people.append(person)
        roles.append(row[known["role_column"]] if "role_column" in known else "staff")
    return people, roles


def is_punched(rule: dict[str, int], row: int, place: int) -> bool:
    hit = (rule["a"] * row + rule["b"] * place + rule["c"] * row * place) % rule["m"] < rule["below"]
    return row % rule["every"] == 0 and hit


def plain(name: str) -> str:
    return name.replace(".", "-").replace("_", "-")


def questionnaire(name: str, rule: dict[str, float]) -> Questionnaire:
    known = keys(name)
    items = dict.fromkeys(item for scale in known["scales"].values() for item in scale["items"])
    ranges = {item: known.get("ranges", {}).get(item, (known["lo"], known["hi"])) for item in items}
    return Questionnaire.model_validate(
        {
            "format": "speedbumps-questionnaire/1",
            "id": "reference",
            "version": "1.0.0",
            "title": name,
            "scales": {
                f"from-{low}-to-{high}": {
                    "points": [{"value": value, "label": f"point {value}"} for value in range(low, high + 1)]
                }
                for low, high in set(map(tuple, ranges.values()))
            },
            "barriers": [
                {"id": plain(scale), "title": scale, "facets": [{"id": "all", "title": scale}]}
                for scale in known["scales"]
            ],
            "questions": [
                {
                    "id": plain(item),
                    "text": item,
                    "scale": f"from-{ranges[item][0]}-to-{ranges[item][1]}",
                    "measures": {
                        f"{plain(scale)}.all": held["items"][item]
                        for scale, held in known["scales"].items()
                        if item in held["items"]
                    },
                }
                for item in items
            ],
            "scoring": {**rule, "bands": [{"id": "any", "from": 0, "title": "Any", "means": "Any."}]},
        }
    )


def frame(name: str) -> pl.DataFrame:
    people, roles = cells(name)
    known = keys(name)
    columns: dict[str, list[int]] = {}
    for item in people[0]:
        low = known.get("ranges", {}).get(item, (known["lo"], known["hi"]))[0]
        columns[plain(item)] = [
            NOTHING.get(person[item], 0) if person[item] in NOTHING else int(float(person[item])) - low
            for person in people
        ]
    outside = known.get("outside_roles", [])
    # Everybody stands in one cell of the school; people of outside roles in another.
    about = {
        "school": "here",
        "inside": [role not in outside for role in roles],
        "cell": ["beside" if role in outside else "own" for role in roles],
    }
    return pl.DataFrame({**{name: pl.Series(values, dtype=CODE) for name, values in columns.items()}, **about})
