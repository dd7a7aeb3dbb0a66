"""A letter becomes rows, once, whole."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from entries import DAY, made

from models.errors import NotFoundError, SecretLetterError
from models.finding import Deadline, DeadlineKind, Field, Reference, Relation
from models.register import LetterFilter
from models.states import Likeness, TaskState, ValueStatus
from pipeline.register_duplicates import list_duplicates, settle_duplicate
from pipeline.register_filing import file_letter
from pipeline.register_letters import (
    find_letters,
    get_letter,
    letter_counts,
    list_letters,
    next_for_review,
    page_words,
    stored_letter,
)


def test_a_filed_letter_comes_back_whole(register, file):
    """Header, addressees, citations, tasks and their places are read back as they were found."""
    letter, entry = made()
    view = register.read(get_letter, file((letter, entry)))

    assert view.line.number_symbol == "12/UBND-NV"
    assert view.line.issued_on == DAY
    assert view.header[Field.SUBJECT].value == "rà soát hộ nghèo trên địa bàn"
    assert [one.value for one in view.addressees] == ["UBND các xã, phường"]
    assert [(one.number_symbol, one.relation) for one in view.citations] == [
        ("1789/QĐ-UBND", Relation.IMPLEMENTS)
    ]
    assert [one.text for one in view.tasks] == [entry.tasks[0].evidence.text]
    assert view.tasks[0].due_on == dt.date(2024, 3, 25)
    assert view.tasks[0].state is TaskState.WAITING
    assert view.tasks[0].place.boxes == tuple(tuple(box.rounded) for box in entry.tasks[0].evidence.boxes)
    assert view.tasks[0].assignees[0].name == "UBND các xã, phường"


def test_the_letter_as_read_comes_back_unchanged(register, file):
    """Text, pages, blocks and words survive storing, so that it can be extracted again."""
    letter, entry = made()
    stored = register.read(stored_letter, file((letter, entry)))

    assert (stored.text, stored.pages, stored.blocks) == (letter.text, letter.pages, letter.blocks)
    assert [(word.start, word.end, word.page) for word in stored.words] == [
        (word.start, word.end, word.page) for word in letter.words
    ]
    assert all(
        abs(a.box.x0 - b.box.x0) <= 0.01 for a, b in zip(stored.words, letter.words, strict=True) if a.box
    )


def test_every_header_field_has_a_row_even_when_nothing_was_found(register, file):
    """A field that was not found is EMPTY, one that could not be read is UNREAD: two kinds of nothing."""
    view = register.read(
        get_letter, file(made(symbol=None, doubts=[("number_symbol", "Số viết tay.", ("12", "72"))]))
    )

    assert view.header[Field.PLACE].status is ValueStatus.EMPTY
    assert view.header[Field.NUMBER_SYMBOL].status is ValueStatus.UNREAD
    assert view.header[Field.NUMBER_SYMBOL].candidates == ("12", "72")
    assert view.line.doubts == 1


def test_a_secret_letter_never_gets_in(register):
    """Filing a letter marked MẬT is refused and leaves no row."""
    with pytest.raises(SecretLetterError):
        register.write(file_letter, *made(secrecy="mật"))

    assert register.read(list_letters, LetterFilter()).total == 0


def test_the_same_bytes_are_one_letter(register, file):
    """A second filing of the same bytes gives the letter that is there; a clerk may ask for a copy."""
    pair = made()
    first = file(pair)
    again = register.write(file_letter, *pair)
    copy = register.write(file_letter, *pair, copy=1)

    assert (again.letter_id, again.new) == (first, False)
    assert copy.new
    assert (first, Likeness.SAME_BYTES) in copy.duplicates


def test_ten_writers_at_once_file_one_letter(register):
    """The same file from ten threads at once is filed once, and nobody gets an error."""
    pair = made()
    with ThreadPoolExecutor(10) as pool:
        filed = list(pool.map(lambda _: register.write(file_letter, *pair), range(10)))

    assert sum(one.new for one in filed) == 1
    assert len({one.letter_id for one in filed}) == 1


LONG = " ".join(f"nội dung thứ {i} về công tác rà soát, thống kê hộ nghèo năm nay" for i in range(20))


def test_a_letter_scanned_again_is_noticed_by_its_pages(register, file):
    """Other bytes with nearly the same words are proposed as a duplicate, and the clerk decides."""
    first = file(made(symbol=None, text=LONG))
    second = file(made(symbol=None, text=LONG.replace("thứ 3", "thú 3").replace("thứ 11", "thứ ll")))
    (found,) = register.read(list_duplicates, second)
    register.write(settle_duplicate, found.id, same=True, by="lan")

    assert (found.letter.id, found.likeness) == (first, Likeness.SAME_PAGES)
    assert register.read(list_duplicates, first)[0].same is True
    assert register.read(list_letters, LetterFilter()).total == 2


def test_two_invitations_from_one_form_are_not_duplicates(register, file):
    """Letters alike in their words but with numbers that differ are two letters."""
    file(made(symbol="1/GM-UBND", text=LONG))
    second = file(made(symbol="2/GM-UBND", text=LONG))

    assert register.read(list_duplicates, second) == ()


def test_same_issuer_number_and_date_are_noticed(register, file):
    """Another scan of which little could be read is found by its number."""
    first = file(made(subject="một"))
    second = file(made(subject="hai", tasks=()))

    assert [(one.letter.id, one.likeness) for one in register.read(list_duplicates, second)] == [
        (first, Likeness.SAME_NUMBER)
    ]


def test_urgent_letters_wait_first_and_the_queue_goes_round(register, file):
    """HỎA TỐC comes before KHẨN before others; after the last comes the first."""
    plain, urgent, older = file(made("1/A-B")), file(made("2/A-B", urgency="hỏa tốc")), file(made("3/A-B"))

    assert register.read(next_for_review) == urgent
    assert register.read(next_for_review, after=urgent) == plain
    assert register.read(next_for_review, after=plain) == older
    assert register.read(next_for_review, after=older) == urgent
    assert register.read(next_for_review, after=urgent, backward=True) == older


def test_letters_are_found_by_what_a_clerk_calls_them(register, file):
    """A number in the register, a symbol in another spelling and a file name all name the letter."""
    letter_id = file(made("0012/UBND-NV"))
    name = register.read(get_letter, letter_id).line.file_name

    assert register.read(find_letters, str(letter_id)) == [letter_id]
    assert register.read(find_letters, "12/ubnd-nv") == [letter_id]
    assert register.read(find_letters, name) == [letter_id]
    assert register.read(find_letters, "không có") == []


def test_lists_filter_by_issuer_without_marks(register, file):
    """Typing without marks finds the issuer, and counts are by state."""
    file(made())
    file(made("7/SNV", issuer="SỞ NỘI VỤ"))

    assert register.read(list_letters, LetterFilter(issuer="so noi")).total == 1
    assert register.read(list_letters, LetterFilter(words="7/snv")).total == 1
    assert register.read(list_letters, LetterFilter(issued_to=dt.date(2024, 3, 4))).total == 0
    assert sum(register.read(letter_counts).values()) == 2


def test_words_of_a_page_come_with_their_boxes(register, file):
    """The review page gets each word of one page with its place in the text."""
    letter, entry = made()
    words = register.read(page_words, file((letter, entry)), 1)

    assert " ".join(word.text for word in words) == " ".join(letter.text.split())
    assert all(word.box is not None for word in words)
    with pytest.raises(NotFoundError):
        register.read(page_words, 999, 1)


def test_a_recurring_deadline_has_no_day(register, file):
    """A recurring limit keeps what is printed; no day is made up for it."""
    limit = Deadline(DeadlineKind.RECURRING, every="month", day=20)
    view = register.read(get_letter, file(made(tasks=(("Báo cáo hằng tháng", ("Phòng Nội vụ",), limit),))))

    assert view.tasks[0].due_on is None
    assert view.tasks[0].deadlines[0].deadline.every == "month"


def test_a_document_cited_with_a_year_only_keeps_the_year(register, file):
    """The citation "Quyết định 1789/QĐ-UBND năm 2023" is kept as it is said: no day is made up."""
    reference = Reference("quyết định", "1789/QĐ-UBND", year=2023)
    view = register.read(get_letter, file(made(references=(reference,))))

    assert view.citations[0].issued_on is None
