"""The version of the rules, apart from them: whoever asks for it need not load them."""

from __future__ import annotations

RULES_VERSION = 2
"""Raise it when a rule changes: the library then extracts again what was extracted with an older one."""
