"""The network of names for other programs: whole, readable, and with nothing in it that acts."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from tui.export.network import (
    COLUMNS,
    EDGE_KEYS,
    NODE_KEYS,
    as_csv,
    as_graphml,
    as_json,
    as_jsonl,
    write_network,
)
from tui.model.network import Edge, NetworkGraph, NetworkName

SPACE = "{http://graphml.graphdrawing.org/xmlns}"


def graph_of(*names: str) -> NetworkGraph:
    """The first name tied to each other one."""
    nodes = tuple(
        NetworkName(f"person:{number} {name}", name, "person", 3) for number, name in enumerate(names)
    )
    edges = tuple(Edge(nodes[0].key, node.key, 2, 0.25, "2031-03-05", None, 1) for node in nodes[1:])
    return NetworkGraph(nodes, edges, len(edges), 9)


HOSTILE = graph_of(
    '<b>Đoàn & "Thẩm"</b>',
    "=HYPERLINK(1)",
    "@Lạc]]>",
    "a\x00b\x1b[31mc\ufffe\u202e",
    "-- xoá",
    "",
    "+1",
    "\ud800x",
)


def parsed(graph: NetworkGraph) -> ElementTree.Element:
    return ElementTree.fromstring("".join(as_graphml(graph)).encode("utf-8"))


def test_graphml_is_as_its_schema_says() -> None:
    """Keys first, then one graph; every datum has a key for its element, ids are tokens and unique.

    Source: graphml-structure.xsd 1.0: key*, (data | graph)*; node/@id and edge/@source are NMTOKEN.
    """
    root = parsed(HOSTILE)
    assert root.tag == SPACE + "graphml"
    tags = [child.tag.removeprefix(SPACE) for child in root]
    assert tags == ["key"] * (len(NODE_KEYS) + len(EDGE_KEYS)) + ["graph"]
    keys = {child.get("id"): child for child in root if child.tag == SPACE + "key"}
    assert len(keys) == len(tags) - 1
    assert {key.get("attr.type") for key in keys.values()} <= {"string", "int", "double"}
    graph = root[-1]
    assert graph.get("edgedefault") == "undirected"
    nodes, edges = graph.findall(SPACE + "node"), graph.findall(SPACE + "edge")
    ids = [node.get("id") or "" for node in nodes]
    assert len(set(ids)) == len(ids) == len(HOSTILE.names)
    assert all(identifier.isalnum() for identifier in ids)
    assert len(edges) == len(HOSTILE.edges)
    for edge in edges:
        assert {edge.get("source"), edge.get("target")} <= set(ids)
    for element in (*nodes, *edges):
        for data in element:
            key = keys[data.get("key")]
            assert key.get("for") == element.tag.removeprefix(SPACE)
            if key.get("attr.type") in ("int", "double"):
                float(data.text or "")


def test_graphml_says_what_the_network_holds() -> None:
    root = parsed(graph_of("Đoàn Quốc Thẩm", "Lạc & Thu"))
    said = [{(data.get("key") or ""): data.text for data in element} for element in root[-1]]
    assert said[1] == {
        "node-label": "Lạc & Thu", "node-kind": "person", "node-articles": "3",
        "node-key": "person:1 Lạc & Thu",
    }  # fmt: skip
    assert said[2] == {
        "edge-weight": "0.25", "edge-articles": "2", "edge-sentences": "1", "edge-first": "2031-03-05",
    }  # fmt: skip


@given(st.lists(st.text(max_size=20), min_size=2, max_size=5))
def test_graphml_of_any_names_can_be_read(names: list[str]) -> None:
    root = parsed(graph_of(*names))
    assert len(root[-1].findall(SPACE + "node")) == len(names)


def test_node_link_json_is_whole_and_names_every_end() -> None:
    read = json.loads("".join(as_json(HOSTILE)))
    assert (read["directed"], read["multigraph"]) == (False, False)
    assert read["graph"] == {"articles": 9, "ties": 7}
    ids = [node["id"] for node in read["nodes"]]
    assert len(ids) == len(set(ids)) == 8
    assert {link["source"] for link in read["links"]} | {link["target"] for link in read["links"]} == set(ids)
    assert set(read["links"][0]) == {"source", "target", "weight", "articles", "sentences", "first", "last"}
    assert json.loads("".join(as_json(NetworkGraph((), (), 0, 0))))["links"] == []


def test_rows_are_for_each_tie_and_no_cell_is_a_formula() -> None:
    rows = list(csv.DictReader(io.StringIO("".join(as_csv(HOSTILE)))))
    assert len(rows) == len(HOSTILE.edges)
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["target"] == "'=HYPERLINK(1)"
    assert rows[3]["target"] == "'-- xoá"
    assert not any(cell.startswith(("=", "@", "-")) for row in rows for cell in row.values())
    objects = [json.loads(line) for line in as_jsonl(HOSTILE)]
    assert [tuple(item) for item in objects] == [COLUMNS] * len(rows)
    assert objects[0]["target"] == "=HYPERLINK(1)"


def test_a_file_is_new_and_called_by_what_it_is_of(tmp_path: Path) -> None:
    graph = graph_of("A", "B")
    names = [
        write_network(tmp_path, "Đoàn / Quốc", graph, form).name for form in ("csv", "csv", "graphml", "json")
    ]
    assert names == [
        "network-doan-quoc.csv", "network-doan-quoc-2.csv", "network-doan-quoc.graphml",
        "network-doan-quoc.json",
    ]  # fmt: skip
    assert (tmp_path / names[0]).read_bytes().startswith(b"\xef\xbb\xbfsource,")
    assert write_network(tmp_path, "", graph, "jsonl").name == "network.jsonl"
