"""From an instrument to what a survey program asks: every question in each of its wordings, and who meets it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from speedbumps.diagnostics.problem import NoSuchError
from speedbumps.model.conditions import allowed_codes
from speedbumps.model.instrument import Instrument, filled
from speedbumps.model.queries import NON_ANSWERS, barrier_of, in_form
from speedbumps.model.questionnaire import FULL, UNSTATED, Nation, Question, Questionnaire, Role, Scale
from speedbumps.questionnaires.presentation import Item, items
from speedbumps.questionnaires.presentation import roles as roles_in

ROLE = "role"
"""What the question about the role is called, and the column that comes home."""

ASKS_ROLE = "Role"
"""The words that ask for it; every reader knows them."""

NOTICE = "Who answers for the data: {controller}. Whom to ask about them: {contact}. Deleted after: {delete_after}."

Texts = Mapping[str, str]
"""A text in every language, by the language's code; the first is the one that the form opens with."""

Spoken = tuple[Questionnaire, ...]
"""The questionnaire in every language."""

Said = tuple[Item, ...]
"""A question as one person meets it, in every language."""

Wordings = Mapping[str, tuple[tuple[str, ...], Said]]
"""Each wording of a question by the name of its line: who meets it, and how it is said."""


class Asked(NamedTuple):
    """What of a questionnaire is put into a form, and for whom."""

    form: str = FULL
    nation: Nation | None = None
    role: str | None = None
    """The only role that it is for; None asks people for theirs."""
    language: str | None = None
    """The language that it opens with; None is the questionnaire's own."""


class Choice(NamedTuple):
    """An answer to choose: what is kept of it, and what people read."""

    code: str
    label: Texts


class Condition(NamedTuple):
    """An answer without which a question is not put."""

    names: tuple[str, ...]
    """The lines that may hold it; one person meets at most one of them."""
    codes: tuple[str, ...]
    negated: bool = False
    """Any answer but these will do, and none as well."""


class Line(NamedTuple):
    """A question in one of its wordings."""

    name: str
    """The question's id; behind a role's and an underscore, where it is worded for that role."""
    question: Question
    scale: Scale
    roles: tuple[str, ...]
    """Who meets it."""
    text: Texts
    why: Texts | None
    prompt: Texts | None
    unit: Texts | None
    """What an amount counts."""
    choices: tuple[Choice, ...]
    """The points of its scale, then the answers that are no answers; none for amounts and own words."""
    part: Texts
    """The barrier that it stands under."""
    conditions: tuple[Condition, ...]


class Block(NamedTuple):
    """What stands together: the questions of a grid, or a single one, in all of their wordings."""

    name: str
    lines: tuple[Line, ...]

    @property
    def is_grid(self) -> bool:
        return len({line.question.id for line in self.lines}) > 1


class Page(NamedTuple):
    """The blocks of one barrier; or amounts and own words, which stand apart from it."""

    name: str
    title: Texts
    blocks: tuple[Block, ...]


class Survey(NamedTuple):
    """All that a form holds, in every language."""

    id: str
    """The questionnaire's, and which part of it this is: programs tell forms apart by it."""
    version: str
    languages: tuple[str, ...]
    title: Texts
    opening: tuple[Texts, ...]
    """What people read first: the introduction, and what happens to their answers."""
    closing: Texts | None
    """What people read last: where to go with what this is not for."""
    asks_role: Texts
    roles: tuple[Choice, ...]
    """None, where nobody is asked for a role."""
    known_roles: tuple[str, ...]
    """Every role of the questionnaire, asked here or not: what comes home may be taken for any."""
    one_person: frozenset[str]
    """The roles that one person bears."""
    pages: tuple[Page, ...]
    left_out: tuple[str, ...]
    """Questions that nobody can meet: what they depend on is not in the form."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(block for page in self.pages for block in page.blocks)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for block in self.blocks for line in block.lines)

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.question.id for line in self.lines))


def survey(instrument: Instrument, asked: Asked) -> Survey:
    """The part of *instrument* that is *asked*, with every wording and language.

    Raises:
        NoSuchError: If there is no such form, role or language.
    """
    spoken = _spoken(instrument, asked.language)
    questionnaire = spoken[0]
    if asked.form not in (FULL, *questionnaire.forms):
        known = ", ".join((FULL, *questionnaire.forms))
        raise NoSuchError(f"there is no form '{asked.form}'; this questionnaire has {known}")
    people = _people(questionnaire, asked)
    title = _texts(spoken, asked, lambda each: each.title)
    lines = _lines(spoken, people, asked)
    return Survey(
        "-".join([questionnaire.id, *_part(asked)]),
        questionnaire.version,
        tuple(each.language for each in spoken),
        title,
        tuple(_opening(spoken, asked)),
        _closing(spoken, asked),
        {each.language: ASKS_ROLE for each in spoken},
        tuple(_roles(spoken, people, asked)),
        tuple(role.id for role in questionnaire.roles),
        frozenset(role.id for role in questionnaire.roles if role.one_person and role.id in people),
        tuple(_pages((line for line in lines if _can_be_met(line)), title)),
        tuple(dict.fromkeys(line.question.id for line in lines if not _can_be_met(line))),
    )


def _part(asked: Asked) -> Iterator[str]:
    yield from (name for name in (asked.form, asked.nation, asked.role) if name not in {None, FULL})


def _spoken(instrument: Instrument, language: str | None) -> Spoken:
    """The questionnaire in every language, the one that is asked for first."""
    every = (instrument.questionnaire, *instrument.languages)
    if language not in {None, *(each.language for each in every)}:
        known = ", ".join(each.language for each in every)
        raise NoSuchError(f"there is no translation into '{language}' beside the questionnaire; there is {known}")
    return tuple(sorted(every, key=lambda each: language not in {None, each.language}))


def _people(questionnaire: Questionnaire, asked: Asked) -> tuple[str, ...]:
    """The roles that meet the form; among them, unless it is for one role, those who state none."""
    here = [role.id for role in roles_in(questionnaire, asked.nation)]
    if asked.role is None:
        return (*here, UNSTATED)
    if asked.role not in here:
        raise NoSuchError(f"there is no role '{asked.role}' to ask; the roles are {', '.join(here)}")
    return (asked.role,)


def _texts(spoken: Spoken, asked: Asked, of: Callable[[Questionnaire], str]) -> Texts:
    return {each.language: filled(of(each), each, asked.nation) for each in spoken}


def _opening(spoken: Spoken, asked: Asked) -> Iterator[Texts]:
    if spoken[0].introduction:
        yield _texts(spoken, asked, lambda each: each.introduction or "")
    if spoken[0].privacy.notice:
        yield _texts(spoken, asked, _notice)


def _notice(questionnaire: Questionnaire) -> str:
    notice = questionnaire.privacy.notice
    said = notice.model_dump() if notice else {}
    return NOTICE.format_map({name: text.rstrip(" .") for name, text in said.items()}) if notice else ""


def _closing(spoken: Spoken, asked: Asked) -> Texts | None:
    """Where to go instead, in the nation; where that is not known, what holds for any other."""
    nation: Nation = asked.nation if asked.nation in spoken[0].signpost else "other"
    if nation not in spoken[0].signpost:
        return None
    return _texts(spoken, asked, lambda each: each.signpost[nation])


def _roles(spoken: Spoken, people: tuple[str, ...], asked: Asked) -> Iterator[Choice]:
    titles = [{role.id: _who(role) for role in each.roles} for each in spoken]
    for name in people:
        if name != UNSTATED:
            said = zip(spoken, titles, strict=True)
            yield Choice(name, {each.language: filled(title[name], each, asked.nation) for each, title in said})


def _who(role: Role) -> str:
    """A role's title with who is meant by it: in brackets, for readers know the title before them."""
    return f"{role.title} ({role.includes})" if role.includes else role.title


def _lines(spoken: Spoken, people: tuple[str, ...], asked: Asked) -> tuple[Line, ...]:
    wordings = {name: dict(_wordings(name, met)) for name, met in _met(spoken, people, asked).items()}
    return tuple(
        _line(name, said, spoken, asked)._replace(
            roles=roles, conditions=tuple(_conditions(said[0], roles, people, wordings))
        )
        for each in wordings.values()
        for name, (roles, said) in each.items()
    )


def _met(spoken: Spoken, people: tuple[str, ...], asked: Asked) -> Mapping[str, Mapping[str, Said]]:
    """How each question is put to each role that meets it, by the question's id."""
    found: dict[str, dict[str, Said]] = {question.id: {} for question in in_form(spoken[0], asked.form)}
    for role in people:
        for said in zip(*(items(each, asked.form, role, asked.nation) for each in spoken), strict=True):
            found[said[0].question.id][role] = said
    return found


def _wordings(name: str, met: Mapping[str, Said]) -> Iterator[tuple[str, tuple[tuple[str, ...], Said]]]:
    """The wordings of the question called *name*; the first one has its id, and the one for everybody comes first."""
    shared: dict[tuple[str, ...], list[str]] = {}
    for role in sorted(met, key=lambda role: role in met[role][0].question.wording):
        shared.setdefault(tuple(item.text for item in met[role]), []).append(role)
    for place, roles in enumerate(shared.values()):
        yield f"{roles[0]}_{name}" if place else name, (tuple(roles), met[roles[0]])


def _line(name: str, said: Said, spoken: Spoken, asked: Asked) -> Line:
    def texts(of: Callable[[Item], str | None]) -> Texts | None:
        found = [of(item) for item in said]
        both = zip(spoken, found, strict=True)
        return {each.language: filled(text or "", each, asked.nation) for each, text in both} if found[0] else None

    first = said[0]
    return Line(
        name,
        first.question,
        first.scale,
        (),
        texts(lambda item: item.text) or {},
        texts(lambda item: item.why),
        texts(lambda item: item.scale.prompt),
        texts(lambda item: item.scale.number.unit if item.scale.number else None),
        tuple(_choices(spoken, asked, first.question.scale)),
        texts(lambda item: item.part) or {},
        (),
    )


def _choices(spoken: Spoken, asked: Asked, scale: str) -> Iterator[Choice]:
    points = spoken[0].scales[scale].points
    listed = [dict(_answers(each, scale)) for each in spoken] if points else []
    for code in listed[0] if listed else ():
        said = zip(spoken, listed, strict=True)
        yield Choice(code, {each.language: filled(labels[code], each, asked.nation) for each, labels in said})


def _answers(questionnaire: Questionnaire, scale: str) -> Iterator[tuple[str, str]]:
    """The code and the words of each answer on a scale of points, the answers that are no answers last."""
    yield from ((f"{point.value:g}", point.label) for point in questionnaire.scales[scale].points)
    yield from ((name, str(getattr(questionnaire.non_answers, name))) for name in NON_ANSWERS)


def _conditions(
    item: Item, roles: tuple[str, ...], people: tuple[str, ...], wordings: Mapping[str, Wordings]
) -> Iterator[Condition]:
    """What must hold for a wording that these *roles* meet: of the role, and of each answer that it depends on."""
    if UNSTATED in roles and set(roles) != set(people):
        yield Condition((ROLE,), tuple(role for role in people if role not in roles), negated=True)
    elif set(roles) != set(people):
        yield Condition((ROLE,), roles)
    for other, allowed in item.question.only_if.items():
        names = tuple(name for name, (who, _) in wordings.get(other, {}).items() if set(who) & set(roles))
        scale = next((said[0].scale for _, said in wordings.get(other, {}).values()), item.scale)
        yield Condition(names, tuple(f"{scale.points[code].value:g}" for code in allowed_codes(scale, allowed)))


def _can_be_met(line: Line) -> bool:
    return all(condition.names for condition in line.conditions)


def _pages(lines: Iterable[Line], title: Texts) -> Iterator[Page]:
    blocks = tuple(_blocks(lines))
    for number, (under, together) in enumerate(groupby(blocks, key=lambda block: _under(block.lines[0])), start=1):
        held = tuple(together)
        yield Page(f"page_{number}", held[0].lines[0].part if under else title, held)


def _under(line: Line) -> str:
    """The barrier whose page *line* stands on; none for amounts and own words."""
    return barrier_of(next(iter(line.question.measures), "")) if line.choices else ""


def _blocks(lines: Iterable[Line]) -> Iterator[Block]:
    """The *lines* by what stands together: those after one another under one barrier, on one scale with a prompt."""
    for number, (_, held) in enumerate(groupby(lines, key=_together), start=1):
        yield Block(f"grid_{number}", tuple(held))


def _together(line: Line) -> tuple[str, str]:
    """What lines of one block have in common."""
    in_grid = line.choices and line.prompt
    return (_under(line), line.question.scale) if in_grid else ("", line.question.id)
