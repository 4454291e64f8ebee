"""Problems in files, and their places."""

from typing import Generic, Literal, NamedTuple, Never, TypeVar

Severity = Literal["error", "warning", "advice"]

Step = str | int
Route = tuple[Step, ...]
"""The keys and positions that lead to a value in a file: ("questions", 3, "text")."""

WORKBOOKS = (".xlsx", ".xlsm", ".ods")
"""File name extensions of workbooks, whose cells have names such as C5."""

DOCUMENTS = (".docx",)
"""File name extensions of documents, which have no lines or columns that people see."""

Value_co = TypeVar("Value_co", covariant=True)

Found = TypeVar("Found")


class Span(NamedTuple):
    """A range of text in a file. Lines and columns count from 1; the end is just past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


START = Span(1, 1, 1, 1)


class Problem(NamedTuple):
    """One problem, with its place and, if known, what to write instead."""

    path: str
    span: Span
    code: str
    message: str
    severity: Severity = "error"
    fix: str | None = None
    count: int = 1  # type: ignore[assignment] # it hides tuple.count, which nobody needs here
    """The number of places that it stands for, such as cells."""
    sheet: str | None = None
    """The sheet of the workbook, if it has several."""

    def __str__(self) -> str:
        """Return one line that editors can parse: place, severity, code, message."""
        return f"{format_place(self)}: {self.severity} {self.code} {self.message}"


def file_order(problem: Problem) -> tuple[Span, str, str]:
    """Return what problems of one file are sorted by: their place, then their code, then the message."""
    return problem.span, problem.code, problem.message


def add_words(message: str, words: str) -> str:
    """Return *message* with *words* behind it: in its sentence, or after a question in one of their own."""
    return f"{message} {words[:1].upper()}{words[1:]}" if message.endswith("?") else f"{message}; {words}"


def format_place(problem: Problem) -> str:
    """Return the place of *problem* as text: `oak.csv:5:3`, or in a workbook `oak.xlsx!Sheet2!C5`.

    The place of a problem that concerns a whole workbook has no cell; in a document, the message says where it is.
    """
    if problem.path.lower().endswith(DOCUMENTS):
        return problem.path
    if not is_workbook(problem.path):
        return f"{problem.path}:{problem.span.line}:{problem.span.column}"
    cell = None if problem.span == START else f"{column_letters(problem.span.column)}{problem.span.line}"
    return "!".join(part for part in (problem.path, problem.sheet, cell) if part is not None)


def is_workbook(path: str) -> bool:
    """Return whether the name of *path* is that of a workbook."""
    return path.lower().endswith(WORKBOOKS)


def column_letters(number: int) -> str:
    """Return the letters of a workbook's column *number*, which counts from 1: A, B, ... Z, AA."""
    letters = ""
    while number > 0:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


class LoadResult(NamedTuple, Generic[Value_co]):
    """The value read from a file, and all problems found in it.

    The value is None if any problem is an error.
    """

    value: Value_co | None
    problems: tuple[Problem, ...] = ()


class BadFilesError(Exception):
    """Raised when problems in files stop the work. The command line prints every one of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type["BadFilesError"], tuple[tuple[Problem, ...]]]:
        """Return how the error is made again in another process."""
        return type(self), (self.problems,)


class NoSuchError(LookupError):
    """Raised when something that the user named does not exist. The message lists what does."""


def require_value(loaded: LoadResult[Found]) -> Found:
    """Return the value of *loaded*.

    Raises:
        BadFilesError: If there is no value, because the file holds an error.
    """
    if loaded.value is None:
        raise BadFilesError(loaded.problems)
    return loaded.value


def reject_file(path: str, code: str, message: str) -> LoadResult[Never]:
    """Return a result without a value, and with one error that concerns the whole file at *path*."""
    return LoadResult(None, (Problem(path, START, code, message),))
