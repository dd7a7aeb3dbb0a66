"""What an item is that is no plain order: facts, approvals, deliveries. Patterns on folded text."""

from __future__ import annotations

import re

from extractors.patterns import UPPER

# Who is told stands before: "Báo cáo gửi về Sở Y tế trước ngày …"
DELIVERY = re.compile(
    r"(?:(?:nội dung )?báo cáo|kết quả|văn bản|công văn (?:phúc đáp|trả lời|góp ý)|hồ sơ|kế hoạch|danh sách"
    r"|ý kiến|biểu mẫu|phiếu|biên bản|số liệu|tài liệu|bản |thời hạn(?! (?:hoàn thành|thực hiện))|file"
    r"|các (?:báo cáo|văn bản|kế hoạch|ý kiến))[^.;]{0,160}?"
    r"\b(?:gửi|nộp|báo cáo|thông báo|trình|hoàn thành|lập thành)\b"
)
DELIVERED = re.compile(
    r"\b(?:trước|đến hết ngày|chậm nhất|muộn nhất|thời hạn|hạn (?:cuối|chót|nộp|gửi)|sau \d+ ngày|trong vòng"
    r"|về (?:sở|ubnd|uỷ ban|phòng|văn phòng|ban|cục|trung tâm))\b"
)
DELIVERY_TITLE = re.compile(r"thời hạn[^.;:\d]{0,60}:?\s*$")  # "Thời hạn gửi báo cáo:"
# "Hoàn thành trước ngày …" goes on with the order before it
GOES_ON = re.compile(r"(?:thời hạn|hoàn thành|thời gian)\b")
# "Lập danh sách …, gửi về Phòng trước ngày 5/6": work even where a letter only guides
HANDED_BY = re.compile(
    r"\b(?:gửi|nộp|báo cáo|trả lời|chuyển)\b[^.;]{0,120}?\b(?:về|cho|tới|đến)\b[^.;]{0,160}?"
    r"\b(?:trước|đến hết ngày|chậm nhất|muộn nhất|hạn cuối|hạn chót)\b[^.;]{0,30}?\d"
)
# Below "Kinh phí" a body told to see to the money; below "Các bước" one told by when
FUNDS = re.compile(
    r"(?:chịu trách nhiệm |chủ động )?"
    r"(?:tham mưu|lập dự toán|bố trí|cân đối|thẩm định|tạm ứng|cấp|chi trả|phân bổ|hướng dẫn|trình)\b"
)
OF_FUNDS = re.compile(r"\b(?:kinh phí|nguồn|dự toán|tài chính|ngân sách)\b")
ON_DAYS = re.compile(r"\b(?:trước|chậm nhất|muộn nhất|đến)\b[^.;]{0,25}?\b\d{1,2}(?:/| tháng )\d{1,2}")
HANDS_IN = re.compile(r"\b(?:gửi|nộp|báo cáo|hoàn thành|đăng ký)\b")

# A fact with its label, such as a time, a place, a sum
_FACTS = (
    r"(?:nội dung, chương trình|thời gian|địa điểm|thành phần|kinh phí|số điện thoại|điện thoại|địa chỉ|email"
    r"|chủ trì|đối tượng|số lượng|hình thức|nội dung chi|nguồn|đơn vị tính|(?:sáng|chiều)(?! thứ \w+ h[ằà]ng)|buổi"
    r"|phạm vi|phương tiện|trang phục"
    r"|lịch|ngày(?! \d{1,2} h[ằà]ng)|từ \d|lúc|khai mạc|tổng (?:số|cộng|kinh phí|hợp kinh phí)|mức)\b"
)
FACT = re.compile(_FACTS)
FACT_LABEL = re.compile(rf"{_FACTS}[^.:;]{{0,60}}:")
PURE_FACT = re.compile(
    r"(?:nội dung, chương trình|nhận báo cáo|thành phần|địa điểm|địa chỉ|đối tượng|trang phục|phương tiện|thời gian"
    r"|kinh phí)\b[^:.;]{0,60}:"
)

# Bound to work, and not only to answer for it: "Điều 2. Sở Y tế có trách nhiệm bổ sung …"
OBLIGED = re.compile(r"\s*(?:có|chịu) trách nhiệm (?!thi hành|trước|về|quản lý)")
# A step of a procedure, and what is to be written on banners
STEP = re.compile(r"\W*bước (?:\d|[ivx]+\b|thứ)")
SLOGANS = re.compile(r"\bkhẩu hiệu\b")
DEMANDS = re.compile(r"yêu cầu:")  # "Yêu cầu: Các tài liệu là bản điện tử"
MUST = re.compile(r"(?:phải|cần|yêu cầu|đề nghị|khẩn trương|nghiêm túc|tuyệt đối)\b")

# A label with a fact, such as "Tiếp xúc cử tri: Dự kiến từ ngày 25/4"
LABELLED_FACT = re.compile(
    r"[^:.;]{3,60}:\s+(?:không quá \d|tối đa|dự kiến|từ ngày|từ \d|ngày \d|\d|gồm|bao gồm)"
)

# "Tổ chức chấm điểm: dự kiến từ ngày 30/10/2024 đến 03/11/2024": work, where it begins with a verb
DATED_WORK = re.compile(
    r"[^:.;]{8,120}:\s+(?:dự kiến )?(?:bắt đầu )?từ (?:ngày )?\d{1,2}/\d[\d/]*"
    r",? (?:đến|tới) (?:hết )?(?:ngày )?\d{1,2}/\d[\d/]*\W*$"
)

# What opens a description: the state of things, a step of a procedure, a law
DESCRIPTION = re.compile(
    r"(?:việc|căn cứ|đây là|hiện nay|tuy nhiên|trong năm|tính đến|qua \w+|theo báo cáo|đến nay|nguyên nhân"
    r"|một số tồn tại|ưu điểm|khuyết điểm|tồn tại|hạn chế|kết quả đạt được|tình hình|biểu (?:số|mẫu)|bảng \d"
    r"|phần (?:[ivx]{1,4}|\d)|bước \d|luật|điều lệ|nghị định|thông tư|quyết định số|nghị quyết số|công văn số"
    r"|phụ lục|mẫu số"
    r"|(?:đề án|báo cáo|hồ sơ|kế hoạch|phương án)\b[^.;:]{0,60}\b(?:bao )?gồm"
    r"|(?:quyết định|chỉ thị|kế hoạch|quy chế|quy định|nghị quyết) này|\(|tổng điểm|\d)\b"
)
# "Hướng dẫn số 12-HD/BTCTU ngày … về …": a document, though its kind reads like a verb
NUMBERED = re.compile(r"(?:hướng dẫn|báo cáo|thông báo) số \d")
# "Việc chi trả phải xong trước ngày 25/3": a thing that is due, whoever sees to it
DUE = re.compile(
    r"[^:.;]{8,160}\b(?:xong|hoàn thành|hoàn tất|gửi|nộp|nộp trả|báo cáo|bàn giao|trình)\b[^:.;]{0,80}?"
    r"\b(?:trước|chậm nhất|muộn nhất)\b[^:.;]{0,25}?\d[^:]*$"
)
SHORT_ITEM = 30  # characters: a shorter item without a verb is a title or a fact

# Behind somebody's name: " - Phó Giám đốc Sở Xây dựng, Chủ tịch Hội Kiến trúc sư tỉnh;"
WITH_POST = re.compile(r"\s*[-–—,:]\s*[^.;:]{4,160}[.;,]?\s*")

# "Thống nhất đề nghị của Sở Y tế": tells nobody to do anything unless it sets a time limit
APPROVAL = re.compile(
    r"(?:thống nhất|thông qua|đồng ý|cho phép|chấp thuận|ghi nhận|biểu dương|đánh giá cao"
    r"|cơ bản (?:thống nhất|đồng ý)|phê duyệt|công nhận)\b"
)
APPROVED_FOR = re.compile(rf"\b(?:cho|của|đối với|hội)\s+(?=[{UPPER}])|\s(?=(?:Hiệp hội|Công ty|Sở|UBND) )")
# What opens an answer, such as "có ý kiến như sau", or an invitation
REPLIES = re.compile(r"\b(?:có ý kiến|trả lời|trao đổi|phúc đáp|kết luận)\b[^.;]{0,60}$")
INVITES = re.compile(r"\b(?:kính mời|trân trọng mời|mời)\b[^.;]{0,60}$|^\W*thành phần\b")
# "Cụ thể như sau:", and nothing else in the sentence
AS_FOLLOWS = re.compile(r"\W*(?:cụ thể|trong đó|gồm)?(?: là| như)?\s*(?:sau(?: đây)?)?\s*:?\s*")
# "UBND xã tổ chức cuộc họp …, cụ thể như sau:": what is below is when, where and with whom
ANNOUNCES = re.compile(
    r"\b(?:tổ chức|triệu tập) (?:cuộc họp|buổi|hội nghị|phiên họp|hội thảo|lễ|toạ đàm)\b"
    r"[^.;]{0,250}\b(?:như sau|cụ thể|sau đây)\b[^.;]{0,20}$"
)
CONTENTS = re.compile(r"\W*(?:\w{1,3}[.)]\s*)?(?:về )?nội dung\W*$")  # "3. Nội dung:"
# "báo cáo tình hình … theo các nội dung sau:", "nghiên cứu, góp ý các nội dung sau:": what is below is
# what to report or speak on
REPORTS_ON = re.compile(
    r"(?:[^;:]{0,160}?(?:,| và)\s)?(?:(?:gửi|lập|tổng hợp|thực hiện|phối hợp|tham gia|có|cho|đóng góp) )*"
    r"(?:báo cáo|thống kê|cung cấp|kê khai|góp ý|ý kiến|cho biết)\b"
    r"(?:(?!(?<!kết quả )(?<!tình hình )(?<!việc )(?:triển khai )?thực hiện (?:các|một số|tốt|những)\b)[^;:]){0,200}?"
    r"(?:\b(?:theo|gồm|bao gồm|với|về|vào|đối với)\s+(?:các |một số |những )?|(?<=\s)(?:các|một số|những) )"
    r"(?:nội dung|số liệu|thông tin|chỉ tiêu|biểu|mẫu|phụ lục|đề cương|vấn đề)\b[^;:]{0,80}$"
)
# "Hoàn thành hồ sơ, gồm:": what is below are the parts of what is to be made
MADE_OF = re.compile(
    r"[^;:]{10,300}\b(?:gồm|gồm có|bao gồm)(?: (?:các|những)(?: [^\s.;:]+){1,3})?"
    r"(?: sau(?: đây)?| như sau)?\s*$"
)
# "nhập dữ liệu vào phần mềm theo các bước sau:": what is below is how
STEPS_BELOW = re.compile(r"\b(?:các|\d{1,2}) bước (?:thực hiện |cụ thể )?(?:như )?sau(?: đây)?\W*$")
# "Báo cáo kết quả phải do lãnh đạo ký duyệt, gồm các nội dung sau:": what is below are its parts
HOLDS = re.compile(
    r"(?:báo cáo|hồ sơ|đề án|kế hoạch|phương án|tờ trình|văn bản)\b[^;:]{0,200}\b(?:bao )?gồm(?: có)?"
    r" (?:các|những) (?:nội dung|phần|thành phần|tài liệu|giấy tờ|mục)\b[^;:]{0,40}:?\s*$"
)
# "Phê duyệt Đề án với các nội dung sau:": what is below describes what was approved
APPROVES = re.compile(r"(?:phê duyệt|ban hành (?:kèm theo )?)")

# A line below an item that says who does it: "Cơ quan chủ trì: Sở Tư pháp", "Đơn vị phối hợp: Sở Nội vụ"
ROLE_LINE = re.compile(
    r"(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|phòng|tổ chức|người|cá nhân)(?:, đơn vị)?\s+)?"
    r"(?P<role>chủ trì|phối hợp|thực hiện|theo dõi|chịu trách nhiệm|tham mưu)(?: thực hiện| chính| tham mưu)?\s*:\s*"
)
# A line below an item that says when
TIME_LINE = re.compile(r"(?:thời gian|thời hạn|tiến độ|hoàn thành|lộ trình)\b[^:.;]{0,40}:")
# "Phòng Nội vụ là cơ quan thường trực, chủ trì triển khai thực hiện Kế hoạch"
LEADS_ALL = re.compile(
    r"\b(?:chủ trì|đầu mối|cơ quan thường trực)\b[^.;]{0,120}\b(?:thực hiện|triển khai)\b[^.;]{0,40}"
    r"\b(?:kế hoạch|chương trình|đề án|phương án)\b"
)
# "Quý Sở": those whom the letter is addressed to, whoever they are
YOU = re.compile(r"quý \w+(?: \w+)?")
# the same, or "các đơn vị", "các cơ quan, địa phương liên quan"
ANAPHOR = re.compile(
    rf"{YOU.pattern}"
    r"|(?:(?:các|quý|cơ quan|đơn vị|địa phương|tổ chức|đồng chí|nêu trên|trên|có liên quan|liên quan|và)"
    r"[\s,]*)+"
)
# "các bộ, tỉnh", "các đơn vị trường học", "nhà trường": those of the letter's kind, all of them
ALL_OF_THEM = re.compile(
    r"(?:(?:các|mỗi|những|cơ quan|đơn vị|địa phương|tổ chức|trường học|trường|nhà trường|cơ sở|giáo dục|đào tạo|bộ"
    r"|ngành|tỉnh|thành phố|huyện|xã|phường|sở|ban|phòng|và)[\s,]*)+"
)
# Titles below which stands what was found
FOUND = re.compile(
    r"\b(?:tình hình|kết quả|đánh giá|thực trạng|ưu điểm|tồn tại|hạn chế|khó khăn|thuận lợi|nguyên nhân|đặc điểm"
    r"|nhận (?:định|xét)|bài học|quy trình|trình tự|thủ tục|bước)\b"
)
ADDRESS = re.compile(r"(?<![^\n])\W*k[íi]nh g[ửởưừ]i\b|\bđiện\s*:\s*$")  # "CHỦ TỊCH UBND TỈNH … điện:"
ADDRESS_REACH = 200

# Openers after which a verb in a plain paragraph is more likely a story than an order
STORY = re.compile(r"(?:căn cứ|theo|trường hợp|tại|ngày|qua|hiện nay)\b")

# What may follow a task in its paragraph and is no part of it
CLOSING = re.compile(r"(?:mọi|trong quá trình|rất mong|trân trọng)\b")
# Whom lateness costs what, such as "Sau thời điểm này, đơn vị nào không gửi thì xem như đồng ý"
_OUTCOME = r"(?:xem như|coi như|chịu (?:hoàn toàn )?trách nhiệm|sẽ (?:không|bị)|không được (?:xét|xem xét|tính)|bị)\b"
TOO_LATE = re.compile(
    r"(?:(?:lưu ý|ghi chú)\s*[:,]?\s+)?(?:"
    r"(?:quá|sau|ngoài) thời (?:hạn|gian|điểm) (?:(?:nêu |nói )?trên|này|đó|quy định)\b|quá thời hạn\b"
    rf"|(?:quá|sau) ngày \d[\d/.]*[^.;]{{0,120}}?\b{_OUTCOME}"
    r"|(?:(?:nếu|trường hợp|với|đối với) )?(?:(?:người đứng đầu|thủ trưởng|lãnh đạo) )?(?:(?:những|các|mọi) )?"
    r"(?:đơn vị|cơ quan|địa phương|trường|cá nhân|tổ chức|sở|xã|hồ sơ|văn bản)\b[\w, ]{0,30}?"
    r"\s(?:không|chưa|chậm|dưới|để(?: xảy ra)?)"
    r"(?: (?:gửi|nộp|báo cáo|có|đăng ký|thực hiện|hoàn thành|trả lời|triển khai))?\b"
    rf"[^.;]{{0,120}}?\b{_OUTCOME})"
)
BLAMES = re.compile(
    r"(?:(?:trường hợp|nếu|đơn vị|cơ quan|địa phương|cá nhân|tổ chức|quá thời hạn)\b[^.]{0,300}?)"
    r"\bchịu (?:hoàn toàn )?trách nhiệm (?:trước|về|theo|cá nhân)"
)
