"""Compares each unit of the Beijing portfolio, run as a site of its own, with bands of plausible results.

usage: sanity.py split PORTFOLIO OUT.json        one site a unit
       sanity.py table FOLDER                    the table of docs/validation.md; ends with 1 if a hard rule is broken

The bands are judgement (status: assumption), built from observed regrowth in North China, published chronosequences and
forty-year soil runs: medians, per planimetric hectare. Outside a band is a question to be answered in docs/validation.md.
"""
import copy
import json
import sys

KINDS = {"F": "MZY-a SYZ-a PG-b", "D": "MZY-b SYZ-b SYM-a SYM-c PG-a", "G": "CJF-a CJF-b QJT-a", "T": "SYM-b",
         "V": "NTL-a QJT-b", "H": "YQ-a NTL-b", "N": "XQS-b QJT-c YQ-b HR-a", "Q": "CJF-c HR-b", "A": "XQS-a"}
# woody gain t CO2/ha at year 10, 20, 40; soil grown here t C/ha/a over 20 a; brought carbon left after 40 a; works t CO2e/ha;
# cover at year 5, 20 (N: above t0); canopy at year 20; capital CNY/m2 of the unit's own area (F: of slope face), prices of 2025
BANDS = {
    "F": [(1, 12), (3, 22), (5, 32), (.05, .4), (.5, .75), (120, 400), (.35, .8), (.3, .75), (0, .15), (90, 260)],
    "D": [(3, 22), (12, 60), (35, 115), (.2, .85), (.5, .75), (15, 70), (.4, .75), (.55, .9), (.2, .6), (30, 95)],
    "G": [(3, 20), (12, 60), (30, 110), (.2, .8), (.5, .75), (15, 80), (.35, .7), (.5, .88), (.2, .6), (35, 115)],
    "T": [(2, 12), (5, 22), (10, 45), (.15, .7), (.5, .8), (8, 45), (.35, .75), (.45, .8), (0, .2), (20, 70)],
    "V": [(8, 45), (30, 110), (70, 190), (-.1, .7), (.5, .75), (15, 90), (.55, .9), (.65, .95), (.35, .75), (35, 130)],
    "H": [(5, 30), (25, 90), (75, 165), (-.2, .4), None, (1, 6), (.45, .8), (.6, .92), (.3, .7), (3, 45)],
    "N": [(1, 12), (4, 35), (15, 85), (-.1, .3), None, (0, .6), (.05, .15), (.15, .4), (.1, .5), (.1, .8)],
    "Q": [(0, 4), (1, 10), (3, 38), (.05, .3), None, (0, .6), (.1, .35), (.2, .6), (0, .25), (.1, 1.0)],
    "A": [(0, 1), (0, 1), (0, 2), (-.1, .5), (.4, .7), (5, 60), None, None, None, (15, 90)],
}
HEADS = ["woody 10 a", "20 a", "40 a", "soil", "left", "works", "cover 5 a", "20 a", "canopy", "capital"]
# levelised cost of carbon net of the baseline, CNY/t (None: undefined is expected); emissions and removals after three years
MONEY = {"F": (50000, None), "D": (8000, 100000), "G": (9000, 120000), "T": (12000, 250000), "V": (6000, 120000),
         "H": (300, 15000), "N": (150, 2500), "Q": (200, 5000), "A": None}
ENGINEERED = "FDGTVA"
# woody gain a year, mean over 40 a, and the most of any year, t CO2/ha/a; carbon payback, a; share that passes acceptance when first due;
# soil loss of the baseline in year 1, of the project in year 15, avoided in year 15, t/ha/a; change of water yield and of quick flow, mm/a,
# and particles held by leaves, kg/ha/a, means of years 11-20; core services of year 15 over the baseline, CNY/ha/a
LONG = 99
FURTHER = {
    "F": [(.1, .8), (0, 1.5), (40, LONG), (.2, .75), (0, 10), (0, 3), (0, 8), (-60, 0), (-40, 0), (5, 50), (0, 1200)],
    "D": [(.9, 2.9), (0, 5), (8, LONG), (.45, .9), (1, 150), (.1, 10), (2, 120), (-130, 10), (-140, -15), (15, 120), (300, 5000)],
    "G": [(.8, 2.8), (0, 5), (8, LONG), (.4, .9), (15, 150), (.5, 12), (10, 120), (-130, 10), (-140, -15), (15, 120), (300, 5000)],
    "T": [(.3, 1.1), (0, 2), (5, LONG), (.4, .9), (60, 450), (3, 50), (40, 400), (-130, 0), (-140, -10), (5, 60), (500, 8000)],
    "V": [(1.8, 4.8), (0, 8), (8, 35), (.7, .98), (1, 15), (.1, 2), (.5, 12), (-60, 150), (-250, -20), (25, 150), (200, 4000)],
    "H": [(1.9, 4.1), (0, 6), (1, 5), (.5, .92), (1, 20), (.2, 4), (.5, 15), (-80, 0), (-50, 0), (20, 120), (-300, 2500)],
    "N": [(.4, 2.1), (0, 3.5), (0, 2), None, (1, 20), (.3, 8), (0, 30), (-50, 0), (-40, 0), (5, 90), (-300, 1200)],
    "Q": [(.1, 1), (0, 1.5), (0, 3), None, (1, 100), (.3, 8), (0, 30), (-50, 0), (-40, 0), (5, 90), (0, 1500)],
    "A": [(0, .1), (0, .2), (LONG, LONG), None, None, None, None, None, None, None, (-500, 1500)],
}
FURTHER_HEADS = ["woody a year", "most", "payback", "accepted", "loss today", "with works", "avoided", "yield", "quick flow", "PM10", "services"]
CORE = ["carbon_sequestration", "soil_retention", "water_conservation", "flood_regulation", "air_purification"]


def split(source, target):
    with open(source, encoding="utf-8") as file:
        portfolio = json.load(file)
    portfolio["registrations"] = []
    sites = []
    for site in portfolio["sites"]:
        for unit in site["units"]:
            one = copy.deepcopy(site)
            one["id"] = unit["id"]
            one["units"] = [unit]
            for key in ("land_before", "land_after"):
                one.pop(key, None)
            lines = one.get("finance", {}).get("revenues", [])
            lines[:] = [line for line in lines if unit["id"] in line.get("units", [unit["id"]])]
            for line in lines:
                if "units" in line:
                    line["units"] = [unit["id"]]
            sites.append(one)
    portfolio["sites"] = sites
    with open(target, "w", encoding="utf-8") as file:
        json.dump(portfolio, file, ensure_ascii=False)


def figure(value):
    return value["value"] if isinstance(value, dict) else value


def money(file, ids, half, broken):
    """Levelised cost beside its band; hard rules on money and on the first years of works."""
    import numpy

    lcoc, why = file["lcoc_net_p50"][...], file["lcoc_net_why"][...]
    income = file["account_carbon_income"][..., half].sum(axis=0)
    net = file["net_co2e"][:, 2, :, half]
    loss = file["soil_loss_t"][:, :, :, half] / file["area_ha"][...]
    print("\n| unit | kind | levelised cost of carbon, net of the baseline, CNY/t | soil retained in year 15, t/ha |")
    print("|---|---|---|---|")
    outside = 0
    for kind, units in KINDS.items():
        for unit in units.split():
            i, band = ids.index(unit), MONEY[kind]
            text = f"{lcoc[i]:,.0f}" if numpy.isfinite(lcoc[i]) else (why[i].decode() if isinstance(why[i], bytes) else why[i])
            if numpy.isfinite(lcoc[i]) and (band is None or lcoc[i] < band[0] or (band[1] and lcoc[i] > band[1])):
                outside += 1
                text = f"**{text}** ({'undefined' if band is None else f'{band[0]}-{band[1] or str()}'})"
            print(f"| {unit} | {kind} | {text} | {loss[14, 0, i] - loss[14, 2, i]:.3g} |")
            if kind in ENGINEERED and not net[2, i] < 0:
                broken.append(f"{unit}: net carbon after three years of an engineered unit is not below zero")
            if kind == "F" and loss[:, 0, i].max() > 10:
                broken.append(f"{unit}: a rock face loses more than its debris")
            if not numpy.isfinite(lcoc[i]) and not why[i]:
                broken.append(f"{unit}: no levelised cost and no reason")
    if (income != 0).any():
        broken.append("carbon income without a registration")
    print(f"\n{outside} levelised costs outside their band")
    return outside


def cells(values, bands):
    """A row's cells, what lies outside its band bold with the band behind, and how many do."""
    row, outside = [], 0
    for value, band in zip(values, bands):
        if value is None or band is None:
            row.append("-")
            continue
        ok = band[0] <= round(value, 2) <= band[1]
        outside += not ok
        text = "never" if value == LONG else f"{value:.3g}"
        ends = [f"over {band[0]}" if band[1] == LONG else f"{band[0]}-{band[1]}"]
        row.append(text if ok else f"**{text}** ({ends[0]})")
    return row, outside


def further(file, ids, half):
    """The rest of the bands: rates of gain, payback, acceptance, soil, water, air, services."""
    import numpy

    area = file["area_ha"][...]

    def arm(name, which):  # [year, site], per hectare
        return file[name][:, which, :, half] / area

    def line(name):
        return file["account_" + name][..., half] / area

    woody, leaf = arm("woody_c", 2) * 44 / 12, file["leaf_ha"][..., half]
    steps = numpy.diff(numpy.vstack([arm("woody_c", 0)[:1] * 44 / 12, woody]), axis=0)
    payback = file["carbon_payback_year_p50"][...]
    accepted, loss = file["acceptance_due_share"][...], file["soil_loss_t"][..., half] / area
    quick = arm("quickflow_m3", 2) - arm("quickflow_m3", 0)
    water = quick + arm("recharge_m3", 2) - arm("recharge_m3", 0)
    with numpy.errstate(divide="ignore", invalid="ignore"):  # the account holds the difference of arms, by leaf area
        dust = line("pm10_removed") * 1000 * leaf[:, 2] / (leaf[:, 2] - leaf[:, 0])
    services = sum(line(name)[14] for name in CORE)
    years = slice(10, 20)
    print("\n| unit | kind | " + " | ".join(FURTHER_HEADS) + " |")
    print("|---" * (len(FURTHER_HEADS) + 2) + "|")
    outside = 0
    for kind, units in KINDS.items():
        for unit in units.split():
            i = ids.index(unit)
            values = [steps[:, i].sum() / 40, steps[:, i].max(), payback[i] if payback[i] < LONG else LONG, accepted[i],
                      loss[0, 0, i], loss[14, 2, i], loss[14, 0, i] - loss[14, 2, i], water[years, i].mean() / 10,
                      quick[years, i].mean() / 10, numpy.median(dust[years, i]), services[i]]
            row, more = cells(values, FURTHER[kind])
            outside += more
            print(f"| {unit} | {kind} | " + " | ".join(row) + " |")
    print(f"\n{outside} of these outside their band")


def table(folder):
    import h5py
    import numpy

    broken = []
    with h5py.File(folder + "/results.h5", "r") as file:
        quantile = list(numpy.round(file["quantile"][...], 6))
        ids = [v.decode() if isinstance(v, bytes) else v for v in file["site_id"][...]]
        area = file["area_ha"][...]
        works = file["works_project_p50"][...]
        half = quantile.index(0.5)
        capital = file["capex_project_p50"][...]
        plan = file["plan"][()]
        sites = json.loads(plan.decode() if isinstance(plan, bytes) else plan)["sites"]
        own = {site["id"]: figure(site["units"][0]["area_ha"]) for site in sites}

        def arm(name, which):  # [year, site], per hectare
            return file[name][:, which, :, half] / area

        woody, soil, brought = arm("woody_c", 2) * 44 / 12, arm("soil_c", 2), arm("brought_c", 2)
        cover, canopy = arm("cover_ha", 2), arm("canopy_ha", 2)
        woody0, soil0, cover0 = arm("woody_c", 0)[0] * 44 / 12, arm("soil_c", 0)[0], arm("cover_ha", 0)[0]
        if (cover < 0).any() or (cover > 1 + 1e-9).any() or (canopy > cover + 1e-9).any():
            broken.append("cover and canopy are not shares with canopy <= cover")
        geogenic = file["geogenic_c"][...]
        if not (geogenic == geogenic[:1, :1]).all():
            broken.append("geogenic carbon moves")
        print("| unit | kind | " + " | ".join(HEADS) + " |")
        print("|---" * (len(HEADS) + 2) + "|")
        outside = 0
        for kind, units in KINDS.items():
            for unit in units.split():
                i = ids.index(unit)
                left = brought[39, i] / brought[:, i].max() if brought[:, i].max() > 0 else None
                base = cover0[i] if kind == "N" else 0
                values = [woody[9, i] - woody0[i], woody[19, i] - woody0[i], woody[39, i] - woody0[i],
                          (soil[19, i] - soil0[i]) / 20, left, works[i] / area[i], cover[4, i] - base, cover[19, i] - base,
                          canopy[19, i], capital[i] / own[unit] / 1e4]
                row, more = cells(values, BANDS[kind])
                outside += more
                print(f"| {unit} | {kind} | " + " | ".join(row) + " |")
        print(f"\n{outside} medians outside their band")
        outside += money(file, ids, half, broken)
        further(file, ids, half)
    for text in broken:
        print("broken:", text)
    return 1 if broken else 0


if __name__ == "__main__":
    if sys.argv[1] == "split":
        split(sys.argv[2], sys.argv[3])
    else:
        sys.exit(table(sys.argv[2]))
