"""Writes docs/methods.md (equations, out of the headers of kernels/) and docs/parameters.md (values, out of model/packs/).

    python3 docs/methods.py            write both
    python3 docs/methods.py --check    exit 1 if either is not what would be written
"""
import glob
import json
import os
import re
import sys

top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def comment(text):
    """The text of a C comment, paragraph marks and indented equations kept."""
    lines = re.sub(r"^/\*|\*/$", "", text.strip()).split("\n")
    return "\n".join(re.sub(r"^\s*\* ?", "", line).rstrip() if i else line.strip() for i, line in enumerate(lines)).strip()


def header(path):
    """A header's opening comment, then every comment before a function with the names of what it is about."""
    with open(path) as file:
        text = file.read()
    about = re.match(r"/\*.*?\*/", text, re.S)
    yield None, comment(about.group())
    for match in re.finditer(r"(/\*(?:(?!\*/).)*\*/)\n((?:(?!/\*|\n\n).)+)", text[about.end():], re.S):
        names = re.findall(r"\b(?:qs_k_(\w+)_fn|(?<!struct )(qs_\w+))\(", match.group(2))
        names = [a or b for a, b in names]
        if names:
            yield names, comment(match.group(1))


def methods():
    yield ("# Methods\n\nEvery equation that the program computes in bulk, with its source, as the headers of `kernels/` state it: one published set a header. "
           "A column has one element a lane (a parcel and a member). How they make up a year is in [land.md](land.md) and [accounting.md](accounting.md), services and money in "
           "[benefits.md](benefits.md) and [finance.md](finance.md), the values in [parameters.md](parameters.md), comparisons with published implementations in "
           "[validation.md](validation.md).\n\nWritten by `python3 docs/methods.py`.\n")
    for path in sorted(glob.glob(top + "/kernels/*.h")):
        parts = list(header(path))
        if len(parts) < 2:
            continue
        yield f"\n## {os.path.relpath(path, top)}\n\n{parts[0][1]}\n"
        for names, text in parts[1:]:
            yield "\n**" + ", ".join(names).replace("_", "\\_") + "**\n\n" + text + "\n"


def cell(text):
    return str(text).replace("|", "\\|").replace("\n", " ")


def number(value):
    return format(value, ".12g")


def figures(node, path):
    """Every value with source and status below a node, with its path in words."""
    if isinstance(node, dict):
        if ("value" in node or "values" in node) and "status" in node:
            yield path, node
            return
        for key, child in node.items():
            yield from figures(child, path + [key])
    elif isinstance(node, list):
        for i, child in enumerate(node):
            named = [child[k] for k in ("material", "id", "fact") if isinstance(child, dict) and isinstance(child.get(k), str)]
            yield from figures(child, path + [named[0] if named else str(i + 1)])


def parameters():
    counts, body = {}, []
    for folder in sorted(glob.glob(top + "/model/packs/*/")):
        rows = []
        for name in sorted(glob.glob(folder + "*.json")):
            with open(name) as file:
                entry = json.load(file)
            for path, figure in figures(entry, []):
                value = number(figure["value"]) if "value" in figure else ", ".join(map(number, figure["values"]))
                unit = figure.get("unit", "")
                counts[figure["status"]] = counts.get(figure["status"], 0) + 1
                rows.append(f"| {cell(entry['id'])} | {cell(' '.join(path))} | {value} | {cell('' if unit == '1' else unit)} | {cell(figure['source'])} | {figure['status']} |")
        if rows:
            kind = os.path.basename(os.path.dirname(folder))
            body.append(f"\n## {kind}\n\n| entry | value of | | unit | source | status |\n|---|---|---:|---|---|---|\n" + "\n".join(rows) + "\n")
    told = ", ".join(f"{n} {status}" for status, n in sorted(counts.items()))
    yield (f"# Parameters\n\nEvery value of the shipped packs with its source and status: {told}. *verified*: seen in the source; *unverified*: recalled or "
           "cited by others; *assumption*: set. A portfolio's `packs` may replace each of them ([extending.md](extending.md)); distributions are in the files under "
           "`model/packs/`. What the fields mean: `qingshan list fields`, `qingshan schema`.\n\nWritten by `python3 docs/methods.py`.\n")
    yield from body


wrong = 0
for page, text in (("methods.md", "".join(methods())), ("parameters.md", "".join(parameters()))):
    path = os.path.join(top, "docs", page)
    if sys.argv[1:] == ["--check"]:
        with open(path) as file:
            if file.read() != text:
                print(f"docs/{page} is not what python3 docs/methods.py writes")
                wrong = 1
    else:
        with open(path, "w") as file:
            file.write(text)
sys.exit(wrong)
