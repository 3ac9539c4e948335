"""Counts the vector operations of rows of `qingshan bench` and compares them with what the program believes (app/bench_kernels.c).

usage: operations.py PROGRAM FOLDER     PROGRAM: tests/bench_row

An operation is an instruction on ymm registers that is no move, load, store or shuffle; a division or root counts as one. A row's
exps are its operations a unit by those of the row `exp`.
"""
import concurrent.futures
import os
import re
import subprocess
import sys

WITHIN = 0.03  # of what is believed
# moves, loads, stores, shuffles; what remains computes, compares, selects or converts
MOVES = re.compile(r"^v?(mov|lddqu|maskmov|broadcast|pbroadcast|perm|pshuf|shuf|unpck|punpck|insert|extract|pinsr|pextr|pmaskmov|pack|palign|"
                   r"gather|pgather|zero)|^vblend(pd|ps)|^vpblendd|^vcvt.*\(%rip\)$")


def vector_operations(program):
    """Addresses of operations on ymm registers."""
    said = subprocess.run(["objdump", "-d", "--no-show-raw-insn", program], capture_output=True, text=True, check=True).stdout
    found = set()
    for line in said.splitlines():
        at = re.match(r"^\s*([0-9a-f]+):\t(\S+)\s*(.*)$", line)
        if at and "%ymm" in at[3] and not MOVES.match(at[2]):
            found.add(int(at[1], 16))
    return found


def counted(program, folder, name, operations):
    """Operations between the marks of one call."""
    out = f"{folder}/{re.sub('[^a-z0-9]', '_', name)}.callgrind"
    subprocess.run(["valgrind", "--tool=callgrind", "--dump-instr=yes", "--collect-atstart=no", "--toggle-collect=counted",
                    "--compress-pos=no", "--compress-strings=no", f"--callgrind-out-file={out}", program, name],
                   capture_output=True, check=True)
    total, here, inclusive = 0, False, False
    with open(out, encoding="utf-8") as file:
        for line in file:
            if line.startswith("ob="):
                here = line[3:].strip() == os.path.realpath(program)
            elif line.startswith("calls="):
                inclusive = True
            elif line.startswith("0x"):
                address, _, count = line.split()
                if here and not inclusive and int(address, 16) in operations:
                    total += int(count)
                inclusive = False
    return total


def main(program, folder):
    rows = [line.split("\t") for line in subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines()]
    operations = vector_operations(program)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        counts = list(pool.map(lambda row: counted(program, folder, row[0], operations), rows))
    exp = next(c / float(r[1]) for r, c in zip(rows, counts) if r[0] == "exp")
    wrong = 0
    print(f"an exp: {4 * exp:.2f} operations on four lanes")
    for (name, units, believed), count in zip(rows, counts):
        exps, believed = count / float(units) / exp, float(believed)
        bad = believed == believed and abs(exps - believed) > WITHIN * max(believed, 1)
        wrong += bad
        print(f"{name:24s} {exps:8.3f}   believed {believed:g}{'   WRONG' if bad else ''}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
