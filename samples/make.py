"""Make every sample letter of samples/letters: a born-digital PDF, for half of them a scan, and gold.

    python samples/make.py

Offices and persons are invented. The same input gives the same letters (fixed seeds). Needs the
Debian packages fonts-croscore and fonts-breip.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from scan import Wear, find, scan
from typeset import number_line, typeset

HERE = Path(__file__).parent
SCANS: dict[str, Wear] = {
    "02-chi-thi-tinh": Wear(dpi=200, skew=0.6),
    "03-ke-hoach-bang-phan-cong": Wear(dpi=300, skew=-0.4, noise=5, grey=True),
    "06-cong-dien-hoa-toc": Wear(dpi=200, skew=0.3, arrival=("1208", "15/10/23")),
    "08-to-trinh": Wear(dpi=200, skew=-0.7, noise=8, handwritten="74"),
    "09-bao-cao": Wear(dpi=150, skew=0.2, noise=4, blur=0.3, quality=80),
    "10-huong-dan": Wear(
        dpi=300, skew=0.5, noise=9, blur=0.6, handwritten="1502", arrival=("3341", "08/11/23")
    ),
    "11-cong-van-dang": Wear(dpi=200, skew=-0.2),
    "13-ngay-lam-viec-qua-tet": Wear(dpi=150, skew=0.3, noise=5, blur=0.4, quality=75, grey=True),
}
POSTS = ("Chủ tịch", "Thủ trưởng", "Giám đốc", "Chánh", "Trưởng", "Chỉ huy trưởng", "Hiệu trưởng")
HEADER_KEYS = (
    "parent_body", "issuing_body", "document_type", "number_symbol", "place", "issued_on",
    "subject", "urgency", "secrecy", "signing_capacity", "signer_title", "signer_name",
)  # fmt: skip


def gold(name: str, letter: dict[str, Any]) -> dict[str, Any]:
    """Return what a careful clerk reads in the letter, in the shape of the letter record."""
    said = letter["gold"]
    keys = ("type", "number_symbol", "issued_on", "issuer", "title")
    references = [{k: v or None for k, v in zip(keys, row, strict=True)} for row in said["references"]]
    header = {key: letter["header"].get(key) or None for key in HEADER_KEYS}
    return {
        "id": name,
        "header": header,
        "addressees": letter["letter"].get("addressees", []),
        "recipients": letter["letter"]["recipients"],
        "references": references,
        "deadlines": said["deadlines"],
        "tasks": [_task(task, said["deadlines"]) for task in said.get("tasks", [])],
    }


def _task(task: dict[str, Any], deadlines: list[dict[str, Any]]) -> dict[str, Any]:
    assignees = [
        {"name": who, "role": role, "kind": "post" if who.startswith(POSTS) else "body"}
        for role in ("lead", "cooperate", "monitor")
        for who in task.get(role, [])
    ]
    found = {
        "quote": task["quote"],
        "assignees": assignees,
        "deadlines": [deadlines[k] for k in task.get("deadlines", [])],
        "report_to": task.get("report_to"),
        "product": task.get("product"),
    }
    return {**found, "optional": True} if task.get("optional") else found


def _write_gold(name: str, letter: dict[str, Any]) -> None:
    text = json.dumps(gold(name, letter), ensure_ascii=False, indent=1)
    (HERE / f"{name}.gold.json").write_text(text + "\n", "utf-8")


def stamp_number(path: Path, header: dict[str, Any]) -> None:
    """Put number and day into the appearance of annotations, as electronic signing does."""
    document = pypdfium2.PdfDocument(path)
    height = document[0].get_height()
    number, day = find(document[0], "Số:"), find(document[0], "ngày  ")
    document.close()
    assert number
    assert day
    places = ((header["number_stamped"], number), (header["date_stamped"], day))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        notes = pikepdf.Array()
        for text, (_, _, right, bottom) in places:
            x, y = right + 3, height - bottom - 4
            content = f"BT /F1 12.5 Tf 1 0 0 1 2 4 Tm ({' '.join(text)}) Tj ET".encode()
            form = pdf.make_stream(
                content,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=[0, 0, 50, 16],
                Resources=pikepdf.Dictionary(
                    Font=pikepdf.Dictionary(
                        F1=pikepdf.Dictionary(
                            Type=pikepdf.Name.Font,
                            Subtype=pikepdf.Name.Type1,
                            BaseFont=pikepdf.Name("/Times-Roman"),
                        )
                    )
                ),
            )
            notes.append(
                pdf.make_indirect(
                    pikepdf.Dictionary(
                        Type=pikepdf.Name.Annot,
                        Subtype=pikepdf.Name.Stamp,
                        Rect=[x, y, x + 50, y + 16],
                        F=4,
                        AP=pikepdf.Dictionary(N=form),
                    )
                )
            )
        page.Annots = notes
        pdf.save(path, deterministic_id=True)


def make(source: Path) -> None:
    """Make one letter's files."""
    letter = tomllib.loads(source.read_text("utf-8"))
    if "annex" in letter:
        letter["letter"]["annex"] = letter.pop("annex")
    name = source.stem
    typeset(letter, HERE / f"{name}.pdf")
    if "number_stamped" in letter["header"]:
        stamp_number(HERE / f"{name}.pdf", letter["header"])
    if "gold" in letter:
        _write_gold(name, letter)
    wear = SCANS.get(name)
    if wear is None:
        return
    printed = HERE / f".{name}.pdf"
    number = None
    if wear.handwritten:
        blank = " " * 10 + letter["header"]["number_symbol"].removeprefix(wear.handwritten)
        number = number_line({"number_printed": blank}, party=False)
    typeset(letter, printed, number=number, room=88 if wear.arrival else 26)
    scan(printed, HERE / f"{name}-scan.pdf", letter, wear)
    printed.unlink()
    _write_gold(f"{name}-scan", letter)


if __name__ == "__main__":
    for one in sorted((HERE / "letters").glob("*.toml")):
        make(one)
