"""What is wrong in a file, and where."""

from typing import Generic, Literal, NamedTuple, Never, TypeVar

Severity = Literal["error", "warning", "advice"]

Step = str | int
Route = tuple[Step, ...]
"""How one gets to a value in a file: ("questions", 3, "text")."""


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

    def __str__(self) -> str:
        """The problem as one line that editors can follow: path, line, column, severity, code, message."""
        return f"{self.path}:{self.span.line}:{self.span.column}: {self.severity} {self.code} {self.message}"


Value_co = TypeVar("Value_co", covariant=True)


class Loaded(NamedTuple, Generic[Value_co]):
    """What a file turned out to hold, and all that is wrong with it.

    There is a value only if no problem is an error.
    """

    value: Value_co | None
    problems: tuple[Problem, ...] = ()


Found = TypeVar("Found")


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
