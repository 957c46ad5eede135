"""Files as they arrive: one that grows past the limit is let go while it arrives, the others of the request stay."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile


class LimitedUploadHandler(FileUploadHandler):
    """Stands before the handlers that store. The names of files let go are in `request.too_large`."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.arrived = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.arrived += len(raw_data)
        if self.arrived > settings.UPLOAD_LIMIT:
            let_go = getattr(self.request, "too_large", [])
            self.request.too_large = [*let_go, self.file_name]  # type: ignore[union-attr]
            raise SkipFile()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
