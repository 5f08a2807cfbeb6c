import fcntl
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy import Spider
from scrapy.utils.test import get_crawler

from govreports.exits import EXIT, FAILED
from govreports.feeds import AtomicFileFeedStorage, uri_params


def test_a_feed_has_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "records.jsonl"
    storage = AtomicFileFeedStorage(str(target), feed_options={"overwrite": True})
    file = storage.open(Spider("x"))
    file.write(b"{}\n")
    file.flush()
    assert not target.exists()
    # Whoever needs room for it needs it there.
    assert Path(str(file.name)).parent == target.parent
    assert isinstance(file.name, str)
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


def test_what_runs_that_were_cut_off_left_goes_when_a_feed_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    for name in ("2026-01-01T00-00-00+00-00.jsonl.1.part", "2026-01-02T00-00-00+00-00.jsonl.2.part", "notes.part"):
        (folder / name).write_text("{}")
    live = (folder / "2026-01-02T00-00-00+00-00.jsonl.2.part").open("r+b")
    fcntl.flock(live.fileno(), fcntl.LOCK_EX)
    storage = AtomicFileFeedStorage(str(folder / "2026-01-03T00-00-00+00-00.jsonl"), feed_options={"overwrite": True})
    file = storage.open(Spider("x"))
    assert len(list(folder.iterdir())) == 4
    storage.store(file)
    live.close()
    assert sorted(path.name for path in folder.iterdir()) == [
        "2026-01-02T00-00-00+00-00.jsonl.2.part",
        "2026-01-03T00-00-00+00-00.jsonl",
        "notes.part",
    ]


def test_in_a_folder_of_many_only_parts_of_its_own_name_go(tmp_path: Path) -> None:
    for name in ("mine.jsonl.1.part", "other.jsonl.1.part"):
        (tmp_path / name).write_text("{}")
    storage = AtomicFileFeedStorage(str(tmp_path / "mine.jsonl"), feed_options={"overwrite": True})
    storage.store(storage.open(Spider("x")))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.jsonl", "other.jsonl.1.part"]


def test_a_part_is_locked_as_long_as_its_process_lives(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys\nfrom scrapy import Spider\nfrom govreports.feeds import AtomicFileFeedStorage, uri_params\n"
        "file = AtomicFileFeedStorage(sys.argv[1]).open(Spider('x'))\nprint('open', flush=True)\nsys.stdin.read()"
    )
    target = tmp_path / "records.jsonl"
    with subprocess.Popen(
        [sys.executable, "-c", code, target], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        storage = AtomicFileFeedStorage(str(target))
        storage.store(storage.open(Spider("x")))
        assert len(list(tmp_path.glob("*.part"))) == 1
        process.kill()
    storage = AtomicFileFeedStorage(str(target))
    storage.store(storage.open(Spider("x")))
    assert list(tmp_path.iterdir()) == [target]


def test_a_feed_that_could_not_be_written_is_cut_to_whole_lines_and_never_stored(
    tmp_path: Path,
) -> None:
    target = tmp_path / "records.jsonl"
    target.write_bytes(b"earlier\n")
    code = (
        "import resource, sys\nfrom scrapy import Spider\nfrom scrapy.utils.test import get_crawler\n"
        "from govreports.exits import EXIT\nfrom govreports.feeds import AtomicFileFeedStorage, uri_params\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\ncrawler = get_crawler()\n"
        "storage = AtomicFileFeedStorage.from_crawler(crawler, sys.argv[1], feed_options={'overwrite': True})\n"
        "file = storage.open(Spider('x'))\n"
        "for line in (b'{1}\\n', b'{too long}\\n', b'{2}\\n'):\n"
        "    try:\n        file.write(line)\n    except OSError:\n        print('failed')\n"
        "try:\n    storage.store(file)\nexcept OSError:\n    print('not stored', crawler.stats.get_value(EXIT))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)], capture_output=True, text=True, timeout=60, check=True
    )
    # Nothing is written behind what lacks.
    assert done.stdout.split("\n")[:-1] == ["failed", "failed", f"not stored {FAILED}"]
    assert done.stderr.count("the feed cannot be written") == 1
    (part,) = tmp_path.glob("*.part")
    assert part.read_bytes() == b"{1}\n"
    assert target.read_bytes() == b"earlier\n"


def test_a_feed_that_could_not_be_begun_is_not_begun_later(tmp_path: Path) -> None:
    crawler = get_crawler()
    (tmp_path / "file").write_text("")
    target = tmp_path / "file" / "records.jsonl"
    storage = AtomicFileFeedStorage.from_crawler(crawler, str(target))
    with pytest.raises(OSError, match="file"):
        storage.open(Spider("x"))
    (tmp_path / "file").unlink()
    with pytest.raises(OSError, match="file"):
        storage.open(Spider("x"))
    assert crawler.stats is not None
    assert crawler.stats.get_value(EXIT) == FAILED


def test_records_go_where_everything_else_goes() -> None:
    crawler = get_crawler(settings_dict={"DATA_FOLDER": "elsewhere"})
    spider = Spider.from_crawler(crawler, name="x")
    assert uri_params({"name": "x"}, spider) == {"name": "x", "folder": "elsewhere"}
    nothing_kept = Spider.from_crawler(get_crawler(settings_dict={"DATA_FOLDER": ""}), name="x")
    assert uri_params({}, nothing_kept) == {"folder": "output"}
