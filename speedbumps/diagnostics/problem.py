"""What is wrong in a file, and where."""

from typing import Generic, Literal, NamedTuple, Never, TypeVar

Severity = Literal["error", "warning", "advice"]

Step = str | int
Route = tuple[Step, ...]
"""How one gets to a value in a file: ("questions", 3, "text")."""

WORKBOOKS = (".xlsx", ".xlsm", ".ods")
"""The endings of files whose cells people know by letters and numbers."""

Value_co = TypeVar("Value_co", covariant=True)

Found = TypeVar("Found")


class Span(NamedTuple):
    """A stretch of a file. Lines and columns count from 1; the end is just past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)


class Problem(NamedTuple):
    """One mistake, with its place and what to write instead."""

    path: str
    span: Span
    code: str
    message: str
    severity: Severity = "error"
    fix: str | None = None
    count: int = 1  # type: ignore[assignment] # nobody counts the parts of a problem, which a tuple could do
    """How many places it stands for, such as cells."""
    sheet: str | None = None
    """The sheet of a workbook, where there are several."""

    def __str__(self) -> str:
        """Return one line that editors can follow: place, severity, code, message."""
        return f"{place(self)}: {self.severity} {self.code} {self.message}"


def place(problem: Problem) -> str:
    """Return where a problem is, as people see it: `oak.csv:5:3`, or in a workbook `oak.xlsx!Sheet2!C5`.

    A problem of a whole workbook is at no cell.
    """
    if not is_workbook(problem.path):
        return f"{problem.path}:{problem.span.line}:{problem.span.column}"
    cell = None if problem.span == START else f"{column_letters(problem.span.column)}{problem.span.line}"
    return "!".join(part for part in (problem.path, problem.sheet, cell) if part is not None)


def is_workbook(path: str) -> bool:
    """Return whether the file at *path* is a workbook by its name."""
    return path.lower().endswith(WORKBOOKS)


def column_letters(number: int) -> str:
    """Return the letters that stand above a column of a workbook, whose number counts from 1: A, B, ... Z, AA."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


class Loaded(NamedTuple, Generic[Value_co]):
    """What a file turned out to hold, and all that is wrong with it.

    There is a value only if no problem is an error.
    """

    value: Value_co | None
    problems: tuple[Problem, ...] = ()


class BadFilesError(Exception):
    """Files whose mistakes stop the work; the command line prints every one of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class NoSuchError(LookupError):
    """Something that the command line names does not exist; the message says what does."""


def needed(loaded: Loaded[Found]) -> Found:
    """The value that was loaded.

    Raises:
        BadFilesError: If the file holds an error.
    """
    if loaded.value is None:
        raise BadFilesError(loaded.problems)
    return loaded.value


def refused(path: str, code: str, message: str) -> Loaded[Never]:
    """Nothing, because of one mistake that concerns the file at *path* as a whole."""
    return Loaded(None, (Problem(path, START, code, message),))
