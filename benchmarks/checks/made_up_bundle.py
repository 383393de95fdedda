#!/usr/bin/env python3
"""Writes a STIX 2.1 bundle of so many made-up objects: one in five a technique, the others
relationships between them.

    made_up_bundle.py 28000 > bundle.json
"""
import json
import random
import sys
import uuid

WHEN = "2026-01-01T00:00:00.000Z"


def main():
    count = int(sys.argv[1])
    made = random.Random(count)

    def name(kind):
        return f"{kind}--{uuid.UUID(int=made.getrandbits(128), version=4)}"

    common = {"spec_version": "2.1", "created": WHEN, "modified": WHEN, "labels": ["synthetic"]}
    objects = [
        {
            "type": "attack-pattern",
            "id": name("attack-pattern"),
            **common,
            "name": f"Made-up technique {i}",
            "description": "It exists to fill a bundle. " * 20,
            "kill_chain_phases": [{"kill_chain_name": "made-up", "phase_name": f"step-{i % 14}"}],
            "external_references": [{"source_name": "made-up", "external_id": f"M{i:05}"}],
        }
        for i in range(count // 5)
    ]
    ids = [each["id"] for each in objects]
    while len(objects) < count:
        source, target = made.sample(ids, 2)
        objects.append(
            {
                "type": "relationship",
                "id": name("relationship"),
                **common,
                "relationship_type": "related-to",
                "description": "One made-up technique is related to another.",
                "source_ref": source,
                "target_ref": target,
            }
        )
    json.dump({"type": "bundle", "id": name("bundle"), "objects": objects}, sys.stdout)


main()
