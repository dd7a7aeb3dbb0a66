"""Structured logs: one JSON line an event, to a file that turns over, and never a word of a letter."""

from __future__ import annotations

import logging
import logging.handlers
import sys
from typing import TYPE_CHECKING, Any

import structlog

if TYPE_CHECKING:
    from structlog.typing import Processor

    from pipeline.settings import Settings

MOST_BYTES = 20_000_000
KEPT = 9  # older files


def configure(settings: Settings) -> None:
    """Send events to `logs/congvan.jsonl` below the data folder, and warnings to standard error too."""
    folder = settings.data / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    file = logging.handlers.RotatingFileHandler(
        folder / "congvan.jsonl", maxBytes=MOST_BYTES, backupCount=KEPT, encoding="utf-8"
    )
    screen = logging.StreamHandler(sys.stderr)
    screen.setLevel(logging.WARNING)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    line = structlog.stdlib.ProcessorFormatter(
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        foreign_pre_chain=shared,
    )
    logger = logging.getLogger("congvan")
    for old in list(logger.handlers):
        logger.removeHandler(old)
    for handler in (file, screen):
        handler.setFormatter(line)
        logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def get(name: str = "congvan") -> Any:
    """Return the logger; before `configure` it is silent below warnings."""
    return structlog.stdlib.get_logger(name)
