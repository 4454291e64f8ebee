"""What a questionnaire changes of its report: the report's own words, and the sections that it has."""

from typing import Literal

from speedbumps.model.scalars import Frozen, Text

ReportWord = Literal[
    "school",
    "schools",
    "bump",
    "bumps",
    "speed bump",
    "speed bumps",
    "road",
    "part of the road",
    "parts of the road",
    "clear road",
    "road block",
    "hump",
    "staff",
    "head",
    "leaders",
    "pupils",
    "child",
]
"""A word that the report's own sentences take from schools and their roads."""

ReportSection = Literal[
    "road",
    "groups",
    "first",
    "asks",
    "others",
    "exchange",
    "meeting",
    "other-bumps",
    "choices",
    "questions",
    "numbers",
    "gaps",
    "options",
]
"""A section that a report can do without; who answered, and what is not shown and why, always stay."""


class ReportStyle(Frozen):
    """What a questionnaire of another subject changes of the report."""

    words: dict[ReportWord, Text] = {}
    """What stands for the report's own words, in its language: clinic for school."""
    high_is: Literal["bad", "good"] = "bad"
    """good: reports show 100 less the severity, so that a high number is a good one. Files for programs stay."""
    leave_out: tuple[ReportSection, ...] = ()
    """Sections that the report does not have. Without the road, its numbers stand in a table."""

    @property
    def instead(self) -> tuple[tuple[str, str], ...]:
        """Return the words of the report with what stands for each."""
        return tuple((str(word), other) for word, other in self.words.items())
