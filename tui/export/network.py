"""The network of names for other programs: GraphML, node-link JSON, or a row for each tie."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from tui.export.files import write_new
from tui.export.table import csv_line
from tui.model.network import Edge, NetworkGraph, NetworkName
from tui.text.folding import fold
from tui.text.json_text import json_text
from tui.text.shown import shown_line

COLUMNS = (
    "source", "source_kind", "target", "target_kind", "weight", "articles", "sentences", "first", "last",
    "source_key", "target_key",
)  # fmt: skip
"""Of the table and of JSON Lines; `sentences` is empty where they were not counted."""
NODE_KEYS = (("label", "string"), ("kind", "string"), ("articles", "int"), ("key", "string"))
EDGE_KEYS = (
    ("weight", "double"), ("articles", "int"), ("sentences", "int"), ("first", "string"), ("last", "string"),
)  # fmt: skip
"""What a node and an edge of GraphML say, with its type."""
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Source: XML 1.0, fifth edition, production 2 (Char)."""


def _edge(edge: Edge) -> dict[str, object]:
    return {
        "weight": edge.weight,
        "articles": edge.together,
        "sentences": edge.sentences,
        "first": edge.first,
        "last": edge.last,
    }


def _rows(graph: NetworkGraph) -> Iterator[dict[str, object]]:
    names = {name.key: name for name in graph.names}
    for edge in graph.edges:
        one, other = names[edge.one], names[edge.other]
        row = {
            "source": one.name, "source_kind": one.kind, "target": other.name, "target_kind": other.kind,
            **_edge(edge), "source_key": one.key, "target_key": other.key,
        }  # fmt: skip
        yield row


def as_csv(graph: NetworkGraph) -> Iterator[str]:
    """`COLUMNS`, with a head; a row for each tie, the closest first."""
    yield csv_line(COLUMNS)
    for row in _rows(graph):
        yield csv_line(row[column] for column in COLUMNS)


def as_jsonl(graph: NetworkGraph) -> Iterator[str]:
    """One object a tie, of `COLUMNS`."""
    for row in _rows(graph):
        yield json_text(row) + "\n"


def as_json(graph: NetworkGraph) -> Iterator[str]:
    """Node-link form: `nodes` with an `id` each, `links` with `source` and `target`."""
    about = {"articles": graph.articles, "ties": graph.total}
    yield f'{{"directed": false, "multigraph": false, "graph": {json_text(about)},\n"nodes": ['
    for index, name in enumerate(graph.names):
        node = {"id": name.key, "label": name.name, "kind": name.kind, "articles": name.articles}
        yield (",\n" if index else "\n") + json_text(node)
    yield '\n],\n"links": ['
    for index, edge in enumerate(graph.edges):
        link = {"source": edge.one, "target": edge.other, **_edge(edge)}
        yield (",\n" if index else "\n") + json_text(link)
    yield "\n]}\n"


def as_graphml(graph: NetworkGraph) -> Iterator[str]:
    """An undirected graph; nodes are `n0`, `n1` …, what XML cannot hold becomes U+FFFD.

    Source: U. Brandes et al., GraphML Progress Report, GD 2001; http://graphml.graphdrawing.org.
    """
    yield _HEAD
    for target, keys in (("node", NODE_KEYS), ("edge", EDGE_KEYS)):
        for field, kind in keys:
            yield (f' <key id="{target}-{field}" for="{target}" attr.name="{field}" attr.type="{kind}"/>\n')
    yield ' <graph id="names" edgedefault="undirected">\n'
    numbers: dict[str, str] = {}
    for name in graph.names:
        number = numbers[name.key] = f"n{len(numbers)}"
        yield f"  <node id={quoteattr(number)}>{_data('node', _node(name))}</node>\n"
    for edge in graph.edges:
        one, other = quoteattr(numbers[edge.one]), quoteattr(numbers[edge.other])
        yield f"  <edge source={one} target={other}>{_data('edge', _edge(edge))}</edge>\n"
    yield " </graph>\n</graphml>\n"


def _node(name: NetworkName) -> dict[str, object]:
    return {"label": name.name, "kind": name.kind, "articles": name.articles, "key": name.key}


def _data(target: str, values: dict[str, object]) -> str:
    return "".join(
        f'<data key="{target}-{name}">{escape(xml_text(str(value)))}</data>'
        for name, value in values.items()
        if value is not None
    )


def xml_text(text: str) -> str:
    """`text` in one line, with nothing in it that XML cannot hold.

    >>> xml_text("a\\x00b\\nc")
    'a␀b c'
    """
    return _NOT_XML.sub("\ufffd", shown_line(text))


Writer = Callable[[NetworkGraph], Iterator[str]]
WRITERS: dict[str, Writer] = {"csv": as_csv, "jsonl": as_jsonl, "json": as_json, "graphml": as_graphml}
SUFFIXES = {"csv": ".csv", "jsonl": ".jsonl", "json": ".json", "graphml": ".graphml"}


def write_network(folder: Path, about: str, graph: NetworkGraph, form: str) -> Path:
    """Write a network to a new file in `folder`, called by what it is of; the answer is where it lies.

    The byte-order mark at the head of a table tells spreadsheets that it is UTF-8.

    Raises:
        ExportError: the folder cannot be written.
    """
    words = "-".join("".join(c if c.isalnum() else " " for c in fold(about)).split())
    stem = f"network-{words}".encode("ascii", "ignore").decode()[:80].strip("-")
    head = ("\ufeff",) if form == "csv" else ()
    return write_new(folder, stem, SUFFIXES[form], (*head, *WRITERS[form](graph)))
