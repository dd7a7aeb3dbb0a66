"""When the inbox's files are taken."""

import os
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake import Refusal, Sighting, StabilityTracker, has_writer, is_temporary, look


def paths(inbox):
    return [seen.path for seen in look(inbox)]


def test_a_file_is_ready_only_after_it_was_quiet():
    """A file that keeps growing is not ready; one that has not changed for `quiet` seconds is."""
    tracker = StabilityTracker(quiet=2)

    assert tracker.observe([Sighting("a.pdf", 10, 1)], now=0) == []
    assert tracker.observe([Sighting("a.pdf", 20, 2)], now=2) == []
    assert tracker.observe([Sighting("a.pdf", 20, 2)], now=3.9) == []
    assert tracker.observe([Sighting("a.pdf", 20, 2)], now=4) == [Sighting("a.pdf", 20, 2)]


def test_a_file_replaced_under_the_same_name_waits_anew():
    """Another inode with the same size and time is another file."""
    tracker = StabilityTracker(quiet=1)
    tracker.observe([Sighting("a.pdf", 10, 1, inode=5)], now=0)

    assert tracker.observe([Sighting("a.pdf", 10, 1, inode=6)], now=5) == []


def test_a_file_that_vanishes_is_forgotten():
    """A file that goes and comes back starts from nothing."""
    tracker = StabilityTracker(quiet=1)
    tracker.observe([Sighting("a.pdf", 10, 1)], now=0)
    tracker.observe([], now=1)

    assert tracker.waiting() == 0
    assert tracker.observe([Sighting("a.pdf", 10, 1)], now=2) == []


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(0, 3)), min_size=1, max_size=30))
def test_a_ready_file_was_the_same_for_the_whole_quiet_time(steps):
    """Whatever the looks, a file is ready only if every look in the last `quiet` seconds saw it the same."""
    tracker, now, history = StabilityTracker(quiet=2), 0.0, []
    for size, wait in steps:
        now += wait
        seen = Sighting("a.pdf", size, size)
        history.append((now, seen))
        ready = tracker.observe([seen], now)

        start = next(at for k, (at, _) in enumerate(history) if all(s == seen for _, s in history[k:]))
        assert (ready == [seen]) == (now - start >= 2)


def test_half_written_names_are_passed_over(tmp_path):
    """Names that programs give to unfinished files are not looked at."""
    for name in ("a.pdf.part", "~$b.docx", ".c.pdf", "d.tmp", "e.pdf"):
        (tmp_path / name).write_bytes(b"x")

    assert paths(tmp_path) == ["e.pdf"]
    assert is_temporary("Công văn.PART")


def test_subfolders_are_labels(tmp_path):
    """The folder a file stands in is its label, in NFC."""
    folder = tmp_path / unicodedata.normalize("NFD", "Hỏa tốc") / "sáng"
    folder.mkdir(parents=True)
    (folder / unicodedata.normalize("NFD", "Quyết định số 5.pdf")).write_bytes(b"x")

    (seen,) = look(tmp_path)

    assert seen.label == "Hỏa tốc/sáng"
    assert seen.name == "Quyết định số 5.pdf"
    assert (tmp_path / seen.path).exists()


def test_links_and_pipes_are_refused(tmp_path):
    """A symbolic link and a FIFO are seen, refused and never opened."""
    (tmp_path / "that.pdf").write_bytes(b"x")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "that.pdf")
    os.mkfifo(tmp_path / "pipe.pdf")

    refusals = {seen.path: seen.refusal for seen in look(tmp_path)}

    assert refusals == {"that.pdf": None, "link.pdf": Refusal.LINK, "pipe.pdf": Refusal.SPECIAL}
    tracker = StabilityTracker(quiet=0)
    assert [seen.path for seen in tracker.observe(look(tmp_path), now=1)] == ["that.pdf"]


def test_names_of_255_bytes_are_seen(tmp_path):
    """The longest name that the file system allows is a name like another."""
    name = "ế" * 83 + "ab.pdf"
    assert len(name.encode()) == 255
    (tmp_path / name).write_bytes(b"x")

    assert paths(tmp_path) == [name]


def test_a_file_open_for_writing_has_a_writer(tmp_path):
    """As long as a program holds the file open for writing, it is not finished."""
    path = tmp_path / "a.pdf"
    with path.open("wb") as handle:
        handle.write(b"half")
        handle.flush()
        writing = has_writer(path)

    assert writing
    assert not has_writer(path)


def test_a_folder_that_is_not_there_is_empty(tmp_path):
    """Looking at a missing inbox finds nothing and raises nothing."""
    assert paths(tmp_path / "nothing") == []
