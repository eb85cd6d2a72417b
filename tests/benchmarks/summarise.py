#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmarks come to: one JSON and one Markdown table of targets, cost curves and peers.

summarise.py RESULT.json... -o FOLDER [--peers FILE] [--window FILE] [--manual PAGE]

RESULT.json are what Google Benchmark wrote (--benchmark_out); --peers is what peer_torch.py printed, --window what
basin_gui_benchmark printed. Writes the JSON and a Markdown page of it into FOLDER. --manual puts the tables between
the marks <!-- measured: NAME --> and <!-- end --> of a page of the manual, too. A benchmark or a counter that is not
there is told as "not measured". Ends with 1 where a target was missed.
"""
import argparse
import json
import pathlib
import re
import sys

from benchmark_results import fit_power, matching, read_results

HERE = pathlib.Path(__file__).resolve().parent


def number(value, digits=3):
    """Short, and without an exponent where people would not write one."""
    if value is None:
        return ""
    if value != 0 and (abs(value) >= 1e9 or abs(value) < 1e-3):
        return f"{value:.{digits - 1}e}"
    return f"{value:.0f}" if abs(value) >= 10 ** (digits - 1) else f"{value:.{digits}g}"


def seconds_text(seconds):
    for limit, factor, unit in ((1e-3, 1e6, "µs"), (1, 1e3, "ms")):
        if seconds < limit:
            return f"{number(seconds * factor)} {unit}"
    return f"{number(seconds)} s"


def target_text(row):
    if row.get("at_most") is not None:
        return f"at most {number(row['at_most'])}"
    if row.get("at_least") is not None:
        return f"at least {number(row['at_least'])}"
    return ""


def judge(row, value):
    """Whether the target is met; None where there is none, or nothing to judge."""
    if value is None:
        return None
    if row.get("at_most") is not None:
        return value <= row["at_most"]
    if row.get("at_least") is not None:
        return value >= row["at_least"]
    return None


def result_of(row, name, figure, ratio):
    """judged is the ratio where the row asks for one, even if there is none: a figure does not stand for it."""
    judged = ratio if asks_for_ratio(row) else figure
    return {"what": row["what"], "benchmark": name, "figure": figure, "unit": row.get("unit", ""), "ratio": ratio,
            "to": row.get("to"), "at_most": row.get("at_most"), "at_least": row.get("at_least"),
            "measured": judged is not None, "met": judge(row, judged)}


def asks_for_ratio(row):
    return any(key in row for key in ("ratio", "over", "exponent"))


def ratio_of(row, one, figure, by_name, scale):
    reference = by_name.get(row["over"].replace("{name}", one.name)) if "over" in row else None
    other = reference.figure(row["figure"]) if reference else None
    if other and figure is not None:
        return figure / (other * scale)
    return one.figure(row["ratio"]) if "ratio" in row else None


def exponent_row(row, found):
    """One result of all benchmarks together."""
    points = [(one.sizes[row["exponent"]], one.figure(row["figure"])) for one in found
              if row["exponent"] in one.sizes and one.figure(row["figure"])]
    fitted = fit_power(points)
    low, high = row["where"][row["exponent"]]
    reached = [x for x, _ in points]
    # A range that was measured in part says nothing about the whole.
    whole = fitted is not None and (low is None or min(reached) <= low) and (high is None or max(reached) >= high)
    largest = max(points)[1] if points else None
    return result_of(row, row["benchmark"], largest, fitted["exponent"] if whole else None)


def target_results(rows, benchmarks):
    by_name = {one.name: one for one in benchmarks}
    results = []
    for row in rows:
        found = matching(benchmarks, row["benchmark"], row.get("where", {}), row.get("but"))
        if "exponent" in row:
            results.append(exponent_row(row, found))
            continue
        if not found:
            results.append(result_of(row, row["benchmark"], None, None))
        scale = row.get("scale", 1)
        for one in found:
            value = one.figure(row["figure"])
            figure = value * scale if value is not None else None
            results.append(result_of(row, one.name, figure, ratio_of(row, one, figure, by_name, scale)))
    return results


def curves(benchmarks):
    """Of CostCurve/STEP/over:SIZE/...: the points, and the exponents of the whole and of its upper end."""
    points = {}
    for one in benchmarks:
        if found := re.match(r"CostCurve/([^/]+)/over:(\w+)/", one.name):
            step, size = found.groups()
            seconds = one.figure("seconds") or one.figure("real_time")
            if seconds and size in one.sizes:
                points.setdefault((step, size), []).append((one.sizes[size], seconds))
    results = []
    for (step, size), measured in points.items():
        measured.sort()
        results.append({"step": step, "size": size, "points": [{size: x, "seconds": y} for x, y in measured],
                        "fitted": fit_power(measured), "fitted_upper": fit_power(measured[-3:])})
    return results


def window_results(text):
    """The rows that basin_gui_benchmark prints with a target."""
    row = re.compile(r"^\| (.+?) \| +([\d.]+) (\S*) +\| +([\d.]+) \S* +\| (ok|OVER) +\|$")
    found = [row.match(line) for line in text.splitlines()]
    return [{"what": one[1].strip(), "benchmark": "window", "figure": float(one[2]), "unit": one[3], "ratio": None,
             "to": None, "at_most": float(one[4]), "at_least": None, "measured": True, "met": one[5] == "ok"}
            for one in found if one]


def peer_target(rows, way, own):
    """How many times as long the peer is to take at least; None where nothing is asked."""
    asked = [row["at_least"] for row in rows if row["way"] == way
             and matching([own], row["benchmark"], row.get("where", {}), row.get("but"))]
    return max(asked, default=None)


def peer_results(rows, told, benchmarks):
    """The peer's step beside the one of the same sizes and threads in the same run."""
    by_name = {one.name: one for one in benchmarks}
    results = []
    for step in told.get("steps", []):
        own = by_name.get(step["benchmark"])
        seconds = own.figure("real_time") if own else None
        ratio = step["seconds"] / seconds if seconds else None
        at_least = peer_target(rows, step["way"], own) if own else None
        results.append({"what": f"{told['peer']}, {step['way']}", "peer": told["peer"], "version": told["version"],
                        "way": step["way"], "benchmark": step["benchmark"], "threads": step["threads"],
                        "peer_seconds": step["seconds"], "basin_seconds": seconds, "ratio": ratio,
                        "at_least": at_least, "measured": ratio is not None,
                        "met": judge({"at_least": at_least}, ratio)})
    return results


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "| " + " | ".join("---" for _ in head) + " |"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def met_text(row):
    return {True: "yes", False: "**no**", None: ""}[row["met"]] if row["measured"] else "not measured"


def targets_table(results):
    rows = []
    for one in results:
        ratio = number(one["ratio"])
        if ratio and one["to"]:
            ratio += f" of {one['to']}"
        figure = f"{number(one['figure'])} {one['unit']}".strip() if one["figure"] is not None else ""
        rows.append([one["what"], f"`{one['benchmark']}`", figure, ratio, target_text(one), met_text(one)])
    return table(["what", "benchmark", "figure", "ratio in the same run", "target", "met"], rows)


def exponent_text(fitted):
    if fitted is None:
        return "not measured"
    interval = f" ({fitted['low']:.2f} to {fitted['high']:.2f})" if fitted["low"] is not None else ""
    return f"{fitted['exponent']:.2f}{interval}"


def curves_table(results):
    rows = []
    for curve in results:
        size, points = curve["size"], curve["points"]
        costs = ", ".join(f"{number(point[size])}: {seconds_text(point['seconds'])}" for point in points)
        rows.append([curve["step"], size, costs, exponent_text(curve["fitted"]), exponent_text(curve["fitted_upper"])])
    return table(["step", "over", "seconds", "exponent (95 %)", "of the three largest"], rows)


def peers_table(results, told):
    if not results:
        return told.get("note", "No peer was timed.")
    rows = [[f"`{one['benchmark']}`", one["way"],
             seconds_text(one["basin_seconds"]) if one["basin_seconds"] else "not measured",
             seconds_text(one["peer_seconds"]), str(one["threads"]), number(one["ratio"]), target_text(one),
             met_text(one)] for one in results]
    name = told["peer"]
    return table(["Newton step", f"derivatives of {name}", "Basin", f"{name} {told['version']}", f"threads of {name}",
                  f"{name} over Basin", "target", "met"], rows)


def machine_text(context, told):
    load = context.get("load_avg") or []
    return (f"{context['num_cpus']} processors at {context['mhz_per_cpu']} MHz, load {load[0]:.2f} before"
            if load else f"{context['num_cpus']} processors at {context['mhz_per_cpu']} MHz") + \
        f", {context['date'][:10]}" + (f", {told}" if told else "")


def put_into(page, tables):
    text = page.read_text(encoding="utf-8")
    for name, content in tables.items():
        marked = re.compile(rf"(<!-- measured: {name} -->).*?(<!-- end -->)", re.DOTALL)
        if not marked.search(text):
            sys.exit(f"{page}: found no mark <!-- measured: {name} --> with an <!-- end -->")
        text = marked.sub(lambda found: f"{found[1]}\n\n{content}\n\n{found[2]}", text)
    page.write_text(text, encoding="utf-8")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("results", nargs="+", type=pathlib.Path)
    options.add_argument("-o", "--output", required=True, type=pathlib.Path)
    options.add_argument("--targets", type=pathlib.Path, default=HERE / "targets.json")
    options.add_argument("--peers", type=pathlib.Path)
    options.add_argument("--window", type=pathlib.Path)
    options.add_argument("--machine", default="", help="more words about the machine")
    options.add_argument("--manual", type=pathlib.Path)
    asked = options.parse_args()

    context, benchmarks = read_results(asked.results)
    told = json.loads(asked.peers.read_text(encoding="utf-8")) if asked.peers else {}
    asked_for = json.loads(asked.targets.read_text(encoding="utf-8"))
    targets = target_results(asked_for["targets"], benchmarks)
    if asked.window:
        targets += window_results(asked.window.read_text(encoding="utf-8"))
    found = {"format": "basin-benchmarks", "machine": machine_text(context, asked.machine), "context": context,
             "targets": targets, "curves": curves(benchmarks),
             "peers": peer_results(asked_for.get("peers", []), told, benchmarks),
             "peers_note": told.get("note", "")}
    tables = {"machine": f"Measured on {found['machine']}.", "targets": targets_table(targets),
              "curves": curves_table(found["curves"]), "peers": peers_table(found["peers"], told)}
    asked.output.mkdir(parents=True, exist_ok=True)
    (asked.output / "benchmarks.json").write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n",
                                                  encoding="utf-8")
    titles = {"machine": "# Benchmarks", "targets": "## Targets", "curves": "## What a step costs",
              "peers": "## Peers"}
    (asked.output / "benchmarks.md").write_text(
        "\n\n".join(f"{titles[name]}\n\n{content}" for name, content in tables.items()) + "\n", encoding="utf-8")
    if asked.manual:
        put_into(asked.manual, tables)
    rows = targets + found["peers"]
    missed = [one["what"] for one in rows if one["met"] is False]
    silent = sum(not one["measured"] for one in rows)
    print(f"{len(rows)} rows, {len(missed)} missed, {silent} not measured: {asked.output / 'benchmarks.md'}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
