#!/usr/bin/env python3
"""Learning from data end to end: a truth is made, forgotten and found again; indices of functions known in closed form."""
import csv
import json
import math
import random
import sys


def spec(folder):
    """Plots read off a fit become the observations of the next: what it finds must be what the first one found."""
    first = json.load(open(folder + "/first/calibration.json"))
    with open(folder + "/truth.csv", "w", encoding="utf-8") as out:
        out.write("site,year,variable,value,cv_frac\n")
        for o in first["observations"]:
            out.write(f'{o["site"]},{o["year"]},{o["variable"]},{o["fitted"]!r},0.05\n')


def found(folder):
    first = json.load(open(folder + "/first/calibration.json"))
    again = json.load(open(folder + "/again/calibration.json"))
    faults = 0
    for a, b in zip(first["parameters"], again["parameters"]):
        truth, fit, draws = a["least_squares"]["value"], b["least_squares"]["value"], b["posterior"]
        if not abs(fit / truth - 1) < 1e-3:
            print(f'{a["id"]}: least squares find {fit}, made with {truth}')
            faults += 1
        if not draws["q05"] < truth < draws["q95"]:
            print(f'{a["id"]}: {truth} lies outside {draws["q05"]} to {draws["q95"]}')
            faults += 1
    rows = list(csv.DictReader(open(folder + "/again/posterior.csv", encoding="utf-8-sig")))
    swept = list(csv.DictReader(open(folder + "/swept/scenarios.csv", encoding="utf-8-sig")))
    if len(rows) != len(swept) or any(not s["npv_p50"] for s in swept):
        print(f"{len(rows)} draws, {len(swept)} scenarios")
        faults += 1
    for r, s in zip(rows, swept):
        if float(r["growth"]) != float(s["growth"]):
            print(f'draw {r["draw"]}: {r["growth"]} became {s["growth"]}')
            faults += 1
            break
    return faults


def updated(folder):
    """Observations that a member would make: the forecast narrows, and what was registered is as it was."""
    told = json.load(open(folder + "/updated/update.json"))
    gain = told["figures"]["/portfolio/co2e_t/project"]
    faults = 0
    if not gain["narrowed_frac"] > 0.1:
        print(f"the forecast narrows by {gain['narrowed_frac']} only")
        faults += 1
    for o in told["observations"]:
        if not abs(o["misfit_sd"]) < 3:
            print(f"a misfit of {o['misfit_sd']} sd")
            faults += 1
    if "/sites/Q1/acceptance_due_share" not in told["shares"]:
        print("no share of acceptance")
        faults += 1
    return faults


def ishigami(a, b):
    p4, p8 = math.pi ** 4, math.pi ** 8
    variance = a * a / 8 + b * p4 / 5 + b * b * p8 / 18 + 0.5
    first = 0.5 * (1 + b * p4 / 5) ** 2
    third = b * b * p8 * 8 / 225
    parts = [first, a * a / 8, 0.0], [first + third, a * a / 8, third]
    return variance, *[[x / variance for x in part] for part in parts]


def g_function(a):
    v = [1 / (3 * (1 + x) ** 2) for x in a]
    product = math.prod(1 + x for x in v)
    variance = product - 1
    return variance, [x / variance for x in v], [x * product / (1 + x) / variance for x in v]


def cases(folder):
    """Sobol' indices of functions with random constants; the tolerance grows with the error of sampling."""
    draw = random.Random(20261124)
    for i in range(40):
        samples = draw.choice([10000, 16384, 65536])
        if i % 2:
            a, b = draw.uniform(-10, 10), draw.uniform(-0.5, 0.5)
            given, known = {"function": "ishigami", "a": a, "b": b}, ishigami(a, b)
        else:
            a = [draw.choice([draw.uniform(0, 1), draw.uniform(0, 10), 99]) for _ in range(draw.randint(1, 8))]
            given, known = {"function": "g", "a": a}, g_function(a)
        case = {"case": f"sobol/random-{i}", "model": "sobol", "title": "random constants", "source": "closed forms",
                "given": {**given, "base_samples": samples, "seed": draw.randrange(1 << 30)},
                "expect": dict(zip(("variance", "first_order", "total_order"), known)),
                "within": {"relative": 0.02, "absolute": 0.04 * math.sqrt(65536 / samples)}}
        json.dump(case, open(f"{folder}/{i}.json", "w"))


if __name__ == "__main__":
    sys.exit(1 if {"spec": spec, "found": found, "updated": updated, "cases": cases}[sys.argv[1]](sys.argv[2]) else 0)
