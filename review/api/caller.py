"""Who calls the API: the account of a key; reading also works with the session of a browser."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from pipeline.accounts import Account, Right
from review.desk import Desk
from review.guard import ForbiddenError, NotSignedInError, Office
from review.session import COOKIE

_bearer = HTTPBearer(auto_error=False, description="Khóa API của một tài khoản")

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


def caller(
    request: Request,
    office: Office,
    given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Account:
    """Return the account that calls.

    Raises:
        NotSignedInError: no key, or one that is not valid; a session only serves for reading, because a
            form on another site could use it.
    """
    who = office.accounts.by_token(given.credentials) if given else None
    if who is None and given is None and request.method in SAFE:
        who = _of_session(office, request)
    if who is None:
        raise NotSignedInError
    request.state.account = who
    return who


def _of_session(office: Desk, request: Request) -> Account | None:
    read = office.sessions.read(request.cookies.get(COOKIE))
    if read is None or read[0].account_id is None:
        return None
    found = office.accounts.get(read[0].account_id)
    return found if found and found.active and found.epoch == read[0].epoch else None


Caller = Annotated[Account, Depends(caller)]


def need(who: Account, right: Right) -> None:
    """Let only accounts with a right go on.

    Raises:
        ForbiddenError: the role does not allow it.
    """
    if not who.may(right):
        raise ForbiddenError(
            "Tài khoản của khóa này không được làm việc này.", "Dùng khóa của tài khoản khác."
        )
