"""What was unpacked of late, kept by the bytes it came from: never stale, whichever library it is of."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    """Something that takes room."""

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        ...


T = TypeVar("T", bound=Sized)


class Kept(Generic[T]):
    """Unpacks, and keeps what was asked for last; any thread may ask."""

    def __init__(self, unpack: Callable[[bytes], T], most: int) -> None:
        """Keep about `most` bytes, and at least what was asked for last, however large it is."""
        self._unpack = unpack
        self._most = most
        self._values: dict[bytes, T] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, packed: bytes) -> T:
        """What is packed in these bytes."""
        with self._lock:
            value = self._values.pop(packed, None)
            if value is not None:
                self._values[packed] = value
                return value
        value = self._unpack(packed)
        size = len(packed) + value.size
        with self._lock:
            if packed not in self._values:
                self._bytes += size
            self._values[packed] = value
            while self._bytes > self._most and len(self._values) > 1:
                oldest = next(iter(self._values))
                self._bytes -= len(oldest) + self._values.pop(oldest).size
        return value
