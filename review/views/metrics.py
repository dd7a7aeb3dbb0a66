"""What an operator's Prometheus reads: numbers about files, queue and disk, no word of a letter."""

import ipaddress

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response

from pipeline.metrics import exposition
from review.guard import Office

router = APIRouter(include_in_schema=False)
CONTENT = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/metrics")
def metrics(request: Request, office: Office) -> Response:
    """Answer processes on this machine only; a proxy in front must not pass the address on."""
    if not _is_near(request.client.host if request.client else ""):
        return PlainTextResponse("Chỉ đọc được từ chính máy này.\n", 403)
    alarm = getattr(request.app.state, "alarm", str)
    return Response(exposition(office.register, office.settings, alarm=alarm()), media_type=CONTENT)


def _is_near(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
