"""May a page's text layer be trusted? Judged by what is measured on the page, not by who made the file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.reading.encodings import GOOD, repair
from pipeline.reading.layout_stamps import find_stamps
from pipeline.reading.quality import measure
from pipeline.reading.text_drawings import COVERING

if TYPE_CHECKING:
    from pipeline.reading.printed import PrintedWord
    from pipeline.reading.text_layer import LayerPage

FEW = 12  # words beside a picture of the whole page: not the letter's text


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the layer is used, why (in Vietnamese), and its words in clean Unicode."""

    trusted: bool
    reason: str
    words: tuple[PrintedWord, ...] = ()
    quality: float = 1.0
    blank: bool = False  # nothing at all stands on the page


def judge(layer: LayerPage) -> Judgement:
    """Judge one page's text layer."""
    if not layer.words:
        if not layer.objects:
            return Judgement(trusted=True, reason="trang trắng", blank=True)
        return Judgement(trusted=False, reason="trang không có lớp chữ")
    texts, converted = repair([word.text for word in layer.words], layer.fonts)
    words = tuple(
        word if word.text == text else replace(word, text=text)
        for word, text in zip(layer.words, texts, strict=True)
        if text
    )
    stamps = {
        id(word) for lines, _ in find_stamps(words, layer.number) for line in lines for word in line.words
    }
    own = [word for word in words if id(word) not in stamps]
    quality = measure(word.text for word in own)
    fault = _fault(layer, len(own))
    if fault:
        return Judgement(trusted=False, reason=fault, words=words, quality=quality.score)
    if quality.known and quality.score < GOOD:
        reason = f"lớp chữ hỏng (chỉ {quality.score:.0%} là tiếng Việt)"
        return Judgement(trusted=False, reason=reason, words=words, quality=quality.score)
    reason = "lớp chữ đọc được" + (f", đã chuyển từ mã {converted}" if converted else "")
    return Judgement(
        trusted=True, reason=reason, words=words, quality=quality.score if quality.known else 1.0
    )


def _fault(layer: LayerPage, own: int) -> str:
    """What speaks against the layer before its language is looked at."""
    scanned = layer.picture_share > COVERING
    if scanned and own < FEW:
        return (
            "trang là ảnh; lớp chữ chỉ có dấu chữ ký số hoặc vài chữ"
            if own < len(layer.words)
            else ("trang là ảnh, lớp chữ chỉ có vài chữ")
        )
    if layer.invisible > 0.5 * layer.characters:
        return "lớp chữ ẩn của máy quét đặt trên ảnh, không chắc đúng với ảnh"
    if layer.covered:
        return "ảnh che kín lớp chữ, chữ nhìn thấy là của ảnh"
    if layer.unmapped > 0.05 * layer.characters:
        return "phông chữ không có bảng mã, lớp chữ không đọc được"
    return ""
