"""The distribution needs what requirements.txt pins: one list, kept in one place."""

from __future__ import annotations

from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface


class RequirementsHook(MetadataHookInterface):
    """Read the dependencies from requirements.txt."""

    def update(self, metadata: dict[str, object]) -> None:
        """Fill `dependencies`."""
        lines = Path(self.root, "requirements.txt").read_text("utf-8").splitlines()
        metadata["dependencies"] = [line for line in lines if line and not line.startswith("#")]
