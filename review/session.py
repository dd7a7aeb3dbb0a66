"""Who is at the other end: a signed cookie, and the token that proves a form is ours (CSRF)."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from itsdangerous import BadSignature, URLSafeTimedSerializer

if TYPE_CHECKING:
    from pathlib import Path

COOKIE = "congvan"
LASTS = 12 * 3600  # seconds: one working day
RENEWED_AFTER = 1800


@dataclass(frozen=True, slots=True)
class Session:
    """What the cookie says: the account (None before logging in), its epoch, and the session's number."""

    account_id: int | None
    epoch: int
    number: str


class Sessions:
    """Signs and reads session cookies with the office's secret."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._serializer = URLSafeTimedSerializer(secret, salt="congvan.session")

    def start(self, account_id: int | None, epoch: int = 0) -> Session:
        """Return a new session; logging in always starts one, so that none can be planted."""
        return Session(account_id, epoch, secrets.token_urlsafe(12))

    def write(self, session: Session) -> str:
        """Return the cookie's value."""
        return self._serializer.dumps([session.account_id, session.epoch, session.number])

    def read(self, cookie: str | None) -> tuple[Session, bool] | None:
        """Return the session, and whether its cookie wants renewing; None where it is none of ours."""
        if not cookie:
            return None
        try:
            (account_id, epoch, number), signed = self._serializer.loads(
                cookie, max_age=LASTS, return_timestamp=True
            )
        except (BadSignature, ValueError, TypeError):
            return None
        return Session(account_id, epoch, number), time.time() - signed.timestamp() > RENEWED_AFTER

    def csrf(self, session: Session) -> str:
        """Return the token that this session's forms carry."""
        return hmac.new(self._secret, f"csrf {session.number}".encode(), hashlib.sha256).hexdigest()[:40]

    def is_ours(self, session: Session, token: str | None) -> bool:
        """Say whether a form's token belongs to this session."""
        return hmac.compare_digest(self.csrf(session).encode(), (token or "").encode())


def load_secret(path: Path) -> bytes:
    """Return the office's secret, making it on first use, readable by nobody else."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        secret = secrets.token_bytes(32)
        file.write(secret)
    return secret
