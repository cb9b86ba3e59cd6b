"""Parses expositions with the parser of Prometheus's own client. Arguments: files."""

import sys

from prometheus_client.parser import text_string_to_metric_families

from tap import Tap

tap = Tap()


def parse(path):
    with open(path, encoding="utf-8") as file:
        families = list(text_string_to_metric_families(file.read()))
    for family in families:
        assert family.documentation, f"{family.name} has no help"
        assert family.type in ("counter", "gauge"), f"{family.name} has the type {family.type}"
    assert len(families) > 10, f"only {len(families)} families"


for path in sys.argv[1:]:
    tap.check(f"prometheus_client reads {path.split('/')[-1]}", lambda: parse(path))
tap.end()
