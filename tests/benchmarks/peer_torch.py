#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One Newton step of softmax regression in PyTorch, in double precision: gradient, Hessian, factorisation.

peer_torch.py RESULT.json...: prints JSON with the sizes of every NewtonStep in these results of Google Benchmark, timed
on one thread where the name ends with /one_thread, else on whichever of one thread and all of them is faster. The
derivatives are analytic, by the formulas of core/mathematics.md 1.2, or come from its vectorised autograd. As the
benchmarks beside it they are timed by turns, and the fastest turn counts.
"""
import json
import math
import os
import sys
import time

from benchmark_results import matching, read_results

TURNS = 25
LEAST_SECONDS = 0.02  # of a turn


def problem(torch, n, d, m):
    """Random data of the scales of core/mathematics.md 1.3; a ridge that makes the Hessian positive definite."""
    torch.manual_seed(1)
    A1 = torch.randn(n, d, dtype=torch.float64)
    A2 = n**0.5 * torch.randn(m, n, dtype=torch.float64)
    x = torch.randn(d, dtype=torch.float64)
    x /= x.norm()
    b = torch.tanh(A2 @ torch.softmax(A1 @ x, 0)) + torch.randn(m, dtype=torch.float64)
    return A1, A2, b, 1e4 / n, x


def analytic_derivatives(torch, A1, A2, b, ridge, x):
    """Gradient and Hessian for h = tanh; ridge is w.w, the same for every row."""
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
    return gradient, H


def autograd_derivatives(torch, A1, A2, b, ridge, x):
    def loss(x):
        u = A1 @ x
        return 0.5 * ((torch.tanh(A2 @ torch.softmax(u, 0)) - b) ** 2).sum() + 0.5 * ridge * (u**2).sum()

    return (torch.autograd.functional.jacobian(loss, x),
            torch.autograd.functional.hessian(loss, x, vectorize=True))


WAYS = {"analytic": analytic_derivatives, "vectorised autograd": autograd_derivatives}


def newton_step(torch, way, data):
    """x - H^-1 g"""
    gradient, H = WAYS[way](torch, *data)
    return data[-1] - torch.cholesky_solve(gradient[:, None], torch.linalg.cholesky(H))[:, 0]


def seconds_of_turn(torch, way, data, threads):
    torch.set_num_threads(threads)
    newton_step(torch, way, data)
    steps, begin, taken = 0, time.perf_counter(), 0.0
    while taken < LEAST_SECONDS:
        newton_step(torch, way, data)
        steps += 1
        taken = time.perf_counter() - begin
    return taken / steps


def fastest_turns(torch, sizes, counts):
    """Seconds of a step, by sizes, way and number of threads."""
    data = {one: problem(torch, *one) for one in sizes}
    seconds = {}
    for _ in range(TURNS):
        # Numbers of threads in the outer loop: those of the last turn do not rest at once.
        for threads in counts:
            for one in sizes:
                for way in WAYS:
                    key = (one, way, threads)
                    seconds[key] = min(seconds.get(key, math.inf), seconds_of_turn(torch, way, data[one], threads))
    return seconds


def timed_steps(torch, benchmarks):
    processors = len(os.sched_getaffinity(0))
    sizes = {one.name: tuple(int(one.sizes[key]) for key in ("n", "d", "m")) for one in benchmarks}
    seconds = fastest_turns(torch, sorted(set(sizes.values())), sorted({1, processors}))
    steps = []
    for name in sorted(sizes, key=lambda name: (sizes[name], name)):
        for way in WAYS:
            allowed = {1} if name.endswith("/one_thread") else {1, processors}
            taken, threads = min((seconds[sizes[name], way, count], count) for count in allowed)
            steps.append({"benchmark": name, "way": way, "threads": threads, "seconds": taken})
    return steps


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
    sized = {"n": (1, None), "d": (1, None), "m": (1, None)}
    told["steps"] = timed_steps(torch, matching(benchmarks, "NewtonStep/*", sized))
    print(json.dumps(told))


if __name__ == "__main__":
    main()
