"""Legacy and damaged letters to Unicode: TCVN3, VNI, look-alikes, mojibake, code pages of text files.

Tables: TCVN 5712:1993 (VN3) and the VNI for Windows layout. Font names (".VnTime", "VNI-Times") and
measured language quality say which one applies; nothing is converted on suspicion alone.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pipeline.reading.quality import is_syllable, measure

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\xadõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_TCVN3_TABLE = str.maketrans(_TCVN3)

# VNI: a base letter, then a mark; ô and ö stand for ơ and ư, ñ for đ
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_HATS = {
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI = re.compile(r"([aeouyôöAEOUYÔÖ])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])|([ôöñíìæóòîÔÖÑÍÌÆÓÒÎ])")

_LOOK_ALIKES = str.maketrans(
    {
        "Ƣ": "Ư", "ƣ": "ư", "Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "ﬁ": "fi", "ﬂ": "fl",
        "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\ufeff": None, "\u2060": None,
        "\u2010": "-", "\u2011": "-", "\u2212": "-", "\uf02d": "-", "\uf0b7": "•", "\uf0a7": "▪",
    }
)  # fmt: skip
_CYRILLIC = str.maketrans("АВЕКМНОРСТУХаеорсухіјѕԁ", "ABEKMHOPCTYXaeopcyxijsd")
_HAS_CYRILLIC = re.compile("[\u0400-\u052f]")
# syllables that really have õ: the others got it from Word's faulty table that also turns Ư to Ƣ
_REAL_O_TILDE = re.compile(
    "(?:võ|rõ|ngõ|gõ|mõ|bõ|chõ|lõi|dõi|cõi|sõi|cõng|chõng|thõng|nhõng|nõn|nhõn|hõm|mõm|lõm|trõm|xõa|tõe)$"
)
_O_TILDE_WORD = re.compile(r"[^\W\d_]*Õ[^\W\d_]*")


def from_tcvn3(text: str) -> str:
    """Convert TCVN3 letters that were taken for Latin-1."""
    converted = text.translate(_TCVN3_TABLE)
    if "-" in converted and len(converted) > 1:  # byte AD, "ư", also comes out as a hyphen
        filled = re.sub(r"(?<=[^\W\d_])-(?=[^\W\d_])", "ư", converted)
        if filled != converted and all(is_syllable(word) for word in re.findall(r"[^\W\d_]+", filled)):
            return filled
    return converted


def from_vni(text: str) -> str:
    """Convert VNI letters that were taken for Latin-1."""

    def one(match: re.Match[str]) -> str:
        base, mark, single = match.groups()
        if single:
            out = _VNI_SINGLE[single.lower()]
            return out.upper() if single.isupper() else out
        upper = base.isupper()
        letter = _VNI_SINGLE.get(base.lower(), base.lower())
        low = mark.lower()
        marks = _VNI_TONES.get(low) or _VNI_HATS[low]
        if (low == "ê" and letter != "a") or (low in "éèúüë" and letter != "a"):
            return match.group()
        out = unicodedata.normalize("NFC", letter + marks)
        return out.upper() if upper else out

    return _VNI.sub(one, text)


def from_mojibake(text: str) -> str:
    """Mend UTF-8 that was read as Windows-1252."""
    if text.isascii():
        return text
    held = bytearray()
    for char in text:
        try:
            held += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return text
            held.append(ord(char))
    try:
        return held.decode("utf-8")
    except UnicodeDecodeError:
        return text


def fold_look_alikes(text: str) -> str:
    """Replace letters that only look Vietnamese, and drop characters that nobody sees."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFC", text.translate(_LOOK_ALIKES))
    if _HAS_CYRILLIC.search(text):
        latin = text.translate(_CYRILLIC)
        if not _HAS_CYRILLIC.search(latin):
            return latin
    return text


def mend_o_tilde(text: str) -> str:
    """Mend "CỘNG HÕA" on pages whose font table also turned Ư to Ƣ."""

    def one(match: re.Match[str]) -> str:
        return (
            match.group() if _REAL_O_TILDE.match(match.group().lower()) else match.group().replace("Õ", "Ò")
        )

    return _O_TILDE_WORD.sub(one, text)


GOOD = 0.85  # a text layer of this quality is taken as it is
_LEGACY: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("TCVN3", re.compile(r"\.?Vn[A-Z]", 0), from_tcvn3),
    ("VNI", re.compile(r"VNI[-_ ]?", 0), from_vni),
    ("UTF-8 đọc nhầm", re.compile(r"$^"), from_mojibake),
)


def repair(words: Sequence[str], fonts: Sequence[str]) -> tuple[list[str], str]:
    """Return the words in clean Unicode, and in Vietnamese what was converted ("" for nothing).

    Each font's words are judged apart: a page may be part Unicode, part TCVN3.
    """
    out = list(words)
    done: list[str] = []
    for font in dict.fromkeys(fonts):
        places = [place for place, own in enumerate(fonts) if own == font]
        held = [words[place] for place in places]
        converted, name = _converted(held, font)
        if name and name not in done:
            done.append(name)
        for place, text in zip(places, converted, strict=True):
            out[place] = text
    tilde = any("Ƣ" in word or "ƣ" in word for word in out)
    out = [fold_look_alikes(word) for word in out]
    if tilde:
        out = [mend_o_tilde(word) for word in out]
    return out, ", ".join(done)


def _converted(words: list[str], font: str) -> tuple[list[str], str]:
    bare = font.rsplit("+", 1)[-1]
    unicode = any("\u1ea0" <= char <= "\u1ef9" or char in "đơưĐƠƯ" for word in words for char in word)
    for name, pattern, convert in _LEGACY[:2]:
        if pattern.match(bare) and not unicode:
            changed = [convert(word) for word in words]
            if bare.split("-")[0].endswith("H") and name == "TCVN3":
                changed = [word.upper() for word in changed]
            if measure(changed).score >= measure(words).score:
                return changed, name
    if all(word.isascii() for word in words):
        return words, ""
    now = measure(words)
    if not now.known or now.score >= GOOD:
        return words, ""
    tried = [(name, [convert(word) for word in words]) for name, _, convert in _LEGACY]
    name, best = max(tried, key=lambda one: measure(one[1]).score)
    return (best, name) if measure(best).score > max(0.7, now.score + 0.2) else (words, "")


def decode(data: bytes) -> tuple[str, str]:
    """Decode a text file: UTF-8, UTF-16, CP1258, TCVN3 or VNI. Returns the text and the encoding's name."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _mended(data.decode(name, "replace"), name.removesuffix("-sig").upper())
    if data[:4000].count(0) > 0.2 * len(data[:4000]):
        even = data[:4000:2].count(0) > data[1:4000:2].count(0)
        return data.decode("utf-16-be" if even else "utf-16-le", "replace"), "UTF-16"
    try:
        return _mended(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        pass
    latin = data.decode("latin-1")
    tries = {
        "CP1258": unicodedata.normalize("NFC", data.decode("cp1258", "replace")),
        "TCVN3": from_tcvn3(latin),
        "VNI": from_vni(data.decode("cp1252", "replace")),
    }
    name = max(tries, key=lambda one: measure(tries[one].split()).score)
    return tries[name], name


def _mended(text: str, name: str) -> tuple[str, str]:
    lines = unicodedata.normalize("NFC", text).split("\n")
    words = " ".join(lines).split()
    if not words:
        return text, name
    _, what = _converted(words, "")
    if what:
        convert = next(function for known, _, function in _LEGACY if known == what)
        return "\n".join(convert(line) for line in lines), f"{name}, {what}"
    tilde = "Ƣ" in text or "ƣ" in text
    lines = [fold_look_alikes(line) for line in lines]
    return "\n".join(mend_o_tilde(line) if tilde else line for line in lines), name
