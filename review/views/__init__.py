"""The pages, by theme."""

from review.views import access, inbox

PAGES = (access.router, inbox.router)
