"""The whole way of a file: inbox, ledger, original, register."""

import asyncio
import contextlib
import datetime as dt
import hashlib
import os
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from entries import made

from models.states import LedgerState
from models.vietnam_time import VIETNAM
from pipeline.office import Office
from pipeline.page_pictures import nothing
from pipeline.reading.sandbox import Stopped
from pipeline.register import Register
from pipeline.register_filing import file_letter
from pipeline.register_ledger import files, get_file, slip
from pipeline.register_review import trash
from pipeline.settings import Settings

SAMPLES = Path(__file__).parents[2] / "samples"
LETTER = SAMPLES / "04-thong-bao-ket-luan.pdf"


@pytest.fixture
def office(tmp_path):
    """An office at work, its folder looked at with next to no quiet time."""
    made = Office(Settings(data=tmp_path / "data", ocr_workers=1), quiet=0.2)
    made.inbox.patience = 1
    with made:
        watching = threading.Thread(target=made.watch)
        watching.start()
        yield made
        made.stop()
        watching.join()


def wait_for(office, count, seconds=60):
    """Return the ledger once `count` files have ended."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        rows = office.register.read(files)
        if sum(row.ended_at is not None for row in rows) >= count:
            return {row.file_name: row for row in rows}
        time.sleep(0.1)
    raise AssertionError([(row.file_name, row.state, row.reason) for row in office.register.read(files)])


def drop(office, source, name):
    """Put a file into the inbox as a careful program does: whole, under its own name."""
    part = office.settings.inbox / f"{name}.part"
    shutil.copyfile(source, part)
    part.rename(part.with_suffix(""))


def test_dropped_letters_end_where_they_belong(office, tmp_path):
    """Filed, duplicate, failed with its reason, set aside: the inbox is empty and the slip balances."""
    (tmp_path / "rỗng.pdf").write_bytes(b"")
    drop(office, LETTER, "thông báo.pdf")
    drop(office, SAMPLES / "16-mat.pdf", "mật.pdf")
    drop(office, tmp_path / "rỗng.pdf", "rỗng.pdf")
    wait_for(office, 3)
    drop(office, LETTER, "lại lần nữa.pdf")

    rows = wait_for(office, 4)

    assert {name: row.state for name, row in rows.items()} == {
        "thông báo.pdf": LedgerState.FILED,
        "lại lần nữa.pdf": LedgerState.DUPLICATE,
        "rỗng.pdf": LedgerState.FAILED,
        "mật.pdf": LedgerState.SET_ASIDE,
    }
    assert rows["lại lần nữa.pdf"].letter_id == rows["thông báo.pdf"].letter_id
    assert rows["rỗng.pdf"].reason
    assert rows["rỗng.pdf"].next_step
    assert list(office.settings.inbox.iterdir()) == []
    original = office.flow.originals.path_of(rows["thông báo.pdf"].sha256)
    assert (
        hashlib.sha256(original.read_bytes()).hexdigest() == hashlib.sha256(LETTER.read_bytes()).hexdigest()
    )
    assert office.flow.originals.path_of(rows["mật.pdf"].sha256) is None
    day = office.register.read(slip, rows["mật.pdf"].seen_at.astimezone(VIETNAM).date())
    assert (day.seen, day.letters, day.duplicates, day.failed, day.set_aside) == (4, 1, 1, 1, 1)
    assert day.balanced


def test_a_slow_writer_is_waited_for(office):
    """A file that is being written is not taken before its writer has closed it."""
    whole = LETTER.read_bytes()
    target = office.settings.inbox / "chậm.pdf"
    with target.open("wb") as writing:
        for piece in (whole[: len(whole) // 2], whole[len(whole) // 2 :]):
            writing.write(piece)
            writing.flush()
            os.fsync(writing.fileno())
            time.sleep(1.5)
            assert target.exists()

    rows = wait_for(office, 1)

    assert rows["chậm.pdf"].state is LedgerState.FILED
    assert rows["chậm.pdf"].sha256 == hashlib.sha256(whole).hexdigest()


def test_a_link_is_refused_and_stays(office, tmp_path):
    """A symbolic link gets a row that says why it is not taken, and nothing behind it is read."""
    (office.settings.inbox / "lối tắt.pdf").symlink_to(LETTER)

    rows = wait_for(office, 1)

    assert rows["lối tắt.pdf"].state is LedgerState.FAILED
    assert "liên kết" in rows["lối tắt.pdf"].reason
    assert (office.settings.inbox / "lối tắt.pdf").is_symlink()


def test_an_urgent_letter_waits_for_no_other(office):
    """While every reader is busy with something long, a letter marked urgent by its folder is read and filed."""

    def something_long():
        with contextlib.suppress(Stopped):
            office.readers.call(nothing, 600.0)

    busy = threading.Thread(target=something_long)
    busy.start()
    while office.readers.idle:
        time.sleep(0.01)
    drop(office, LETTER, "thường.pdf")
    (office.settings.inbox / "Hỏa tốc").mkdir()
    drop(office, SAMPLES / "07-giay-moi.pdf", "Hỏa tốc/gấp.pdf")

    rows = wait_for(office, 1)

    assert rows["gấp.pdf"].state is LedgerState.FILED
    assert rows["thường.pdf"].ended_at is None
    office.readers.close()  # nobody waits for the long one
    busy.join()


def test_the_office_empties_the_trash_by_its_clock(tmp_path):
    """A letter put there stays until the office's clock is 30 days on; then it is removed for good."""
    moment = [dt.datetime.now(dt.UTC)]
    office = Office(Settings(data=tmp_path / "data", ocr_workers=1), now=lambda: moment[0])
    letter_id = office.register.write(file_letter, *made()).letter_id
    office.register.write(trash, letter_id, by="lan")
    counts = []
    for days in (0, 29, 2, 1):
        moment[0] += dt.timedelta(days=days)
        counts.append(office.empty_trash())
    office.close()

    assert counts == [0, 0, 1, 0]


def test_a_stop_in_the_middle_of_reading_is_no_failure(tmp_path, monkeypatch):
    """A letter whose reader is ended by the stop stays underway, for the next start to carry on."""
    monkeypatch.setattr("pipeline.office.GRACE", 0)
    settings = Settings(data=tmp_path / "data", ocr_workers=1)
    with Office(settings) as office:
        record = office.inbox.add(SAMPLES / "09-bao-cao-scan.pdf", by="test")
        while not office.readers.at_work:
            time.sleep(0.02)

    with Register(settings) as register:
        stopped = register.read(get_file, record.id)
    assert (stopped.state, stopped.tries, stopped.reason) == (LedgerState.STORED, 0, None)


def test_files_are_queued_where_the_caller_has_an_event_loop(tmp_path):
    """A server that hands a file over from its event loop is not refused."""

    async def hand_over():
        with Office(Settings(data=tmp_path / "data", ocr_workers=1)) as office:
            return office.inbox.add(SAMPLES / "01-cong-van-thi-xa.pdf", by="test")

    with ThreadPoolExecutor(1) as apart:
        assert apart.submit(asyncio.run, hand_over()).result().sha256
