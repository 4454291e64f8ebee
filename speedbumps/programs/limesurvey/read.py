"""LimeSurvey: its own columns first, then questions by code, by their words, or by both; rows of a grid in brackets.

Its own columns are in the language of the export: those that it writes in the languages of these schools and in some
that their neighbours speak are known.
"""

import re

from speedbumps.programs.layouts import Column, Program, Use, by_place, column, one_heading, times
from speedbumps.questionnaires.references import COLUMNS
from speedbumps.tables.sheets import Sheet
from speedbumps.text import folded

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
"""How long a page or a question took: by its code, or in words before the code of the question."""

BOTH = re.compile(r"(?P<code>[A-Za-z][A-Za-z0-9]*(?:\[[^\]]*\])?)(?:\.|:| -)\s+(?P<words>.*)", re.DOTALL)
"""A heading of code and words: "T01. I spend time ..."."""

OTHER = re.compile(r"\[other\]$", re.IGNORECASE)
"""What somebody wrote who found no answer in a list."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)*")

FIRST = 5
"""Columns that stand first in every export: a number, when it was handed in, the last page, the language, the seed."""

KNOWN = 3
"""Of them, those that are known by their names."""

CHOOSING = re.compile(r"\{if\(.*, \"(?P<words>[^\"]*)\"\)+\}", re.DOTALL)
"""An expression that chooses the words for a role, as it is exported: the last ones are for everybody else."""


def _listed(names: str, use: Use) -> dict[str, Use]:
    return {folded(name): use for name in names.split(",")}


USES: dict[str, Use] = _listed(BOOKKEEPING, "bookkeeping") | _listed(PRIVATE, "private")


def recognise(sheet: Sheet) -> bool:
    """Whether the first columns are LimeSurvey's own: by their names, or in any language by what stands in them."""
    others = [heading for heading in sheet.heading if folded(heading) not in COLUMNS]
    if sum(folded(name) in USES for heading in others[:FIRST] for name in _names(heading)[:1]) >= KNOWN:
        return True
    numbers = all(cell.isdigit() for place in (0, 2) for cell in sheet.sample(place))
    languages = sheet.sample(3)
    return numbers and times(sheet.sample(1)) and bool(languages) and all(map(LANGUAGE.fullmatch, languages))


def _column(sheet: Sheet, place: int, name: str) -> Column:
    names = _names(name)
    found = column(sheet, place, names, USES)._replace(heading=name.strip())
    if found.use == "answer" and place < FIRST:
        return by_place(found, "private" if place in (1, FIRST - 1) else "bookkeeping")
    apart = any(TIMING.match(each) or OTHER.search(each) for each in names)
    return found._replace(use="private") if found.use == "answer" and apart else found


def _names(heading: str) -> tuple[str, ...]:
    """A heading with its parts; LimeSurvey can be told to write underscores for spaces."""
    plain = CHOOSING.sub(lambda found: found["words"], heading.strip())
    spoken = plain if " " in plain else plain.replace("_", " ")
    both = BOTH.fullmatch(spoken)
    return (both["code"], both["words"], plain) if both else tuple(dict.fromkeys((spoken, plain)))


PROGRAM = Program("LimeSurvey", recognise, one_heading(_column))
