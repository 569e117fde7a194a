"""The demo's queue: messages as files in a folder, each there whole or not at all.

Follows kombu 5.7's filesystem transport, whose worker dies when it meets a file that is still being written.
"""

from __future__ import annotations

import time
import uuid
from pathlib import Path
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):  # type: ignore[misc]
    def _put(  # type: ignore[override]
        self, queue: str, payload: dict[str, Any], **kwargs: Any
    ) -> None:
        """Write the message under a name that nobody reads, then give it its own."""
        name = f"{round(time.monotonic() * 1000):015d}_{uuid.uuid4()}.{queue}.msg"
        part = Path(self.data_folder_out) / f"{name}.part"
        part.write_text(dumps(payload))
        part.replace(part.with_suffix(""))


class Transport(filesystem.Transport):  # type: ignore[misc]
    Channel = Channel
