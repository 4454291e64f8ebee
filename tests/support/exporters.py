"""What each program would export of people who fill in the form that it was given: read from that form alone."""

import csv
import io
import itertools
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import docx
import openpyxl
from lxml import etree
from pyxform.xls2xform import convert

from support.paths import TESTS
from support.respondents import SEVERAL, Person, table

Answers = dict[str, str]


def id_of(name: str) -> str:
    """The question that a line of the form is a wording of."""
    return name.rpartition("_")[2]


class XForm:
    """A form as the apps of ODK and KoboToolbox run it."""

    def __init__(self, workbook: bytes) -> None:
        self.warnings: list[str] = []
        made = convert(xlsform=workbook, form_name="data", warnings=self.warnings)
        root = etree.fromstring(made.xform.encode())
        (instance,) = root.xpath("//*[local-name()='instance'][1]/*")
        self.several = {each.get("ref") for each in root.xpath("//*[local-name()='select']")}
        self.binds = {each.get("nodeset"): each.get("relevant") for each in root.xpath("//*[local-name()='bind']")}
        self.instance = _without_namespaces(instance)
        self.leaves = [
            path for path in self.binds if not path.endswith("instanceID") and not len(_at(self.instance, path))
        ]

    def answers(self, person: Person) -> Answers:
        """What *person* answers, by the path of each question that is put to them."""
        instance = deepcopy(self.instance)
        given: Answers = {}
        for path in self.leaves:
            name = path.rpartition("/")[2]
            if self._is_relevant(instance, path) and (answer := person.get(id_of(name) if _is_line(name) else name)):
                answer = answer.replace(SEVERAL, " ") if path in self.several else answer
                _at(instance, path).text = answer
                given[path] = answer
        return given

    def _is_relevant(self, instance: etree._Element, path: str) -> bool:
        parts = path.split("/")
        above = ["/".join(parts[:end]) for end in range(2, len(parts) + 1)]
        return all(bool(instance.getroottree().xpath(relevant)) for each in above if (relevant := self.binds.get(each)))


def _selected(_: object, nodes: list[etree._Element], code: str) -> bool:
    """XForms' function of this name."""
    return any(code in (node.text or "").split() for node in nodes)


etree.FunctionNamespace(None)["selected"] = _selected


def _is_line(name: str) -> bool:
    return not name.startswith(("opening_", "closing_", "generated_", "reserved_"))


def _without_namespaces(element: etree._Element) -> etree._Element:
    plain = etree.Element(etree.QName(element).localname)
    plain.extend(_without_namespaces(child) for child in element)
    return plain


def _at(instance: etree._Element, path: str) -> etree._Element:
    (found,) = instance.getroottree().xpath(path)
    return found


KOBO = ("_id", "_uuid", "_submission_time", "__version__")
CENTRAL = ("SubmissionDate", "meta-instanceID", "KEY")


def kobo(workbook: bytes, people: list[Person]) -> str:
    """As “XML values and headers” with groups."""
    form = XForm(workbook)
    headings = [path.removeprefix("/data/") for path in form.leaves]
    rows = [[given.get(path, "") for path in form.leaves] for given in map(form.answers, people)]
    about = [[str(7000003 + number), f"uuid:{number}", "2026-11-10T16:32:54", "v1"] for number in range(len(people))]
    return table([*headings, *KOBO], [[*row, *last] for row, last in zip(rows, about, strict=True)], ";")


def central(workbook: bytes, people: list[Person]) -> str:
    """As ODK Central writes its root table, groups parted by hyphens."""
    form = XForm(workbook)
    headings = [path.removeprefix("/data/").replace("/", "-") for path in form.leaves]
    rows = [[given.get(path, "") for path in form.leaves] for given in map(form.answers, people)]
    about = [["2026-11-10T16:32:54.123Z", *row, f"uuid:{number}", f"uuid:{number}"] for number, row in enumerate(rows)]
    return table([CENTRAL[0], *headings, *CENTRAL[1:]], about)


def kobo_labels(workbook: bytes, people: list[Person]) -> str:
    """As labels in the form's first language, without groups."""
    form = XForm(workbook)
    survey = {row["name"]: row for row in _rows(workbook, "survey")}
    listed: dict[str, dict[str, str]] = {}
    for row in _rows(workbook, "choices"):
        listed.setdefault(row["list_name"], {})[row["name"]] = _label(row)
    paths = [path for path in form.leaves if path.rpartition("/")[2] in survey]
    names = [path.rpartition("/")[2] for path in paths]
    said = [listed.get(survey[name]["type"].partition(" ")[2], {}) for name in names]
    rows = [
        [
            " ".join(labels[code] for code in given[path].split()) if labels and path in given else given.get(path, "")
            for path, labels in zip(paths, said, strict=True)
        ]
        for given in map(form.answers, people)
    ]
    about = [[str(number), f"uuid:{number}", "2026-11-10T16:32:54", "v1"] for number in range(len(people))]
    headings = [_label(survey[name]) for name in names]
    return table([*headings, *KOBO], [[*row, *last] for row, last in zip(rows, about, strict=True)], ";")


def _rows(workbook: bytes, sheet: str) -> Iterator[dict[str, str]]:
    heading, *rows = openpyxl.load_workbook(io.BytesIO(workbook))[sheet].iter_rows(values_only=True)
    return (dict(zip(map(str, heading), (str(cell or "") for cell in row), strict=True)) for row in rows)


def _label(row: dict[str, str]) -> str:
    return next(cell for column, cell in row.items() if column.startswith("label"))


def surveyjs(made: str, people: list[Person]) -> str:
    """The data of each survey that was completed."""
    elements = [element for page in json.loads(made)["pages"] for element in page["elements"]]
    return json.dumps([_data(elements, person) for person in people], ensure_ascii=False)


def _data(elements: list[dict[str, Any]], person: Person) -> dict[str, Any]:
    data: dict[str, Any] = {}
    flat: dict[str, Any] = {}
    for element in elements:
        rows = element.get("rows", [{"value": element["name"], **element}] if element["type"] != "html" else [])
        offered = {str(each["value"]): each["value"] for each in element.get("columns", element.get("choices", []))}
        for row in rows:
            answer = person.get(id_of(row["value"]))
            if answer and _holds(row.get("visibleIf", ""), flat):
                given: Any = float(answer) if element["type"] == "text" else answer
                if offered:
                    several = [offered[code] for code in answer.split(SEVERAL)]
                    assert len(several) <= element.get("maxSelectedChoices", 1)
                    given = several if element["type"] == "checkbox" else several[0]
                in_grid = element["type"] == "matrix"
                (data.setdefault(element["name"], {}) if in_grid else data)[row["value"]] = given
                flat[f"{element['name']}.{row['value']}" if in_grid else row["value"]] = given
    return data


def _holds(expression: str, answers: dict[str, Any]) -> bool:
    """Whether an expression holds that is made of comparisons, and, or."""
    if not expression:
        return True
    assert re.fullmatch(r"(\(|\)| and | or |\{[\w.-]+\} (=|<>|contains) ('[\w.-]+'|-?[\d.]+))+", expression)
    expression = re.sub(r"(\{[\w.-]+\}) contains ('[\w.-]+')", r"\2 in (\1 or ())", expression)
    spoken = re.sub(r"\{([\w.-]+)\}", r"answers.get('\1')", expression).replace("<>", "!=")
    return bool(eval(re.sub(r"(?<= )=(?= )", "==", spoken), {"answers": answers}))  # noqa: S307 - nothing else is in it


def lime_rows(made: str) -> list[dict[str, str]]:
    assert made.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(made.removeprefix("\ufeff"), newline=""), delimiter="\t"))


def limesurvey(made: str, people: list[Person]) -> str:
    """As LimeSurvey exports codes of questions and answers."""
    rows = lime_rows(made)
    language = next(row["text"] for row in rows if row["name"] == "language")
    asked = list(_asked([row for row in rows if row["language"] == language]))
    several = {row["name"]: int(row["max_answers"]) for row in rows if row["type/scale"] == "M"}
    own = ["id", "submitdate", "lastpage", "startlanguage", "seed"]
    exported = []
    for number, person in enumerate(people):
        given: Answers = {}
        codes = {key.replace("-", ""): answer for key, answer in person.items()}
        for place, name, relevance, offered in asked:
            of = place.partition("_")[0]
            answer = codes.get(name, "")
            if of in several:
                chosen = [code.replace(".", "").replace("-", "")[:20] for code in codes.get(of, "").split(SEVERAL)]
                assert len(chosen) <= several[of]
                answer = "Y" if name in chosen else ""
            answer = answer.replace("-", "")[:5] if name == "role" else answer
            assert not answer or not offered or answer in offered
            given[place] = answer if answer and _is_relevant(relevance, given) else ""
        exported.append(
            [str(number), "1980-01-01 00:00:00", "6", language, "12345", *(given[each[0]] for each in asked)]
        )
    headings = [re.sub("_(.*)", r"[\1]", each[0]) for each in asked]
    return "\ufeff" + table([*own, *headings], exported)


def _asked(rows: list[dict[str, str]]) -> Iterator[tuple[str, str, str, set[str]]]:
    """The place, the code, the relevance and the answers of each question."""
    for place, row in enumerate(rows):
        after = [each["class"] for each in rows[place + 1 :]]
        if row["class"] == "Q":
            parent = row
        if row["class"] == "SQ" or (row["class"] == "Q" and after[:1] != ["SQ"]):
            answers = itertools.dropwhile(lambda each: each["class"] == "SQ", rows[place + 1 :])
            offered = {each["name"] for each in itertools.takewhile(lambda each: each["class"] == "A", answers)}
            name = row["name"] if row is parent else f"{parent['name']}_{row['name']}"
            yield name, row["name"], row["relevance"], offered


def _is_relevant(expression: str, given: Answers) -> bool:
    """Whether an expression holds that is made of comparisons, not, and, or."""
    if expression in {"", "1"}:
        return True
    assert re.fullmatch(r"(\(|\)|!| and | or |\w+\.NAOK == \"\w+\")+", expression)
    spoken = re.sub(r"(\w+)\.NAOK", r"given['\1']", expression).replace("!", " not ")
    return bool(eval(spoken.strip(), {"given": given}))  # noqa: S307 - nothing else is in it


def google_form(script: str) -> dict[str, Any]:
    """The form that the script builds, on a stand-in of Google's FormApp."""
    node, stand_in = shutil.which("node"), TESTS / "exporting" / "form_app.mjs"
    assert node is not None, "the script that builds a Google Form is run in Node; install it"
    ran = subprocess.run(
        [node, stand_in, "makeForm"], input=script, check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert ran.stderr == ""
    built: dict[str, Any] = json.loads(ran.stdout)
    return built


def google(script: str, people: list[Person], codes: Mapping[str, list[str]]) -> str:
    """As Google Forms exports what people answer who take the way of their role.

    *codes* are those of the answers to each question, in the order in which they are offered.
    """
    items = google_form(script)["items"]
    headings = [heading for item in items for heading, _ in google_columns(item)]
    stamped = (f"2026/11/10 4:32:{number % 60:02} pm GMT" for number in range(len(people)))
    rows = [[stamp, *_google_row(items, person, codes)] for stamp, person in zip(stamped, people, strict=True)]
    return table(["Timestamp", *headings], rows)


def google_columns(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The headings of a question, each with the id that it begins with."""
    match item["type"]:
        case "PAGE_BREAK":
            return
        case "GRID":
            yield from ((f"{item['title']} [{row}]", row.partition(". ")[0]) for row in item["rows"])
        case _:
            yield item["title"], "role" if item["title"] == "Role" else item["title"].partition(". ")[0]


def _google_row(items: list[dict[str, Any]], person: Person, codes: Mapping[str, list[str]]) -> list[str]:
    met = google_met(items, person.get("role", ""), codes)
    return [
        ", ".join(_offered(item)[codes[name].index(code)] for code in person[name].split(SEVERAL))
        if codes.get(name) and person.get(name) and place in met
        else person.get(name, "")
        if place in met
        else ""
        for place, item in enumerate(items)
        for _, name in google_columns(item)
    ]


def _offered(item: dict[str, Any]) -> list[str]:
    return item.get("columns") or [choice["value"] for choice in item["choices"]]


def google_met(items: list[dict[str, Any]], role: str, codes: Mapping[str, list[str]]) -> set[int]:
    """The places of all that stands on the pages to which somebody of that *role* comes."""
    starts = [0, *(place for place, item in enumerate(items) if item["type"] == "PAGE_BREAK"), len(items)]
    ends = dict(itertools.pairwise(starts))
    met: set[int] = set()
    place: int | str = 0
    while isinstance(place, int) and place < len(items):
        met.update(range(place, ends[place]))
        after = ends[place]
        chosen = items[0]["choices"][codes["role"].index(role)] if place == 0 and role else {}
        place = chosen.get("to", items[after].get("instead", after) if after < len(items) else "SUBMIT")
    return met


def microsoft(document: bytes, people: list[Person], codes: Mapping[str, list[str]]) -> list[list[object]]:
    """The cells that Microsoft Forms exports, if it took numbered lines for questions and lettered ones for answers."""
    read = [paragraph.text for paragraph in docx.Document(io.BytesIO(document)).paragraphs]
    questions: list[tuple[str, list[str]]] = []
    for text in read:
        if found := re.match(r"\d+\. (.*)", text):
            questions.append((found[1], []))
        elif found := re.match(r"[A-Z]\. (.*)", text):
            questions[-1][1].append(found[1])
    rows: list[list[object]] = [
        ["ID", "Start time", "Completion time", "Email", "Name", *(words for words, _ in questions)]
    ]
    for number, person in enumerate(people, start=1):
        row: list[object] = [number, "2026-11-10 16:32:54", "2026-11-10 16:39:54", "anonymous", ""]
        for words, answers in questions:
            name = "role" if words == "Role" else words.partition(". ")[0]
            answer = person.get(name, "")
            listed = [answers[codes[name].index(code)] for code in answer.split(SEVERAL)] if answers and answer else []
            row.append("".join(f"{each};" for each in listed) if len(listed) > 1 else listed[0] if listed else answer)
        rows.append(row)
    return rows
