"""The Python module against the C client's run: mistakes, steps, results, frames."""
import json
import sys

import numpy
import qingshan

work, said = sys.argv[1:]
with qingshan.Qingshan(threads=2) as q:
    try:
        q.load("x.json", text='{"name": 3, "yeers": 2}')
        raise SystemExit("a wrong portfolio was taken")
    except qingshan.Error as e:
        assert e.status == 3 and len(e.mistakes["errors"]) > 1, e.mistakes
    with q.load(work + "/p/portfolio.json", members=8) as p:
        summary = p.run(work + "/d", language="en")
        last = [steps.values(0, "live_c", "project") for _, steps in p.steps()]
        for year, steps in p.steps():
            if year == p.start_year + 5:
                steps.save(work + "/state")
        going = [steps.values(0, "live_c", "project") for _, steps in p.steps(state=work + "/state")]
        assert len(going) == p.years - 6 and (going[-1] == last[-1]).all()
        whole = open(work + "/state", "rb").read()
        half = len(whole) // 2
        for wrong in (whole + b"x", whole[:-1], whole[:half] + bytes([whole[half] ^ 1]) + whole[half + 1 :], b""):
            open(work + "/wrong", "wb").write(wrong)
            try:
                next(p.steps(state=work + "/wrong"))
                raise SystemExit("a damaged state was taken up")
            except qingshan.Error as e:
                assert e.status == 3, e
    assert len(last) == p.years and last[-1].shape == (8,)
    live = q.read(work + "/d/results.h5", "/live_c")
c = json.loads(open(said).read().rsplit("\n\n", 1)[1])
assert abs(last[-1].mean() - c["stepped"]) <= 1e-12 * abs(c["stepped"])
assert live.size == c["n"] and live.ndim == c["rank"]
median = live[-1, 2, 0, 3]  # last year, project, first site
assert median > 0 and abs(numpy.median(last[-1]) - median) <= 1e-9 * median
assert open(work + "/a/results.h5", "rb").read() == open(work + "/d/results.h5", "rb").read()
assert summary["portfolio"]["members"] == 8
try:
    frame = qingshan.table(work + "/d/years.csv")
    assert len(frame) and frame.columns[0].isidentifier() and "year" in frame.columns
except ImportError:
    print("pandas is not there: frames not tried")
try:
    data = qingshan.dataset(work + "/d/results.h5")
    assert data["live_c"].dims[0] == "year" and float(data["live_c"][-1, 2, 0, 3]) == median
except ImportError:
    print("xarray is not there: datasets not tried")
