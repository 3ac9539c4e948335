"""Reads a folder of results as a researcher and a planner would; prints what is wrong and ends with 1."""
import csv
import json
import sys

import h5py
import numpy

folder = sys.argv[1]
wrong = []


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


with h5py.File(folder + "/results.h5", "r") as file:
    scales = set()
    data = []
    file.visititems(lambda name, item: data.append((name, item)) if isinstance(item, h5py.Dataset) else None)
    for name, item in data:
        if text(item.attrs.get("CLASS", "")) == "DIMENSION_SCALE":
            scales.add(name)
            continue
        if item.dtype.kind not in "fiu" or "DIMENSION_LIST" not in item.attrs:
            continue
        for key in ("units", "long_name"):
            if not text(item.attrs.get(key, "")):
                wrong.append(f"{name}: no {key}")
        dimensions = [text(d[0].name).split("/")[-1] if len(d) else "?" for d in item.dims]
        if "year" in dimensions and dimensions[0] != "year":
            wrong.append(f"{name}: year is not first: {dimensions}")
        if "quantile" in dimensions:
            if dimensions[-1] != "quantile":
                wrong.append(f"{name}: quantile is not last: {dimensions}")
            values = item[...]
            if numpy.isnan(values).all():
                wrong.append(f"{name}: no value at all")
            with numpy.errstate(invalid="ignore"):
                if (numpy.diff(values, axis=-1) < 0).any():
                    wrong.append(f"{name}: quantiles fall")
    for name in ("year", "arm", "site", "quantile"):
        if not any(s.split("/")[-1] == name for s in scales):
            wrong.append(f"results.h5: no dimension {name}")
    if len(data) < 10:
        wrong.append(f"results.h5: {len(data)} datasets only")

for name in ("summary.json", "trace.json", "run.json", "sites.geojson"):
    with open(f"{folder}/{name}", encoding="utf-8") as file:
        found = json.load(file, parse_constant=lambda word: wrong.append(f"{name}: {word}"))
    if name == "summary.json":
        portfolio = found["portfolio"]
        sites = len(found["sites"])
        for arm in ("project", "natural", "baseline"):
            figure = portfolio["co2e_t"][arm]
            if not figure["p10"] <= figure["p50"] <= figure["p90"]:
                wrong.append(f"summary.json: co2e_t {arm}: {figure}")
        if not 0 <= portfolio["balance_residual_max"] <= 1e-12:
            wrong.append(f"summary.json: balance_residual_max {portfolio['balance_residual_max']}")
        years = portfolio["years"]

for name, rows in (("sites.csv", sites), ("years.csv", None)):
    with open(f"{folder}/{name}", "rb") as file:
        raw = file.read()
    if not raw.startswith(b"\xef\xbb\xbf"):
        wrong.append(f"{name}: no byte-order mark, which Excel needs")
    table = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    if any(len(row) != len(table[0]) for row in table):
        wrong.append(f"{name}: ragged")
    if rows is not None and len(table) < rows + 1:
        wrong.append(f"{name}: {len(table) - 1} rows for {rows} sites")
    if rows is None and len(table) < sites * years:
        wrong.append(f"{name}: {len(table) - 1} rows for {sites} sites of {years} years")

print("\n".join(wrong))
sys.exit(1 if wrong else 0)
