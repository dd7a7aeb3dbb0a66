"""The pages, by theme."""

from review.views import (
    access,
    corrections,
    exports,
    inbox,
    letters,
    pictures,
    review,
    search,
    settings,
    statistics,
    task_edits,
    tasks,
)

PAGES = (
    access.router,
    inbox.router,
    review.router,
    corrections.router,
    task_edits.router,
    pictures.router,
    letters.router,
    tasks.router,
    search.router,
    statistics.router,
    settings.router,
    exports.router,
)
