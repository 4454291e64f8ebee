"""What a user's template may say: values, conditions, and parts from its own folder.

Loops, variables, calls and attributes are not among it, so that a template can neither run for long, nor grow without
bounds, nor reach anything but the values that it is given. There is nothing to loop over in the frame of a page.
"""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from speedbumps.diagnostics.codes import NO_TEMPLATE, NOT_IN_TEMPLATES
from speedbumps.diagnostics.problem import Problem
from speedbumps.diagnostics.problem import Span as Place
from speedbumps.diagnostics.suggestions import did_you_mean
from speedbumps.report.branding.brand import PAGE, VALUES

FILTERS = frozenset({"upper", "lower", "title", "capitalize", "trim", "default", "d", "escape", "e", "truncate"})
"""The filters that a template may use: those whose result is hardly longer than what they are given."""

ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Concat,
    nodes.Filter,
    nodes.Include,
)
"""The parts of Jinja's language that a template may use."""

WORDS: Mapping[type[nodes.Node], str] = {
    nodes.For: "for",
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.FilterBlock: "filter",
    nodes.With: "with",
    nodes.Assign: "set",
    nodes.AssignBlock: "set",
    nodes.Block: "block",
    nodes.Extends: "extends",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Scope: "autoescape",
    nodes.BinExpr: "arithmetic",
    nodes.UnaryExpr: "arithmetic",
    nodes.Getattr: "a dot, which reads an attribute",
    nodes.Getitem: "brackets, which read an item",
    nodes.Call: "a call",
    nodes.Test: "is",
}
"""What other parts are called in messages."""

MOST_PARTS = 100
"""The most parts that a page may consist of, counted as often as each is included."""


def sandbox() -> ImmutableSandboxedEnvironment:
    """Return an environment without loader and with nothing to call, which escapes every value."""
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    environment.globals.clear()
    return environment


class Include(NamedTuple):
    """A template that another one includes."""

    name: str
    within: str
    """The name of the other."""
    line: int


class ParsedTemplate(NamedTuple):
    """What a template includes, and all that is wrong with it."""

    includes: tuple[Include, ...]
    problems: tuple[Problem, ...]


def template_problems(name: str, path: str, source: str) -> ParsedTemplate:
    """Return what the template called *name* includes, and all that is wrong with its text."""
    try:
        tree = sandbox().parse(source, name, path)
    except TemplateSyntaxError as error:
        said = (error.message or "it cannot be read").removesuffix(".")
        return ParsedTemplate((), (_problem(path, error.lineno, NO_TEMPLATE, f"this is not a template: {said}"),))
    except RecursionError:
        return ParsedTemplate((), (_problem(path, 1, NO_TEMPLATE, "this is not a template: it is nested too deeply"),))
    included = tuple(
        Include(node.template.value, name, node.lineno)
        for node in tree.find_all(nodes.Include)
        if isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)
    )
    wrong = tuple(_problem(path, line, NOT_IN_TEMPLATES, text) for line, text in _forbidden(tree))
    return ParsedTemplate(included, wrong)


def include_problems(includes: Mapping[str, tuple[str, ...]], path: str) -> tuple[Problem, ...]:
    """Return what is wrong with the parts of the page at *path*.

    *includes* are the names of what each template includes, by its name.
    """
    parts: dict[str, int] = {}
    try:
        for name in TopologicalSorter(includes).static_order():  # a part comes after all that it includes
            parts[name] = 1 + sum(parts[each] for each in includes.get(name, ()))
    except CycleError:
        return (_problem(path, 1, NOT_IN_TEMPLATES, "a template includes itself, directly or by way of others"),)
    if parts[PAGE] > MOST_PARTS:
        return (_problem(path, 1, NOT_IN_TEMPLATES, f"this consists of more than {MOST_PARTS} parts; use fewer"),)
    return ()


def _problem(path: str, line: int, code: str, message: str) -> Problem:
    return Problem(path, Place(line, 1, line, 1), code, message)


def _forbidden(tree: nodes.Node) -> Iterator[tuple[int, str]]:
    """Yield the line of each part of *tree* that no template may use, and what to do about it."""
    for node in tree.iter_child_nodes():
        wrong = _wrong_part(node)
        if wrong is not None:
            # The node of some tags has no line, but what stands in it has.
            yield next((each.lineno for each in (node, *node.find_all(nodes.Node)) if each.lineno), 1), wrong
        else:  # what stands within a part that is wrong need not be named as well
            yield from _forbidden(node)


def _wrong_part(node: nodes.Node) -> str | None:
    match node:
        case nodes.Name() if node.name not in VALUES:
            meant = did_you_mean(node.name, VALUES)
            return f"a template has no '{node.name}'{meant}; it has {', '.join(VALUES)}"
        case nodes.Filter() if node.name not in FILTERS:
            if node.name == "safe":
                return "a template cannot use 'safe': every value is escaped, and head and body are markup already"
            return f"a template cannot use the filter '{node.name}'; it can use {', '.join(sorted(FILTERS))}"
        case nodes.Include() if not (isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)):
            return 'name the part to include in quotes: {% include "footer.html" %}'
        case _ if not isinstance(node, ALLOWED):
            used = next((word for kind, word in WORDS.items() if isinstance(node, kind)), "this")
            return f"a template cannot use {used}; it has values, 'if' and 'include'"
    return None
