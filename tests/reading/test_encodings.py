"""Legacy letters to Unicode: every letter of the alphabet, by table, and only where there is evidence."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.encodings import (
    _TCVN3,
    decode,
    fold_look_alikes,
    from_mojibake,
    from_tcvn3,
    from_vni,
    mend_o_tilde,
    repair,
)

TEXT = (
    "Thực hiện Quyết định của Ủy ban nhân dân tỉnh, các cơ quan, đơn vị khẩn trương rà soát, báo cáo kết quả."
)
LOWER = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
TO_TCVN3 = {letter: byte for byte, letter in _TCVN3.items()}
MARKS = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
HATS = {
    "\u0302": "â", "\u0302\u0301": "á", "\u0302\u0300": "à", "\u0302\u0309": "å", "\u0302\u0303": "ã",
    "\u0302\u0323": "ä", "\u0306": "ê", "\u0306\u0301": "é", "\u0306\u0300": "è", "\u0306\u0309": "ú",
    "\u0306\u0303": "ü", "\u0306\u0323": "ë",
}  # fmt: skip
SINGLE = {"đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}


def to_tcvn3(text):
    return "".join(TO_TCVN3.get(char, char) for char in text)


def to_vni(text):
    out = []
    for char in text:
        if char in SINGLE:
            out.append(SINGLE[char])
            continue
        base, *marks = unicodedata.normalize("NFD", char)
        horn = "\u031b" in marks
        base = {"o": "ô", "u": "ö"}[base] if horn else base
        # hat or breve first, then the tone
        rest = "".join(
            sorted((mark for mark in marks if mark != "\u031b"), key=lambda m: m not in "\u0302\u0306")
        )
        out.append(base + (MARKS.get(rest) or HATS.get(rest, "")))
    return "".join(out)


@given(st.text(alphabet=LOWER + " ", max_size=60))
def test_tcvn3_gives_back_every_letter(text):
    """Whatever Vietnamese was written in TCVN3 is read as it was."""
    assert from_tcvn3(to_tcvn3(text)) == text


@given(st.lists(st.sampled_from(TEXT.lower().replace(",", "").replace(".", "").split()), max_size=12))
def test_vni_gives_back_words(words):
    """Words written in VNI are read as they were."""
    text = " ".join(words)

    assert from_vni(to_vni(text)) == text


@pytest.mark.parametrize("letter", sorted(set(LOWER)))
def test_vni_gives_back_every_letter(letter):
    """Each letter of the alphabet has its VNI form."""
    assert from_vni(to_vni(letter)) == letter


@given(st.text(alphabet=LOWER + LOWER.upper() + " 0123456789/-", max_size=60))
def test_mojibake_is_mended(text):
    """UTF-8 that was read as Windows-1252 comes back."""
    broken = text.encode().decode("cp1252", "surrogateescape")
    broken = "".join(chr(ord(char) - 0xDC00) if 0xDC80 <= ord(char) <= 0xDCFF else char for char in broken)

    assert from_mojibake(broken) == text


def test_font_name_is_evidence_enough():
    """A few words in .VnTime are converted, the Unicode words beside them are not."""
    words, converted = repair(["Uû", "ban", "nh©n", "d©n", "quyết", "định"], [".VnTime"] * 4 + ["Times"] * 2)

    assert words == ["Uỷ", "ban", "nhân", "dân", "quyết", "định"]
    assert converted == "TCVN3"


def test_capitals_of_tcvn3_come_from_their_font():
    """Fonts whose name ends in H draw small letters as capitals."""
    words, _ = repair(["uû", "ban", "nh©n", "d©n"], [".VnTimeH"] * 4)

    assert words == ["UỶ", "BAN", "NHÂN", "DÂN"]


@pytest.mark.parametrize("font", ["Arial", "ABCDEF+Unknown"])
def test_language_is_evidence_where_the_font_tells_nothing(font):
    """A page of TCVN3 under another font's name is seen by its language."""
    words = to_tcvn3(TEXT).split()

    mended, converted = repair(words, [font] * len(words))

    assert " ".join(mended) == TEXT
    assert converted == "TCVN3"


def test_clean_text_is_left_alone():
    """Good Vietnamese passes through unchanged, whatever the font is called."""
    words = TEXT.split()

    assert repair(words, ["VNI-Times"] * len(words))[0] == words
    assert repair(words, ["Times"] * len(words)) == (words, "")


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("hƣớng", "hướng"),
        ("QÐ-UBND", "QĐ-UBND"),
        ("СỘNG", "CỘNG"),  # a Cyrillic С
        ("ngày", "ngày"),
        ("nga\u0300y", "ngày"),
        ("UBND\u200b", "UBND"),
        ("119\u2011QĐ", "119-QĐ"),
    ],
)
def test_look_alikes_are_folded(seen, meant):
    """Letters that only look Vietnamese, decomposed marks and unseen characters become what is meant."""
    assert fold_look_alikes(seen) == meant


@pytest.mark.parametrize(
    ("seen", "meant"),
    [("CỘNG HÕA", "CỘNG HÒA"), ("VÕ VĂN AN", "VÕ VĂN AN"), ("PHÕNG", "PHÒNG"), ("RÕ", "RÕ")],
)
def test_o_tilde_of_a_faulty_table(seen, meant):
    """Õ becomes Ò where no word with Õ exists; Võ and rõ stay."""
    assert mend_o_tilde(seen) == meant


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "UTF-8"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (to_tcvn3(TEXT.replace("Ủ", "U")).encode("latin-1"), "TCVN3"),
        (to_tcvn3(TEXT.replace("Ủ", "U")).encode(), "UTF-8, TCVN3"),
    ],
)
def test_text_files_are_decoded(data, name):
    """Each encoding of a text file is recognised and named."""
    text, found = decode(data)

    assert text.replace("Ủ", "U") == TEXT.replace("Ủ", "U")
    assert found == name


def test_windows_code_page_1258_is_decoded_to_whole_letters():
    """Its letters and tones stand apart in the file, and are one letter in the text."""
    apart = {
        "\u0300": "\u0300",
        "\u0301": "\u0301",
        "\u0303": "\u0303",
        "\u0309": "\u0309",
        "\u0323": "\u0323",
    }
    data = bytearray()
    for char in TEXT:
        decomposed = unicodedata.normalize("NFD", char)
        tones = "".join(mark for mark in decomposed if mark in apart)
        base = unicodedata.normalize("NFC", "".join(mark for mark in decomposed if mark not in apart))
        data += (base + tones).encode("cp1258")

    assert decode(bytes(data)) == (TEXT, "CP1258")
