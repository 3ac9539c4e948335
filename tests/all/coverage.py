"""Share of lines that were run, by folder, from the counters of a build with gcc --coverage.

    coverage.py BUILD LEAST      exit 1 if kernels, model or io stay below LEAST percent
"""
import glob
import json
import os
import re
import subprocess
import sys

build, least = os.path.abspath(sys.argv[1]), float(sys.argv[2])
top = os.getcwd()
counters = [name for name in glob.glob(build + "/**/*.gcda", recursive=True) if re.search(r"/(libqingshan.dir/(kernels|model|io)|kernels_v\d.dir)/", name)]
lines = {}
for first in range(0, len(counters), 50): # several objects of a source, one an instruction set: a line counts once
    told = subprocess.run(["gcov", "--json-format", "--stdout", *counters[first:first + 50]], capture_output=True, check=True, cwd=build)
    for text in told.stdout.splitlines():
        data = json.loads(text)
        for file in data["files"]:
            name = os.path.relpath(os.path.normpath(os.path.join(data["current_working_directory"], file["file"])), top)
            of_file = lines.setdefault(name, {})
            for line in file["lines"]:
                of_file[line["line_number"]] = max(of_file.get(line["line_number"], 0), line["count"])
bad = 0
for folder in ("kernels", "model", "io"):
    counts = [(sum(n > 0 for n in of_file.values()), len(of_file), name) for name, of_file in lines.items() if name.startswith(folder + "/")]
    done, all_lines = sum(c[0] for c in counts), sum(c[1] for c in counts)
    share = 100 * done / all_lines if all_lines else 0
    bad += share < least
    print(f"{folder}: {share:.1f} % of {all_lines} lines")
    for run, n, name in sorted(counts, key=lambda c: c[0] - c[1])[:8]:
        print(f"    {n - run:4d} of {n} not run: {name}")
sys.exit(bad > 0)
