"""From an instrument to a survey for other programs: each question in all of its wordings, and the roles it is for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from speedbumps.diagnostics.problem import NoSuchError
from speedbumps.i18n import ENGLISH, Locale, gettext_noop, usable_locale
from speedbumps.model.conditions import allowed_codes
from speedbumps.model.instrument import Instrument, fill_placeholders
from speedbumps.model.queries import NON_ANSWERS, barrier_of, form_questions, scale_by_name
from speedbumps.model.questionnaire import FULL, UNSTATED, Nation, Question, Questionnaire, Role, Scale
from speedbumps.questionnaires.presentation import PresentedQuestion, available_roles, present_questions

ROLE = "role"
"""The name of the question about the role, and of its column in an export."""

ASKS_ROLE = gettext_noop("Role")
"""The text of that question; every reader of exports knows it."""

NOTICE = gettext_noop(
    "Who answers for the data: %(controller)s. Whom to ask about them: %(contact)s. Deleted after: %(delete_after)s."
)

Texts = Mapping[str, str]
"""A text in every language, by the language's code; the first is the one that the form opens with."""

Translations = tuple[Questionnaire, ...]
"""The questionnaire in every language, the language that the form opens with first."""

TranslatedQuestion = tuple[PresentedQuestion, ...]
"""A question as one role sees it, in every language."""

Wordings = Mapping[str, tuple[tuple[str, ...], TranslatedQuestion]]
"""The wordings of a question by name: the roles that see each, and its text in every language."""


class SurveyOptions(NamedTuple):
    """Which part of a questionnaire goes into a form, and for whom."""

    form: str = FULL
    nation: Nation | None = None
    role: str | None = None
    """The only role that the form is for; None asks people for theirs."""
    language: str | None = None
    """The language that it opens with; None is the questionnaire's own."""
    drafts: bool = False
    """Whether our own words may be a draft; else they are in English where they would be one."""


class Choice(NamedTuple):
    """An answer to choose: the code that is stored, and the label that people read."""

    code: str
    label: Texts


class Condition(NamedTuple):
    """A condition on an earlier answer; a question is asked only if all of its conditions hold."""

    names: tuple[str, ...]
    """The wordings that may have the answer; one person sees at most one of them."""
    codes: tuple[str, ...]
    negated: bool = False
    """Whether the condition holds for any other answer, and for none."""
    most: int | None = None
    """If it is about a choice, how many codes the answer may hold."""

    @property
    def several(self) -> bool:
        """Return whether it is about an answer that may hold several codes."""
        return self.most is not None and self.most > 1


class QuestionWording(NamedTuple):
    """One wording of a question."""

    name: str
    """The question's id; for a role's own wording, the role's id, an underscore and the question's id."""
    question: Question
    scale: Scale
    roles: tuple[str, ...]
    """The roles that see it."""
    text: Texts
    """Its words, then what to choose if there was no such event: programs have no place of its own for that."""
    why: Texts | None
    prompt: Texts | None
    unit: Texts | None
    """The unit of an amount."""
    choices: tuple[Choice, ...]
    """The points or options of its scale, then “does not apply” and the like; empty for amounts and own words."""
    part: Texts
    """The title of its barrier."""
    conditions: tuple[Condition, ...]

    @property
    def most(self) -> int:
        """Return how many of the choices one person may give."""
        return self.scale.choice.most if self.scale.choice else 1


class QuestionBlock(NamedTuple):
    """The questions of one grid, or a single question, in all of their wordings."""

    name: str
    wordings: tuple[QuestionWording, ...]

    @property
    def is_grid(self) -> bool:
        return len({wording.question.id for wording in self.wordings}) > 1


class SurveyPage(NamedTuple):
    """The blocks of one barrier; or amounts and own words, which have pages of their own."""

    name: str
    title: Texts
    blocks: tuple[QuestionBlock, ...]


class Survey(NamedTuple):
    """The content of a form, in every language."""

    id: str
    """The questionnaire's id, with the form, nation and role, so that programs can distinguish forms."""
    version: str
    languages: tuple[str, ...]
    title: Texts
    opening: tuple[Texts, ...]
    """What people read first: the introduction, and what happens to their answers."""
    closing: Texts | None
    """What people read last: where to go with concerns that the questionnaire is not for."""
    asks_role: Texts
    roles: tuple[Choice, ...]
    """The answers to the question about the role; empty if nobody is asked for it."""
    known_roles: tuple[str, ...]
    """Every role of the questionnaire, whether in this form or not: an export may be matched to any of them."""
    one_person: frozenset[str]
    """The roles that only one person has."""
    pages: tuple[SurveyPage, ...]
    left_out: tuple[str, ...]
    """The ids of questions that nobody can see, because what they depend on is not in the form."""
    words: Locale
    """Our own words in the language that the form opens with."""
    in_english: tuple[str, ...]
    """Other languages in which our own words are in English, since they are not translated."""

    @property
    def all_blocks(self) -> tuple[QuestionBlock, ...]:
        return tuple(block for page in self.pages for block in page.blocks)

    @property
    def wordings(self) -> tuple[QuestionWording, ...]:
        return tuple(wording for block in self.all_blocks for wording in block.wordings)

    @property
    def question_ids(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(wording.question.id for wording in self.wordings))


def build_survey(instrument: Instrument, options: SurveyOptions) -> Survey:
    """Return the part of *instrument* that *options* choose, in every wording and language.

    Raises:
        NoSuchError: If there is no such form, role or language.
    """
    translations = _order_languages(instrument, options.language)
    questionnaire = translations[0]
    if options.form not in (FULL, *questionnaire.forms):
        known = ", ".join((FULL, *questionnaire.forms))
        raise NoSuchError(f"there is no form '{options.form}'; this questionnaire has {known}")
    people = _form_roles(questionnaire, options)
    title = _text_by_language(translations, options, lambda each: each.title)
    wordings = _question_wordings(translations, people, options)
    return Survey(
        "-".join([questionnaire.id, *_id_parts(options)]),
        questionnaire.version,
        tuple(each.language for each in translations),
        title,
        tuple(_opening_texts(translations, options)),
        _closing_text(translations, options),
        {each.language: _our_words(each, options).gettext(ASKS_ROLE) for each in translations},
        tuple(_role_choices(translations, people, options)),
        tuple(role.id for role in questionnaire.roles),
        frozenset(role.id for role in questionnaire.roles if role.one_person and role.id in people),
        tuple(_build_pages((wording for wording in wordings if _is_reachable(wording)), title)),
        tuple(dict.fromkeys(wording.question.id for wording in wordings if not _is_reachable(wording))),
        _our_words(questionnaire, options),
        tuple(each.language for each in translations if _lacks_words(each, options)),
    )


def _our_words(questionnaire: Questionnaire, options: SurveyOptions) -> Locale:
    """Return our own words in the language of *questionnaire*, as far as they may be used."""
    return usable_locale(questionnaire.language, drafts=options.drafts)


def _lacks_words(questionnaire: Questionnaire, options: SurveyOptions) -> bool:
    """Return whether our own words are in English although *questionnaire* is not."""
    return _our_words(questionnaire, options).language == ENGLISH != questionnaire.language.partition("-")[0]


def _id_parts(options: SurveyOptions) -> Iterator[str]:
    yield from (name for name in (options.form, options.nation, options.role) if name not in {None, FULL})


def _order_languages(instrument: Instrument, language: str | None) -> Translations:
    """Return the questionnaire in every language, *language* first."""
    every = (instrument.questionnaire, *instrument.languages)
    if language not in {None, *(each.language for each in every)}:
        known = ", ".join(each.language for each in every)
        raise NoSuchError(f"there is no translation into '{language}' beside the questionnaire; there is {known}")
    return tuple(sorted(every, key=lambda each: language not in {None, each.language}))


def _form_roles(questionnaire: Questionnaire, options: SurveyOptions) -> tuple[str, ...]:
    """Return the roles that the form is for; unless it is for one role, UNSTATED is among them."""
    here = [role.id for role in available_roles(questionnaire, options.nation)]
    if options.role is None:
        return (*here, UNSTATED)
    if options.role not in here:
        raise NoSuchError(f"there is no role '{options.role}' to ask; the roles are {', '.join(here)}")
    return (options.role,)


def _text_by_language(translations: Translations, options: SurveyOptions, of: Callable[[Questionnaire], str]) -> Texts:
    return {each.language: fill_placeholders(of(each), each, options.nation) for each in translations}


def _opening_texts(translations: Translations, options: SurveyOptions) -> Iterator[Texts]:
    if translations[0].introduction:
        yield _text_by_language(translations, options, lambda each: each.introduction or "")
    if translations[0].privacy.notice:
        yield _text_by_language(translations, options, lambda each: _privacy_notice(each, _our_words(each, options)))


def _privacy_notice(questionnaire: Questionnaire, words: Locale) -> str:
    notice = questionnaire.privacy.notice
    values = notice.model_dump() if notice else {}
    return words.gettext(NOTICE, **{name: text.rstrip(" .") for name, text in values.items()}) if notice else ""


def _closing_text(translations: Translations, options: SurveyOptions) -> Texts | None:
    """Return the signpost of the nation; if there is none, the one for other places."""
    nation: Nation = options.nation if options.nation in translations[0].signpost else "other"
    if nation not in translations[0].signpost:
        return None
    return _text_by_language(translations, options, lambda each: each.signpost[nation])


def _role_choices(translations: Translations, people: tuple[str, ...], options: SurveyOptions) -> Iterator[Choice]:
    titles = [{role.id: _role_label(role) for role in each.roles} for each in translations]
    for name in people:
        if name != UNSTATED:
            pairs = zip(translations, titles, strict=True)
            yield Choice(
                name, {each.language: fill_placeholders(title[name], each, options.nation) for each, title in pairs}
            )


def _role_label(role: Role) -> str:
    """Return the title of *role*, with the people that it includes in brackets; readers need only the title."""
    return f"{role.title} ({role.includes})" if role.includes else role.title


def _question_wordings(
    translations: Translations, people: tuple[str, ...], options: SurveyOptions
) -> tuple[QuestionWording, ...]:
    wordings = {
        name: dict(_distinct_wordings(name, by_role))
        for name, by_role in _items_by_question(translations, people, options).items()
    }
    return tuple(
        _build_wording(name, translated, translations, options)._replace(
            roles=roles, conditions=tuple(_wording_conditions(translated[0], roles, people, wordings))
        )
        for each in wordings.values()
        for name, (roles, translated) in each.items()
    )


def _items_by_question(
    translations: Translations, people: tuple[str, ...], options: SurveyOptions
) -> Mapping[str, Mapping[str, TranslatedQuestion]]:
    """Return each question as each role sees it, by the question's id and the role."""
    found: dict[str, dict[str, TranslatedQuestion]] = {
        question.id: {} for question in form_questions(translations[0], options.form)
    }
    for role in people:
        for translated in zip(
            *(present_questions(each, options.form, role, options.nation) for each in translations), strict=True
        ):
            found[translated[0].question.id][role] = translated
    return found


def _distinct_wordings(
    name: str, by_role: Mapping[str, TranslatedQuestion]
) -> Iterator[tuple[str, tuple[tuple[str, ...], TranslatedQuestion]]]:
    """Yield the wordings of the question *name*, each with its own name and its roles.

    The wording for everybody comes first, and the first wording is named by the question's id.
    """
    shared: dict[tuple[str, ...], list[str]] = {}
    for role in sorted(by_role, key=lambda role: role in by_role[role][0].question.wording):
        shared.setdefault(tuple(item.text for item in by_role[role]), []).append(role)
    for place, roles in enumerate(shared.values()):
        yield f"{roles[0]}_{name}" if place else name, (tuple(roles), by_role[roles[0]])


def _build_wording(
    name: str, translated: TranslatedQuestion, translations: Translations, options: SurveyOptions
) -> QuestionWording:
    def in_every_language(of: Callable[[PresentedQuestion], str | None]) -> Texts | None:
        found = [of(item) for item in translated]
        both = zip(translations, found, strict=True)
        return (
            {each.language: fill_placeholders(text or "", each, options.nation) for each, text in both}
            if found[0]
            else None
        )

    first = translated[0]
    return QuestionWording(
        name,
        first.question,
        first.scale,
        (),
        in_every_language(lambda item: item.whole_text) or {},
        in_every_language(lambda item: item.why),
        in_every_language(lambda item: item.scale.prompt),
        in_every_language(lambda item: item.scale.number.unit if item.scale.number else None),
        tuple(_answer_choices(translations, options, first.question.scale)),
        in_every_language(lambda item: item.part) or {},
        (),
    )


def _answer_choices(translations: Translations, options: SurveyOptions, scale: str) -> Iterator[Choice]:
    first = translations[0].scales[scale]
    listed = [dict(_answer_labels(each, scale)) for each in translations] if first.points or first.choice else []
    for code in listed[0] if listed else ():
        pairs = zip(translations, listed, strict=True)
        yield Choice(
            code, {each.language: fill_placeholders(labels[code], each, options.nation) for each, labels in pairs}
        )


def _answer_labels(questionnaire: Questionnaire, scale: str) -> Iterator[tuple[str, str]]:
    """Yield the code and label of each point or option of a scale, “does not apply” and the like last."""
    held = scale_by_name(questionnaire, scale)
    yield from ((f"{point.value:g}", point.label) for point in held.points)
    yield from ((option.id, option.label) for option in (held.choice.among if held.choice else ()))
    yield from ((name, str(getattr(questionnaire.non_answers, name))) for name in NON_ANSWERS)


def _wording_conditions(
    item: PresentedQuestion, roles: tuple[str, ...], people: tuple[str, ...], wordings: Mapping[str, Wordings]
) -> Iterator[Condition]:
    """Yield the conditions of a wording that *roles* see: on the role, and on each answer that it depends on."""
    if UNSTATED in roles and set(roles) != set(people):
        yield Condition((ROLE,), tuple(role for role in people if role not in roles), negated=True)
    elif set(roles) != set(people):
        yield Condition((ROLE,), roles)
    for other, allowed in item.question.only_if.items():
        names = tuple(name for name, (who, _) in wordings.get(other, {}).items() if set(who) & set(roles))
        scale = next((translated[0].scale for _, translated in wordings.get(other, {}).values()), item.scale)
        codes = allowed_codes(scale, allowed)
        if scale.choice is not None:
            yield Condition(names, tuple(scale.choice.among[code].id for code in codes), most=scale.choice.most)
        else:
            yield Condition(names, tuple(f"{scale.points[code].value:g}" for code in codes))


def _is_reachable(wording: QuestionWording) -> bool:
    return all(condition.names for condition in wording.conditions)


def _build_pages(wordings: Iterable[QuestionWording], title: Texts) -> Iterator[SurveyPage]:
    blocks = tuple(_build_blocks(wordings))
    for number, (under, together) in enumerate(
        groupby(blocks, key=lambda block: _barrier_id(block.wordings[0])), start=1
    ):
        held = tuple(together)
        yield SurveyPage(f"page_{number}", held[0].wordings[0].part if under else title, held)


def default_text(texts: Texts) -> str:
    """Return the text in the language that the form opens with."""
    return next(iter(texts.values()))


def _barrier_id(wording: QuestionWording) -> str:
    """Return the barrier on whose page *wording* stands; "" for amounts and own words."""
    question = wording.question
    return barrier_of(next(iter(question.measures), question.belongs_to or "")) if wording.choices else ""


def _build_blocks(wordings: Iterable[QuestionWording]) -> Iterator[QuestionBlock]:
    """Yield the blocks of *wordings*; a grid is consecutive questions of one barrier, on a scale with a prompt."""
    for number, (_, held) in enumerate(groupby(wordings, key=_block_key), start=1):
        yield QuestionBlock(f"grid_{number}", tuple(held))


def _block_key(wording: QuestionWording) -> tuple[str, str]:
    """Return the key that all wordings of one block share."""
    in_grid = wording.scale.points and wording.prompt
    return (_barrier_id(wording), wording.question.scale) if in_grid else ("", wording.question.id)
