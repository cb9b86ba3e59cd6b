"""Validates every document of the files given against the schemas of Kubernetes; custom resources are only parsed."""

import sys

import kubernetes_validate
import yaml

from tap import Tap

tap = Tap()


def validate(document):
    api_version, kind = document["apiVersion"], document["kind"]
    if "." in api_version.split("/")[0] and not api_version.split("/")[0].endswith("k8s.io"):
        return  # defined by an operator: there is no schema here
    kubernetes_validate.validate(document, kubernetes_validate.latest_version(), strict=True)
    assert document["metadata"]["name"], f"{kind} without a name"


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        documents = [each for each in yaml.safe_load_all(file) if each]
    tap.check(f"{path.split('/')[-1]} has documents", lambda: documents[0])
    for each in documents:
        name = f"{path.split('/')[-1]}: {each.get('kind')} {each.get('metadata', {}).get('name')}"
        tap.check(name, lambda: validate(each))
tap.end()
