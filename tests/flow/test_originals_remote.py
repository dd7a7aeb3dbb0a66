"""Originals in an S3-compatible store."""

import shutil
import time
import uuid
from pathlib import Path

import boto3
import pytest
import s3fs
from moto.server import ThreadedMotoServer

from models.errors import StorageError
from models.states import LedgerState
from pipeline.office import Office
from pipeline.originals import hash_file
from pipeline.originals_remote import RemoteOriginals, originals_of
from pipeline.page_pictures import PagePictures
from pipeline.reconcile import mismatches
from pipeline.register_ledger import get_file
from pipeline.settings import Settings

SAMPLE = Path(__file__).parents[2] / "samples" / "07-giay-moi.pdf"


@pytest.fixture(scope="module")
def endpoint():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint, monkeypatch):
    """The URL of a bucket of the test's own on a local server."""
    name = f"originals-{uuid.uuid4().hex}"
    for key in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(key, "test")
    monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    s3fs.S3FileSystem.clear_instance_cache()
    boto3.client("s3", endpoint_url=endpoint).create_bucket(Bucket=name)
    return f"s3://{name}/congvan"


def test_a_stored_original_is_had_on_another_machine(bucket, tmp_path):
    """What one machine stores another fetches, whole; an original that nobody stored is none."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF letter")
    one = originals_of(Settings(data=tmp_path / "one", originals_url=bucket))
    other = RemoteOriginals(bucket, tmp_path / "other")

    sha256, _ = one.store(tmp_path / "a.pdf")

    assert other.path_of(sha256).read_bytes() == b"%PDF letter"
    assert hash_file(other.path_of(sha256)) == sha256
    assert other.path_of("0" * 64) is None
    assert [path.name for path in other] == [f"{sha256}.pdf"]

    other.forget(sha256)
    assert RemoteOriginals(bucket, tmp_path / "third").path_of(sha256) is None


def test_a_store_that_is_away_is_an_error_that_passes(bucket, tmp_path, monkeypatch):
    """When the store cannot be reached, storing says so and may be tried again."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    (tmp_path / "b.pdf").write_bytes(b"%PDF other")
    s3fs.S3FileSystem.clear_instance_cache()

    with pytest.raises(StorageError) as caught:
        RemoteOriginals(bucket, tmp_path / "cache").store(tmp_path / "b.pdf")

    assert caught.value.passing


def test_a_letter_goes_the_whole_way_through_the_shared_store(bucket, tmp_path):
    """Its original lies in the store; a machine without a copy of its own reads it, and draws its pages."""
    settings = Settings(data=tmp_path, originals_url=bucket, ocr_workers=1)
    with Office(settings) as office:
        record = office.inbox.add(SAMPLE, by="test")
        shutil.rmtree(settings.originals)  # as on a machine that did not store it
        until = time.monotonic() + 60
        while office.register.read(get_file, record.id).state is not LedgerState.FILED:
            assert time.monotonic() < until
            time.sleep(0.1)
        shutil.rmtree(settings.originals)
        pictures = PagePictures(settings)
        drawn = pictures.picture(record.sha256, 1).read_bytes()
        pictures.close()
        told = list(mismatches(office.register, settings, hashes=True))

    assert drawn.startswith(b"\x89PNG")
    assert told == []
