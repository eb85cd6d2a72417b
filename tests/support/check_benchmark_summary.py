#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether tests/benchmarks/summarise.py says what follows from figures that are made up here.

check_benchmark_summary.py ROOT
"""
import json
import pathlib
import subprocess
import sys
import tempfile

CONTEXT = {"date": "2026-01-01T00:00:00+00:00", "num_cpus": 2, "mhz_per_cpu": 1000, "load_avg": [0.1, 0.1, 0.1]}
TARGETS = [
    {"what": "met", "benchmark": "Step/n:64", "figure": "real_time", "scale": 1e6, "unit": "µs", "at_most": 4},
    {"what": "missed", "benchmark": "Step/n:64", "figure": "real_time", "scale": 1e6, "unit": "µs", "at_most": 3},
    {"what": "counter", "benchmark": "Step/n:64", "figure": "real_time", "ratio": "share", "at_least": 0.5},
    {"what": "no counter", "benchmark": "Step/n:64", "figure": "real_time", "ratio": "none", "at_most": 1e9},
    {"what": "no benchmark", "benchmark": "Nothing/*", "figure": "real_time", "at_most": 1e9},
    {"what": "threads", "benchmark": "Rate/*", "but": "*/one_thread", "where": {"n": [100, None]}, "figure": "GFLOPS",
     "over": "{name}/one_thread", "to": "one thread", "at_least": 1.7},
    {"what": "growth", "benchmark": "Growth/*", "where": {"Nh": [40, 160]}, "figure": "milliseconds",
     "exponent": "Nh", "at_most": 2.7},
    {"what": "growth to what was not reached", "benchmark": "Growth/*", "where": {"Nh": [40, 320]},
     "figure": "milliseconds", "exponent": "Nh", "at_most": 2.7},
    {"what": "counter for want of the other", "benchmark": "Step/n:64", "figure": "real_time", "over": "Nothing",
     "ratio": "share", "at_least": 0.5},
    {"what": "told", "benchmark": "Step/n:64", "figure": "share"},
]
PEERS = [{"way": "analytic", "benchmark": "NewtonStep/*", "but": "*/one_thread", "where": {"n": [None, 64]},
          "at_least": 9},
         {"way": "autograd", "benchmark": "NewtonStep/*", "where": {"n": [64, None]}, "at_least": 90}]


def entry(name, taken, **counters):
    return {"name": name, "run_type": "iteration", "real_time": 1e9 * taken, "cpu_time": 1e9 * taken,
            "time_unit": "ns", **counters}


def made_up():
    """A step of 3.5 µs in the fastest of its turns, rates on two threads 1.8 and 1.6 times those of one, costs of x^2.5
    and n^1."""
    entries = [entry("Step/n:64/repeats:3/real_time", taken, share=share)
               for taken, share in ((3.9e-6, 0.3), (3.5e-6, 0.61), (7e-6, 0.4))]
    entries.append(entry("Step/n:64/repeats:3/real_time_median", 1e-6) | {"run_type": "aggregate"})
    entries += [entry("Rate/n:50", 1, GFLOPS=10), entry("Rate/n:50/one_thread", 1, GFLOPS=9),
                entry("Rate/n:100", 1, GFLOPS=18), entry("Rate/n:100/one_thread", 1, GFLOPS=10),
                entry("Rate/n:200", 1, GFLOPS=16), entry("Rate/n:200/one_thread", 1, GFLOPS=10),
                {"name": "Broken/n:1", "run_type": "iteration", "error_occurred": True, "real_time": 0, "cpu_time": 0,
                 "time_unit": "ns"}]
    entries += [entry(f"Growth/Nh:{x}/iterations:1", 1, milliseconds=x**2.5) for x in (20, 40, 80, 160)]
    entries += [entry(f"CostCurve/newton/over:n/n:{n}/d:64", 1e-7 * n) for n in (512, 1024, 2048, 4096)]
    entries += [entry(f"CostCurve/step/over:T/T:{t}/Nh:20", 1, seconds=1e-6 * t**1.5) for t in (100, 200, 400)]
    entries += [entry(f"NewtonStep/n:64/d:2/m:16{suffix}", 2e-6) for suffix in ("", "/one_thread")]
    return {"context": CONTEXT, "benchmarks": entries}


def faults_of(found, code):
    by = {}
    for row in found["targets"]:
        by.setdefault(row["what"], []).append(row)
    wanted = {"met": [True], "missed": [False], "counter": [True], "no counter": [None], "no benchmark": [None],
              "threads": [True, False], "growth": [True], "growth to what was not reached": [None], "told": [None],
              "counter for want of the other": [True],
              "Window: first frame": [True], "Window: gap": [False]}
    faults = [f"{what}: met {[row['met'] for row in by.get(what, [])]}, expected {met}"
              for what, met in wanted.items() if [row["met"] for row in by.get(what, [])] != met]
    silent = {row["what"] for row in found["targets"] if not row["measured"]}
    if silent != {"no counter", "no benchmark", "growth to what was not reached"}:
        faults.append(f"not measured: {silent}")
    if abs(by["growth"][0]["ratio"] - 2.5) > 1e-9:
        faults.append(f"exponent {by['growth'][0]['ratio']}, expected 2.5")
    exponents = {(curve["step"], curve["size"]): curve["fitted"]["exponent"] for curve in found["curves"]}
    if {key: round(value, 9) for key, value in exponents.items()} != {("newton", "n"): 1, ("step", "T"): 1.5}:
        faults.append(f"curves {exponents}")
    if [(round(peer["ratio"], 9), peer["met"]) for peer in found["peers"]] != [(10, True), (50, False), (10, None)]:
        faults.append(f"peers {found['peers']}")
    if code != 1:
        faults.append(f"ended with {code} though targets were missed")
    return faults


def main(root):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "results.json").write_text(json.dumps(made_up()))
        (folder / "targets.json").write_text(json.dumps({"targets": TARGETS, "peers": PEERS}))
        step = "NewtonStep/n:64/d:2/m:16"
        (folder / "peers.json").write_text(json.dumps({"peer": "Other", "version": "1", "note": "", "steps": [
            {"benchmark": step, "way": "analytic", "threads": 1, "seconds": 2e-5},
            {"benchmark": step, "way": "autograd", "threads": 2, "seconds": 1e-4},
            {"benchmark": f"{step}/one_thread", "way": "analytic", "threads": 1, "seconds": 2e-5}]}))
        (folder / "window.txt").write_text(
            f"| {'Window: first frame':46} | {400:9.1f} ms  | {500:7.0f} ms  | {'ok':4} |\n"
            f"| {'Window: gap':46} | {60:9.1f} ms  | {50:7.0f} ms  | {'OVER':4} |\n")
        page = folder / "page.md"
        page.write_text("# Page\n\n<!-- measured: targets -->\n\nearlier table\n\n<!-- end -->\n\nkept\n"
                        + "".join(f"<!-- measured: {name} -->\n<!-- end -->\n" for name in ("machine", "curves", "peers")))
        script = root / "tests/benchmarks/summarise.py"
        command = [sys.executable, script, "results.json", "-o", "out", "--targets", "targets.json", "--peers",
                   "peers.json", "--window", "window.txt", "--manual", "page.md"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if not (folder / "out/benchmarks.json").exists():
            print(done.stderr)
            return 1
        faults = faults_of(json.loads((folder / "out/benchmarks.json").read_text()), done.returncode)
        text = page.read_text()
        if "earlier table" in text or "kept" not in text or "| **no** |" not in text or "not measured" not in text:
            faults.append(f"the page reads:\n{text}")
        again = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        if again.returncode != 1 or page.read_text() != text:
            faults.append("a second time the page is another")
    # What the project itself asks for can be read, and is judged by one end.
    for row in json.loads((root / "tests/benchmarks/targets.json").read_text())["targets"]:
        if not {"what", "benchmark", "figure"} <= row.keys() or {"at_most", "at_least"} <= row.keys():
            faults.append(f"targets.json: {row}")
    print("\n".join(faults) or "as it follows")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
