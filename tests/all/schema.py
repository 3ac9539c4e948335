"""Mutants of portfolios, what the reader says of each, and whether a JSON Schema's verdicts agree with it.

    schema.py mutate SCHEMA.json MUTANTS N       one JSON a line: {"text": portfolio, "errors": [[code, path], ...]}
    schema.py compare SCHEMA.json MUTANTS VERDICTS

What JSON Schema cannot say is BEYOND: if the schema takes a portfolio, these alone may refuse it. Whatever the schema refuses
the reader refuses.
"""
import json
import random
import sys

SEEDS = ["app/templates/mine.json", "app/templates/hills.json", "app/templates/cleared.json", "tests/whole/small.json",
         "scenarios/beijing/portfolio.json"]
BEYOND = {
    "E2112": "numbers that make no distribution with the value inside",
    "E2201": "an id that stands twice",
    "E2202": "a name that is not defined",
    "E2203": "shares that do not sum to 1",
    "E2204": "two fields in the wrong order",
    "E2205": "a unit sold twice",
    "E2206": "other rules between fields",
    "E2207": "land classes that do not sum to 1",
    "E2208": "a unit that a measure does not take",
    "E2209": "a key that a measure needs",
}
VALUES = [None, True, False, 0, 1, -1, 0.5, 1.5, 12, 100, 2030, 1e9, -1e12, 1e300, "", "x", "all", "user", "2027-02-29", "2028-02-29", "7",
          "18446744073709551616", "verified", "a b", [], {}, [0], ["x"], [{}], {"x": 1}, {"zh": "一"}, {"zh": 1}, {"value": 1},
          {"value": None}, {"value": 5, "unit": "%"}, {"value": 0.1, "source": "s", "status": "verified"},
          {"value": 3, "source": "", "status": "sure"}, {"value": 2, "spread": {"kind": "normal", "sd": 0.1}},
          {"value": 2, "spread": {"kind": "uniform", "low": 1, "high": 3, "scope": "site"}},
          {"value": 2, "spread": {"kind": "beta", "low": 1, "high": 3}}, {"value": 2, "spread": None},
          {"value": 2, "spread": {"kind": "none"}}, {"value": 2, "spread": {"kind": "normal", "sd": 0.1, "scope": "moon"}},
          {"value": 2, "spread": {"kind": "normal", "sd": 0.1, "scope": 1}}, {"values": [1, 2], "source": "s", "status": "assumption"}]
PACKS = [
    {"species": {"acer_truncatum": {"root_shoot": {"value": 0.33, "source": "s", "status": "assumption"}}}},
    {"measures": [{"id": "plant"}], "materials": {"peat": {}}},
]


def places(node, path=()):
    """Every value below the top with the path to it."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        yield path + (key,)
        yield from places(child, path + (key,))


def at(node, path):
    for step in path:
        node = node[step]
    return node


class Schema:
    def __init__(self, schema):
        self.definitions = schema["definitions"]
        self.tables = [schema["properties"]] + [d["properties"] for d in self.definitions.values() if "properties" in d]

    def sample(self, rng, rule, depth=0):
        """A value that the rule may take, or nearly."""
        if "$ref" in rule:
            return self.sample(rng, self.definitions[rule["$ref"].split("/")[-1]], depth)
        for key in ("anyOf", "allOf"):
            if key in rule and "properties" not in rule:
                return self.sample(rng, rng.choice(rule[key]), depth)
        if "const" in rule:
            return rule["const"]
        if "enum" in rule:
            return rng.choice(rule["enum"])
        kind = rule.get("type")
        if kind in ("number", "integer"):
            low = rule.get("minimum", rule.get("exclusiveMinimum", -1))
            high = rule.get("maximum", rule.get("exclusiveMaximum", 1))
            value = rng.choice([low, high, low + (high - low) * rng.random(), min(low + 1, high), low - 1, high + 1])
            return int(value) if kind == "integer" or rng.random() < 0.3 else value
        if kind == "boolean":
            return rng.random() < 0.5
        if kind == "null":
            return None
        if kind == "array":
            return [self.sample(rng, rule.get("items", {}), depth + 1) for _ in range(rng.choice([0, 1, 1, 2]))] if depth < 4 else []
        if kind == "object":
            if depth > 3:
                return {}
            wanted = set(rule.get("required", []))
            made = {}
            for name, part in rule.get("properties", {}).items():
                if name in wanted or rng.random() < 0.15:
                    made[name] = self.sample(rng, part, depth + 1)
            if isinstance(rule.get("additionalProperties"), dict) and rng.random() < 0.7:
                made[rng.choice(["a", "54511", "a b"])] = self.sample(rng, rule["additionalProperties"], depth + 1)
            return made
        if kind == "string":
            return rng.choice(["x", "", "2028-02-29", "7", "platycladus_orientalis"])
        return rng.choice(VALUES)

    def table_of(self, rng, keys):
        """The properties of one of the tables that know most of an object's keys."""
        scored = sorted(self.tables, key=lambda t: (-len(keys & t.keys()), len(t), rng.random()))
        return scored[0 if rng.random() < 0.9 else 1]


def mutate(rng, schema, root, where, texts):
    """Changes one thing in a portfolio; where: its places, those of its objects."""
    path = rng.choice(where[0])
    node = at(root, path)
    holder = at(root, path[:-1]) if path else None
    way = rng.randrange(8)
    if way == 0 and path:
        del holder[path[-1]]
    elif way == 1 and path:
        holder[path[-1]] = json.loads(json.dumps(rng.choice(VALUES)))
    elif way == 2 and path and isinstance(node, (int, float)) and not isinstance(node, bool):
        holder[path[-1]] = rng.choice([-node, node * 100, node + 0.5, {"value": node, "unit": rng.choice(texts["unit"])},
                                       {"value": node, "source": "s", "status": "assumption"}])
    elif way == 3 and path and isinstance(node, str):
        holder[path[-1]] = rng.choice(texts["any"])
    elif way == 4 and path and isinstance(holder, dict) and isinstance(path[-1], str):
        holder[path[-1] + rng.choice(["x", " ", "_frac"])] = holder.pop(path[-1])
    elif way == 5 and path and isinstance(holder, list):
        holder.append(json.loads(json.dumps(node)))
    else:
        node = at(root, rng.choice(where[1]))
        table = schema.table_of(rng, set(node))
        name = rng.choice(sorted(table))
        node[name] = schema.sample(rng, table[name])


def beyond(code, path, root):
    """Whether the schema cannot say this."""
    if code in BEYOND:
        return True
    steps = path.split("/")[1:] or [""]
    if code == "E2102" and steps[0] == "packs": # a new entry must be whole; one over a known entry need not
        return True
    if code == "E2105" and steps[0] in ("rules", "policy", "changes", "methodologies"): # words of conditions
        return True
    if code == "E2210" and steps[0] == "soils_compared": # models in a list of names
        return True
    if code == "E2115" and path.endswith("/status"): # an entry's own status, which may stand over a known entry's source
        return True
    if code == "E2104": # a value whose unit is converted
        node = root
        for step in steps:
            if isinstance(node, dict) and "unit" in node and ("value" in node or "values" in node):
                return True
            node = node[int(step)] if isinstance(node, list) else node.get(step) if isinstance(node, dict) else None
        return isinstance(node, dict) and "unit" in node
    return False


def main_mutate(schema_name, out_name, n):
    import qingshan

    rng = random.Random(20261123)
    with open(schema_name) as file:
        schema = Schema(json.load(file))
    seeds = []
    for name in SEEDS:
        with open(name) as file:
            seeds.append(json.load(file))
        if name != SEEDS[-1]:
            with qingshan.Qingshan() as q, q.load(name) as p:
                seeds.append(p.resolved())
    for packs in PACKS:
        seeds.append({**seeds[0], "packs": [packs]})
    small = [i for i, s in enumerate(seeds) if len(json.dumps(s)) < 9000]
    kinds = sorted(schema.definitions["packs"]["properties"].keys() - {"$schema"})
    written = [json.dumps(s) for s in seeds]
    wheres = [(list(places(s)), [()] + [p for p in places(s) if isinstance(at(s, p), dict)]) for s in seeds]
    texts = {"any": sorted({at(s, p) for s in seeds for p in places(s) if isinstance(at(s, p), str)}),
             "unit": ["ha", "mu", "m2", "%", "1", "m", "cm", "g/kg", "% SOM", "t", "CNY", "万元", "a", "1/a"]}
    files = refused = done = 0
    with qingshan.Qingshan() as q, open(out_name, "w") as out:
        while done < n:
            i = rng.randrange(len(seeds)) if rng.random() < 0.2 else rng.choice(small)
            root = json.loads(written[i])
            mutate(rng, schema, root, wheres[i], texts)
            if rng.random() < 0.3:
                mutate(rng, schema, root, (list(places(root)), [()]), texts)
            if rng.random() < 0.1:
                root["packs"] = [{rng.choice(kinds): {"x": {}}}]
            text = json.dumps(root, ensure_ascii=False)
            errors = []
            try:
                q.load("/nowhere/portfolio.json", text=text).close()
            except qingshan.Error as error:
                if error.status != 3: # it names a file
                    files += 1
                    continue
                errors = [[e["code"], e["path"]] for e in error.mistakes["errors"]]
                refused += 1
            done += 1
            out.write(f'{{"text": {text}, "errors": {json.dumps(errors)}}}\n')
    print(f"{n} mutants, {refused} refused by the reader, {files} more named files")
    assert n / 5 < refused < n * 0.95, "mutants of one kind only"


def main_compare(schema_name, mutants_name, verdicts_name):
    wrong = counted = taken = 0
    seen = {}
    with open(mutants_name) as mutants, open(verdicts_name) as verdicts:
        for line, verdict in zip(mutants, verdicts):
            mutant = json.loads(line)
            refused = verdict.strip()
            codes = [(c, p) for c, p in mutant["errors"] if not beyond(c, p, mutant["text"])]
            counted += 1
            taken += not refused
            if bool(refused) == bool(codes) or (refused and mutant["errors"]):
                continue
            wrong += 1
            what = f"schema: {refused or 'valid'}; reader: {codes[:2] or 'valid'}"
            seen.setdefault(what[:60], []).append(what)
    for whats in sorted(seen.values(), key=len, reverse=True)[:25]:
        print(f"{len(whats)} x {whats[0][:240]}")
    print(f"{counted} compared, {taken} taken by the schema, {wrong} verdicts differ")
    sys.exit(wrong > 0 or counted == 0)


if sys.argv[1] == "mutate":
    main_mutate(sys.argv[2], sys.argv[3], int(sys.argv[4]))
else:
    main_compare(*sys.argv[2:5])
