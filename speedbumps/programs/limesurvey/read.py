"""LimeSurvey: its own columns first, then questions by code, text, or both, with rows of a grid in brackets.

Its own columns are named in the language of the export. Their names are known in the languages of the schools that
the questionnaires are for, and in some languages of neighbouring countries.
"""

import re

from speedbumps.programs.layouts import (
    ExportColumn,
    ExportReader,
    Use,
    are_timestamps,
    classify_column,
    guess_by_place,
    single_heading_layout,
)
from speedbumps.questionnaires.references import COLUMNS
from speedbumps.tables.sheets import Sheet
from speedbumps.text import fold_text

BOOKKEEPING = """
id, lastpage, startlanguage, response id, last page, start language,
antwort id, letzte seite, start-sprache, id de la réponse, dernière page, langue de départ,
id ymateb, tudalen olaf, iaith dechrau, id de respuesta, última página, lenguaje inicial,
id risposta, ultima pagina, lingua iniziale, respons-id, laatste pagina, begin taal,
id odpowiedzi, ostatnia strona, język początkowy, id da resposta, idioma inicial
"""

PRIVATE = """
submitdate, seed, token, startdate, datestamp, ipaddr, refurl, interviewtime, firstname, lastname, email,
date submitted, access code, date started, date last action, ip address, referrer url, total time,
datum abgeschickt, zufallsstartwert, zugangscode, datum gestartet, datum letzte aktivität, ip-adresse,
weiterleitungs-url, gesamtzeit, vorname, nachname, e-mail-adresse,
date de soumission, tête de série, code d'accès, date de lancement, date de la dernière action, adresse ip,
url référente, temps total, temps total :, prénom, nom, adresse de courriel,
dyddiad cyflwyno, dyddiad cychwyn, dyddiad y weithred ddiwethaf, cyfeiriad ip, url y cyfeiriwr, cyfanswm amser,
enw cyntaf, cyfenw, cyfeiriad e-bost,
fecha de envío, semilla, código de acceso, fecha de inicio, fecha de la última acción, dirección ip,
url de referencia, tiempo total, nombre/s, apellido/s, correo electrónico,
data invio, seme, codice d'accesso, data di inizio, data dell'ultima azione, indirizzo ip, url di riferimento,
tempo totale, nome, cognome, indirizzo e-mail,
datum verzonden, plaats, toegangscode, startdatum, datum laatste actie, ip-adres, verwijzer url, totaaltijd,
voornaam, achternaam, e-mailadres,
data zakończenia, wartość randomizacji, kod dostępu, data rozpoczęcia, data ostatniej akcji, adres ip,
odsyłający url, całkowity czas, imię, nazwisko, adres e-mail,
data de submissão, semente, código de acesso, data de início, data da última acção, endereço ip, url de origem,
tempo total, primeiro nome, último nome, endereço de email
"""

TIMING = re.compile(
    r"(group|question)\s?time\s?\d*\b|\w+Time$|"
    r"(gruppenzeit|fragenzeit|durée pour (le groupe|la question)|amser (grŵp|cwestiwn)|"
    r"temporización (del grupo|de la pregunta)|tempo (per il gruppo di domande|per la domanda|do grupo|da pergunta)|"
    r"groepstijd|vraagtijd|czas (grupy|pytania))\s*:",
    re.IGNORECASE,
)
"""The time that a page or a question took: named by its code, or in words before the code."""

BOTH = re.compile(r"(?P<code>[A-Za-z][A-Za-z0-9]*(?:\[[^\]]*\])?)(?:\.|:| -)\s+(?P<words>.*)", re.DOTALL)
"""A heading with code and text: "T01. I spend time ..."."""

OTHER = re.compile(r"\[other\]$", re.IGNORECASE)
"""The column for the text of an answer “other”."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)*")

FIRST = 5
"""Columns that come first in every export: id, time of submission, last page, language, seed."""

KNOWN = 3
"""The least number of them that must have known names."""

CHOOSING = re.compile(r"\{if\(.*, \"(?P<words>[^\"]*)\"\)+\}", re.DOTALL)
"""An exported expression that chooses the text for a role: the last text is for everybody else."""


def _uses_by_name(names: str, use: Use) -> dict[str, Use]:
    return {fold_text(name): use for name in names.split(",")}


USES: dict[str, Use] = _uses_by_name(BOOKKEEPING, "bookkeeping") | _uses_by_name(PRIVATE, "private")


def recognise(sheet: Sheet) -> bool:
    """Return whether the first columns are LimeSurvey's own, by their names or, in any language, by their cells."""
    others = [heading for heading in sheet.heading if fold_text(heading) not in COLUMNS]
    if sum(fold_text(name) in USES for heading in others[:FIRST] for name in _heading_names(heading)[:1]) >= KNOWN:
        return True
    numbers = all(cell.isdigit() for place in (0, 2) for cell in sheet.sample(place))
    languages = sheet.sample(3)
    return numbers and are_timestamps(sheet.sample(1)) and bool(languages) and all(map(LANGUAGE.fullmatch, languages))


def _limesurvey_column(sheet: Sheet, place: int, name: str) -> ExportColumn:
    names = _heading_names(name)
    found = classify_column(sheet, place, names, USES)._replace(heading=name.strip())
    if found.use == "answer" and place < FIRST:
        return guess_by_place(found, "private" if place in (1, FIRST - 1) else "bookkeeping")
    apart = any(TIMING.match(each) or OTHER.search(each) for each in names)
    return found._replace(use="private") if found.use == "answer" and apart else found


def _heading_names(heading: str) -> tuple[str, ...]:
    """Return the names in a heading: code, text, or both; LimeSurvey may write underscores for spaces."""
    plain = CHOOSING.sub(lambda found: found["words"], heading.strip())
    spoken = plain if " " in plain else plain.replace("_", " ")
    both = BOTH.fullmatch(spoken)
    return (both["code"], both["words"], plain) if both else tuple(dict.fromkeys((spoken, plain)))


PROGRAM = ExportReader("LimeSurvey", recognise, single_heading_layout(_limesurvey_column))
