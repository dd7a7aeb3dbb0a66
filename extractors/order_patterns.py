"""How an order is worded, as patterns on folded text, each with an example.

Lists of words stand in vocabulary/order_cues.csv: connective ("đồng thời"), basis ("căn cứ"),
condition ("nếu"), opener ("định kỳ"), told ("có trách nhiệm"), carry ("triển khai thực hiện").
"""

from __future__ import annotations

import re
from functools import cache

from extractors.patterns import ABOVE_ALL, UPPER, alternatives
from extractors.vocabulary import table
from models.folding import fold


@cache
def cues(*kinds: str) -> str:
    """Return a pattern for the words of these kinds."""
    return alternatives(fold(row["words"]) for row in table("order_cues") if row["kind"] in kinds)


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


# "Đồng thời, ", "Do đó "
CONNECTIVE = _pattern(rf"(?:{cues('connective')})\s*[,:]?\s+")

# What only says why, such as a basis or an aim, and is no part of the task
BASIS = _pattern(
    rf"(?!từ (?:ngày|nay|tháng|quý|đầu|\d)|ngày \d{{1,2}} h[ằà]ng )(?:{cues('basis')})(?<!theo)\b|theo(?! dõi)\b"
)

# What says in which case an order holds, and is part of it
CONDITION = _pattern(rf"(?:{cues('condition')})\b")

# Anything that may stand before an order's subject or verb
OPENER = _pattern(rf"(?:{cues('basis', 'condition', 'opener')})(?<!theo)\b|theo(?! dõi)\b")

# "Thực hiện" may also be the work itself
VERB_OPENER = _pattern(r"(?:thực hiện|qua|chào mừng|hướng tới|kỷ niệm|nhân dịp)\b")

# What an item is about, before a colon: "Công tác huấn luyện và diễn tập"
LABEL = _pattern(r"[^:.;]{3,110}:\s+")

# "UBND tỉnh yêu cầu:", "Chủ tịch UBND tỉnh có ý kiến chỉ đạo như sau:", and then the order itself
SPOKEN_LABEL = _pattern(
    r"[^.;]{0,300}?\b(?P<verb>yêu cầu|đề nghị|chỉ đạo|chỉ thị|có ý kiến(?: chỉ đạo)?|giao nhiệm vụ|phân công|kết luận)"
    r"(?: (?:như sau|sau đây|cụ thể như sau|một số nội dung(?: như)? sau))?\s*:\s+"
)
# Inside a sentence and before nobody's name these are nouns: "tình hình, yêu cầu công việc"
ASKS = _pattern(r"(?:yêu cầu|đề nghị|nhiệm vụ)\b")

# "chuyển Văn bản nêu trên đến Sở Công Thương để chủ trì, giải quyết"
TRANSFER = _pattern(r"\bchuyển\b[^.;]{0,200}?\b(?:đến|tới|cho)\s+(?!ngày|nay)")

# "xin gửi dự thảo Quy chế để | các đơn vị nghiên cứu, góp ý"
SENT_FOR = _pattern(r"\bgửi\b[^.;]{0,160}?\bđể\s+(?=\w)")
OPINION = _pattern(
    r"\s*(?:nghiên cứu|xem xét|tham gia|góp ý|đóng góp|cho ý kiến|có ý kiến|rà soát)[^.;]{0,60}\b(?:ý kiến|góp ý)\b"
    r"|\s*(?:góp ý|cho ý kiến|có ý kiến)\b"
)
# "UBND tỉnh, | thành phố có …", "quản lý cán bộ, | công chức theo …"
LEVEL = _pattern(r"(?:thành phố|thị xã|huyện|quận|phường|xã|thị trấn|tỉnh)\b")
STAFF = _pattern(r"\b(?:cán bộ|công chức|viên chức), $")
# To come to a meeting is no task
ATTEND = _pattern(
    r"\s*(?:(?:sắp xếp|thu xếp|bố trí)(?: (?:công việc|công tác|thời gian)[^.;]{0,40}?)? |đúng thành phần,? "
    r"|cử (?:người )?đại diện (?:lãnh đạo )?)?"
    r"(?:tham dự|đến dự|tới dự|dự (?:họp|hội nghị|buổi)|về dự|có mặt)\b[^.;]{0,80}[.;/\s]*$"
)

# "…, sắp xếp thời gian tham dự đầy đủ": behind it another may be told something
ATTENDS = _pattern(r"\b(?:tham dự|đến dự|tới dự|dự (?:họp|hội nghị|buổi)|có mặt)\b[^.;]{0,80}$")

# "…, các đại biểu lưu ý mang theo tài liệu"
REMINDED = _pattern(r",\s+(?=(?:các|quý)\s[^,.;:]{3,60}?\s(?:lưu ý|mang theo|chuẩn bị|có trách nhiệm)\b)")

# What the letter's own words end with before it orders
LEAD_IN = _pattern(r"(?:như sau|sau đây|cụ thể|nội dung sau|sau)\s*:\s+")

# The places after an opener where the order itself may begin
AFTER_OPENER = _pattern(
    r"(?:(?<!phòng),|:|,(?! chống))\s+|\bthì\s+"
    r"|(?:(?<=\snày)|(?<=quá trình thực hiện)|(?<=\bh[àằ]ng năm)|(?<=nhiệm vụ được giao)|(?<=tình hình thực tế)"
    r"|(?<=tại địa phương)|(?<=của địa phương)|(?<=của đơn vị))\s+"
)
LATE_CONDITION = _pattern(r"[,:]\s+(?:sau khi|khi|nếu|trường hợp)\b")

# "giao Sở Y tế", "kính đề nghị UBND tỉnh", "thông báo để các đơn vị"
ORDER = _pattern(
    r"(?:trân trọng\s+)?(?P<begging>(?:kính|xin|rất mong|mong)\s+)?"
    r"(?:(?:khẩn thiết|tha thiết|(?:tiếp tục|một lần nữa)(?= đề nghị| yêu cầu))\s+)?"
    r"\b(?P<verb>giao (?:trách nhiệm|nhiệm vụ) cho|giao cho|giao|yêu cầu|đề nghị|để nghị|phân công"
    r"|uỷ quyền(?: cho)?|chỉ đạo|lưu ý|khuyến nghị|kêu gọi|mời|thông báo (?:để|đến|tới|cho))"
    r"\s+(?=\w)(?:(?:đối với|cho)\s+)?"
)
# A word without which there is none; found much faster
ORDER_WORD = _pattern(
    r"(?:giao|yêu cầu|đề nghị|để nghị|phân công|uỷ quyền|chỉ đạo|lưu ý|khuyến nghị|kêu gọi|mời|thông báo)\s"
)
LEADS_SOON = _pattern("chủ trì|có trách nhiệm")
LEADS_ALONE = _pattern(r"\bchủ trì\s*$")
# A body that parts its own work among its staff: "Sở Y tế phân công …", but the letter's "UBND tỉnh phân công …"
PARTS_WORK = _pattern(
    r"(?!(?:ubnd|uỷ ban nhân dân|chủ tịch|phó chủ tịch|thường trực|ban thường vụ|ban chấp hành|lãnh đạo|bí thư"
    r"|bộ trưởng|thủ tướng|chính phủ|tỉnh uỷ|huyện uỷ|thành uỷ|đảng uỷ|trưởng ban|hội đồng|nay"
    r"|do đó|vì vậy)\b)[^,;:.]{3,90}\s$"
)
# Whom a body that is told must press, and the letter itself does not: "Ban Quản lý dự án yêu cầu nhà thầu …"
PRESSED = _pattern(r"yêu cầu (?:các )?(?:nhà thầu|đơn vị (?:thi công|tư vấn)|tư vấn)\b")
OWN_DEMAND = _pattern(
    rf"{PRESSED.pattern}|(?:đề nghị|kiến nghị|yêu cầu) [^,;.:]{{0,40}}?(?:cùng cấp|cấp trên|cấp có thẩm quyền)\b"
)
SOME = _pattern(r"(?:một số|nhiều|hầu hết|phần lớn|đa số) ")
# "Sở A cùng với Sở B"
TOGETHER = _pattern(r"\bcùng\b")
# Whom a part is about, such as "Đối với các trường dân lập: rà soát …"
CONCERNS = _pattern(r"(?:riêng\s+)?(?:đối với|về phía)\s+|riêng\s+")
# What they do right behind their name: "Đối với các trường gửi hồ sơ trước ngày …"
HANDS_IN_AT_ONCE = _pattern(
    r"(?:gửi|nộp|báo cáo|hoàn thành|hoàn tất|thực hiện xong|xong|đăng ký|phải|cần|khẩn trương"
    r"|chủ động|có trách nhiệm)\b"
)
# Whom the work is done for, and who does none of it: "Đối với hộ nghèo: vận động …"
CONCERNED_ONLY = _pattern(
    r"(?:(?:các|những|mọi) )?(?:hộ|người|nhân dân|bà con|học sinh|trẻ|phụ nữ|đối tượng|bệnh nhân|trường hợp)\b"
)
CONCERNED = 160  # characters: the longest name before its colon

# Verbs that order only where they have a name behind them, or nothing before them
NEVER_ALONE = frozenset({"giao", "chỉ đạo", "mời"})
NO_ORDER = frozenset({"chỉ đạo", "mời"})
# Behind these stands somebody, whatever the name begins with: "giao Viettel …"
HANDS_OUT = frozenset({"giao", "giao cho", "phân công"})

# "theo yêu cầu", "được giao", "và đề nghị": not the letter's own order
NOT_BEFORE = _pattern(rf"(?:{cues('not_before')})\s*,?\s*$")

# "Ngày 24/7/2024, UBND tỉnh có Công văn số …": told as a story
NARRATIVE = _pattern(
    r"(?:ngày \d|tại (?:công văn|văn bản|cuộc họp|điều|khoản)|điểm [a-zđ]|khoản \d|điều \d+ [a-z])"
    r"[^.]{0,200}?\b(?:có (?:công văn|văn bản|tờ trình|báo cáo)|ban hành|quy định|đã)\b"
)
# "Tôi đề nghị"; "Nhận được thông báo này đề nghị": who speaks, or an opener without its comma
SPEAKS_SELF = _pattern(
    r"(?:[^.;]*[,:]\s*)?(?:chúng )?tôi|nhận được (?:thông báo|công văn|văn bản|kế hoạch|công điện|hướng dẫn"
    r"|chỉ thị|giấy mời) này"
)
SPEAKER_PLACE = _pattern(r"(?:^|[,;:.]\s*|\b(?:nay|vậy|vì vậy|do vậy|do đó),?\s+)")

# Whose "thông báo đến các sở" passes on what somebody else decided
PASSES_ON = _pattern(r"(?:văn phòng|vpcp|\bvp\b)[^,;]{0,60}$|[,;:]$|\b(?:nay|xin|kính|trân trọng)$")

# "Văn phòng UBND tỉnh thông báo để các đơn vị biết, thực hiện": an answer, behind which an order may stand
PASSED_ON = _pattern(r"\bthông báo (?:để|đến|tới|cho)\b")

# What may stand between a speaker and the order, such as "(sau đây gọi tắt là Sở)"
IN_BRACKETS = _pattern(r"\s{0,2}\([^()]{1,80}\)")

# What a subject is followed by when it is told something (a verb or an adverb does as well)
TOLD = frozenset(fold(row["words"]) for row in table("order_cues") if row["kind"] == "told")
# What tells how somebody is: "nằm", "thuộc", "chiếm"
STATES = frozenset(fold(row["words"]) for row in table("order_cues") if row["kind"] == "state")
# "(Bản sao) gửi về Sở là bản có dấu": what something is
IS_SOMETHING = _pattern(r"[^,.;:]*\blà\s")
BEARS = frozenset({"có trách nhiệm", "chịu trách nhiệm"})
CENTRE = _pattern(
    r"là\s+(?:cơ quan|đơn vị|đầu mối|chủ (?:đầu tư|dự án|quản|chương trình)|thành viên|bộ phận|tổ chức)\b"
)
# "Tổ công tác do Sở Xây dựng làm Tổ trưởng tiếp tục …": who leads a body, between it and its work
LED_BY = _pattern(
    r"\s*,?\s*do [^.;:]{3,90}? (?:làm|là) (?:tổ trưởng|trưởng ban|trưởng đoàn|trưởng nhóm|chủ tịch|chủ nhiệm"
    r"|đội trưởng|nhóm trưởng)\b,?\s+"
)
# "Sở Nội vụ, với vai trò cơ quan thường trực, tổng hợp …": what somebody acts as, between them and their work
ACTS_AS = _pattern(
    r"\s*,?\s*với (?:vai trò|tư cách|cương vị|chức năng)(?: là)? (?:[^,.;:]{3,90},|(?:cơ quan|đơn vị|thành viên"
    r"|tổ chức|bộ phận) (?:chủ trì|thường trực|đầu mối|chủ quản|chủ đầu tư)(?: [^,.;:]{3,60},)?)\s*"
)
# "UBND các xã có dự án đi qua khẩn trương …": which of many are meant, then what says that they are told
WHICH = _pattern(
    r"\s*(?:được giao|được phân công|được mời|được kiểm tra|(?:(?:nơi )?có|qua|"
    r"được|đang|thuộc|chưa|còn(?! chậm)|chỉ|danh sách|nằm"
    r"|đã (?:gửi|nộp|được))\s"
    r"(?:(?!\b(?:đã|sẽ|vẫn|còn|mới|là)\b)[^.,;:()]){2,80}?)\s"
    r"(?=(?:khẩn trương|tập trung|chủ động|nghiêm túc|tự (?:kiểm tra|rà soát|giác|đánh giá)|đẩy nhanh|tiếp tục|kịp thời"
    r"|phải|cần|có trách nhiệm|có kế hoạch|thường xuyên|cử|lập|quan tâm chỉ đạo)\b)"
)
# "Lưu ý: Sau khi nộp, hệ thống tự động khóa": what stands behind may be work or no work
NOTE = _pattern(r"(?:lưu ý|chú ý|ghi chú)\s*:\s*")
# Whose a duty is, before a colon, such as "Trách nhiệm của Sở Tài chính"
DUTY_OF = _pattern(r"(?:trách nhiệm|nhiệm vụ)(?: chung| cụ thể)? của\s+(?=\w)")
# "Các đơn vị, | nhất là người đứng đầu, | nêu cao trách nhiệm"
ABOVE_WHOM = _pattern(rf"\s*,\s*{ABOVE_ALL}\s+")
ABOVE_THESE = _pattern(rf"{ABOVE_WHOM.pattern}[^,.;:]{{3,100}},\s+")
# "Ban Chủ nhiệm lâm thời | đã được UBND tỉnh chỉ định | cần xây dựng …"
APPOINTED = _pattern(r"\s*đã được\s[^.;:()]{3,90}?\s(?=(?:cần|phải|có trách nhiệm)\b)")
# "Công chức | tiếp nhận hồ sơ | có trách nhiệm …": which of the staff
STAFF_WHO = _pattern(r"\s*[^.,;:()]{3,60}?\s(?=(?:có trách nhiệm|phải|cần)\b)")
# "Các xã được chọn | kiểm tra, đánh giá trực tiếp | chủ động …": for what they were chosen
_CHOSEN = r"được (?:chọn|lựa chọn|giao|phân công|mời)\s+"
CHOSEN = _pattern(rf"\b{_CHOSEN}$")
CHOSEN_HERE = _pattern(rf"\s*{_CHOSEN}")
CHOSEN_FOR = _pattern(r"[^.;:()]{3,80}?\s(?=(?:chủ động|có trách nhiệm|phải|cần|khẩn trương)\b)")
# "Các cơ quan, đơn vị khi cần sao y hồ sơ | thì phải sử dụng …": when they must
WHENEVER = _pattern(
    r"\s*,?\s*khi\s[^.;:]{3,200}?,?\s(?:thì\s+)?(?=(?:phải|cần phải|có trách nhiệm|khẩn trương)\b)"
)
# "Các cơ quan nêu trên …", "các đơn vị phối hợp nêu trên …"
NAMED_ABOVE = _pattern(r"\s*(?:(?:chủ trì|phối hợp|thực hiện)\s+)?(?:nêu|nói|kể) trên\s+")
# "qua khẩn trương", where the words before belong to the name as read: "UBND các tỉnh có dự án đi" (qua)
WHICH_THROUGH = _pattern(
    r"\s*qua\s+(?=(?:khẩn trương|tập trung|chủ động|vận động|phối hợp|có trách nhiệm|phải|tiếp tục)\b)"
)
# "đến nay chưa có báo cáo, khẩn trương gửi …": those who are late are told to hurry
LATE = _pattern(
    r"\s*(?:đến nay |hiện nay |hiện )?(?:chưa|còn chậm)\b[^.;]{3,160}?,\s+"
    r"(?:khẩn trương|phải|có trách nhiệm|chậm nhất|trước ngày)\b"
)

_PUBLIC = (
    r"(?:(?:toàn thể|tất cả|các|mọi|từng) )?(?:người dân|nhân dân|bà con|hộ|chủ|ngư dân|tàu|phương tiện|cử tri"
    r"|học sinh|phụ huynh|doanh nghiệp|tổ chức|cá nhân|khách|người)\b"
)
# "thông báo cho người dân": what somebody is to do, and no order that is passed on
PUBLIC = _pattern(_PUBLIC)

# "Sở Y tế có Công văn số …", "UBND tỉnh giao tại …": what somebody did or says
PAST = _pattern(
    r"\s*(?:có (?:công văn|báo cáo|tờ trình|văn bản số|ý kiến (?:như|chỉ đạo|kết luận)|ban hành)"
    r"|truyền đạt\b|(?:làm việc|hoạt động) theo (?:chế độ|nguyên tắc|quy chế)\b|tự giải thể\b"
    r"|kết luận (?:như|và|về)\b"
    r"|phê bình\b|biểu dương\b|ghi nhận\b|hoan nghênh\b|thống nhất (?:với|chủ trương|đề nghị)|đồng ý\b"
    r"|đã\b|sẽ\b|đang\b|(?:không |chưa )?nhận được|nhận thấy"
    r"|giao\b|yêu cầu\b|đề nghị\b|để nghị\b|kính\b|cụ thể\b|quy định\b"
    r"|thông báo (?:để|kết luận|đính chính|(?:đến|cho) "
    rf"(?!{_PUBLIC})"
    r"[^.;]{0,80}\bbiết\b)|ban hành [^.;]{0,40}\bsố \d)"
)
# "Mọi chi tiết xin liên hệ …"
CONTACT = _pattern(
    r"\b(?:xin|vui lòng|có thể|đề nghị(?:,? (?:các|quý) [^,;.:]{2,60}?)?) (?:trực tiếp |kịp thời )?liên hệ\b"
    r"|\bliên hệ đầu mối\b"
    r"|\bliên hệ (?:trực tiếp )?(?:với |qua |theo |tới )?(?:đồng chí|đ/c|ông|bà|số|điện thoại|đt\b|để được|\d)"
    r"|\b(?:số )?(?:điện thoại|đt)(?: liên hệ)?\s*:?\s*\(?\d[\d .()-]{5,}\d|rất mong (?:nhận được )?sự"
    r"|xin (?:chân thành )?cảm ơn"
)
# "Quyết định này có hiệu lực kể từ ngày ký"
OWN_FORCE = _pattern(
    r"(?:quyết định|chỉ thị|kế hoạch|công văn|thông báo|nghị quyết|quy chế|quy định|hướng dẫn|văn bản) này\s+"
    r"(?:có hiệu lực|được|thay thế|gồm|áp dụng|quy định)\b"
    r"|ban hành kèm theo (?:quyết định|công văn|chỉ thị|văn bản) này\b|quyết định\s*[:;.,]?\s*$"
)
# A word without which no sentence says whom to ask; found much faster than the above
CONTACT_WORD = _pattern("liên hệ|điện thoại|đt|rất mong|cảm ơn")
CONTACT_OPENS = _pattern(
    r"(?:mọi|chi tiết|thông tin (?:chi tiết|thêm)|(?:cán bộ )?đầu mối)\b[^.;]{0,160}\bliên hệ\b"
)
# "nếu có khó khăn, vướng mắc …"
TROUBLE = _pattern(
    r"(?:nếu|trường hợp|khi|có(?! trách nhiệm)|gặp|phát sinh|trong quá trình)[^.;]{0,60}?"
    r"(?:vướng mắc|khó khăn|bất cập|vấn đề (?:phát sinh|gì|mới|chưa rõ))"
)
# "chịu trách nhiệm trước Chủ tịch UBND tỉnh"; "chịu trách nhiệm hướng dẫn" is work
ACCOUNTABLE = _pattern(
    r"(?:phải )?chịu (?:hoàn toàn |mọi )?trách nhiệm\s+(?:toàn diện |trực tiếp |hoàn toàn |cá nhân )?"
    r"(?:trước|về|theo quy định|thi hành|nếu|liên đới)\b"
)
# The number of a part inside a sentence, such as "(i)" in "Chỉ đạo Sở Y tế: (i) giám sát dịch; (ii) …"
PART = _pattern(r"\((?:[ivx]{1,4}|\d|[a-zđ])\)\s")
SEMICOLON = _pattern(r";\s+")
# A ban, such as "nghiêm cấm"
FORBIDDEN = _pattern(
    r"(?:(?:tuyệt đối|kiên quyết|dứt khoát) không|nghiêm cấm|không được|cấm |không để\b"
    r"|không (?:tổ chức|giải quyết|tiếp nhận|nhận))"
)
# What a body must not do: "Sở Xây dựng không cấp phép …", but not "Sở Xây dựng không nhận được …"
FORBIDS = _pattern(
    r"(?:tuyệt đối không|kiên quyết không|không (?:được|để|cấp|cho phép|tổ chức|giải quyết|tiếp nhận|bố trí|phê duyệt"
    r"|thanh toán|giao|đưa|sử dụng|điều chỉnh|yêu cầu|thực hiện|ban hành|ký))(?!\w)"
)
# An order that is to be handed down: "xem xét, chỉ đạo Sở Xây dựng"
DIRECTS = _pattern(r"\s*(?:(?:quan tâm|xem xét|cho ý kiến),?\s+)*chỉ đạo\s+")
DETERMINED = _pattern(r"(?:các|những|mỗi|từng|mọi|toàn thể|(?:toàn bộ|100%)(?= các)|tất cả)\b")

_DOCUMENT = (
    r"(?:công văn|chỉ thị|kế hoạch|quyết định|thông báo|công điện|văn bản|hướng dẫn|nghị quyết|chương trình"
    r"|kết luận)(?:\s+này)?"
)
# "theo dõi, đôn đốc các đơn vị thực hiện Kế hoạch này"
FOLLOWING = _pattern(
    r"(?:có trách nhiệm |chịu trách nhiệm |là (?:cơ quan|đơn vị)[^,]{0,30},\s*|giúp [^,]{0,60}? "
    r"|thường xuyên |chủ động )?(?:theo dõi|đôn đốc|giám sát|kiểm tra|tổng hợp)[^.;]{0,110}?"
    r"(?:thực hiện|triển khai)(?: thực hiện)?\s+(?:(?:các )?nội dung (?:của |tại )?|nghiêm túc |nghiêm )?"
    rf"(?:{_DOCUMENT}|(?:các )?(?:nội dung|nhiệm vụ)?\s*(?:nêu |nói )?trên)"
    r"\s*(?:[.;,/]|$|và|của|định kỳ|theo|báo cáo|gửi|tham mưu|kịp)"
)
# "…; tổ chức sơ kết": work beside following others and telling what they did
OTHER_WORK = _pattern(
    r";\s+(?!(?:định kỳ|h[ằà]ng|kịp thời|thường xuyên|theo dõi|đôn đốc|kiểm tra|giám sát|tổng hợp|báo cáo|tham mưu"
    r"|đề xuất|kiến nghị|gửi|trình|nếu|trường hợp|trước|chậm nhất)\b)\w"
)
# "theo dõi, đôn đốc, tổng hợp kết quả, báo cáo …": nothing says what, so it is what the letter orders
ONLY_FOLLOWING = _pattern(
    r"(?:có trách nhiệm |trực tiếp |thường xuyên |giúp [^,]{0,60}? )?(?:(?:là|làm) (?:đơn vị |cơ quan )?đầu mối,? )?"
    r"(?:giúp [^,]{0,60}? )?(?:chỉ đạo,? )?(?:và )?"
    r"(?:theo dõi|đôn đốc|kiểm tra, đôn đốc)"
    r"(?:(?:, | và )(?:theo dõi|đôn đốc|kiểm tra|giám sát|tổng hợp|tập hợp|nhắc nhở|hướng dẫn|chỉ đạo))*"
    r"(?:,? (?:(?:việc|quá trình|tình hình|kết quả|tiến độ|các (?:địa phương|đơn vị|sở|ngành|cơ quan)[^.;]{0,60}?) )?"
    r"(?:(?:tổ chức )?(?:triển khai thực hiện|triển khai|thực hiện)|xử lý)"
    r"(?: (?:tại|ở|của) (?!công văn|chỉ thị|kế hoạch)[^.;,]{3,90}| (?:các )?(?:nội dung|nhiệm vụ|công việc)"
    r"(?: (?:nêu |nói )?trên)?(?: (?:theo|tại|trong) [^.;,]{3,110})?)?|,? (?:tiến độ|kết quả))?"
    r"(?:\s*(?:[.;,/]|và) (?:h[ằà]ng (?:năm|quý|tháng|tuần) (?:\([^()]*\),? )?)?"
    r"(?:định kỳ |thường xuyên |tổng hợp|tập hợp|báo cáo|kịp thời|tham mưu)(?:(?!xây dựng|dự thảo)[^.;])*)?"
    r"\s*[.;/]*\s*$"
)
# "nghiêm túc triển khai thực hiện Công văn này"
CARRY_OUT = _pattern(rf"(?:(?:{cues('carry')})(?!\w)[\s,./;]*)+$")
CARRY_OUT_LENGTH = 200

# "phối hợp tuyên truyền": with nobody named to help
HELPS_OUT = _pattern(
    r"(?:(?:theo|căn cứ(?: vào)?) chức năng[^.;]{0,60}?|có trách nhiệm |tích cực |chủ động |thường xuyên )?phối hợp\s+"
    r"(?!với|cùng|chặt chẽ với)"
)
HELPS_WHOM = _pattern(
    r"(?:chặt chẽ|tốt|đồng bộ|thường xuyên|kịp thời|và|hiệu quả)[^.;]{0,30}?\b(?:với|cùng|chỉ đạo)\b"
)

# Sentences: what does not end one, what may, and what begins a new order after a semicolon
ABBREVIATION = _pattern(r"\b(?:tp|tx|tt|ths|ts|bs|gs|pgs|ks|cn|kts|đ/c|ds|no|v\.v|st|p|q|h)\.$")
BREAK = _pattern(rf"[.!?…](?:[”\"’')\]]*)\s+(?=[“\"(]?[{UPPER}])|[;,]\s+|\n")
# A paragraph that opens with a whole remark: "(có dự thảo gửi kèm theo) | Đề nghị Văn phòng …"
REMARK = _pattern(rf"\s*\([^()]{{10,400}}\)[.,;]?\s+(?=[{UPPER}])")
NEW_ORDER = _pattern(
    r"(?:(?:đồng thời|riêng|trong đó),?\s+)?(?:giao|yêu cầu|đề nghị|để nghị|phân công)\s+(?:cho\s+)?|riêng\s+"
)
APART = _pattern(r"riêng\s+(?:đối với\s+|với\s+)?")  # "…, riêng Trạm Y tế xã báo cáo hằng ngày"
# "trước ngày 15/4", "trong tháng 5": a limit of the part's own
OWN_LIMIT = _pattern(
    r"\b(?:trước|chậm nhất|muộn nhất|đến hết|xong|hoàn thành|hạn|trong|vào)\b[^.;]{0,24}?"
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,4}|\b(?:tháng|quý|năm) (?:\d|[iv]+\b)|\d{1,2} h[ằà]ng tháng)"
)
# "… trước ngày 15/4/2024"
ENDS_IN_DAY = _pattern(r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?$|\b(?:năm|tháng) \d{1,4}$")
NAME_MAY_BEGIN = _pattern(rf"(?<!\w)(?:[{UPPER}]|các |những |(?<=với )(?=sở|ban|phòng|cơ quan|đơn vị))")
