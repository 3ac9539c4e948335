"""Qingshan from Python: libqingshan through ctypes, values as numpy arrays, results.h5 as an xarray dataset or pandas frames.

    import qingshan
    with qingshan.Qingshan(threads=2) as q:
        p = q.load("portfolio.json", members=100)
        p.run("out", language="en")
        for year, steps in p.steps():
            print(year, steps.values(0, "live_c", "project").mean())
    qingshan.dataset("out/results.h5")        # xarray
    qingshan.table("out/years.csv")           # pandas

Needs numpy; xarray and pandas only where they are named. QINGSHAN_LIBRARY names another library file.
"""
import ctypes
import json
import os

import numpy

_SIZE = ctypes.c_size_t
_U64 = ctypes.c_uint64
_HANDLE = ctypes.c_void_p
_TEXT = ctypes.c_char_p
_DOUBLES = ctypes.POINTER(ctypes.c_double)


class _Override(ctypes.Structure):
    _fields_ = [("members", ctypes.c_int64), ("have_seed", ctypes.c_int), ("seed", _U64)]


class Error(Exception):
    """A call that failed: its status (an exit code of the command; 12: no memory), text, and the mistakes of a portfolio."""

    def __init__(self, status, text, mistakes=None):
        super().__init__(text)
        self.status = status
        self.mistakes = mistakes


def _library():
    lib = ctypes.CDLL(os.environ.get("QINGSHAN_LIBRARY", "libqingshan.so.1"))
    for name, result, *arguments in (
        ("version", _TEXT),
        ("open", ctypes.c_int, _TEXT, ctypes.POINTER(_HANDLE)),
        ("close", None, _HANDLE),
        ("threads", ctypes.c_int, _HANDLE, ctypes.c_int),
        ("language", ctypes.c_int, _HANDLE, _TEXT),
        ("message", _TEXT, _HANDLE),
        ("mistakes", _TEXT, _HANDLE),
        ("load", ctypes.c_int, _HANDLE, _TEXT, ctypes.POINTER(_Override), ctypes.POINTER(_HANDLE)),
        ("load_text", ctypes.c_int, _HANDLE, _TEXT, _TEXT, _SIZE, ctypes.POINTER(_Override), ctypes.POINTER(_HANDLE)),
        ("free", None, _HANDLE),
        ("sites", _U64, _HANDLE),
        ("members", _U64, _HANDLE),
        ("years", _U64, _HANDLE),
        ("start_year", ctypes.c_int, _HANDLE),
        ("resolved", _TEXT, _HANDLE),
        ("run", ctypes.c_int, _HANDLE, _TEXT, _TEXT),
        ("summary", _TEXT, _HANDLE),
        ("steps_open", ctypes.c_int, _HANDLE, ctypes.POINTER(_HANDLE)),
        ("step", ctypes.c_int, _HANDLE),
        ("steps_done", _U64, _HANDLE),
        ("steps_values", ctypes.c_int, _HANDLE, _U64, _TEXT, _TEXT, _DOUBLES),
        ("steps_save", ctypes.c_int, _HANDLE, _TEXT),
        ("steps_restore", ctypes.c_int, _HANDLE, _TEXT),
        ("steps_close", None, _HANDLE),
        ("read", ctypes.c_int, _HANDLE, _TEXT, _TEXT, _DOUBLES, _SIZE, ctypes.POINTER(_SIZE),
         ctypes.POINTER(ctypes.c_int), ctypes.POINTER(_SIZE)),
    ):
        function = getattr(lib, "qingshan_" + name)
        function.restype = result
        function.argtypes = arguments
    return lib


def _doubles(array):
    return array.ctypes.data_as(_DOUBLES)


class Qingshan:
    """A context: threads, language of messages, instruction set (None: the best of this machine)."""

    def __init__(self, threads=1, language="en", isa=None):
        self._lib = _library()
        self._q = _HANDLE()
        status = self._lib.qingshan_open(isa.encode() if isa else None, ctypes.byref(self._q))
        if status:
            raise Error(status, "the library cannot be opened")
        self.check(self._lib.qingshan_threads(self._q, threads))
        self.check(self._lib.qingshan_language(self._q, language.encode()))

    def check(self, status):
        """Raises Error unless status is 0."""
        if status:
            text = self._lib.qingshan_message(self._q).decode()
            told = self._lib.qingshan_mistakes(self._q).decode()
            raise Error(status, text, json.loads(told) if status == 3 and told else None)

    def version(self):
        return self._lib.qingshan_version().decode()

    def load(self, path, members=0, seed=None, text=None):
        """A portfolio of a file, or of `text` (JSON) that stands for a file at `path`."""
        override = _Override(members, seed is not None, seed or 0)
        handle = _HANDLE()
        name = os.fsencode(path)
        if text is None:
            status = self._lib.qingshan_load(self._q, name, ctypes.byref(override), ctypes.byref(handle))
        else:
            bytes_ = text.encode()
            status = self._lib.qingshan_load_text(self._q, name, bytes_, len(bytes_), ctypes.byref(override), ctypes.byref(handle))
        self.check(status)
        return Portfolio(self, handle)

    def read(self, results, dataset):
        """Numbers of a dataset of results.h5 as an array of its shape."""
        n, rank, shape = _SIZE(), ctypes.c_int(), (_SIZE * 8)()
        arguments = (self._q, os.fsencode(results), dataset.encode())
        self.check(self._lib.qingshan_read(*arguments, None, 0, ctypes.byref(n), ctypes.byref(rank), shape))
        values = numpy.empty(n.value)
        self.check(self._lib.qingshan_read(*arguments, _doubles(values), n.value, ctypes.byref(n), None, None))
        return values.reshape(tuple(shape[:rank.value]))

    def close(self):
        """Closes the context; portfolios and steps of it must not be used after."""
        if self._q:
            self._lib.qingshan_close(self._q)
            self._q = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Portfolio:
    """A portfolio that was read and checked; it keeps its context alive."""

    def __init__(self, q, handle):
        self._q, self._p = q, handle
        self._lib = q._lib
        self.sites = self._lib.qingshan_sites(handle)
        self.members = self._lib.qingshan_members(handle)
        self.years = self._lib.qingshan_years(handle)
        self.start_year = self._lib.qingshan_start_year(handle)

    def resolved(self):
        """The resolved plan: every field with value, unit, source and status."""
        return json.loads(self._lib.qingshan_resolved(self._p))

    def run(self, folder, language="zh"):
        """Writes the result files into a folder and returns summary.json."""
        self._q.check(self._lib.qingshan_run(self._p, os.fsencode(folder), language.encode()))
        return json.loads(self._lib.qingshan_summary(self._p))

    def steps(self, state=None):
        """Carries the portfolio year by year: yields (calendar year, Steps). state: a file of Steps.save to go on from."""
        handle = _HANDLE()
        self._q.check(self._lib.qingshan_steps_open(self._p, ctypes.byref(handle)))
        steps = Steps(self, handle)
        try:
            if state is not None:
                self._q.check(self._lib.qingshan_steps_restore(handle, os.fsencode(state)))
            for year in range(self._lib.qingshan_steps_done(handle), self.years):
                self._q.check(self._lib.qingshan_step(handle))
                yield self.start_year + year, steps
        finally:
            self._lib.qingshan_steps_close(handle)

    def close(self):
        if self._p:
            self._lib.qingshan_free(self._p)
            self._p = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Steps:
    """The year that was just done."""

    def __init__(self, portfolio, handle):
        self._p, self._s = portfolio, handle

    def save(self, path):
        """Saves the state after this year: `steps(state=path)` of a like portfolio goes on with the same bits."""
        self._p._q.check(self._p._lib.qingshan_steps_save(self._s, os.fsencode(path)))

    def values(self, site, output, arm):
        """An output of a site and an arm, one value a member."""
        values = numpy.empty(self._p.members)
        status = self._p._lib.qingshan_steps_values(self._s, site, output.encode(), arm.encode(), _doubles(values))
        self._p._q.check(status)
        return values


def dataset(path, group=None):
    """A group of results.h5 (None: by site; "portfolio") as an xarray dataset."""
    import xarray

    return xarray.open_dataset(path, engine="netcdf4", group=group)


def table(path):
    """A CSV of a run as a pandas frame."""
    import pandas

    return pandas.read_csv(path, encoding="utf-8-sig")
