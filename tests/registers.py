"""A register on each database, SQLite in a file and a real PostgreSQL; a conftest imports these fixtures."""

import shutil

import psycopg
import pytest

from models.database import open_database
from pipeline.register import Register
from pipeline.register_filing import file_letter
from pipeline.settings import Settings


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    """An empty register's file, to be copied."""
    path = tmp_path_factory.mktemp("template") / "register.sqlite3"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def postgres_template(postgres):
    """The name of an empty register's database, to be copied."""
    url = postgres.create_database()
    open_database(url).close()
    return url.rsplit("/", 1)[-1]


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request, tmp_path):
    """Settings of an office with an empty register."""
    data = tmp_path / "data"
    data.mkdir()
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), data / "register.sqlite3")
        return Settings(data=data, office="UBND thị xã Đông Hải", province="An Bình")
    server = request.getfixturevalue("postgres")
    template = request.getfixturevalue("postgres_template")
    name = f"t{abs(hash(str(tmp_path)))}"
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return Settings(data=data, database_url=server.url(name), office="UBND thị xã Đông Hải")


@pytest.fixture
def register(settings):
    """An open, empty register."""
    with Register(settings) as opened:
        yield opened


@pytest.fixture
def file(register):
    """File a letter made by `entries.made` and return its id."""

    def do(pair, **options):
        return register.write(file_letter, *pair, **options).letter_id

    return do
