# SPDX-License-Identifier: GPL-3.0-or-later
"""What Google Benchmark has written, and powers fitted to it."""
import fnmatch
import json
import math
import re

# Seconds in the units of the file.
UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
# 97.5 % quantiles of Student's t, by degrees of freedom.
STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228]


class Benchmark:
    """One benchmark: its name without what the library appends, the sizes in it, and what it measured."""

    def __init__(self, entry):
        self.name = re.sub(r"/(real_time|process_time|manual_time|iterations:\d+|repeats:\d+|min_time:[\d.]+)", "",
                           entry["name"])
        self.sizes = {key: float(value) for key, value in re.findall(r"(\w+):(\d[\d.e+]*)", self.name)}
        self.figures = {key: value for key, value in entry.items() if isinstance(value, (int, float))}
        for key in ("real_time", "cpu_time"):
            self.figures[key] = entry[key] * UNITS[entry["time_unit"]]

    def figure(self, key):
        """None where it was not measured."""
        value = self.figures.get(key)
        return value if value is not None and math.isfinite(value) else None


def read_results(paths):
    """Context of the first file, and the benchmarks of all that did not end in an error. Of one that took several turns
    the fastest: whatever else the machine does only ever takes time away."""
    contexts, fastest = [], {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            results = json.load(file)
        contexts.append(results["context"])
        for entry in results["benchmarks"]:
            if entry.get("run_type", "iteration") != "iteration" or entry.get("error_occurred"):
                continue
            one = Benchmark(entry)
            if one.name not in fastest or one.figures["real_time"] < fastest[one.name].figures["real_time"]:
                fastest[one.name] = one
    return contexts[0], list(fastest.values())


def matching(benchmarks, pattern, where, but=None):
    """Those whose name fits, but does not fit the other pattern, and whose sizes lie between the ends (null: there is
    none)."""

    def lies_within(benchmark):
        for key, (low, high) in where.items():
            size = benchmark.sizes.get(key)
            if size is None or (low is not None and size < low) or (high is not None and size > high):
                return False
        return True

    def has_name(benchmark):
        return fnmatch.fnmatchcase(benchmark.name, pattern) and not (but and fnmatch.fnmatchcase(benchmark.name, but))

    return [one for one in benchmarks if has_name(one) and lies_within(one)]


def fit_power(points):
    """Exponent of y ~ x^a through (x, y), all > 0, with its 95 % interval; None of fewer than two x. The interval is
    None where there is nothing left over to say how well the line fits."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    count = len(logs)
    if len({x for x, _ in logs}) < 2:
        return None
    mean_x, mean_y = sum(x for x, _ in logs) / count, sum(y for _, y in logs) / count
    spread = sum((x - mean_x) ** 2 for x, _ in logs)
    slope = sum((x - mean_x) * (y - mean_y) for x, y in logs) / spread
    if count < 3:
        return {"exponent": slope, "low": None, "high": None}
    rest = sum((y - mean_y - slope * (x - mean_x)) ** 2 for x, y in logs)
    quantile = STUDENT[count - 3] if count - 3 < len(STUDENT) else 1.96
    half = quantile * math.sqrt(rest / (count - 2) / spread)
    return {"exponent": slope, "low": slope - half, "high": slope + half}
