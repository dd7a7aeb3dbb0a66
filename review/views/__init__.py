"""The pages, by theme."""

from review.views import access, corrections, inbox, pictures, review, task_edits

PAGES = (
    access.router,
    inbox.router,
    review.router,
    corrections.router,
    task_edits.router,
    pictures.router,
)
