"""One search: citations first, then letters and tasks by their words, marks or not."""

import datetime as dt
import unicodedata

import pytest
from entries import DAY, made

from models.errors import StorageError
from models.finding import Field, Relation
from models.register import LetterFilter, TaskFilter
from models.states import TaskState
from pipeline.register_fields import set_field
from pipeline.register_letters import get_letter, list_letters
from pipeline.register_review import approve, limit_access, trash
from pipeline.register_states import set_states
from pipeline.register_tasks import list_tasks
from pipeline.search import Search
from pipeline.search_index import FORMAT
from pipeline.timeliness import AsOf

TODAY = AsOf(dt.date(2024, 3, 20))


@pytest.fixture
def search(register):
    """A search over the register, caught up whenever it is asked."""

    class CaughtUp(Search):
        def search(self, typed, asked=TODAY, **options):
            self.catch_up(most=None)
            return super().search(typed, asked, **options)

    return CaughtUp(register.settings, register.database)


@pytest.fixture
def three(file):
    """Three letters: about poor households, about a reform (with marks), and one whose marks OCR lost."""
    return (
        file(made("1/UBND-NV")),
        file(made("2/SNV-CC", issuer="SỞ NỘI VỤ", subject="cải cách thủ tục", kind="kế hoạch", tasks=(),
                  issued_on=dt.date(2024, 5, 2), references=())),
        file(made("3/UBND-CC", subject="cai cach thu tuc", tasks=(), references=())),
    )  # fmt: skip


def ids(paged):
    return [hit.id for hit in paged.rows]


@pytest.mark.parametrize(
    "typed",
    ["hộ nghèo", "ho ngheo", "HỘ NGHÈO", "nghèo hộ", unicodedata.normalize("NFD", "hộ nghèo"), "hô\u0323 nghe\u0300o"],
)  # fmt: skip
def test_marks_case_and_normal_forms_do_not_hide_a_letter(search, three, typed):
    """Typed with or without marks, in any case and normal form, the letter is found."""
    assert ids(search.search(typed).letters) == [three[0]]


def test_old_and_new_tone_placement_are_one(search, file):
    """“hoá” and “hóa”, “uỷ” and “ủy” find each other."""
    letter_id = file(made(subject="văn hoá, uỷ quyền"))

    assert ids(search.search("văn hóa ủy quyền").letters) == [letter_id]


def test_letters_with_the_marks_that_were_typed_come_first(search, three):
    """Both letters are found; the one that is spelled as typed is first, and says so."""
    found = search.search("cải cách").letters

    assert [(hit.id, hit.same_marks) for hit in found.rows] == [(three[1], True), (three[2], False)]
    assert found.total == 2
    assert ids(search.search("cải cách", limit=1, offset=1).letters) == [three[2]]


def test_phrases_exclusions_and_prefixes(search, three):
    """Quotes keep words together, a minus leaves letters out, a star takes beginnings."""
    assert search.search('"tục thủ"').letters.total == 0
    assert set(ids(search.search('"thu tuc"').letters)) == {three[1], three[2]}
    assert ids(search.search("cach -sở").letters) == [three[2]]
    assert ids(search.search('cach -"sở nội vụ"').letters) == [three[2]]
    assert ids(search.search("nghe*").letters) == [three[0]]


def test_words_side_by_side_come_first(search, file):
    """A word is two syllables: a letter that has them apart comes after, however often it has them."""
    plain = {"tasks": (), "references": (), "subject": "góp ý"}
    apart = file(made("4/A", text="Kiểm kê và rà soát, kiểm tra, soát vé, kiểm kê, rà soát.", **plain))
    together = file(made("5/B", text="Việc kiểm soát thủ tục của cơ quan trong năm qua.", **plain))

    assert ids(search.search("kiem soat").letters) == [together, apart]
    assert ids(search.search("kiểm soát").letters) == [together, apart]


def test_filters_narrow_without_ranking(search, three):
    """Issuer, type, days, assignee, state and cited symbols, also in Vietnamese words."""
    assert ids(search.search('cach issuer:"so noi vu"').letters) == [three[1]]
    assert ids(search.search('cach type:"kế hoạch"').letters) == [three[1]]
    assert ids(search.search("cach to:3/2024").letters) == [three[2]]
    assert ids(search.search("cach từ:1/5/2024").letters) == [three[1]]
    assert ids(search.search("cites:1789/qd-ubnd").letters) == [three[0]]
    assert ids(search.search('assignee:"cac xa"').letters) == [three[0]]
    assert ids(search.search('state:"chờ duyệt"').tasks) != []
    assert search.search("state:done").tasks.rows == ()


def test_the_state_of_a_task_follows_the_register(search, register, three):
    """A state said a moment ago is found at the next search; overdue is by the day asked about."""
    register.write(approve, three[0], by="lan", on=DAY)
    task = register.read(get_letter, three[0]).tasks[0].id
    overdue = search.search('state:"quá hạn"', AsOf(dt.date(2024, 4, 1))).tasks
    register.write(set_states, [task], TaskState.DONE, by="lan")

    assert ids(overdue) == [task]
    assert ids(search.search('state:"hoàn thành"').tasks) == [task]
    assert search.search('state:"quá hạn"', AsOf(dt.date(2024, 4, 1))).tasks.rows == ()


def test_a_snippet_marks_the_words_and_names_the_page(search, file):
    """Exactly the words found are marked, in the letter's own spelling, with their page."""
    file(made(tasks=(), references=(), text="[page]\nTrang sau nói về phòng cháy, chữa cháy."))
    (hit,) = search.search("phong chay").letters.rows

    assert [part for part, found in hit.snippet.parts if found] == ["phòng", "cháy", "cháy"]
    assert hit.snippet.page == 2


def test_a_citation_gives_the_decision_before_the_letters(search, three):
    """The document is suggested, with the reason where it is not exact; letters follow."""
    exact = search.search("1789 qd ubnd")
    wrong = search.search("1798/QĐ-UBND")

    assert exact.suggestions[0].exact
    assert exact.suggestions[0].document.number_symbol == "1789/QĐ-UBND"
    assert ids(exact.letters) == [three[0]]
    assert not wrong.suggestions[0].exact
    assert "1789" in wrong.suggestions[0].reason


def test_corrections_and_the_trash_are_followed(search, register, three):
    """A corrected subject is found, a letter in the trash is not."""
    field = register.read(get_letter, three[0]).header[Field.SUBJECT]
    register.write(set_field, field.id, "một chuyện hoàn toàn khác thường", by="lan")
    corrected = ids(search.search("khác thường").letters)
    register.write(trash, three[0], by="lan")

    assert corrected == [three[0]]  # once: the former version is gone from the index
    assert search.search("khác thường").letters.rows == ()


def test_limited_letters_are_not_shown_to_others(search, register, three):
    """Neither the letter nor its tasks nor its snippet reach an account of another body."""
    body = register.read(get_letter, three[0]).tasks[0].assignees[0].body_id
    register.write(limit_access, three[0], [body], by="lan")
    others = search.search("hộ nghèo", visible_to=frozenset({body + 1}))

    assert (others.letters.rows, others.tasks.rows) == ((), ())
    assert ids(search.search("hộ nghèo", visible_to=frozenset({body})).letters) == [three[0]]


def test_the_index_is_caught_up_and_never_ahead(search, register, file):
    """What was filed after the last look is taken in; nothing new means no work."""
    first = file(made("1/A-B"))
    taken = search.catch_up(most=None)
    again = search.catch_up(most=None)
    second = file(made("2/A-B", subject="hộ nghèo khác"))

    assert (taken, again) == (1, 0)
    assert set(ids(search.search("hộ nghèo").letters)) == {first, second}


def test_a_crash_before_the_cursor_is_written_repeats_and_loses_nothing(search, register, file, monkeypatch):
    """Taking the same events in twice gives each letter once."""
    file(made("1/A-B"))
    with monkeypatch.context() as patch:
        patch.setattr(search.index, "_save", _crash)
        with pytest.raises(RuntimeError):
            search.catch_up(most=None)

    assert search.search("hộ nghèo").letters.total == 1


def _crash(_cursor):
    raise RuntimeError("killed")


def test_an_index_of_another_register_is_made_anew(search, register, file, tmp_path):
    """When the register's history is not the one the index followed, it starts over."""
    file(made("1/A-B"))
    search.catch_up(most=None)
    cursor = search.index.root / "cursor.json"
    cursor.write_text(cursor.read_text("utf-8").replace('"hash": "', '"hash": "0'), "utf-8")

    assert search.search("hộ nghèo").letters.total == 1
    assert search.index.cursor().event == 1


def test_rebuilding_gives_the_same_answers(search, register, three):
    """The index can be thrown away at any time."""
    before = [ids(search.search(typed).letters) for typed in ("cach", "hộ nghèo", "issuer:so")]
    count = search.index.rebuild(register.database)

    assert count == 3
    assert [ids(search.search(typed).letters) for typed in ("cach", "hộ nghèo", "issuer:so")] == before


def test_a_broken_index_says_what_to_do(search, register, file):
    """A file that is no index is a clear error; rebuilding mends it."""
    file(made())
    search.catch_up(most=None)
    (search.index.root / f"words-{FORMAT}" / "meta.json").write_text("rác", "utf-8")
    broken = Search(register.settings, register.database)
    with pytest.raises(StorageError, match="reindex"):
        broken.search("hộ", TODAY)
    broken.index.rebuild(register.database)

    assert broken.search("hộ nghèo", TODAY).letters.total == 1


BAD = [
    "", " ", '"', '""', '"chưa đóng', "-", "--", "-:", "issuer:", 'issuer:"', "state:linhtinh", "from:32/13/2024",
    "*", "**", "a*b*c", "?", "[", "(", "\\", "AND OR NOT", "body:x",
    "+a", "a^2", "~", "{!}", "'; DROP TABLE letters; --",
    "\x00", "a\x00b",
    "\u202eabc", "\u200b\u200d\ufeff", "🙂🙂", "👨‍👩‍👧 họp", "quy " * 2500, "x" * 10_000, '"' * 5_000,
    "issuer:a " * 1_000, "\ud800", "ḥ̃̈" * 500, "1/" * 3_000, "9" * 10_000, "cites:" + "1" * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("typed", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_no_query_is_an_error_or_slow(search, three, typed):
    """Whatever is typed gets an answer; long queries are cut and say so."""
    import time

    started = time.process_time()
    found = search.search(typed)

    assert time.process_time() - started < 2
    assert found.letters.total >= 0


def test_a_long_query_says_that_it_was_cut(search, three):
    """Only so many words are looked for."""
    assert "từ đầu" in search.search("quy " * 500).notes[0]


def test_what_was_not_understood_is_told(search, three):
    """An unknown state or day is named with what would be understood."""
    notes = search.search("state:linhtinh from:x1").notes

    assert "linhtinh" in notes[0]
    assert "x1" in notes[1]


def test_tasks_are_found_for_the_list(search, three, register):
    """The words of the task list's filter need no marks; with no word in them nothing is found."""
    search.catch_up(most=None)

    def listed(words: str, **more: object) -> int:
        wanted = search.narrow_tasks(TaskFilter(words=words, **more), TODAY)
        return register.read(list_tasks, wanted, TODAY).total

    assert listed("ho ngheo") == 1
    assert listed("ho ngheo", states=(TaskState.DONE,)) == 0
    assert listed("?!") == 0


def test_letters_are_found_for_the_list(search, three, register):
    """The words of the letter list's filter need no marks either; a number or a file's name finds too."""
    search.catch_up(most=None)

    def listed(words: str) -> list[str | None]:
        wanted = search.narrow_letters(LetterFilter(words=words))
        return [one.number_symbol for one in register.read(list_letters, wanted).rows]

    assert listed("cai cach thu tuc") == ["3/UBND-CC", "2/SNV-CC"]
    assert listed("2/snv") == ["2/SNV-CC"]
    assert listed("?!") == []


def test_relations_between_letters_do_not_matter_to_words(search, file):
    """A letter that replaces another is found like any other."""
    letter_id = file(made(references=(("quyết định", "7/QĐ-UBND", DAY, Relation.REPLACES),)))

    assert ids(search.search("7/qd-ubnd").letters) == [letter_id]
