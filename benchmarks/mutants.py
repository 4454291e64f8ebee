"""How many small faults in a package its tests find: python benchmarks/mutants.py PACKAGE... [--sample N | --each N].

Each fault, a mutant, is one change of one expression: another comparison or operator, a number one higher or lower, a
condition negated, another text, None returned, a statement left out. It is compiled in memory, and no file is changed.
A process is forked for each mutant from one that has loaded the libraries. It runs the tests of the module, and if
these find nothing, the others of the package, the quickest first; it stops at the first failure. Tests that do not call
the changed function, as a first run without mutants shows, are left out; but what a test takes from a cache counts for
the test that filled it. Tests that start a new process do not see the mutant. Drawn examples are the same in each run.
Needs a system that forks. Prints Markdown; the mutants that no test finds are listed.
"""

import argparse
import ast
import gc
import json
import os
import resource
import signal
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from math import sqrt
from pathlib import Path
from random import Random
from types import FrameType
from typing import NamedTuple

import pytest
from hypothesis import Phase, settings

TOP = Path(__file__).resolve().parent.parent

SEED = 20261129

PATIENCE = 8
"""How many seconds by the clock a process may take for each second of the processor that it may."""

LIBRARIES = frozenset(
    [
        "_pytest",
        "fastexcel",
        "highspy",
        "hypothesis",
        "jinja2",
        "numpy",
        "openpyxl",
        "pluggy",
        "polars",
        "prompt_toolkit",
        "pydantic",
        "pydantic_core",
        "pytest",
        "rich",
        "scipy",
        "typer",
        "xdist",
        "yaml",
    ]
)
"""What is loaded before processes are forked. Polars starts its threads for work with the first query, in these."""

BESIDE = {
    "scoring": ("tests/test_reference.py", "tests/audit/test_reliability.py"),
    "disclosure": ("tests/audit", "tests/items", "tests/rounds/test_changes.py"),
    "rounds": ("tests/disclosure/test_rounds.py",),
}
"""Tests of a package that stand elsewhere than in the folder of its name."""

COMPARISONS: Mapping[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
"""What each comparison becomes: the one beside it, and its contrary."""

ARITHMETIC: Mapping[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}

CONTRARY = {"min": "max", "max": "min", "any": "all", "all": "any"}
"""Functions that are exchanged."""

DOCSTRINGS = "docstrings"

KILLED, SURVIVED, TIMED_OUT = "killed", "survived", "timed out"


class Mutant(NamedTuple):
    """One change of one node of a module."""

    module: str
    path: Path
    tree: ast.Module
    owner: ast.AST
    """The node that holds the changed one."""
    where: str
    """The field of *owner* that holds it."""
    index: int | None
    """Its position, if the field is a list."""
    old: ast.AST
    new: ast.AST
    operator: str

    @property
    def line(self) -> int:
        """Return the line of the change."""
        return getattr(self.old, "lineno", getattr(self.owner, "lineno", 0))

    @property
    def name(self) -> str:
        """Return the place and the change, as it is printed."""
        return f"{self.path.relative_to(TOP)}:{self.line}: {_shorten(self.old)} -> {_shorten(self.new)}"

    def apply(self) -> None:
        """Change the tree."""
        if self.index is None:
            setattr(self.owner, self.where, self.new)
        else:
            getattr(self.owner, self.where)[self.index] = self.new


def _shorten(node: ast.AST) -> str:
    return " ".join(ast.unparse(node).split())


class Site(NamedTuple):
    """A node with the place where it stands."""

    owner: ast.AST
    where: str
    index: int | None
    node: ast.AST
    left_out: str | None
    """Why changes here are not tested."""


def sites(owner: ast.AST, left_out: str | None = None) -> Iterator[Site]:
    """Yield all nodes below *owner*, in the order of the source."""
    for where, value in ast.iter_fields(owner):
        children = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, node in children:
            if isinstance(node, ast.AST):
                why = left_out or _why_left_out(owner, where, node)
                yield Site(owner, where, index, node, why)
                yield from sites(node, why)


def _why_left_out(owner: ast.AST, where: str, node: ast.AST) -> str | None:
    match owner, where, node:
        case (_, "annotation" | "returns", _):
            return "annotations"
        case (ast.Module(), _, ast.Assign(targets=[ast.Name(id=name)])) if name.upper() != name:
            return "annotations"  # a name for a type
        case (_, _, ast.Expr(value=ast.Constant())):
            return DOCSTRINGS
        case (ast.JoinedStr(), _, ast.Constant()):
            return "names and messages that are put together"
        case (ast.Call(func=ast.Name(id="gettext_noop")), _, _):
            return "texts for translators"
        case (ast.keyword(arg="maxsize"), _, _):
            return "sizes of caches"
        case (ast.keyword(arg="strict"), _, _):
            return "lengths that are compared as a safeguard"
        case _:
            return None


def changes(site: Site) -> Iterator[tuple[str, ast.AST]]:
    """Yield what the node becomes, with the name of the operator."""
    match site.node:
        case ast.Constant(value=value):
            yield from (
                ("text" if isinstance(value, str) else "constant", ast.Constant(each)) for each in _other(value)
            )
        case ast.expr():
            yield from _changes_of_expression(site.node)
        case ast.stmt():
            yield from _changes_of_statement(site.node)
        case _:
            pass
    # The contrary of a comparison, and of a "not", is among the changes above.
    if site.where in {"test", "ifs"} and not isinstance(site.node, ast.Compare | ast.UnaryOp):
        yield "condition", ast.UnaryOp(ast.Not(), site.node)


def _other(value: object) -> tuple[bool | float | str, ...]:
    match value:
        case bool():
            return (not value,)
        case int() | float():
            return (value + 1, value - 1)
        case str():
            return (f"{value}?",)
        case _:
            return ()


def _changes_of_expression(node: ast.expr) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare(left=left, ops=ops, comparators=others):
            for place, old in enumerate(ops):
                for new in COMPARISONS[type(old)]:
                    yield "comparison", ast.Compare(left, [*ops[:place], new(), *ops[place + 1 :]], others)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in ARITHMETIC:
            yield "arithmetic", ast.BinOp(left, ARITHMETIC[type(op)](), right)
        case ast.BoolOp(op=op, values=values):
            yield "and, or", ast.BoolOp(ast.And() if isinstance(op, ast.Or) else ast.Or(), values)
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            yield "not, minus", operand
        case ast.Call(func=ast.Name(id=name), args=args, keywords=keywords) if name in CONTRARY:
            yield "min, max, any, all", ast.Call(ast.Name(CONTRARY[name], ast.Load()), args, keywords)
        case _:
            pass


def _changes_of_statement(node: ast.stmt) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Break():
            yield "break, continue", ast.Continue()
        case ast.Continue():
            yield "break, continue", ast.Break()
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield "return", ast.Return(ast.Constant(None))
        case ast.Expr() | ast.AugAssign():
            yield "statement", ast.Pass()
        case _:
            pass


def mutants(package: str) -> tuple[list[Mutant], Counter[str]]:
    """Return the mutants of a package, and how many are left out, by the reason."""
    found: list[Mutant] = []
    left_out: Counter[str] = Counter()
    for path in sorted((TOP / "speedbumps" / package).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        parts = path.relative_to(TOP).with_suffix("").parts
        module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        for site in sites(tree):
            for operator, new in changes(site):
                if site.left_out == DOCSTRINGS:
                    continue
                if site.left_out:
                    left_out[site.left_out] += 1
                else:
                    found.append(Mutant(module, path, tree, *site[:4], new, operator))
    return found, left_out


class MutantLoader(SourceFileLoader):
    """Loads a module from a changed tree."""

    def __init__(self, mutant: Mutant) -> None:
        super().__init__(mutant.module, str(mutant.path))
        self.tree = mutant.tree

    def get_code(self, fullname: str) -> object:
        """Return the compiled tree; *fullname* is the module's name."""
        del fullname
        return compile(ast.fix_missing_locations(self.tree), self.path, "exec")


class MutantFinder:
    """Finds the module that holds the mutant."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return how to load the mutant's module, and None for others."""
        del path, target
        if name != self.mutant.module:
            return None
        return spec_from_file_location(name, self.mutant.path, loader=MutantLoader(self.mutant))


@dataclass
class Selection:
    """Puts the tests in order as a plugin of pytest, and notes what they did."""

    seconds: Mapping[str, float] = field(default_factory=dict)
    """How long each test takes; without any, all are run."""
    kills: Mapping[str, int] = field(default_factory=dict)
    """How many mutants each test has found."""
    longest: float = 0.0
    """Tests that take longer are left out."""
    callers: frozenset[str] | None = None
    """The tests that call what is changed; None if that is not known."""
    traced: str | None = None
    """The folder whose functions are noted as they are called; None if none are."""
    taken: dict[str, float] = field(default_factory=dict)
    failed: str | None = None
    called: dict[str, list[str]] = field(default_factory=dict)
    """The functions that each test calls, as "file:line"; those under "" are called before the first test."""

    def pytest_configure(self) -> None:
        """Begin to note what is called while tests are collected."""
        self._trace("")

    def _trace(self, test: str) -> None:
        """Note the functions that are called from now on under *test*."""
        if self.traced is None:
            return
        traced, seen = self.traced, set[str]()
        self.called[test] = []

        def note(frame: FrameType, event: str, argument: object) -> None:
            del event, argument
            code = frame.f_code
            if code.co_filename.startswith(traced):
                place = f"{code.co_filename}:{code.co_firstlineno}"
                if place not in seen:
                    seen.add(place)
                    self.called[test].append(place)

        sys.settrace(note)

    def pytest_sessionstart(self) -> None:
        """Draw the same examples in each run, and do not look for simpler ones after a failure."""
        settings.register_profile("mutants", derandomize=True, database=None, phases=(Phase.explicit, Phase.generate))
        settings.load_profile("mutants")

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put the tests that found the most mutants first, then the quickest."""
        if self.seconds:
            chosen = [
                item
                for item in items
                if self.seconds.get(item.nodeid, 0.0) <= self.longest
                and (self.callers is None or item.nodeid in self.callers)
            ]
            items[:] = sorted(chosen, key=lambda item: (-self.kills.get(item.nodeid, 0), self.seconds.get(item.nodeid)))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Note the time of the processor that a test takes, however busy the machine is."""
        self._trace(item.nodeid)
        start = time.process_time()
        try:
            return (yield)
        finally:
            self.taken[item.nodeid] = time.process_time() - start

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a failure."""
        if report.failed:
            self.failed = report.nodeid


def run(tests: Sequence[str], selection: Selection, seconds: int, mutant: Mutant | None = None) -> tuple[str, dict]:
    """Run *tests* in a forked process, and return the outcome, with what the process notes."""
    with tempfile.TemporaryFile("w+") as notes:
        child = os.fork()
        if not child:
            _run_forked(tests, selection, seconds, mutant, notes)
        _, status = os.waitpid(child, 0)
        notes.seek(0)
        written = json.loads(notes.read() or "{}")
    if os.WIFSIGNALED(status):
        return TIMED_OUT if os.WTERMSIG(status) in {signal.SIGALRM, signal.SIGXCPU} else KILLED, written
    return KILLED if os.WEXITSTATUS(status) else SURVIVED, written


def _run_forked(tests: Sequence[str], selection: Selection, seconds: int, mutant: Mutant | None, notes: object) -> None:
    code = 1
    try:
        # Of the processor, since a busy machine must not pass for a mutant that never ends.
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        # And by the clock, since a process that waits for a lock takes no time of the processor.
        signal.alarm(PATIENCE * seconds)
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        if mutant is not None:
            assert mutant.module not in sys.modules
            mutant.apply()
            sys.meta_path.insert(0, MutantFinder(mutant))
        options = ("-x", "-n0", "-q", "--tb=no", "--assert=plain", "-pno:cacheprovider")
        ended = pytest.main([*options, *(str(TOP / test) for test in tests)], plugins=[selection])
        code = ended not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
        sys.settrace(None)
        told = {"failed": selection.failed, "taken": selection.taken, "called": selection.called}
        json.dump({**told, "loaded": list(sys.modules)}, notes)
        notes.flush()
    finally:
        os._exit(code)


def load(names: Iterable[str], package: str) -> None:
    """Import those modules in *names* that do not need *package*: libraries, and packages on its floor and below."""
    layers = tomllib.loads((TOP / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0][
        "layers"
    ]
    floors = [[f"{each.strip()}." for each in layer.split("|")] for layer in layers]
    own = next(at for at, floor in enumerate(floors) if f"speedbumps.{package}." in floor)
    below = tuple(each for floor in floors[own:] for each in floor if each != f"speedbumps.{package}.")
    for name in names:
        if f"{name}.".startswith(below) or (name.partition(".")[0] in sys.stdlib_module_names | LIBRARIES):
            with suppress(Exception):
                import_module(name)
    gc.freeze()  # the processes that are forked have nothing to collect here


def interval(found: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of Wilson (1927) for the share *found* of *of*."""
    share, z = found / of, 1.96
    middle, half = share + z * z / (2 * of), z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)


def report(package: str, outcomes: Mapping[Mutant, str], left_out: Mapping[str, int], every: Sequence[Mutant]) -> None:
    """Print the counts of a package, and the mutants that no test finds."""
    survivors = [mutant for mutant, outcome in outcomes.items() if outcome == SURVIVED]
    killed = len(outcomes) - len(survivors)
    drawn = "" if len(outcomes) == len(every) else f", drawn from {len(every):,}"
    low, high = interval(killed, len(outcomes))
    print(f"### {package}: {killed} of {len(outcomes)} mutants found, {killed / len(outcomes):.1%}{drawn}")
    print(f"({low:.1%} to {high:.1%} if they were drawn as one sample)\n")
    print("| module | mutants | tested | found |\n| --- | ---: | ---: | ---: |")
    whole, tested, missed = (Counter(mutant.module for mutant in some) for some in (every, outcomes, survivors))
    for module, count in sorted(tested.items()):
        print(f"| {module} | {whole[module]} | {count} | {count - missed[module]} |")
    weighted = sum(whole[module] * (1 - missed[module] / count) for module, count in tested.items())
    print(f"\nWith each module by the number of its mutants: {weighted / sum(whole[each] for each in tested):.1%}.\n")
    print("| change | mutants | found |\n| --- | ---: | ---: |")
    for operator, count in sorted(Counter(mutant.operator for mutant in outcomes).items()):
        lost = sum(mutant.operator == operator for mutant in survivors)
        print(f"| {operator} | {count} | {count - lost} |")
    timed_out = sum(outcome == TIMED_OUT for outcome in outcomes.values())
    print(f"\nNever ended, and so found: {timed_out}. Left out:", end=" ")
    print(", ".join(f"{reason} ({count})" for reason, count in sorted(left_out.items())) + ".\n")
    for mutant in survivors:
        print(f"- `{mutant.name}`")
    print(flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("packages", nargs="+", metavar="PACKAGE", help="a package of speedbumps, such as scoring")
    parser.add_argument("--sample", type=int, help="test so many mutants of each package, drawn with a fixed seed")
    parser.add_argument("--each", type=int, help="test so many mutants of each module, drawn with a fixed seed")
    parser.add_argument("--seed", type=int, default=SEED, help="draw with another seed")
    parser.add_argument("--minutes", type=float, help="stop after so long; mutants are tested in an order by chance")
    parser.add_argument("--modules", nargs="+", help="test only mutants of these modules, such as options")
    parser.add_argument("--again", type=Path, help="test only the mutants that this output of an earlier run lists")
    parser.add_argument("--tests", nargs="+", help="run these tests only, and not all that are about the package")
    parser.add_argument(
        "--longest", type=float, default=2.0, help="leave out tests that take the processor more seconds"
    )
    parser.add_argument("--limit", type=int, default=300, help="give a mutant so many seconds of the processor at most")
    given = parser.parse_args()
    os.chdir(TOP)
    sys.path.insert(0, str(TOP))
    # A process with threads cannot be forked safely.
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "HYPOTHESIS_PROFILE": "dev"}
    for package in given.packages:
        _test_package(package, given)


def _test_package(package: str, given: argparse.Namespace) -> None:
    tests = tuple(given.tests or (f"tests/{package}", *BESIDE.get(package, ())))
    outcome, notes = run(tests, Selection(traced=str(TOP / "speedbumps" / package)), 3600)
    if outcome != SURVIVED:
        sys.exit(f"The tests of {package} fail without any mutant: {notes.get('failed')}")
    taken: Mapping[str, float] = notes["taken"]
    load(notes["loaded"], package)
    usual = sum(seconds for seconds in taken.values() if seconds <= given.longest)
    every, left_out = mutants(package)
    drawn = _choose(every, given)
    ends = time.monotonic() + 60 * given.minutes if given.minutes else float("inf")
    kills: Counter[str] = Counter()
    outcomes: dict[Mutant, str] = {}
    for number, mutant in enumerate(drawn, 1):
        if time.monotonic() > ends:
            break
        start = time.perf_counter()
        callers = _callers(mutant, notes["called"])
        outcomes[mutant] = SURVIVED
        for part in _parts(tests, mutant.path.stem, callers):
            selection = Selection(taken, kills, given.longest, callers)
            outcomes[mutant], noted = run(part, selection, _limit(usual, given), mutant)
            if noted.get("failed"):
                kills[noted["failed"]] += 1
            if outcomes[mutant] != SURVIVED:
                break
        seconds = time.perf_counter() - start
        print(f"{number}/{len(drawn)} {outcomes[mutant]} {seconds:.1f}s {mutant.name}", file=sys.stderr, flush=True)
    report(package, outcomes, left_out, every)


def _limit(usual: float, given: argparse.Namespace) -> int:
    """Return the seconds of the processor after which a mutant counts as one that never ends."""
    return min(int(3 * usual + 30), given.limit)


def _choose(every: Sequence[Mutant], given: argparse.Namespace) -> list[Mutant]:
    """Return the mutants that the options ask for, in the order in which they are tested."""
    drawn = list(every)
    if given.again:
        listed = given.again.read_text("utf-8")
        drawn = [mutant for mutant in drawn if f"`{mutant.name}`" in listed]
    if given.modules:
        drawn = [mutant for mutant in drawn if mutant.path.stem in given.modules]
    if given.sample:
        drawn = _draw(drawn, given.sample, given.seed)
    if given.each:
        modules = sorted({mutant.module for mutant in drawn})
        parts = ([mutant for mutant in drawn if mutant.module == name] for name in modules)
        drawn = [mutant for part in parts for mutant in _draw(part, given.each, given.seed)]
    if given.minutes:
        Random(given.seed).shuffle(drawn)
    return drawn


def _draw(some: Sequence[Mutant], count: int, seed: int) -> list[Mutant]:
    """Return *count* of *some*, in their order, or all if there are no more."""
    places = Random(seed).sample(range(len(some)), min(count, len(some)))
    return [some[place] for place in sorted(places)]


def _callers(mutant: Mutant, called: Mapping[str, Sequence[str]]) -> frozenset[str] | None:
    """Return the tests that call the function with the mutant, or any of its module if it is in none.

    None if the function is called before there is a test.
    """
    around = [
        node
        for node in ast.walk(mutant.tree)
        if isinstance(node, ast.FunctionDef) and node.lineno <= mutant.line <= (node.end_lineno or node.lineno)
    ]
    inner = max(around, key=lambda node: node.lineno, default=None)
    if inner is None or mutant.line < inner.body[0].lineno:  # a constant, a default or a decorator
        start = f"{mutant.path}:"
        callers = {test for test, places in called.items() if any(each.startswith(start) for each in places)}
        return frozenset(callers - {""})
    start = min([inner.lineno, *(each.lineno for each in inner.decorator_list)])
    place = f"{mutant.path}:{start}"
    return None if place in called[""] else frozenset(test for test, places in called.items() if place in places)


def _parts(tests: Sequence[str], module: str, callers: frozenset[str] | None) -> Iterator[Sequence[str]]:
    """Yield the tests of the module, if there are any, and then all, without files in which none is a caller."""
    own = [f"{test}/test_{module}.py" for test in tests if (TOP / test / f"test_{module}.py").exists()]
    every = tests if callers is None else sorted({test.partition("::")[0] for test in callers})
    for part in (own if callers is None else [file for file in own if file in every], every):
        if part:
            yield part


if __name__ == "__main__":
    main()
