"""What the status of a row says: that it is a response, or why it is none."""

import re
import unicodedata
from collections.abc import Iterable

from speedbumps.text import folded

REJECTED = frozenset({"not approved", "validation_status_not_approved", "rejected"})
"""What KoboToolbox and ODK say of a submission that a review rejected."""

PREVIEW, TEST, SPAM, SYNTHETIC, UNKNOWN = "preview", "test", "spam", "synthetic", "of unknown status"

BITS = {1: PREVIEW, 2: TEST, 8: SPAM, 256: SYNTHETIC}
"""The parts of Qualtrics' number that mark no response: 9 is spam in a preview, 17 a preview in the offline app."""

RESPONSES = 4 | 16 | 32 | 128
"""The parts of a response's number: imported, from the offline app, of an employee project, imported again."""

STEMS: dict[str, tuple[str, ...]] = {
    SPAM: (
        "spam",
        "unerwunscht",
        "indesirable",
        "no deseado",
        "indesejad",
        "indesiderat",
        "ongewenst",
        "skrappost",
        "спам",
        "スパム",
        "垃圾",
        "스팸",
    ),
    PREVIEW: (
        "preview",
        "vorschau",
        "apercu",
        "previsualis",
        "vista previa",
        "previsualiz",
        "visualizacao",
        "previa",
        "anteprima",
        "voorbeeld",
        "podglad",
        "nahled",
        "forhandsgransk",
        "forhandsvis",
        "esikatselu",
        "rhagolwg",
        "onizleme",
        "elonezet",
        "pratinjau",
        "xem truoc",
        "предварительн",
        "попередн",
        "προεπισκοπηση",
        "معاينة",
        "תצוגה מקדימה",
        "プレビュー",
        "预览",
        "預覽",
        "미리보기",
        "ดูตัวอย่าง",
    ),
    TEST: ("test", "prueba", "prova", "prawf", "тест", "δοκιμ", "اختبار", "テスト", "测试", "測試", "테스트", "ทดสอบ"),
    SYNTHETIC: ("synth", "sintetic", "synteti", "合成"),
}
"""How Qualtrics' words for rows that are no responses begin, in the languages that it speaks; without accents."""

COUNTED = (
    "import",
    "offline",
    "hors ligne",
    "hors connexion",
    "sin conexion",
    "fuera de linea",
    "fuori linea",
    "all-lein",
    "cevrimdisi",
    "импорт",
    "оффлайн",
    "офлайн",
    "автономн",
    "インポート",
    "オフライン",
    "导入",
    "匯入",
    "离线",
    "離線",
    "가져",
    "오프라인",
)
"""The same of responses that were imported or given in the offline app."""

ADDRESS = re.compile(r"(?<![a-z])ip(?![a-z])")
"""Every language writes IP in its words for an IP address, which mark a usual response."""

EMPLOYEES = ("ex", "ex offline")
"""How Qualtrics marks responses of an employee project."""


def qualtrics(status: str) -> str | None:
    """Return why Qualtrics' *status* marks no response, in numbers or in words of any language; None if it marks one.

    A status that is not known to be a response's is not counted. An empty one says nothing, and counts.
    """
    said = folded(status)
    if not said:
        return None
    number = re.fullmatch(r"(\d{1,4})(?:[.,]0+)?", said)
    if number:
        return _of_number(int(number[1]))
    plain = _without_accents(said)
    for kind, stems in STEMS.items():
        if any(_without_accents(stem) in plain for stem in stems):
            return kind
    known = plain in EMPLOYEES or ADDRESS.search(plain) or any(_without_accents(stem) in plain for stem in COUNTED)
    return None if known else UNKNOWN


def _of_number(number: int) -> str | None:
    marks = [kind for bit, kind in BITS.items() if number & bit]
    if marks:
        return SPAM if SPAM in marks else marks[0]
    return None if number & ~RESPONSES == 0 else UNKNOWN


def _without_accents(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def rejected(status: str) -> str | None:
    """Return that a review rejected a row of KoboToolbox or ODK; None if it counts."""
    return "rejected in a review" if folded(status) in REJECTED else None


def known(status: str) -> str | None:
    """Return why a *status* in a table of no program marks no response; what is not known counts."""
    kind = rejected(status) or qualtrics(status)
    return None if kind == UNKNOWN else kind


def are_qualtrics(statuses: Iterable[str]) -> bool:
    """Return whether all of the *statuses* are words of Qualtrics, and there is one."""
    listed = [status for status in statuses if status.strip()]
    return bool(listed) and all(not status.strip().isdigit() and qualtrics(status) != UNKNOWN for status in listed)
