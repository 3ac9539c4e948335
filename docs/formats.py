"""Writes docs/formats.md: what the files of a run hold, and every key of the input, out of the program's own tables.

    python3 docs/formats.py                     write it
    python3 docs/formats.py --check             exit 1 if it is not what would be written
    python3 docs/formats.py --results FILE.h5   exit 1 if the file holds a variable that docs/formats.md does not describe
"""
import json
import os
import re
import subprocess
import sys

top = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
page = top + "/docs/formats.md"

HEAD = """# Formats

What goes in and what comes out, key by key. Written by `python3 docs/formats.py` out of `qingshan schema`, `qingshan list outputs` and the rows of
`model/land/outputs.h`. What the figures mean is in [accounting.md](accounting.md) and [finance.md](finance.md).

## All files of results

- UTF-8; CSV with a byte order mark, `,`, RFC 4180 quoting, a decimal point under every locale, numbers as the shortest decimal that reads back as the same double;
  an empty cell is "no value". A text that a spreadsheet would take for a formula gets a leading apostrophe.
- Names, keys and codes are the same in every language; `--lang` moves texts only.
- `_p10`, `_p50`, `_p90` are type-7 quantiles over members, `_mean` their mean, `_share` the share of members that have a value, `_why` the reason where fewer
  than half have one (then there are no quantiles).
- Stocks and states are at 31 December, flows are of the year, money is real CNY of `finance.price_year`.
- Every file but `run.json` has the same bytes on every machine. A file under its final name is complete.

## results.h5

netCDF-4 by plain HDF5, conventions CF-1.10. Dimensions: `year` (calendar years), `arm` (baseline, natural, project), `contrast` (project_minus_baseline,
project_minus_natural), `site`, `quantile` (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95); year is first, quantile last. Every variable has `long_name`, and `units` where it is a number.
Results by district ([grids.md](grids.md)) have districts for sites.

| variable | dimensions | what |
|---|---|---|
"""

# (pattern, dimensions, what): O an output, S a figure, L a line of the accounts, N a name of its own.
VARIABLES = [
    ("`O`", "year, arm, site, quantile", "an output, below"),
    ("`O_mean`", "year, arm, site", "its mean"),
    ("`O_difference`, `O_difference_mean`", "year, contrast, site[, quantile]", "differences of arms, taken member by member"),
    ("`O_members`", "year, arm, site, member", "values of the members, where `outputs.members` names the output"),
    ("`account_L`, `account_L_mean`", "year, site[, quantile]", "a line of the accounts (`qingshan list outputs`), with its `group`"),
    ("`S_p10`, `S_p50`, `S_p90`, `S_mean`, `S_share`, `S_why`", "site", "a figure of the horizon, below"),
    ("`site_id`, `site_name_zh`, `site_name_en`, `treatment`", "site", "the site; the treatment of all its units, or `mixed`"),
    ("`lon`, `lat`, `elevation`, `area_ha`, `restored_ha`", "site", "place (CGCS2000), height in m, planimetric area, area of units with a treatment"),
    ("`probability_of_loss`, `acceptance_due_share`, `balance_residual_max`", "site", "shares of members; worst residual of the carbon balance"),
    ("`portfolio/…`", "as above, without site", "the same variables of the portfolio; its single numbers are attributes of the group"),
    ("`input`, `input_sha256`", "input", "names of the input files and their SHA-256"),
    ("`plan`", "", "the resolved plan as JSON: every value used with source and status; `qingshan run` takes it"),
]

BATCH = ("removals", "gross", "sampling_deduction", "non_permanence_deduction", "issued", "reversed", "buffer_drawn", "cancelled")

# Groups of variables beside portfolio: dimensions, names (each with one of the endings after it), what.
GROUPS = {
    "registrations": ("year, registration", BATCH, ("_p10", "_p50", "_p90", "_mean"), "of each registration in t at its verifications; no number in other years"),
    "estimate": ("estimate_item", ("part", "unit", "quantity", "amount", "paid_mean", "paid_p10", "paid_p50", "paid_p90"), ("",),
                 "investment of the portfolio: quantities, amounts and what members pay"),
    "normal_year": ("month, site", ("temperature", "rain", "potential_evapotranspiration", "radiation", "vapour_pressure_deficit", "frost_days"), ("",),
                    "the climate of each site without weather"),
    "structural": ("soil_model, arm or contrast, year, quantile", ("soil_c", "grown_co2e"), ("", "_difference"),
                   "the outputs of the portfolio under each soil model, where `soils_compared` asks ([soils.md](soils.md))"),
}

FILES = """
Attributes of the file: `title`, `title_zh`, `version`, `seed`, `members`, `start_year`.

## CSV files

| file | a row is | columns |
|---|---|---|
| `sites.csv` | a site | id, names, place, `area_ha`, `restored_ha`, the figures below with their parts (the unit is at the end of the name), `probability_of_loss`, `acceptance_due_share`, `balance_residual_max` |
| `years.csv` | a site and year | `id`, `year`, the outputs below by arm; quantiles where `outputs.site_year` or the default asks |
| `cash.csv` | a site (empty: the portfolio), line and year | `id`, `line`, `group`, `year`, `unit`, `p10`, `p50`, `p90`, `mean`, `name_zh` |
| `credits.csv` | a registration and verification | `registration`, `methodology`, `use`, `batch`, `year`, `vintage_from`, `vintage_to`, then `removals`, `gross`, `sampling_deduction`, `non_permanence_deduction`, `issued`, `reversed`, `buffer_drawn`, `cancelled` in t CO2e |
| `ledger.csv` | an entry of the books of products | `year`, `entry`, `product`, `site`, `vintage`, `holder`, `unit`, `asked`, `done`, `price_cny`, `amount_cny`, `fee_cny`, `paid_year`, `refused` |
| `estimate.csv` | a site (empty: the portfolio) and price | `id`, `part`, `item`, names, `quantity`, `unit`, `unit_price_cny`, `amount_cny`, `listed_cny`, `listed_year`, `source`, `status`, `paid_mean_cny`, `paid_p10_cny`, `paid_p50_cny`, `paid_p90_cny` ([costs.md](costs.md)) |
| `districts.csv` | a district and year | projects, restored area, works, upkeep, grants, acceptance, removals, credits, benefit, payments of partnerships |
| `draws.csv` | a member | what it drew (`in:`) and what came of it (`out:`), where `outputs.draws` asks ([learning.md](learning.md)) |

## JSON files

`summary.json` has `portfolio` and `sites`, each figure as `{"p10", "p50", "p90", "mean"}` with `share` and `why` where members may have none, verdicts by methodology, credits, costs,
benefits, risk, acceptance, policy. `trace.json` has an entry for every figure: `name`, `at` (where it stands in `summary.json`), `equation`, `inputs`, `sources`, weakest
`status`. `run.json` has compiler, flags, instruction set, libraries, host, threads and seconds: it is never compared. Keys may be added and none is renamed within a major version.
"""


# Definitions of the schema that are no object with keys of their own.
WORDS = {"source": "text", "id": "id", "text": "text or {`zh`, `en`}", "text_or_none": "text or {`zh`, `en`}", "date": "date, YYYY-MM-DD",
         "seed": "whole number, or its text", "status": "status"}


SAID = {"sites": "list of [site](#site), or {`csv`, `geojson` or `hdf5`: file}", "packs": "list of files of packs, or the packs themselves, by kind"}
SKIPPED = ("site_of_one_unit", "packs", "text")  # the first: a site with the keys of its only unit


def program(*arguments):
    return json.loads(subprocess.run([top + "/build/release/qingshan", *arguments], capture_output=True, check=True).stdout)


def figures():
    """(name, unit, meaning) of the figures of the horizon."""
    with open(top + "/model/land/outputs.h") as file:
        text = file.read()
    rows = text[text.index("#define QS_SCALARS(X)"):]
    rows = rows[:rows.index("\n\n")]
    return re.findall(r'X\((\w+), "([^"]*)", "[^"]*", "([^"]*)"\)', rows)


def plain(number):
    return "%d" % number if abs(number) < 1e9 and number == int(number) else "%g" % number


def limits(schema):
    """Range or words, and the unit, of a key."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return WORDS.get(name, "[%s](#%s)" % (name, name))
    if "enum" in schema:
        return ", ".join("`%s`" % word for word in schema["enum"])
    if "const" in schema:
        return "`%s`" % schema["const"]
    if schema.get("type") in ("number", "integer"):
        low, high = schema.get("minimum"), schema.get("maximum")
        return ("%s to %s" % (plain(low), plain(high)) if low is not None and high is not None else "number") + (
            ", whole" if schema["type"] == "integer" else "")
    if schema.get("type") == "array":
        return "list of " + limits(schema.get("items", {}))
    if schema.get("type") == "object" and {"value", "values"} & schema.get("properties", {}).keys():
        return None  # a number, or a list of them, with its source beside it
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return "by name: " + limits(schema["additionalProperties"])
    if schema.get("type") == "null":
        return "null"
    for many in ("anyOf", "oneOf", "allOf"):
        if many in schema:
            said = []
            for part in schema[many]:
                text = limits(part)
                if text and text not in said:
                    said.append(text)
            return " or ".join(said)
    return {"boolean": "true, false", "string": "text"}.get(schema.get("type"), schema.get("type", ""))


def cell(text):
    return str(text).replace("|", "\\|")


def keys(schema):
    need = schema.get("required", [])
    yield "| key | what (unit) | values | default |\n|---|---|---|---|\n"
    for key, value in schema["properties"].items():
        if key == "$schema":
            continue
        default = "required" if key in need else "`%s`" % json.dumps(value["default"], ensure_ascii=False) if "default" in value else ""
        yield "| `%s` | %s | %s | %s |\n" % (key, cell(value.get("title", "")), cell(limits(value) if "title" in value else SAID[key]), default)


def written():
    yield HEAD
    for row in VARIABLES:
        yield "| %s | %s | %s |\n" % row
    for group, (dimensions, names, endings, what) in GROUPS.items():
        yield "| `%s/…`: %s%s | %s | %s |\n" % (group, ", ".join("`%s`" % name for name in names), "" if endings == ("",) else
                                              ", with " + ", ".join("`%s`" % ending for ending in endings if ending), dimensions, what)
    outputs = program("list", "outputs", "--json")["outputs"]
    yield "\n### Outputs of a year\n\nBy arm; amounts of whole sites.\n\n| O | unit | kind | what |\n|---|---|---|---|\n"
    for o in outputs:
        if o["group"] in ("stock", "flow", "state"):
            yield "| `%s` | %s | %s | %s |\n" % (o["id"], o["unit"], o["group"], cell(o["name_en"]))
    yield "\n### Figures of the horizon\n\n| S | unit | what |\n|---|---|---|\n"
    for name, unit, text in figures():
        yield "| `%s` | %s | %s |\n" % (name, unit, cell(text))
    yield "\n### Lines of the accounts\n\n| L | unit | group | what |\n|---|---|---|---|\n"
    for o in outputs:
        if o["group"] not in ("stock", "flow", "state"):
            yield "| `%s` | %s | %s | %s |\n" % (o["id"], o["unit"], o["group"], cell(o["name_en"]))
    yield FILES
    schema = program("schema")
    yield ("\n## The portfolio\n\nA JSON file by RFC 8259; an unknown key is a mistake. A figure is a number or an object with `value`, `unit`, `source`, `status` "
           "(verified, unverified, assumption) and `spread`. In a CSV or GeoJSON table of sites the same keys stand with dots (`soil.clay_frac`); a site of one unit may hold the unit's keys. Packs: `qingshan schema` "
           "has their keys, [parameters.md](parameters.md) their values, [extending.md](extending.md) an example of each.\n\n")
    yield from keys(schema)
    for name, part in schema["definitions"].items():
        if part.get("properties") and part.get("type") == "object" and name not in SKIPPED and not name.startswith(("entry_", "pack_")):
            yield "\n### %s\n\n" % name
            yield from keys(part)


def dimensions_of(data):
    return [axis[0].name.rsplit("/", 1)[-1] if len(axis) else "" for axis in data.dims]


def fits(data, said):
    """Whether the dimensions are those said, "a or b" meaning one of them."""
    wanted = [part.split(" or ") for part in said.split(", ") if part]
    there = dimensions_of(data)
    return len(there) == len(wanted) and all(name in part for name, part in zip(there, wanted))


def check_results(path):
    import h5py

    outputs = program("list", "outputs", "--json")["outputs"]
    of_land = {o["id"] for o in outputs if o["group"] in ("stock", "flow", "state")}
    lines = {o["id"] for o in outputs} - of_land
    of_horizon = {name for name, _, _ in figures()}
    own = {name: row[1] for row in VARIABLES for name in re.findall(r"`([a-z]\w+)`", row[0])}
    scales = {"year", "arm", "contrast", "site", "quantile", "month", "member", "registration", "soil_model", "output", "input", "estimate_item"}

    def said(name):
        """Dimensions that the page gives a variable, or None."""
        base = re.sub(r"_mean$", "", name)
        of_output = re.sub(r"_difference$", "", base)
        quantile = "" if base != name else ", quantile"
        if name in own:
            return own[name]
        if base in of_land:
            return "year, arm, site" + quantile
        if of_output in of_land:
            return "year, contrast, site" + quantile
        if re.sub(r"_members$", "", name) in of_land:
            return "year, arm, site, member"
        if base.startswith("account_") and base[8:] in lines:
            return "year, site" + quantile
        return "site" if re.sub(r"_(p10|p50|p90|mean|share|why)$", "", name) in of_horizon else None

    def judge(where, data, wanted):
        if wanted is None:
            print("%s: %s is not in docs/formats.md" % (path, where))
        elif not fits(data, wanted):
            print("%s: %s has the dimensions %s, not %s" % (path, where, dimensions_of(data), wanted))
        else:
            return 0
        return 1

    wrong = 0
    with h5py.File(path) as file:
        for name, data in file.items():
            if isinstance(data, h5py.Dataset):
                wrong += 0 if data.attrs.get("CLASS") == b"DIMENSION_SCALE" and name in scales else judge(name, data, said(name))
                continue
            dimensions, names, endings, _ = GROUPS.get(name, ("", (), (), ""))
            for part in data:
                if name == "portfolio":
                    wanted = said(part)
                    wanted = wanted and wanted.replace(", site", "").replace("site", "")
                else:
                    wanted = dimensions if any(part == n + e for n in names for e in endings) else None
                wrong += judge(name + "/" + part, data[part], wanted)
            if not data and name != "portfolio" or set(n + e for n in names for e in endings) - set(data):
                print("%s: the group %s lacks variables of docs/formats.md" % (path, name))
                wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--results"]:
        sys.exit(check_results(sys.argv[2]))
    text = "".join(written())
    if sys.argv[1:] == ["--check"]:
        with open(page) as file:
            same = file.read() == text
        if not same:
            print("docs/formats.md is not what docs/formats.py writes")
        sys.exit(0 if same else 1)
    with open(page, "w") as file:
        file.write(text)
