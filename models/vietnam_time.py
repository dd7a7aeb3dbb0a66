"""The time of day in Vietnam (giờ Việt Nam), by which an office's days begin and end."""

import zoneinfo

VIETNAM = zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")
