"""Text that would act on a terminal, or on the program, if any way to the screen let it through.

Every kind named in the promises: control characters, markup, bidi and hidden characters, lone surrogates,
piles of marks, giant lines, emoji sequences, right-to-left script, and names of files made of them.
"""

from __future__ import annotations

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"

HOSTILE: dict[str, str] = {
    # sequences a terminal obeys
    "sgr": f"{ESC}[31;1;5mđỏ{ESC}[0m",
    "title": f"{ESC}]0;chiếm tên cửa sổ{BEL}",
    "title-open": f"{ESC}]2;không bao giờ đóng",
    "clipboard": f"{ESC}]52;c;SEVMTE8={BEL}",
    "clipboard-st": f"{ESC}]52;c;SEVMTE8={ST}",
    "hyperlink": f"{ESC}]8;;http://evil.example/{ST}bấm{ESC}]8;;{ST}",
    "dcs": f"{ESC}P+q544e{ST}",
    "sixel": f"{ESC}Pq#0;2;0;0;0#0~~@@vv@@~~{ST}",
    "apc": f"{ESC}_Gf=24;AAAA{ST}",
    "pm": f"{ESC}^riêng{ST}",
    "sos": f"{ESC}Xchuỗi{ST}",
    "report": f"{ESC}[c{ESC}[6n{ESC}[>c{ESC}Z",
    "reset": f"{ESC}c",
    "alt-screen-off": f"{ESC}[?1049l{ESC}[?25h{ESC}[?1000l",
    "move": f"{ESC}[2J{ESC}[1;1H{ESC}[999C",
    "charset": f"{ESC}(0lqqk{ESC}(B\x0e\x0f",
    "mouse-on": f"{ESC}[?1003h{ESC}[?2004l",
    "keys": f"{ESC}[?1;2c",
    "c0": "".join(map(chr, [*range(0x01, 0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])),
    "nul": "a\x00b",
    "c1": "".join(map(chr, range(0x80, 0xA0))),
    "c1-osc52": "\x9d52;c;SEVMTE8=\x9c",
    "c1-csi": "\x9b31m\x9bc",
    "backspaces": "mật\x08\x08\x08khẩu",
    "carriage": "thật\rgiả",
    # markup of the toolkit, and what only looks like it
    "click": "[@click=app.quit]thoát[/]",
    "click-nested": "[@click=app.pwn('[')]x",
    "link": "[link=http://evil.example]trang[/link]",
    "bold": "[b]đậm[/b] [bold red on blue]màu[/]",
    "close": "gia [/] rẻ",
    "close-odd": "[/b] [/ ] [/]]",
    "video": "[Video] Toàn cảnh lễ hội",
    "infographic": "[Infographic] Mười năm một cây cầu",
    "emoji-code": ":skull: :smile:",
    "dollar": "$foreground $v ${v}",
    "backslash": "\\[b]x\\[/b] \\",
    "percent": "%s %d %(x)s {0} {x!r} {",
    # what changes or hides the order and the letters
    "bidi": "an \u202etoàn\u202c \u2066cô\u2069 \u200flập\u200e \u061c",
    "zero-width": "Nguy\u200bễn V\u200dă\u200cn \ufeff\u2060K\u00adỷ",
    "tags": "Huế" + "".join(chr(0xE0000 + ord(c)) for c in "evil") + "\U000e007f",
    "variation": "a\ufe0f\U000e0100b",
    "fillers": "\u3164\u115f\u1160\uffa0",
    "separators": "một\u2028hai\u2029ba\u0085bốn",
    "annotation": "\ufff9gốc\ufffachú\ufffb",
    "surrogates": "\ud800x\udfff \udcff",
    "private": "\ue000\U0010fffd",
    "noncharacters": "\ufffe\uffff\ufdd0",
    # letters that are hard to measure or to draw
    "zalgo": "T" + "\u0301\u0302\u0303\u0323" * 60 + "in",
    "marks-only": "\u0301\u0323" * 40,
    "emoji": "👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇻🇳",
    "wide": "新闻 ニュース 뉴스 ｆｕｌｌ",
    "rtl": "العربية עברית",
    "indic": "क्षि ঢাকা தமிழ்",
    "decomposed": "Nguye\u0302\u0303n Va\u0306n Ky\u0309",
    "tabs": "cột\tcột\t\tcột",
    "spaces": " " * 200 + "x",
}
"""Name of the kind → the text."""

MUST_SHOW = (
    "[Video] Toàn cảnh lễ hội",
    "[Infographic] Mười năm một cây cầu",
    "gia [/] rẻ",
    "[@click=app.quit]thoát[/]",
    ":skull: :smile:",
    "[b]đậm[/b]",
)
"""What a reader must see letter for letter."""

GIANT_LINE = "Một dòng rất dài không xuống hàng, " * 30_000
"""A megabyte without a line end."""


def storable(text: str) -> str:
    """`text` as it can stand in a UTF-8 file: lone surrogates cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


def file_name(text: str) -> str:
    """`text` as the name of a file: no slash, no NUL, at most 180 bytes."""
    bare = storable(text).replace("/", "∕").replace("\0", "")
    return bare.encode("utf-8")[:180].decode("utf-8", "ignore").strip(".") or "x"
