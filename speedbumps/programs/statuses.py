"""The status of a row: whether it is a response, or why it is not."""

import re
import unicodedata
from collections.abc import Iterable

from speedbumps.text import fold_text

REJECTED = frozenset({"not approved", "validation_status_not_approved", "rejected"})
"""The statuses of submissions that a review rejected, in KoboToolbox and ODK."""

PREVIEW, TEST, SPAM, SYNTHETIC, UNKNOWN = "preview", "test", "spam", "synthetic", "of unknown status"

BITS = {1: PREVIEW, 2: TEST, 8: SPAM, 256: SYNTHETIC}
"""The bits of Qualtrics' status that mark no response: 9 is spam in a preview, 17 a preview in the offline app."""

RESPONSES = 4 | 16 | 32 | 128
"""The bits of a response's status: imported, from the offline app, of an employee project, imported again."""

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
"""The stems of Qualtrics' words for rows that are not responses, in its languages; without accents."""

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
"""The stems of its words for responses that were imported or given in the offline app."""

ADDRESS = re.compile(r"(?<![a-z])ip(?![a-z])")
"""Finds the words for an IP address, which mark a usual response; every language writes IP in them."""

EMPLOYEES = ("ex", "ex offline")
"""Qualtrics' statuses of responses in an employee project."""


def qualtrics_exclusion(status: str) -> str | None:
    """Return why a row with Qualtrics' *status* is not a response; None if it is one.

    The status is a number, or words in any language. A row with an unknown status is not counted; one with an empty
    status is.
    """
    said = fold_text(status)
    if not said:
        return None
    number = re.fullmatch(r"(\d{1,4})(?:[.,]0+)?", said)
    if number:
        return _exclusion_by_number(int(number[1]))
    plain = _strip_accents(said)
    for kind, stems in STEMS.items():
        if any(_strip_accents(stem) in plain for stem in stems):
            return kind
    known = plain in EMPLOYEES or ADDRESS.search(plain) or any(_strip_accents(stem) in plain for stem in COUNTED)
    return None if known else UNKNOWN


def _exclusion_by_number(number: int) -> str | None:
    marks = [kind for bit, kind in BITS.items() if number & bit]
    if marks:
        return SPAM if SPAM in marks else marks[0]
    return None if number & ~RESPONSES == 0 else UNKNOWN


def _strip_accents(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))


def review_rejection(status: str) -> str | None:
    """Return the kind of a row of KoboToolbox or ODK that a review rejected; None if the row counts."""
    return "rejected in a review" if fold_text(status) in REJECTED else None


def known_exclusion(status: str) -> str | None:
    """Return why a row with *status* in a plain table is not a response; None if it is one or may be one."""
    kind = review_rejection(status) or qualtrics_exclusion(status)
    return None if kind == UNKNOWN else kind


def are_qualtrics_statuses(statuses: Iterable[str]) -> bool:
    """Return whether all *statuses* are words of Qualtrics, and there is at least one."""
    listed = [status for status in statuses if status.strip()]
    return bool(listed) and all(
        not status.strip().isdigit() and qualtrics_exclusion(status) != UNKNOWN for status in listed
    )
