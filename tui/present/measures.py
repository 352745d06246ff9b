"""The board of figures in words: amounts, periods, and why figures do not compare."""

from __future__ import annotations

from tui.i18n import N_, current_language, ngettext
from tui.i18n import gettext as _
from tui.model.measure import (
    FigureSort,
    MeasuredPlace,
    MeasureGroup,
    MeasureKind,
    MeasureRow,
    Scope,
    WhyNot,
)
from tui.present.kinds import number

SORT_NAMES: dict[FigureSort, str] = {
    "value": N_("highest first"),
    "place": N_("by place"),
    "period": N_("latest period first"),
    "date": N_("newest article first"),
}
KIND_NAMES: dict[MeasureKind, str] = {
    "level": N_("how much there is"),
    "average": N_("on average"),
    "amount": N_("how much more or less"),
    "change": N_("change in percent"),
    "share": N_("share of something"),
    "plan": N_("planned or expected"),
}
_SCOPE_NAMES: dict[Scope, str] = {
    "country": N_("countries"),
    "province": N_("provinces and cities"),
    "district": N_("districts"),
    "ward": N_("communes and wards"),
    "": N_("place not told"),
}
_UNTOLD = N_("period or place not told: set against nothing")
_SCALES = ((10**9, N_("%s billion")), (10**6, N_("%s million")))
_SCALED_FROM = 10**7
"""Amounts of money from which they are told in millions."""
_QUARTERS = ("I", "II", "III", "IV")
_MOST_DECIMALS = 3
_YEAR = 12


def decimal_text(value: float) -> str:
    """A number as the language in force writes it, three decimals at most.

    >>> decimal_text(34178.0), decimal_text(5.73)
    ('34,178', '5.73')
    """
    text = f"{value:,.{_MOST_DECIMALS}f}".rstrip("0").rstrip(".")
    if current_language() == "vi":
        text = text.translate({ord(","): ".", ord("."): ","})
    return text


def is_money(unit: str) -> bool:
    """True for units whose numbers are told in millions and billions: `đồng`, `USD`, `đồng/tháng`."""
    base = unit.split("/")[0]
    return base in ("đồng", "euro", "yên", "won", "bảng", "nhân dân tệ", "NDT", "baht") or (
        len(base) == 3 and base.isupper()
    )


def amount_text(value: float, unit: str) -> str:
    """A number without its unit: `34.178`, of money `24 tỷ`."""
    if is_money(unit) and abs(value) >= _SCALED_FROM:
        for scale, told in _SCALES:
            if abs(value) >= scale:
                return _(told) % decimal_text(value / scale)
    return decimal_text(value)


def row_amount(row: MeasureRow, value: float | None = None) -> str:
    """The number of a row, with the sign of a change and of what it is more or less than."""
    amount = amount_text(row.value if value is None else value, row.unit)
    sign = "≥ " if row.approx == ">" else "≤ " if row.approx == "<" else "~ " if row.approx == "~" else ""
    return sign + amount.replace("-", "−") + ("%" if row.unit == "%" else "")


def change_text(row: MeasureRow) -> str:
    """`↑ 22,17%`; empty where it is not told."""
    if row.change is None:
        return ""
    return f"{'↓' if row.change < 0 else '↑'} {decimal_text(abs(row.change))}%"


def target_text(row: MeasureRow) -> str:
    """`547 · 119,02%`: what was planned, and which share of it was reached; empty where neither is told."""
    share = row.plan
    if share is None and row.target:
        share = round(100 * row.value / row.target, 2)
    parts = [amount_text(row.target, row.unit)] if row.target is not None else []
    if share is not None:
        parts.append(f"{decimal_text(abs(share))}%")
    return " · ".join(parts)


def place_text(place: MeasuredPlace | None, *, far: bool = False) -> str:
    """`Hậu Giang → Cần Thơ` where the province has another name now; `~` where another sentence says so."""
    if place is None:
        return "?"
    moved = place.now if place.now and place.now not in (place.then, place.name) else None
    name = place.name
    if place.scope in ("district", "ward") and place.then and place.then != place.name:
        name = f"{name}, {place.then}"
    return ("~" if far else "") + (f"{name} → {moved}" if moved else name)


def period_text(start: int | None, months: int, *, far: bool = False) -> str:
    """`2023`, `6 tháng đầu 2024`, `quý I/2024`, `01/2024`; `~` where the sentence does not say."""
    if start is None or months < 0:
        return "?"
    return ("~" if far else "") + _period(start, months)


def _period(start: int, months: int) -> str:
    year, month = divmod(start, _YEAR)
    if months <= 1:
        return f"{month + 1:02d}/{year}"
    if month == 0 and months % _YEAR == 0:
        return str(year) if months == _YEAR else f"{year}–{year + months // _YEAR - 1}"
    if months == 3 and month % 3 == 0:
        return _("Q{quarter}/{year}").format(quarter=_QUARTERS[month // 3], year=year)
    if month == 0 and months < _YEAR:
        return _("first {months} mo. {year}").format(months=months, year=year)
    last_year, last_month = divmod(start + months - 1, _YEAR)
    first = f"{month + 1:02d}/{year}" if last_year != year else f"{month + 1:02d}"
    return f"{first}–{last_month + 1:02d}/{last_year}"


def length_text(months: int) -> str:
    """How long a period is: `cả năm`, `6 tháng`."""
    if months == 0:
        return _("at one time")
    if months == _YEAR:
        return _("a whole year")
    if months % _YEAR == 0:
        return ngettext("%s year", "%s years", months // _YEAR) % number(months // _YEAR)
    return ngettext("%s month", "%s months", months) % number(months)


def group_text(group: MeasureGroup) -> str:
    """What the figures of a group have in common: `người · cả năm · tỉnh, thành`."""
    parts = [group.unit, _(KIND_NAMES[group.kind]) if group.kind != "level" else ""]
    if group.months >= 0:
        parts += [length_text(group.months), _(_SCOPE_NAMES[group.scope])]
    return " · ".join(part for part in parts if part)


def why_not(group: MeasureGroup, first: MeasureGroup) -> str:
    """Why a group does not compare with the first one; for the first one, why its own rows do not."""
    if group is first:
        return "" if group.months >= 0 else _(_UNTOLD)
    return " · ".join(_reason(one, group, first) for one in group.why_not)


def _reason(one: WhyNot, group: MeasureGroup, first: MeasureGroup) -> str:
    if one == "kind":
        return _("{this}, not {that}").format(this=_(KIND_NAMES[group.kind]), that=_(KIND_NAMES[first.kind]))
    if one == "unit":
        return _("another unit: {this}, not {that}").format(this=group.unit, that=first.unit)
    if one == "period":
        return _("{this}, not to be set against {that}").format(
            this=length_text(group.months), that=length_text(first.months)
        )
    if one == "place":
        return _("places of another size: {this} / {that}").format(
            this=_(_SCOPE_NAMES[group.scope]), that=_(_SCOPE_NAMES[first.scope])
        )
    return _(_UNTOLD)
