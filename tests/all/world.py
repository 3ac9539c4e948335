"""Compares growth and cover with what was seen in the world (validation/world).

usage: world.py inputs FOLDER             writes mines.json, a portfolio to be run beside validation/world/stands.json
       world.py tables FOLDER PROGRAM     prints the tables of docs/validation.md; ends with 1 if a target is missed
       world.py figure FOLDER OUT.svg     draws docs/growth.svg
       world.py forest PROGRAM OUT.svg    draws docs/growth-3pg.svg
       world.py cover FOLDER OUT.svg      draws docs/cover.svg

stands.json: one flat site a species, planted at 3,330 stems/ha on 27 cm of fine earth (site quality 1), 75 years; by curves, and by
3-PG as `qingshan calibrate 3pg` runs it. mines.json: sites of scenarios/beijing as if started earlier, with the cover that was
published for that year.
"""
import copy
import csv
import json
import math
import subprocess
import sys

WORLD = "validation/world/"
BEIJING = "scenarios/beijing/portfolio.json"
# group of the plots: species of the model, series that was fitted
GROUPS = {"Pinus tabuliformis": ("pinus_tabuliformis", "pinus_tabuliformis"), "Quercus": ("quercus_mongolica", "quercus"),
          "Betula": ("betula_platyphylla", "betula_platyphylla"), "Populus": ("populus_davidiana", "populus_davidiana"),
          "Larix": ("larix_principis_rupprechtii", "larix_principis_rupprechtii"),
          "Platycladus": ("platycladus_orientalis", "platycladus_orientalis"), "all broadleaf": ("spontaneous_trees", "spontaneous_trees")}
SAME_SERIES = ("quercus_variabilis", "quercus_wutaishanica")
PLOTS_FRACTION = 0.47  # the plots' carbon is dry matter times this
ENOUGH = 10            # plots of a class that is held to
ANCHORS = [(5, .2, 1.5), (10, 1.5, 6), (15, 4, 12)]
# plots that no fit used on their own: P. tabuliformis, Jiuduhe, Huairou, 40.358 N (dry matter x 0.47)
JIUDUHE = [(25, 20.7), (65, 76.7)]
# half the width of the uniform spread given to ends of cover and to covers aimed at by sowing (an assumption: +-15 points)
END = .15
# site, first year, published cover at the start (None: the units' own), year, published cover
MINES = [("CJF", 2010, 0.469, 2019, 0.696), ("SYM", 2006, None, 2011, 0.45)]


def plots():
    with open(WORLD + "regrowth.csv", encoding="utf-8", newline="") as file:
        return [{k: v if k in ("group", "age_class_yr") else float(v) for k, v in row.items()} for row in csv.DictReader(file)]


def species(name):
    with open(f"model/packs/species/{name}.json", encoding="utf-8") as file:
        return {k: v["value"] if isinstance(v, dict) and "value" in v else v for k, v in json.load(file).items()}


def inputs(folder):
    with open(BEIJING, encoding="utf-8") as file:
        beijing = json.load(file)
    base = {k: beijing[k] for k in ("seed", "members", "models", "regions")}
    mines = dict(base, name={"zh": "矿山", "en": "mines"}, start_year=2006, years=20, sites=[], treatments=beijing["treatments"],
                 natural_treatment=beijing["natural_treatment"])
    for site in beijing["sites"]:
        for name, _, cover, _, _ in MINES:
            if site["id"] != name:
                continue
            one = {k: copy.deepcopy(v) for k, v in site.items() if k not in ("finance", "evidence", "facts", "land_before", "land_after",
                                                                             "replay_of", "conflicts")}
            area = sum(u["area_ha"]["value"] for u in one["units"])
            mean = sum(u["area_ha"]["value"] * u["cover_frac"]["value"] for u in one["units"]) / area
            for unit in one["units"]:
                unit["cover_frac"] = unit["cover_frac"]["value"] * (cover / mean if cover else 1)
                for course in ("baseline", "natural"):
                    unit[course]["cover_frac"] = spread(unit[course]["cover_frac"])
            mines["sites"].append(one)
    mines["treatments"] = copy.deepcopy(mines["treatments"])
    for treatment in mines["treatments"].values():
        for measure in treatment.get("measures", []):
            if "cover_frac" in measure:
                measure["cover_frac"] = spread(measure["cover_frac"])
    with open(folder + "/mines.json", "w", encoding="utf-8") as file:
        json.dump(mines, file, ensure_ascii=False)


def spread(figure):
    """An end of cover as one of its site's: drawn, the value kept in the middle of what stays inside 0 and 1."""
    value = figure["value"] if isinstance(figure, dict) else figure
    half = min(END, value, 1 - value)
    return {"value": value, "source": "demonstration setting; +-15 points between sites, assumed", "status": "assumption",
            "spread": {"kind": "uniform", "low": value - half, "high": value + half, "scope": "site"}}


class Results:
    """A value of the project arm by site, year after the start and quantile, per hectare."""

    def __init__(self, folder):
        import h5py
        import numpy
        with h5py.File(folder + "/results.h5", "r") as file:
            self.quantile = [round(float(q), 6) for q in numpy.asarray(file["quantile"][...])]
            self.ids = [v.decode() if isinstance(v, bytes) else v for v in file["site_id"][...]]
            self.value = {name: file[name][:, 2] / file["area_ha"][...][None, :, None] for name in ("woody_c", "cover_ha")}

    def at(self, name, site, age, q):
        """The output at the end of `age` growing seasons, between years by a straight line."""
        year, part = int(age) - 1, age - int(age)
        column = self.value[name][:, self.ids.index(site), self.quantile.index(q)]
        return column[year] * (1 - part) + (column[year + 1] * part if part else 0)


def above(results, name, age, q):
    return results.at("woody_c", name, age, q) / (1 + species(name)["root_shoot"])


class Forest:
    """Above-ground carbon of the same stands under 3-PG, as the fit runs them, by age and quantile."""

    def __init__(self, program, folder=None):
        """Fitted; with a folder to write into, with the store of the water balance and as the sets stand for that."""
        self.fit = {}
        for name, file_name in GROUPS.values():
            inputs = common_water(folder, name, file_name) if folder else [WORLD + "stands.json", f"{WORLD}{file_name}.csv"]
            said = subprocess.run([program, "calibrate", "3pg", *inputs, name, "--json"],
                                  capture_output=True, text=True, check=True)
            self.fit[name] = json.loads(said.stdout)

    def above(self, name, age, q):
        course = self.fit[name]["course"]
        key, year, part = f"p{round(100 * q):02d}", int(age) - 1, age - int(age)
        return course[year][key] * (1 - part) + (course[year + 1][key] * part if part else 0)

    def packs_are(self, broken):
        """The sets hold what the fit gives."""
        for name, fit in self.fit.items():
            with open(f"model/packs/threepg/{fit['set']}.json", encoding="utf-8") as file:
                pack = json.load(file)
            for parameter, found in fit["parameters"].items():
                got, want = pack[parameter]["value"], found["value"]
                print(f"| {fit['set']} | {parameter} | {want:.3g} ± {found['standard_error']:.2g} | {got:g} |")
                if abs(got - want) > 0.02 * want:
                    broken.append(f"3-PG set {fit['set']}: {parameter} {got} in the pack, {want:.4g} by the fit")


def series_is(rows, group, name, broken):
    """The fitted series are the plots' medians in the species' own carbon, weighted by the error of a median."""
    _, file_name = GROUPS[group]
    with open(f"{WORLD}{file_name}.csv", encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    data = [(float(r["age_yr"]), float(r["value"]), float(r["weight"])) for r in table if r["kind"] == "data"]
    anchors = [(float(r["age_yr"]), float(r["low"]), float(r["high"])) for r in table if r["kind"] == "anchor"]
    wanted = []
    for row in rows:
        if row["group"] == group and row["age_class_yr"] != "0-20":
            sd = math.log(row["agb_c_p75"] / row["agb_c_p25"]) / 1.34898
            wanted.append((row["age_median"], row["agb_c_median"] * species(name)["carbon_frac"] / PLOTS_FRACTION,
                           row["plots"] / (1.2533141 * sd) ** 2))
    near = all(abs(a - b) <= 1e-3 * abs(b) for x, y in zip(data, wanted) for a, b in zip(x, y))
    if len(data) != len(wanted) or not near or anchors != ANCHORS:
        broken.append(f"{file_name}.csv is not what the plots and the anchors give")


def fit(program, path):
    said = subprocess.run([program, "calibrate", "growth", path, "--json"], capture_output=True, text=True, check=True)
    return json.loads(said.stdout)


def pack_is(program, name, file_name, broken):
    """The pack holds the fit: A times what makes the median member that of the fit, k, p."""
    p = {k: v["value"] for k, v in fit(program, f"{WORLD}{file_name}.csv")["parameters"].items()}
    s = species(name)
    mean = math.sqrt((1 + s["growth_cv_frac"] ** 2) * (1 + .2 ** 2))
    for got, want in ((s["above_max_t_ha"], p["A"] * mean), (s["growth_rate"], p["k"]), (s["growth_shape"], p["p"])):
        if abs(got - want) > 0.005 * want:
            broken.append(f"{name}: {got} in the pack, {want:.4g} by the fit")


def growth(rows, at, broken):
    print("| plots | class, a | n | age | plots: 5 %, median, 95 % | quartiles | model: 5 %, median, 95 % | in quartiles | spread: model/plots |")
    print("|---|---|---|---|---|---|---|---|---|")
    errors = []
    for group, (name, _) in GROUPS.items():
        to_own = species(name)["carbon_frac"] / PLOTS_FRACTION
        for row in rows:
            if row["group"] != group or row["age_class_yr"] == "0-20":
                continue
            seen = {q: row["agb_c_" + k] * to_own for q, k in ((.05, "p05"), (.25, "p25"), (.5, "median"), (.75, "p75"), (.95, "p95"))}
            got = {q: at(name, row["age_median"], q) for q in seen}
            inside = seen[.25] <= got[.5] <= seen[.75]
            ratio = (got[.95] - got[.05]) / (seen[.95] - seen[.05])
            if row["plots"] >= ENOUGH:
                errors.append(math.log(got[.5] / seen[.5]))
                if not inside:
                    broken.append(f"{group} {row['age_class_yr']}: the median site leaves the quartiles")
                if not 2 / 3 <= ratio <= 4 / 3:
                    broken.append(f"{group} {row['age_class_yr']}: sites spread by {ratio:.2f} of the plots")
            print(f"| {group} | {row['age_class_yr']} | {row['plots']:.0f} | {row['age_median']:g} | {seen[.05]:.1f}, {seen[.5]:.1f}, "
                  f"{seen[.95]:.1f} | {seen[.25]:.1f}-{seen[.75]:.1f} | {got[.05]:.1f}, {got[.5]:.1f}, {got[.95]:.1f} | "
                  f"{'yes' if inside else 'no'} | {ratio:.2f} |")
    told("median site against the medians of classes of 10 plots and more", errors)


def told(what, errors):
    n = len(errors)
    print(f"\n{what}: n {n}, bias {100 * (math.exp(sum(errors) / n) - 1):+.0f} %, "
          f"RMSE of the logarithm {math.sqrt(sum(e * e for e in errors) / n):.2f}\n")


def anchors(at, broken):
    print("| species | above ground after 5, 10, 15 years |\n|---|---|")
    for name, _ in GROUPS.values():
        got = [at(name, age, .5) for age, _, _ in ANCHORS]
        print(f"| {name} | {', '.join(f'{v:.2g}' for v in got)} |")
        broken += [f"{name}: {v:.2g} t C/ha after {age} years, not {lo}-{hi}" for v, (age, lo, hi) in zip(got, ANCHORS) if not lo <= v <= hi]


def apart(rows, at, interval):
    """What no fit used: classes left out in turn, plots of unknown species, two plots at Jiuduhe."""
    low, _, high = (round(100 * q) for q in interval)
    print(f"\n| not used | age | seen | model: {low} %, median, {high} % | within |\n|---|---|---|---|---|")
    errors, covered = [], 0
    points = [("unknown species " + r["age_class_yr"] + f" a ({r['plots']:.0f} plots)", "spontaneous_trees", r["age_median"], r["agb_c_median"])
              for r in rows if r["group"] == "all unknown"]
    points += [("P. tabuliformis, Jiuduhe", "pinus_tabuliformis", age, v) for age, v in JIUDUHE]
    for what, name, age, seen in points:
        seen *= species(name)["carbon_frac"] / PLOTS_FRACTION
        got = [at(name, age, q) for q in interval]
        errors.append(math.log(got[1] / seen))
        covered += got[0] <= seen <= got[2]
        print(f"| {what} | {age:g} | {seen:.1f} | {got[0]:.1f}, {got[1]:.1f}, {got[2]:.1f} | "
              f"{'yes' if got[0] <= seen <= got[2] else 'no'} |")
    told(f"within the {low}-{high} % interval {covered} of {len(points)}", errors)


def common_water(folder, name, file_name):
    """The stands, with the store of the water balance as theirs, and a series that holds the parameters that the set has for it."""
    with open(WORLD + "stands.json", encoding="utf-8") as file:
        stands = json.load(file)
    with open(f"model/packs/threepg/{species(name)['threepg']}.json", encoding="utf-8") as file:
        pack = json.load(file)
    with open(f"{WORLD}{file_name}.csv", encoding="utf-8") as file:
        lines = file.read().splitlines()
    stands["models"]["soil_water"] = "shared"
    for i, line in enumerate(lines):
        if line.startswith("3pg."):
            parameter = line.split(",")[0]
            value = pack[parameter[4:] + "_shared"]["value"]
            lines[i] = f"{parameter},,,,{value},{value},held"
    with open(folder + "/shared.json", "w", encoding="utf-8") as file:
        json.dump(stands, file, ensure_ascii=False)
    with open(folder + "/shared.csv", "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return [folder + "/shared.json", folder + "/shared.csv"]


def left_out(program, folder):
    """Each class predicted by a fit to the others."""
    errors = []
    for _, file_name in GROUPS.values():
        with open(f"{WORLD}{file_name}.csv", encoding="utf-8") as file:
            lines = file.read().splitlines()
        data = [i for i, line in enumerate(lines) if line.startswith("data,")]
        if len(data) < 3:
            continue
        for i in data:
            changed = lines[:i] + ["apart" + lines[i][4:]] + lines[i + 1:]
            with open(folder + "/out.csv", "w", encoding="utf-8") as file:
                file.write("\n".join(changed) + "\n")
            point = next(p for p in fit(program, folder + "/out.csv")["points"] if p["kind"] == "apart")
            errors.append(math.log(point["fitted"] / point["value"]))
    told("each class of a group of three predicted by a fit to the other two and the anchors", errors)


def mines(results):
    print("| mine | years | cover seen | model: 10 %, median, 90 % | median - seen | within |\n|---|---|---|---|---|---|")
    errors = []
    for site, first, _, year, seen in MINES:
        got = [results.at("cover_ha", site, year - first + 1, q) for q in (.1, .5, .9)]
        errors.append(got[1] - seen)
        print(f"| {site} | {first}-{year} | {seen:.3f} | {got[0]:.3f}, {got[1]:.3f}, {got[2]:.3f} | {got[1] - seen:+.3f} | "
              f"{'yes' if got[0] <= seen <= got[2] else 'no'} |")
    print(f"\ncover: n {len(errors)}, bias {sum(errors) / len(errors):+.3f}, RMSE {math.sqrt(sum(e * e for e in errors) / len(errors)):.3f}")
    site, first, _, year, seen = MINES[1]
    ages = range(1, year - first + 2)
    mean = [sum(results.at("cover_ha", site, age, q) for age in ages) / len(ages) for q in (.1, .5, .9)]
    print(f"{site} with works spread evenly over {first}-{year}: " + ", ".join(f"{v:.3f}" for v in mean) + f"; seen {seen:.3f}")


def tables(folder, program):
    rows, results, broken = plots(), Results(folder + "/stands"), []
    for group, (name, file_name) in GROUPS.items():
        series_is(rows, group, name, broken)
        pack_is(program, name, file_name, broken)
    for name in SAME_SERIES:
        pack_is(program, name, "quercus", broken)
    forest = Forest(program)
    for at, interval in ((lambda *of: above(results, *of), (.1, .5, .9)), (forest.above, (.05, .5, .95))):
        growth(rows, at, broken)
        anchors(at, broken)
        apart(rows, at, interval)
    forest.packs_are(broken)
    common, found = Forest(program, folder), []
    growth(rows, common.above, found)
    anchors(common.above, found)
    broken += [text for text in found if not text.startswith("Populus 20-40: sites spread")]  # docs/validation.md
    left_out(program, folder)
    mines(Results(folder + "/mines"))
    for text in broken:
        print("broken:", text)
    return 1 if broken else 0


PANELS = ["Pinus tabuliformis", "Quercus", "Betula", "all broadleaf"]


def figure(at, out):
    rows = plots()
    wide, high, top = 300, 190, 70
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * wide + 40} {2 * high + 60}" font-family="sans-serif" font-size="11">',
             '<rect width="100%" height="100%" fill="#fff"/>']
    for n, group in enumerate(PANELS):
        name = GROUPS[group][0]
        left, bottom = 40 + n % 2 * wide, 20 + high * (n // 2 + 1) - 20
        x, y = lambda a: left + a * (wide - 40) / 75, lambda v: bottom - v * (high - 40) / top
        ages = list(range(1, 76, 2))

        def line(q, ages=ages, name=name):
            return [f"{x(a):.1f},{y(at(name, a, q)):.1f}" for a in ages]
        for low, high_q, fill in ((.05, .95, "#d9e8d5"), (.25, .75, "#b3d1ac")):
            parts.append(f'<polygon fill="{fill}" points="{" ".join(line(low) + line(high_q)[::-1])}"/>')
        parts.append(f'<polyline fill="none" stroke="#2f6b2a" stroke-width="1.5" points="{" ".join(line(.5))}"/>')
        own = species(name)["carbon_frac"] / PLOTS_FRACTION
        for r in rows:
            if r["group"] == group and r["age_class_yr"] != "0-20":
                place = x(r["age_median"])
                p = {k: y(r["agb_c_" + k] * own) for k in ("p05", "p25", "median", "p75", "p95")}
                parts.append(f'<path stroke="#444" fill="none" d="M{place:.1f} {p["p05"]:.1f}V{p["p95"]:.1f}M{place - 4:.1f} {p["median"]:.1f}h8"/>')
                parts.append(f'<rect x="{place - 4:.1f}" y="{p["p75"]:.1f}" width="8" height="{p["p25"] - p["p75"]:.1f}" fill="#fff" '
                             f'fill-opacity=".6" stroke="#444"/>')
        for age, low, upper in ANCHORS:
            parts.append(f'<path stroke="#b5651d" stroke-width="3" d="M{x(age):.1f} {y(low):.1f}V{y(upper):.1f}"/>')
        parts.append(f'<path stroke="#000" fill="none" d="M{left} {y(top):.1f}V{bottom}H{x(75):.1f}"/>')
        for a in (0, 25, 50, 75):
            parts.append(f'<text x="{x(a):.1f}" y="{bottom + 13}" text-anchor="middle">{a}</text>')
        for v in (0, 20, 40, 60):
            parts.append(f'<text x="{left - 4}" y="{y(v) + 4:.1f}" text-anchor="end">{v}</text>')
        parts.append(f'<text x="{left + 8}" y="{y(top) + 10:.1f}">{group}</text>')
    parts.append(f'<text x="40" y="{2 * high + 40}">age, years; above-ground t C/ha. Green: model, median, quartiles, 5-95 %. Boxes: plots. '
                 'Brown: anchors.</text></svg>')
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(parts) + "\n")


def cover_figure(folder, out):
    results, wide, high = Results(folder + "/mines"), 300, 170
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * wide + 40} {high + 60}" font-family="sans-serif" font-size="11">',
             '<rect width="100%" height="100%" fill="#fff"/>']
    for n, (site, first, start, year, seen) in enumerate(MINES):
        left, bottom, count = 40 + n * wide, high + 10, 20
        x, y = lambda a: left + a * (wide - 50) / count, lambda v: bottom - v * (high - 10)

        def line(q, site=site, x=x, y=y):
            return [f"{x(a):.1f},{y(results.at('cover_ha', site, a, q)):.1f}" for a in range(1, count + 1)]
        parts.append(f'<polygon fill="#d9e8d5" points="{" ".join(line(.1) + line(.9)[::-1])}"/>')
        parts.append(f'<polyline fill="none" stroke="#2f6b2a" stroke-width="1.5" points="{" ".join(line(.5))}"/>')
        for age, value in ((0, start), (year - first + 1, seen)):
            if value:
                parts.append(f'<circle cx="{x(age):.1f}" cy="{y(value):.1f}" r="3.5" fill="#b5651d"/>')
        parts.append(f'<path stroke="#000" fill="none" d="M{left} {y(1):.1f}V{bottom}H{x(count):.1f}"/>')
        parts += [f'<text x="{x(a):.1f}" y="{bottom + 13}" text-anchor="middle">{first - 1 + a}</text>' for a in (0, 10, 20)]
        parts += [f'<text x="{left - 4}" y="{y(v) + 4:.1f}" text-anchor="end">{v:g}</text>' for v in (0, .5, 1)]
        parts.append(f'<text x="{left + 8}" y="{y(1) + 4:.1f}">{site}</text>')
    parts.append(f'<text x="40" y="{high + 45}">vegetation cover by year. Green: model, median and 10-90 %. Brown: published.</text></svg>')
    with open(out, "w", encoding="utf-8") as file:
        file.write("\n".join(parts) + "\n")


if __name__ == "__main__":
    if sys.argv[1] == "inputs":
        inputs(sys.argv[2])
    elif sys.argv[1] == "cover":
        cover_figure(sys.argv[2], sys.argv[3])
    elif sys.argv[1] == "figure":
        of_curves = Results(sys.argv[2] + "/stands")
        figure(lambda *of: above(of_curves, *of), sys.argv[3])
    elif sys.argv[1] == "forest":
        figure(Forest(sys.argv[2]).above, sys.argv[3])
    else:
        sys.exit(tables(sys.argv[2], sys.argv[3]))
