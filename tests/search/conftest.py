"""Each test here gets an empty register, on SQLite and on PostgreSQL."""

from registers import file, postgres_template, register, settings, sqlite_template

__all__ = ["file", "postgres_template", "register", "settings", "sqlite_template"]
