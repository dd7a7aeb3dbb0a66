"""Everything out and back again: the dump, the backup, and what proves them whole."""

import datetime as dt
import gzip
import json
from dataclasses import replace

import pytest
from entries import made

from models.database import open_database
from models.errors import NotFoundError, StorageError, UsageError
from pipeline.backup import MANIFEST, REGISTER, check_backup, make_backup, newest_snapshot, restore_backup
from pipeline.export_dump import dump, load
from pipeline.originals import Originals
from pipeline.register import Register
from pipeline.register_bodies import import_bodies
from pipeline.register_filing import file_letter
from pipeline.register_letters import get_letter
from pipeline.register_review import approve, give_arrival_number
from pipeline.register_task_edits import split_task
from pipeline.register_verify import check_arrival_numbers, check_counts, check_events

NOW = dt.datetime(2024, 3, 5, 17, 0, tzinfo=dt.UTC)
QUIET = {"progress": lambda _: None}


@pytest.fixture
def lived(register, settings, tmp_path):
    """A register in which things happened, with its originals."""
    store = Originals(settings.originals)
    for i in range(3):
        path = tmp_path / f"{i}.pdf"
        path.write_bytes(f"%PDF-1.4 thư số {i}".encode())
        sha256, _ = store.store(path)
        letter, entry = made(f"{i + 1}/UBND-NV")
        letter = replace(letter, source=replace(letter.source, sha256=sha256))
        letter_id = register.write(file_letter, letter, entry).letter_id
        register.write(give_arrival_number, letter_id, by="lan", on=dt.date(2024, 3, 5))
    register.write(approve, 1, by="lan")
    task = register.read(get_letter, 1).tasks[0]
    register.write(split_task, task.id, 18, by="lan")
    listed = [{"name": "Phòng Nội vụ", "parent": "Sở Nội vụ"}, {"name": "Sở Nội vụ"}]
    register.write(import_bodies, listed, by="lan")  # a parent that comes later
    return register


def lines_of(register):
    with register.transaction(write=False) as session:
        return list(dump(session))


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_a_dump_loaded_again_is_the_same_dump(lived, tmp_path, request, target):
    """From either database into either database, line by line identical, and the chain holds."""
    lines = lines_of(lived)
    url = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    if target == "postgresql":
        url = request.getfixturevalue("postgres_url")
    other = Register(replace(lived.settings, database_url=url))
    counts = other.write(load, iter(lines))
    again = lines_of(other)
    with other.transaction(write=False) as session:
        problems = [*check_events(session), *check_arrival_numbers(session), *check_counts(session)]
    new = other.write(file_letter, *made("9/A-B")).letter_id  # numbers go on where they stopped
    other.close()

    assert again == lines
    assert (counts["letters"], problems, new) == (3, [], 4)


def test_a_register_that_is_not_empty_is_never_loaded_over(lived):
    """Nothing is overwritten."""
    with pytest.raises(StorageError, match="không trống"):
        lived.write(load, iter(lines_of(lived)))


@pytest.mark.parametrize(
    "first", ["", "{}", "không phải JSON", '{"kind": "congvan-register", "revision": "9999"}', "[]"]
)
def test_what_is_no_dump_is_refused(register, first):
    """Another file, or one of another version, leaves the register empty."""
    with pytest.raises(UsageError):
        register.write(load, iter([first]))


def test_a_torn_line_is_named_and_nothing_stays(register, lived, tmp_path):
    """The line's number is told, and the rows before it are not kept."""
    lines = lines_of(lived)
    other = Register(replace(lived.settings, database_url=f"sqlite:///{tmp_path / 'other.sqlite3'}"))
    with pytest.raises(UsageError, match="Dòng 21"):
        other.write(load, iter([*lines[:20], lines[20][:15], *lines[21:]]))
    other.write(load, iter(lines))

    assert lines_of(other) == lines
    other.close()


def test_a_backup_can_be_proved_and_restored(lived, tmp_path):
    """Backed up, checked in a scratch folder, restored elsewhere: the same register and originals."""
    folder = tmp_path / "usb"
    made_backup = make_backup(lived.settings, lived.database, folder, now=NOW, **QUIET)
    checked = check_backup(folder, **QUIET)
    elsewhere = replace(lived.settings, data=tmp_path / "moi", database_url="")
    restored = restore_backup(elsewhere, folder, **QUIET)
    with Register(elsewhere) as other:
        assert lines_of(other) == lines_of(lived)

    assert (made_backup.originals, made_backup.copied, made_backup.problems) == (3, 3, [])
    assert (checked.whole, checked.originals) == (True, 3)
    assert restored.originals == 3
    assert sorted(path.name for path in Originals(elsewhere.originals)) == sorted(
        path.name for path in Originals(lived.settings.originals)
    )


def test_a_second_backup_copies_only_what_is_new(lived, tmp_path):
    """Originals are kept once; each snapshot is whole."""
    folder = tmp_path / "usb"
    make_backup(lived.settings, lived.database, folder, now=NOW, **QUIET)
    second = make_backup(lived.settings, lived.database, folder, now=NOW + dt.timedelta(days=1), **QUIET)

    assert (second.originals, second.copied) == (3, 0)
    assert newest_snapshot(folder) == second.place


def test_a_damaged_original_is_found(lived, tmp_path):
    """A backup whose file was changed says which one."""
    folder = tmp_path / "usb"
    make_backup(lived.settings, lived.database, folder, now=NOW, **QUIET)
    victim, lost, _ = Originals(folder / "originals")
    victim.chmod(0o600)
    victim.write_bytes(b"khac")
    lost.unlink()
    problems = check_backup(folder, **QUIET).problems

    assert any(victim.name in one and "hỏng" in one for one in problems)
    assert any(lost.stem in one and "thiếu" in one for one in problems)


def test_a_changed_snapshot_is_refused(lived, tmp_path):
    """The register's copy carries its own hash; a torn one is refused too."""
    folder = tmp_path / "usb"
    place = make_backup(lived.settings, lived.database, folder, now=NOW, **QUIET).place
    whole = (place / REGISTER).read_bytes()
    with gzip.open(place / REGISTER, "at", encoding="utf-8") as more:
        more.write('{"table":"views","row":{}}\n')
    with pytest.raises(StorageError, match="thay đổi"):
        check_backup(folder, **QUIET)
    (place / REGISTER).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StorageError, match="không đọc được"):
        check_backup(folder, **QUIET)


def test_counts_that_do_not_fit_are_told(lived, tmp_path):
    """A manifest that promises more than the copy holds is noticed."""
    folder = tmp_path / "usb"
    place = make_backup(lived.settings, lived.database, folder, now=NOW, **QUIET).place
    manifest = json.loads((place / MANIFEST).read_text("utf-8"))
    manifest["counts"]["letters"] = 4
    (place / MANIFEST).write_text(json.dumps(manifest), "utf-8")

    assert any("letters" in one for one in check_backup(folder, **QUIET).problems)


def test_a_backup_broken_off_does_not_count(lived, tmp_path):
    """Without its manifest a snapshot is none; without any there is nothing to restore."""
    folder = tmp_path / "usb"
    first = make_backup(lived.settings, lived.database, folder, now=NOW, **QUIET).place
    second = make_backup(lived.settings, lived.database, folder, now=NOW + dt.timedelta(1), **QUIET).place
    (second / MANIFEST).unlink()

    assert newest_snapshot(folder) == first
    with pytest.raises(NotFoundError):
        newest_snapshot(tmp_path / "khong-co")


def test_a_backup_into_the_data_folder_is_refused(lived):
    """A backup beside the data would be lost with it."""
    with pytest.raises(StorageError, match="ổ đĩa khác"):
        make_backup(lived.settings, lived.database, lived.settings.data / "sao-luu", now=NOW, **QUIET)


def test_restoring_over_a_register_is_refused(lived, tmp_path):
    """The register that is there stays as it is."""
    folder = tmp_path / "usb"
    make_backup(lived.settings, lived.database, folder, now=NOW, **QUIET)
    before = lines_of(lived)
    with pytest.raises(StorageError, match="không trống"):
        restore_backup(lived.settings, folder, **QUIET)

    assert lines_of(lived) == before


def test_an_original_that_the_office_lost_is_told_at_once(lived, tmp_path):
    """The backup goes on with the rest and says what is missing."""
    victim = next(iter(Originals(lived.settings.originals)))
    victim.unlink()
    found = make_backup(lived.settings, lived.database, tmp_path / "usb", now=NOW, **QUIET)

    assert (found.originals, len(found.problems)) == (2, 1)


def test_a_store_writes_once(tmp_path):
    """The same bytes are one file, read-only, named by their hash; changed ones are noticed."""
    store = Originals(tmp_path / "originals")
    for name in ("a.PDF", "b.pdf"):
        (tmp_path / name).write_bytes(b"mot van ban")
    first, second = store.store(tmp_path / "a.PDF"), store.store(tmp_path / "b.pdf")
    (place,) = list(store)

    assert first == second
    assert place.name == f"{first[0]}.pdf"
    assert place.stat().st_mode & 0o777 == 0o440
    assert store.verify(first[0])
    place.chmod(0o600)
    place.write_bytes(b"khac")
    assert not store.verify(first[0])
    assert not store.verify("0" * 64)


def test_an_empty_database_has_an_empty_dump(tmp_path):
    """Only the head."""
    database = open_database(f"sqlite:///{tmp_path / 'leer.sqlite3'}")
    with database.transaction(write=False) as session:
        assert len(list(dump(session))) == 1
    database.close()
