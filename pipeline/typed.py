"""What a person typed, or picked on the page, as the field wants it: a date, a symbol, a body's name."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import cache

from models.errors import UsageError
from models.finding import Field
from models.folding import unmarked
from models.symbol import issuer_names, normalise, type_names

# ngày 05 tháng 3 năm 2024
_SPELLED = re.compile(r"(\d{1,2})\s*tháng\s*(\d{1,2})\s*năm\s*(\d{4})", re.IGNORECASE)
# 05/3/2024, 5.3.2024, 05-03-2024
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
# Số: 1789/QĐ-UBND   (the number, then codes joined by / or -)
_SYMBOL = re.compile(r"\d+\w*(?:\s*[/\-–]\s*[\w&.]+)+")
# V/v, Về việc
_ABOUT = re.compile(r"^\s*(?:v\s*/\s*v|về việc)\s*:?\s*", re.IGNORECASE)
# 17 giờ 00, 17g00, 17:00
_HOUR = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s*(?:giờ|g|h|:)\s*([0-5]\d)?", re.IGNORECASE)

_EDGES = " \t\n;:,.…"


def typed_value(field: Field, text: str) -> str:
    """Return `text` as the value of a field.

    Raises:
        UsageError: there is no such value in the text.
    """
    text = tidy(text)
    if field is Field.ISSUED_ON:
        return typed_day(text).isoformat()
    if field is Field.NUMBER_SYMBOL:
        return typed_symbol(text)
    if field is Field.SUBJECT:
        text = _ABOUT.sub("", text).strip(_EDGES)
        return text[:1].upper() + text[1:] if text.isupper() is False else text
    if field in {Field.DOCUMENT_TYPE, Field.URGENCY}:
        return text.strip(_EDGES).lower()
    if field is Field.PLACE:
        return text.split(",")[0].strip(_EDGES)
    return text.strip(" \t\n;:,") if field is Field.SIGNING_CAPACITY else typed_name(text)


def typed_day(text: str) -> dt.date:
    """Return the first day that a text names.

    Raises:
        UsageError: it names none.
    """
    for pattern, order in ((_ISO, (0, 1, 2)), (_SPELLED, (2, 1, 0)), (_NUMBERS, (2, 1, 0))):
        match = pattern.search(text)
        if match:
            parts = [int(match.group(place + 1)) for place in order]
            try:
                return dt.date(*parts)
            except ValueError:
                break
    raise UsageError(
        f"Không thấy ngày trong “{text[:60]}”.",
        "Ghi ngày/tháng/năm, ví dụ 05/03/2026, hoặc chọn cả cụm ngày.",
    )


def is_bare_day(text: str) -> bool:
    """Say whether a text is a day and nothing else."""
    return any(pattern.fullmatch(tidy(text)) for pattern in (_ISO, _NUMBERS))


def typed_symbol(text: str) -> str:
    """Return the number and symbol that a text holds; one that looks like none is kept as typed.

    Typed in small letters, it gets the capitals and the Đ that its codes have: "842/qd-ubnd" is 842/QĐ-UBND.
    """
    match = _SYMBOL.search(text)
    if match is None:
        return normalise(text.strip(_EDGES))
    symbol = normalise(match.group())
    if any(c.isupper() for c in symbol):
        return symbol
    number, *parts = re.split(r"([/\-.&])", symbol)
    return number + "".join(_codes().get(part) or part.upper() for part in parts)


@cache
def _codes() -> dict[str, str]:
    """Small letters, with or without marks → the code as it is written."""
    known = (*type_names(), *issuer_names())
    return {unmarked(code): code for code in reversed(known)} | {
        code.lower(): code for code in reversed(known)
    }


def typed_name(text: str) -> str:
    """Return a name without list marks and punctuation around it."""
    return re.sub(r"^[-–+*•]\s*", "", text.strip(_EDGES)).strip(_EDGES)


def typed_hour(text: str) -> str | None:
    """Return an hour as 17:00; None where the text names none."""
    match = _HOUR.search(text)
    return f"{int(match.group(1)):02}:{match.group(2) or '00'}" if match else None


def tidy(text: str) -> str:
    """Return the text in NFC, with single blanks and nothing invisible."""
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
