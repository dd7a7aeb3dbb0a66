"""Number and symbol, place and day of issue: read where printed, left out where blank or unreadable."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letters import aside, letter_of, values

from extractors.number_symbol import number_symbol
from extractors.place_date import place_date
from models.finding import Field
from models.letter import AsideKind, TextSource


def head(left="", right="", **more):
    return letter_of(
        f"[letterhead]\nUBND TỈNH AN BÌNH\nSỞ NỘI VỤ\n{left}\n[motto]\n{right}\n[body]\nKính gửi: Sở Y tế.",
        **more,
    )


def numbers(line, **more):
    return values(number_symbol, head(line, **more), Field.NUMBER_SYMBOL)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 12/UBND-NV", "12/UBND-NV"),
        ("Số : 05/KH-UBND", "05/KH-UBND"),
        ("SỐ: 345/QĐ-UBND", "345/QĐ-UBND"),
        ("Số:1234/SNV-CCHC&PC", "1234/SNV-CCHC&PC"),
        ("Số: 4280 /SCT - CN", "4280/SCT-CN"),
        ("Số: 7 4 3 2 /UBND-XD", "7432/UBND-XD"),
        ("Số: 09/2009/CT-UBND", "09/2009/CT-UBND"),
        ("Số: 66.1/2025/NQ-CP", "66.1/2025/NQ-CP"),
        ("Số: 30c/NQ-CP", "30c/NQ-CP"),
        ("Số: 12/QÐ-UBND", "12/QĐ-UBND"),
        ("Số 53-CV/TU", "53-CV/TU"),
        ("Luật số: 59/2020/QH14", "59/2020/QH14"),
        ("Số 367 - QĐ/TWĐTN-VP", "367-QĐ/TWĐTN-VP"),
        ("Số: 15/HDLN-SNV-STC", "15/HDLN-SNV-STC"),
        ("Số: 02/CTrPH-MTTQ-UBND", "02/CTrPH-MTTQ-UBND"),
        ("Số: 512/BCH-TM", "512/BCH-TM"),
        ("Số: 4612/BGDĐT-GDTrH", "4612/BGDĐT-GDTrH"),
        ("Số: 22/GM-UBND.", "22/GM-UBND"),
        ("Số: 12/UBND-NV V/v tổ chức hội nghị", "12/UBND-NV"),
        ("Số: 12/UBND-\nNCKSTTHC", "12/UBND-NCKSTTHC"),
    ],
)
def test_number_and_symbol_as_printed(line, number):
    """State, Party, normative, joint and spaced symbols are read without blanks, zeros kept."""
    assert numbers(line) == [number]


@pytest.mark.parametrize(
    "line",
    [
        "Số:      /UBND-NC",
        "Số: …/QĐ-UBND",
        "Số: ....../KH-SNV",
        "Số:",
        "Số: /UBND-\nNCKSTTHC",
        "Số: ý# /CT-UBND",
        "Sở Nội vụ 12",
        "Số: 00/UBND-NV",
        "Số 3916/QĐ-BNV của Bộ Nội vụ",
        "V/v thực hiện Quyết định\nsố 45/QĐ-BNV của Bộ Nội vụ",
    ],
)
def test_blank_or_unreadable_number_is_not_invented(line):
    """Nothing is found where no number is printed; a document in the subject is not the letter's own."""
    assert numbers(line) == []


def test_a_slash_that_ocr_lost_is_put_back_but_not_as_sure():
    """Figures run into a code leave one reading; on a digital page they stay none."""
    (found,) = number_symbol(head("Số: 211UBND-VHXH", source=TextSource.OCR))

    assert (found.value, found.confidence) == ("211/UBND-VHXH", 0.6)
    assert numbers("Số: 1313lUBND-VHXH", source=TextSource.OCR) == ["1313/UBND-VHXH"]
    assert numbers("Số 55-TTrUBKTTU", source=TextSource.OCR) == ["55-TTr/UBKTTU"]
    assert numbers("Số: 211UBND-VHXH") == []


@pytest.mark.parametrize("line", ["Số: 155", "Số: 0Đ/SNV-TH", "số: 12Đ/SNV-TH"])
def test_scraps_on_a_scan_are_no_number(line):
    """A number that lost its code, or ends in a capital, is handwriting that OCR guessed at."""
    assert numbers(line, source=TextSource.OCR) == []


def test_handwritten_number_is_left_to_a_person():
    """A gap over the number keeps the reading out of the findings."""
    assert numbers("Số: 345/UBND-NV", gaps=["345"]) == []


def test_arrival_stamp_is_not_the_number():
    """The number below "ĐẾN" belongs to the office that received the letter."""
    assert numbers("Số: 12/UBND-NV\nCÔNG VĂN ĐẾN\nSố: 3456\nNgày: 12/3/24") == ["12/UBND-NV"]


def test_two_different_numbers_are_both_shown():
    """Two readings mean a doubt, so both are found."""
    assert numbers("Số: 12/UBND-NV\nSố: 13/UBND-NV") == ["12/UBND-NV", "13/UBND-NV"]


def test_number_is_as_sure_as_its_reading():
    """A badly read number has a low confidence; a bare one is never sure."""
    (shaky,) = number_symbol(head("Số: 12/UBND-NV", confidence=0.55))
    (bare,) = number_symbol(head("Số: 12"))

    assert shaky.confidence == 0.55
    assert bare.confidence < 0.9
    assert numbers("Số: 12/UBND-NV", confidence=0.3) == []


@given(
    number=st.integers(1, 99_999),
    code=st.sampled_from(["QĐ", "KH", "BC", "TTr", "GM", "TB"]),
    issuer=st.sampled_from(["UBND", "SNV", "BNV", "HĐND"]),
    blanks=st.tuples(*[st.sampled_from(["", " ", "  "])] * 3),
)
def test_every_printed_symbol_is_read_back(number, code, issuer, blanks):
    """Blanks around the separators never change the symbol."""
    line = f"Số: {number}{blanks[0]}/{blanks[1]}{code}{blanks[2]}-{issuer}"

    assert numbers(line) == [f"{number}/{code}-{issuer}"]


def dated(line, **more):
    letter = head("", line, **more)
    return (values(place_date, letter, Field.PLACE), values(place_date, letter, Field.ISSUED_ON))


@pytest.mark.parametrize(
    ("line", "place", "day"),
    [
        ("Đông Hải, ngày 05 tháng 3 năm 2024", "Đông Hải", "2024-03-05"),
        ("Thành phố Hồ Chí Minh, ngày 15 tháng 10 năm 2019", "Thành phố Hồ Chí Minh", "2019-10-15"),
        ("TP. Hồ Chí Minh, ngày 1 tháng 1 năm 2006", "TP. Hồ Chí Minh", "2006-01-01"),
        ("Q.1, ngày 05 tháng 3 năm 2024", "Q.1", "2024-03-05"),
        ("Quận 1, ngày 05 tháng 3 năm 2024", "Quận 1", "2024-03-05"),
        ("Bà Rịa - Vũng Tàu, ngày 20 tháng 12 năm 2023", "Bà Rịa - Vũng Tàu", "2023-12-20"),
        ("Đông Hải , ngày 1 5 tháng 0 1 năm 2024", "Đông Hải", "2024-01-15"),
        ("Đông Hải,ngày05tháng 3năm 2024", "Đông Hải", "2024-03-05"),
        ("Độc lập - Tự do - Hạnh phúc\nĐông Hải, ngày 05/3/2024", "Đông Hải", "2024-03-05"),
        ("Đông Hải,\nngày 05 tháng 3 năm 2024", "Đông Hải", "2024-03-05"),
        ("Đăk Tô, ngày 05 tháng 3 năm 2024.", "Đăk Tô", "2024-03-05"),
    ],
)
def test_place_and_day_of_issue(line, place, day):
    """The line under the motto gives both."""
    assert dated(line) == ([place], [day])


@pytest.mark.parametrize(
    "line",
    [
        "Đông Hải, ngày     tháng 3 năm 2024",
        "Đông Hải, ngày … tháng … năm 2024",
        "Đông Hải, ngày tháng năm 2024",
        "Đông Hải, ngày 05 tháng     năm 2024",
        "Đông Hải, ngày 31 tháng 02 năm 2024",
        "Đông Hải, ngày |2 tháng 3 năm 2024",
        "Đông Hải, ngày 3| tháng 12 năm 2024",
        "Đông Hải, ngày Íð tháng 3 năm 2024",
        "Đông Hải, ngày tháng 3",
    ],
)
def test_blank_or_impossible_day_gives_the_place_only(line):
    """A day left blank, an impossible one or one that begins with a scrap is no date."""
    assert dated(line) == (["Đông Hải"], [])


def test_handwritten_day_is_left_to_a_person():
    """A gap over the day keeps the date out of the findings."""
    assert dated("Đông Hải, ngày 05 tháng 3 năm 2024", gaps=["05"]) == (["Đông Hải"], [])


def test_signing_time_is_never_the_date():
    """What a digital signature says stays an aside."""
    signed = aside(AsideKind.DIGITAL_SIGNATURE, "Thời gian ký: 05/3/2024", time="2024-03-05T10:00:00+07:00")

    assert dated("Đông Hải, ngày   tháng 3 năm 2024", asides=[signed])[1] == []


def test_dates_in_the_text_are_never_the_letters_own():
    """Without a head there is no date, whatever the text mentions."""
    letter = letter_of("Thực hiện Công văn số 5/UBND-NV ngày 14 tháng 3 năm 2024 của UBND tỉnh")

    assert list(place_date(letter)) == []


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_is_read_back(day):
    """Any day printed in full is found as it stands."""
    assert dated(f"Đông Hải, ngày {day.day:02} tháng {day.month} năm {day.year}")[1] == [day.isoformat()]


def test_a_day_in_a_title_is_not_the_letters_own():
    """A subject may end with the day of a meeting."""
    letter = letter_of("[title]\nTHÔNG BÁO\nKết luận tại cuộc họp ngày 05 tháng 3 năm 2024")

    assert list(place_date(letter)) == []


def test_a_date_line_broken_by_a_narrow_column():
    """The year alone on the next line belongs to the day above."""
    assert dated("Đông Hải - Tây Sơn, ngày 17 tháng 5 năm\n2024") == (["Đông Hải - Tây Sơn"], ["2024-05-17"])


def test_number_below_its_word():
    """A narrow column may break the line behind "Số:"."""
    letter = letter_of("[letterhead]\nSỞ NỘI VỤ - SỞ Y TẾ\nSố:\n68/2013/HDLN-SNV-SYT\n[body]\nThực hiện")

    assert values(number_symbol, letter, Field.NUMBER_SYMBOL) == ["68/2013/HDLN-SNV-SYT"]
