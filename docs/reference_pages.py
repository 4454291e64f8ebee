"""From the schemas, the survey programs and the public names of the package to the pages that list them."""

import inspect
import re
from collections.abc import Iterator, Mapping
from types import FunctionType
from typing import Any

import speedbumps
from speedbumps.cli.schema import Kind, schema_of
from speedbumps.model.field_notes import field_notes
from speedbumps.programs import readers, writers

SUBJECTS = {
    Kind.questionnaire: "Questionnaires",
    Kind.actions: "Action libraries",
    Kind.translation: "Translations",
    Kind.history: "Histories of a questionnaire",
    Kind.answers: "Answers of one person",
    Kind.map: "Maps of columns",
    Kind.review: "Reviews of own words",
    Kind.wording: "Lists of words",
    Kind.assertions: "Conditions of a batch",
    Kind.baseline: "Baselines of known problems",
    Kind.plan: "Plans",
    Kind.audit: "Audits",
    Kind.comparison: "Comparisons of rounds",
    Kind.cohort: "Cohorts",
    Kind.items: "Analyses of items",
    Kind.configuration: "Configuration of check",
}
"""The titles of the pages about files."""

WRITTEN = (Kind.audit, Kind.comparison, Kind.cohort, Kind.items, Kind.baseline)
"""What speedbumps writes itself; people write the others, or change them."""

TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "null": "null",
}

BOUNDS = {
    "minimum": "at least",
    "exclusiveMinimum": "above",
    "maximum": "at most",
    "exclusiveMaximum": "below",
    "minItems": "at least so many:",
}

LONGEST_DEFAULT = 40
"""The most characters of a default that a table shows."""

Schema = Mapping[str, Any]


def file_index() -> Iterator[str]:
    """Yield the paragraphs of the page that lists the kinds of files."""
    yield "# Files"
    yield (
        "Each page lists the keys of one kind of file, as its JSON Schema has them.\n"
        "`speedbumps schema KIND` prints that schema, with which editors complete and explain keys.\n"
        "A complete example of each file that people write is in [examples/formats](../../examples/formats)."
    )
    for title, written in (("## Files that people write", False), ("## Files that speedbumps writes", True)):
        yield title
        kinds = [kind for kind in Kind if (kind in WRITTEN) == written]
        rows = [f"| `{kind}` | [{SUBJECTS[kind]}](files/{kind}.md) | {_what(schema_of(kind))} |" for kind in kinds]
        yield "\n".join(["| kind | page | what it is |", "| --- | --- | --- |", *rows])
    yield (
        "Tables of answers and of schools have no schema: [Writing answers down](../answers.md) lists their columns. "
        "Tables that a batch writes are listed under [Many schools](../many-schools.md#what-is-written)."
    )


def file_page(kind: Kind) -> Iterator[str]:
    """Yield the paragraphs of the page about one kind of file."""
    schema = schema_of(kind)
    yield f"# {SUBJECTS[kind]}"
    yield _what(schema)
    yield f"`speedbumps schema {kind}` prints the JSON Schema of this file. [All kinds of files](../files.md)."
    parts = {"The whole file": schema} if schema.get("type") == "object" else {}  # a questionnaire is one of two parts
    named = schema.get("$defs", {})
    for name, part in {**parts, **named}.items():
        yield f"## {name}"
        if name in named and part.get("description"):
            yield str(part["description"])
        if "properties" in part:
            rows = [_row(key, value, part.get("required", ())) for key, value in part["properties"].items()]
            yield "\n".join(["| key | value | what it says |", "| --- | --- | --- |", *rows])
        else:
            yield f"{_type(part)}."


def _what(schema: Schema) -> str:
    said = schema.get("description") or schema["$defs"]["Questionnaire"]["description"]
    return str(said).partition("\n")[0]


def _row(key: str, value: Schema, required: tuple[str, ...]) -> str:
    needed = "; required" if key in required else _default(value)
    return f"| `{key}` | {_cell(_type(value) + needed)} | {_cell(str(value.get('description', '')))} |"


def _default(value: Schema) -> str:
    default = value.get("default")
    shown = str(default).lower() if isinstance(default, bool) else str(default)
    return "" if default in (None, [], {}, "") or len(shown) > LONGEST_DEFAULT else f"; `{shown}` if left out"


def _type(value: Schema) -> str:
    """Return in words what may stand for a *value*."""
    match value:
        case {"$ref": str(reference)}:
            name = reference.rpartition("/")[2]
            return f"[{name}](#{name.lower()})"
        case {"anyOf": list(kinds)} | {"oneOf": list(kinds)}:
            return " or ".join(dict.fromkeys(map(_type, kinds)))
        case {"const": constant}:
            return f"`{constant}`"
        case {"enum": list(names)}:
            return ", ".join(f"`{name}`" for name in names)
        case {"prefixItems": list(items)}:
            return f"list of {len(items)}: " + "; ".join(map(_type, items))
        case {"type": "array"}:
            return f"list of {_type(value.get('items', {}))}"
        case {"type": "object", "additionalProperties": dict(each)}:
            return f"by name: {_type(each)}"
        case {"type": "object"}:
            return "keys and values"
        case {"type": str(name)}:
            limits = [f"{words} {value[limit]:g}" for limit, words in BOUNDS.items() if limit in value]
            return ", ".join([TYPES[name], *limits])
        case _:
            return "any value"


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", r"\|")


def programs_page() -> Iterator[str]:
    """Yield the paragraphs of the page about survey programs."""
    yield "# Survey programs"
    yield "What `speedbumps export --to NAME` writes, and whose exports every command that takes answers can read."
    yield "## Programs for which forms are written"
    rows = [f"| `{name}` | {each.capabilities.title} | `{each.ending}` |" for name, each in writers.PROGRAMS.items()]
    yield "\n".join(["| name | program | ending |", "| --- | --- | --- |", *rows])
    yield (
        "[Asking in another program](../exporting.md) has the steps for each, what each supports, and how it was tried."
    )
    yield "## Programs whose exports are read"
    yield "They are tried in this order; the first that knows the layout of the file reads it."
    yield "\n".join(f"{place}. {each.name}" for place, each in enumerate(readers.PROGRAMS, start=1))
    yield "[Writing answers down](../answers.md#from-another-survey-program) says what to export from each."


def python_page() -> Iterator[str]:
    """Yield the paragraphs of the page about the names of the package."""
    yield "# Python"
    yield (
        "These names are the public interface of the package `speedbumps`; everything else may change in any release.\n"
        "[Many schools](../many-schools.md#for-analysts) has an example."
    )
    for name in speedbumps.__all__:
        value = getattr(speedbumps, name)
        yield f"## {name}"
        if name == "__version__":
            yield "The version, as a text."
            continue
        if inspect.isfunction(value):
            yield f"```python\n{_signature(name, value)}\n```"
        yield from _docstring(value)
        if inspect.isclass(value):
            for field, note in field_notes(value).items():
                if not field.startswith("_"):
                    yield f"### {name}.{field}"
                    yield note
        for attribute, member in vars(value).items():
            if isinstance(member, property | FunctionType) and not attribute.startswith("_"):
                yield f"### {name}.{attribute}"
                yield from _docstring(member)


def _signature(name: str, function: Any) -> str:  # noqa: ANN401 - any function
    """Return the call of a *function*, a line for each parameter."""
    lines = []
    kinds = [each.kind for each in inspect.signature(function).parameters.values()]
    for place, each in enumerate(inspect.signature(function).parameters.values()):
        if each.kind is each.KEYWORD_ONLY and each.KEYWORD_ONLY not in kinds[:place]:
            lines.append("*")
        default = "" if each.default is each.empty else f" = {each.default!r}"
        lines.append(f"{each.name}: {_annotation(each.annotation)}{default}")
    arguments = "".join(f"    {line},\n" for line in lines)
    return f"{name}(\n{arguments}) -> {_annotation(inspect.signature(function).return_annotation)}"


def _annotation(value: Any) -> str:  # noqa: ANN401 - an annotation may be anything
    text = value.__name__ if isinstance(value, type) and not hasattr(value, "__args__") else str(value)
    return re.sub(r"\b(?:[a-z_]+\.)+(?=[A-Z])", "", text)


def _docstring(value: object) -> Iterator[str]:
    """Yield the paragraphs of a docstring, its exceptions as a list."""
    for paragraph in (inspect.getdoc(value) or "").split("\n\n"):
        head, _, rest = paragraph.partition("\n")
        if head == "Raises:":
            yield "Raises:"
            yield "\n".join(re.sub(r"^    (\w+): ", r"- `\1`: ", line) for line in rest.splitlines())
        else:
            yield paragraph
