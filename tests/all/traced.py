"""trace.json against summary.json: places, values, groups, statuses."""
import json
import sys

folder = sys.argv[1]
summary, trace = (json.load(open(f"{folder}/{name}.json")) for name in ("summary", "trace"))
groups, rank = trace["groups"], {"verified": 0, "unverified": 1, "assumption": 2}
compared, wrong = 0, []


def follow(node, path):
    for key in path.strip("/").split("/"):
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node


for figure in trace["figures"]:
    head, star, tail = figure["at"].partition("/*/")
    try:
        place = [follow(item, tail) for item in follow(summary, head)] if star else follow(summary, head)
    except (KeyError, IndexError, TypeError):
        wrong.append(f"{figure['at']}: no such place")
        continue
    told = figure.get("values", figure.get("value"))
    if isinstance(told, dict):
        place, told = (None, None) if place is None else ([place.get(k) for k in ("p10", "p50", "p90")], [told.get(k) for k in ("p10", "p50", "p90")])
    if isinstance(place, dict):
        place = place["mean"]
    compared += 1
    if place != told:
        wrong.append(f"{figure['at']}: {told} in the trace, {place} in the summary")
    for key in figure["inputs"]:
        if key == "/sites/*":
            continue
        if key not in groups:
            wrong.append(f"{figure['at']}: {key} is not listed")
        elif "/registrations/" not in figure["at"] and rank[groups[key]["status"]] > rank[figure["status"]]:
            wrong.append(f"{figure['at']} is {figure['status']}, {key} is {groups[key]['status']}")
assert compared > 500, compared
print("\n".join(wrong[:10]))
sys.exit(1 if wrong else 0)
