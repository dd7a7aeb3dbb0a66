import datetime as dt

from letters import letter_of

from extractors.references import references
from models.finding import Relation
from models.letter import TextSource
from pipeline.references import merge_references, reference_doubts

D = dt.date


def merged(text, **own):
    letter = letter_of(text)
    return merge_references(letter, tuple(references(letter)), **own)


def test_a_document_named_twice_is_one_reference():
    """Every place that names a document is a mention; each part comes from where it is said."""
    text = (
        "Thực hiện Công văn số 7/SNV-CCHC của Sở Nội vụ về việc rà soát biên chế.\n"
        "Các đơn vị báo cáo theo khoản 2 Mục I Công văn số 7/SNV-CCHC ngày 01/3/2024."
    )
    (one,) = merged(text)

    assert (one.reference.issuer, one.reference.issued_on) == ("Sở Nội vụ", D(2024, 3, 1))
    assert one.reference.title == "rà soát biên chế"
    assert one.reference.relation is Relation.IMPLEMENTS
    assert [text[m.start : m.end][:19] for m in one.mentions] == ["Công văn số 7/SNV-CC"[:19]] * 2


def test_the_letter_itself_is_no_reference():
    """Mentions of the letter's own number are dropped; a namesake of another day is kept."""
    text = "Công văn số 88/UBND-NV và Công văn số 88/UBND-NV ngày 02/02/2023 của UBND huyện"
    (other,) = merged(text, own_symbol="88/UBND-NV", own_date=D(2024, 3, 5))

    assert other.reference.issued_on == D(2023, 2, 2)


def test_spellings_of_one_symbol_meet():
    """The spelling "QD-UBND", zeros in front and separators do not make two documents."""
    (one,) = merged("Quyết định số 05/QĐ-UBND ngày 1/2/2024; theo Quyết định số 5/QD-UBND")

    assert (one.reference.number_symbol, len(one.mentions)) == ("05/QĐ-UBND", 2)


def test_same_number_of_two_bodies_stays_two_documents():
    """One number on two days by two bodies is two documents."""
    found = merged(
        "Kế hoạch số 36/KH-UBND ngày 01/02/2024 của UBND tỉnh và "
        "Kế hoạch số 36/KH-UBND ngày 29/02/2024 của UBND huyện Bình Lâm"
    )

    assert [one.reference.issuer for one in found] == ["UBND tỉnh", "UBND huyện Bình Lâm"]


def test_body_before_subject_line():
    """The letter's subject line is short; what its body says of the document counts first."""
    letter = letter_of("""
        [letterhead]
        V/v thực hiện Quyết định số 10/QĐ-BXD của Bộ Xây dựng
        [body]
        Ngày 29/6/2024, Bộ trưởng Bộ Xây dựng ban hành Quyết định số 10/QĐ-BXD về việc ban hành Quy chế.
    """)
    (one,) = merge_references(letter, tuple(references(letter)))

    assert one.reference.issuer == "Bộ trưởng Bộ Xây dựng"
    assert len(one.mentions) == 2


def test_issuer_written_out():
    """Where one mention abbreviates the issuer and another writes it out, the whole name is kept."""
    (one,) = merged(
        "Chỉ thị số 11-CT/TU của BTV Tỉnh ủy; thực hiện Chỉ thị số 11-CT/TU của Ban Thường vụ Tỉnh ủy"
    )

    assert one.reference.issuer == "Ban Thường vụ Tỉnh ủy"


def test_law_by_name_joins_its_number():
    """Both "Luật Hóa chất" and "Luật PCTN" are the laws of that name that the letter names in full."""
    found = merged(
        "Luật Hóa chất số 69/2025/QH15; theo Luật Hóa chất; Luật Phòng, chống tham nhũng năm 2018; Luật PCTN"
    )

    assert [(one.reference.number_symbol, len(one.mentions)) for one in found] == [
        ("69/2025/QH15", 2),
        (None, 2),
    ]


def test_law_named_before_its_number():
    """The subject line may name a law whose number only the text gives."""
    (one,) = merged("V/v vướng mắc Luật Thủy nông.\nTheo Luật Thủy nông số 30/2030/QH17 ngày 5/5/2030")

    assert (one.reference.number_symbol, len(one.mentions)) == ("30/2030/QH17", 2)


def test_laws_of_two_years_are_two():
    """The law of 2013 is not the law of 2024."""
    found = merged("Luật Đất đai năm 2013 được thay bằng Luật Đất đai năm 2024; theo Luật Đất đai")

    assert [one.reference.title for one in found] == ["Đất đai năm 2013", "Đất đai năm 2024"]


def test_slip_of_the_pen_in_the_year():
    """A year that cannot be one joins the one document of that number, and a person is told."""
    letter = letter_of(
        "Nghị định số 45/20210/NĐ-CP ngày 21/4/2021 của Chính phủ; theo Nghị định số 45/2021/NĐ-CP"
    )
    findings = tuple(references(letter))
    found = merge_references(letter, findings)
    (doubt,) = reference_doubts(letter, findings, found)

    assert [(one.reference.number_symbol, one.reference.issued_on) for one in found] == [
        ("45/2021/NĐ-CP", D(2021, 4, 21))
    ]
    assert doubt.target == "references.0.number_symbol"
    assert "45/20210/NĐ-CP" in doubt.candidates


def test_two_days_are_a_doubt():
    """Different days for one document are shown to a person, the more frequent one first."""
    letter = letter_of(
        "Chỉ thị số 11-CT/TU ngày 04/02/2024 của Tỉnh ủy; Chỉ thị số 11-CT/TU ngày 04/01/2024 của Tỉnh ủy; "
        "Chỉ thị số 11-CT/TU ngày 04/01/2024"
    )
    findings = tuple(references(letter))
    (one,) = found = merge_references(letter, findings)
    (doubt,) = reference_doubts(letter, findings, found)

    assert one.reference.issued_on == D(2024, 1, 4)
    assert (doubt.target, doubt.candidates) == ("references.0.issued_on", ("2024-01-04", "2024-02-04"))


def test_misread_code_joins_the_sure_reading():
    """A code that only OCR tells apart from a surer one is the same document."""
    text = "theo Công văn số 17/KBX-QDZ ngày 02/01/2024; thực hiện Công văn số 17/KBX-ODZ"
    letter = letter_of(text, source=TextSource.OCR, confidence=0.6)
    (one,) = merge_references(letter, tuple(references(letter)))

    assert len(one.mentions) == 2


def test_sure_reading_leaves_no_doubt():
    """A reference that is read well and said once asks nobody."""
    letter = letter_of("Thực hiện Công văn số 7/SNV-CCHC ngày 01/3/2024 của Sở Nội vụ")
    findings = tuple(references(letter))

    assert reference_doubts(letter, findings, merge_references(letter, findings)) == ()
