"""Recalculates report.xlsx with LibreOffice and compares every formula's result with the value that the program wrote beside it.

The written values are taken out of a copy first, so that what is compared was computed by LibreOffice and by nobody else.
usage: workbook.py FOLDER PLACE"""
import csv
import json
import os
import re
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
folder, place = sys.argv[1], sys.argv[2]


def sheets(path):
    """{sheet: {cell: (value, formula)}} of a workbook."""
    book = {}
    with zipfile.ZipFile(path) as archive:
        shared = []
        if "xl/sharedStrings.xml" in archive.namelist():
            for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml")).findall(MAIN + "si"):
                shared.append("".join(t.text or "" for t in item.iter(MAIN + "t")))
        names = [s.get("name") for s in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter(MAIN + "sheet")]
        for i, name in enumerate(names):
            cells = book[name] = {}
            for cell in ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{i + 1}.xml")).iter(MAIN + "c"):
                value, formula = cell.find(MAIN + "v"), cell.find(MAIN + "f")
                text = None if value is None else value.text
                if cell.get("t") == "s":
                    text = shared[int(text)]
                elif cell.get("t") not in ("str", "e", "inlineStr") and text is not None:
                    text = float(text)
                cells[cell.get("r")] = (text, None if formula is None else formula.text)
    return book


def without_values(path, to):
    """A copy whose formulas have no values."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            text = archive.read(name)
            if name.startswith("xl/worksheets/"):
                text = re.sub(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1", text)
            copy.writestr(name, text)


def recalculated(path):
    bare = os.path.join(place, "bare.xlsx")
    without_values(path, bare)
    out = os.path.join(place, "out")
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{place}/office", "--convert-to", "xlsx", "--outdir", out, bare],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
    return sheets(os.path.join(out, "bare.xlsx"))


path = os.path.join(folder, "report.xlsx")
ours, theirs = sheets(path), recalculated(path)
assert list(ours) == list(theirs), (list(ours), list(theirs))
formulas, worst, where = 0, 0.0, ""
for name, cells in ours.items():
    for at, (value, formula) in cells.items():
        if formula is None:
            if isinstance(value, str) and value:
                assert theirs[name][at][1] is None, f"{name}!{at}: a text became a formula"
            continue
        formulas += 1
        got = theirs[name].get(at, (None, None))[0]
        assert isinstance(value, float) and isinstance(got, float), f"{name}!{at}: {formula}: written {value!r}, LibreOffice has {got!r}"
        off = abs(got - value) / max(abs(value), 1e-6)
        if off > worst:
            worst, where = off, f"{name}!{at}: {formula}: written {value!r}, LibreOffice has {got!r}"
assert formulas > 60, formulas
assert worst < 1e-7, where

# What LibreOffice computed is what the other files say.
summary = json.load(open(os.path.join(folder, "summary.json")))
names = list(theirs)
cash, services = theirs[names[11]], theirs[names[14]]


def beside(cells, label, column):
    """The value in a column of the row that has a label in column A."""
    rows = [int(at[1:]) for at, (value, _) in cells.items() if re.fullmatch(r"A\d+", at) and value in label]
    assert len(rows) == 1, (label, rows)
    return cells[f"{column}{rows[0]}"][0]


def near(a, b, what):
    assert abs(a - b) <= 1e-6 * max(abs(b), 1), (what, a, b)


last = max((at for at in cash if re.fullmatch(r"[A-Z]+3", at)), key=lambda at: (len(at), at))[:-1]  # the column of present values
near(beside(cash, ("cash_flow",), last), beside(cash, ("均值", "mean"), "C"), "net present value")
near(beside(services, ("年均总值（元/a）", "headline, CNY a year"), "C"), summary["portfolio"]["benefit_cny_per_year"]["mean"], "headline")
near(beside(theirs[names[13]], ("投资估算总额", "total"), "H"), summary["portfolio"]["estimate_cny"]["total"], "estimate")
with open(os.path.join(folder, "credits.csv"), encoding="utf-8-sig") as file:
    settled = {(r["registration"], int(r["vintage_to"])): r for r in csv.DictReader(file)}
batches, seen, lost = theirs[names[5]], 0, 0.0
course, members = {}, {}  # issued so far by registration: on the mean course, by the members
for row in sorted({int(re.sub("[A-Z]+", "", at)) for at in batches}):
    here = {column: batches.get(f"{column}{row}", (None,))[0] for column in "ABCDEFGHIJKLMNOPQRSTU"}
    if not isinstance(here["E"], float) or not isinstance(here["U"], float):
        continue
    name = here["A"]
    said = settled[name, int(here["E"])]
    near(here["U"], float(said["issued_mean_t"]), f"batch in row {row}")
    # Net removals add up over members, so the mean course's are their mean, with fires and without.
    near(here["F"], float(said["removals_mean_t"]), f"net removals in row {row}")
    # Issuance does not: it follows the highest of each member. Over the verifications so far its mean is never below the mean course's.
    if name not in course:
        course[name], members[name], opening = 0.0, 0.0, here["G"]
    course[name] += here["K"]
    members[name] += here["U"]
    assert course[name] <= members[name] + 1e-6 * max(1, members[name]) or opening > 0, f"row {row}: {course[name]} > {members[name]}"
    assert here["P"] + here["Q"] <= max(0, here["F"] - opening) + 1e-6 * max(1, here["F"]), f"row {row}: more stands than was removed"
    if summary["portfolio"]["members"] == 1:  # the mean course is the member's: every figure is the same
        for column, key in (("K", "issued"), ("M", "reversed"), ("N", "buffer_drawn"), ("O", "cancelled")):
            assert abs(here[column] - float(said[f"{key}_mean_t"] or 0)) < 1e-4, f"{column}{row}: {here[column]}, the run has {said[f'{key}_mean_t']}"
    lost += here["N"] + here["O"]
    seen += 1
assert seen > 20 or not settled, seen
# The page's yearly tables are the workbook's.
page = open(os.path.join(folder, "report.html"), encoding="utf-8").read()
ex_ante, block, same = theirs[names[3]], None, 0
for row in sorted({int(re.sub("[A-Z]+", "", at)) for at in ex_ante}):
    first = ex_ante.get(f"A{row}", (None,))[0]
    if first in {name for name, _ in settled}:
        block = first
        continue
    shown = re.search(rf"<summary><code>{re.escape(str(block))}</code></summary><div class=\"in\">(.*?)</details>", page, re.S)
    if not shown or not isinstance(first, float) and first not in ("合计", "sum"):
        continue
    label = f"{first:.0f}" if isinstance(first, float) else first
    cells = re.search(rf"<tr><td>(?i:{label})</td>((?:<td class=\"n\">[^<]*</td>){{4}})</tr>", shown.group(1))
    assert cells, (block, label)
    told = [float(text.replace(",", "").replace("−", "-")) for text in re.findall(r">([^<]+)</td>", cells.group(1))]
    assert told == [ex_ante[f"{column}{row}"][0] for column in "BCDE"], (block, label, told)
    same += 1
assert same or not any(row["use"] == "credits" for row in settled.values())
if "--reversals" in sys.argv:
    assert lost > 0, "nothing is taken back"
print(f"{formulas} formulas, worst relative difference {worst:.1e}; {seen} batches, {lost:.0f} t taken back on mean courses, {same} rows as in the page")
