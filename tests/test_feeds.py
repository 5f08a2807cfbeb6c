from pathlib import Path

from scrapy import Spider

from govreports.feeds import AtomicFileFeedStorage


def test_a_feed_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "records.jsonl"
    storage = AtomicFileFeedStorage(str(target), feed_options={"overwrite": True})
    file = storage.open(Spider("x"))
    file.write(b"{}\n")
    file.flush()
    assert not target.exists()
    storage.store(file)
    assert target.read_bytes() == b"{}\n"
    assert list(target.parent.iterdir()) == [target]


def test_overwriting_keeps_the_earlier_file_until_the_end(tmp_path: Path) -> None:
    target = tmp_path / "records.jsonl"
    target.write_bytes(b"old\n")
    storage = AtomicFileFeedStorage(target.as_uri(), feed_options={"overwrite": True})
    file = storage.open(Spider("x"))
    file.write(b"new\n")
    assert target.read_bytes() == b"old\n"
    storage.store(file)
    assert target.read_bytes() == b"new\n"


def test_appending_keeps_what_is_there(tmp_path: Path) -> None:
    target = tmp_path / "records with spaces.jsonl"
    target.write_bytes(b"old\n")
    storage = AtomicFileFeedStorage(target.as_uri())
    file = storage.open(Spider("x"))
    file.write(b"new\n")
    storage.store(file)
    assert target.read_bytes() == b"old\nnew\n"


def test_what_was_written_can_be_read_again_and_cut(tmp_path: Path) -> None:
    target = tmp_path / "records.jsonl"
    target.write_bytes(b"old\n")
    for overwrite, expected in ((False, b"old\nnew\n"), (True, b"new\n")):
        storage = AtomicFileFeedStorage(str(target), feed_options={"overwrite": overwrite})
        file = storage.open(Spider("x"))
        start = file.tell()
        file.write(b"too long a line\n")
        file.seek(start)
        assert file.read() == b"too long a line\n"
        file.seek(start)
        file.truncate()
        file.write(b"new\n")
        storage.store(file)
        assert target.read_bytes() == expected
