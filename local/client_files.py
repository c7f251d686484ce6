"""Serves the built client as the bucket behind CloudFront does: files, else the page."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from infra.security_headers import CHAT, cache_control


class ClientFiles:
    """The endpoint for the files below `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    async def answer(self, request: Request) -> Response:
        """The file asked for; the page itself for an address inside the client; else 404."""
        file = self.find(request.url.path)
        if file is None:
            raise HTTPException(404)
        site_path = f"/{file.relative_to(self._folder).as_posix()}"
        return FileResponse(file, headers={"Cache-Control": cache_control(site_path)})

    def find(self, path: str) -> Path | None:
        """The file for a decoded path, or None; never one outside the folder, nor a hidden one."""
        parts = [part for part in path.split("/") if part]
        if any(part.startswith(".") or "\0" in part or "\\" in part for part in parts):
            return None
        file = self._folder.joinpath(*parts)
        if not file.resolve().is_relative_to(self._folder):
            return None
        if file.is_file():
            return file
        if parts and "." in parts[-1]:
            return None
        # An address without a suffix is a place inside the client, which routes it itself.
        page = self._folder / "chat" if path.startswith(CHAT) else self._folder
        return page / "index.html"
