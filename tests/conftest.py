"""What all tests share."""

import pytest
from hypothesis import settings
from postgres import running_server

# No test is timed: the machine may be busy.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def postgres():
    """A real PostgreSQL server; it must start: a missing one fails the tests instead of skipping them."""
    with running_server() as server:
        yield server


@pytest.fixture
def postgres_url(postgres):
    """The URL of an empty PostgreSQL database."""
    return postgres.create_database()
