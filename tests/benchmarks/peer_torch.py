#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One analytic Newton step of softmax regression in PyTorch, in double precision: gradient, Hessian, factorisation.

peer_torch.py RESULT.json...: prints JSON with the sizes of every NewtonStep in these results of Google Benchmark, timed
on one thread where the name ends with /one_thread, else on whichever of one thread and all of them is faster.
The formulas are those of core/mathematics.md 1.2.
"""
import json
import os
import statistics
import sys
import time

from benchmark_results import matching, read_results

LEAST_SECONDS = 0.5  # of timing, of each size and number of threads
LEAST_STEPS = 7


def problem(torch, n, d, m):
    """Random data of the scales of core/mathematics.md 1.3; a ridge that makes the Hessian positive definite."""
    torch.manual_seed(1)
    A1 = torch.randn(n, d, dtype=torch.float64)
    A2 = n**0.5 * torch.randn(m, n, dtype=torch.float64)
    x = torch.randn(d, dtype=torch.float64)
    x /= x.norm()
    b = torch.tanh(A2 @ torch.softmax(A1 @ x, 0)) + torch.randn(m, dtype=torch.float64)
    return A1, A2, b, 1e4 / n, x


def newton_step(torch, A1, A2, b, ridge, x):
    """x - H^-1 g for h = tanh; ridge is w.w, the same for every row."""
    u = A1 @ x
    f = torch.softmax(u, 0)
    z = A2 @ f
    h = torch.tanh(z)
    c = h - b
    slope = 1 - h * h
    bend = -2 * h * slope
    g = A2.T @ (slope * c)
    q = f * (g - f @ g)
    gradient = A1.T @ (q + ridge * u)
    key = A1.T @ f
    pull = A1.T @ q
    KA = A2 @ (f[:, None] * A1) - torch.outer(z, key)
    H = A1.T @ ((q + ridge)[:, None] * A1) + KA.T @ ((slope * slope + c * bend)[:, None] * KA)
    H -= torch.outer(pull, key) + torch.outer(key, pull)
    return x - torch.cholesky_solve(gradient[:, None], torch.linalg.cholesky(H))[:, 0]


def median_seconds(torch, sizes, threads):
    torch.set_num_threads(threads)
    data = problem(torch, *sizes)
    newton_step(torch, *data)
    seconds, begin = [], time.perf_counter()
    while len(seconds) < LEAST_STEPS or time.perf_counter() - begin < LEAST_SECONDS:
        start = time.perf_counter()
        newton_step(torch, *data)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def main():
    told = {"peer": "PyTorch", "version": "", "steps": [], "note": ""}
    context, benchmarks = read_results(sys.argv[1:])
    if "blas_kernels" in context:
        os.environ.setdefault("OPENBLAS_CORETYPE", context["blas_kernels"])  # the same BLAS for both
    try:
        import torch
    except ImportError:
        told["note"] = "PyTorch is not installed (Debian: python3-torch): no peer was timed."
        print(json.dumps(told))
        return
    told["version"] = torch.__version__
    processors = len(os.sched_getaffinity(0))
    for one in matching(benchmarks, "NewtonStep/*", {"n": (1, None), "d": (1, None), "m": (1, None)}):
        sizes = [int(one.sizes[key]) for key in ("n", "d", "m")]
        allowed = {1} if one.name.endswith("/one_thread") else {1, processors}
        seconds, threads = min((median_seconds(torch, sizes, count), count) for count in allowed)
        told["steps"].append({"benchmark": one.name, "n": sizes[0], "d": sizes[1], "m": sizes[2], "threads": threads,
                              "seconds": seconds})
    print(json.dumps(told))


if __name__ == "__main__":
    main()
