"""What one form is to be: which questions, for whom, and in which languages."""

from typing import NamedTuple

from speedbumps.model.questionnaire import FULL, Nation, Questionnaire


class Shape(NamedTuple):
    """What somebody wants a form to be."""

    languages: tuple[Questionnaire, ...]
    """The questionnaire in each language that people can choose; the page begins in the first."""
    original: str
    """The language of that one of them which was written first: what a translation lacks is in that."""
    form: str = FULL
    nation: Nation | None = None
    school: str | None = None
    """The school's id; without one, people write their school's name."""
    round: str | None = None
    one_by_one: bool = False
    """It begins with one question at a time; readers can change that."""
    role: str | None = None
    """On paper: the only role that it is for."""

    @property
    def first(self) -> Questionnaire:
        """The questionnaire in the language that the page begins in."""
        return self.languages[0]
