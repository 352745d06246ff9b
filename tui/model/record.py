"""Frozen dataclasses that are built when they are first needed.

Building one costs about a millisecond; a reader that has sixty would spend more time on that than on
drawing its first screen. `record` puts it off until the first instance is made; types, equality, hashing,
`dataclasses.replace` and `dataclasses.fields` of an instance are those of `@dataclass(frozen=True)`.
"""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from typing import Any, TypeVar, dataclass_transform, overload

Class = TypeVar("Class", bound=type[Any])


_BUILDING = threading.Lock()


def _new(cls: type[Any], *_args: Any, **_kwargs: Any) -> Any:
    return object.__new__(cls)


def _put_off(cls: Any, frozen: bool) -> Any:
    def build(made: type[Any], *_args: Any, **_kwargs: Any) -> Any:
        with _BUILDING:
            if "__dataclass_fields__" not in cls.__dict__:
                dataclasses.dataclass(frozen=frozen)(cls)
                cls.__new__ = _new
        return object.__new__(made)

    cls.__new__ = build
    return cls


@overload
def record(cls: Class) -> Class: ...
@overload
def record(*, frozen: bool = ...) -> Callable[[Class], Class]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def record(cls: Any = None, *, frozen: bool = True) -> Any:
    """Make `cls` a dataclass, at its first instance; threads that make it together agree.

    `frozen=False` is for messages, which the toolkit writes into while they travel.
    """
    if cls is None:
        return lambda late: _put_off(late, frozen)
    return _put_off(cls, frozen)
