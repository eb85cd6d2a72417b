#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks certificates of recurrent networks by other means than those that made them.

check_certificates.py BASIN [COUNT]: lets `BASIN certify --json` certify the ends of runs on COUNT seeded random
networks and holds every answer against this file's own recursion, with scipy's linear programs (HiGHS):

- a yes to first order: no slope below 0 along random directions, nor in any of the cones that the kinks divide
  the directions into, by a linear program each, while these are few;
- a yes to second order: nothing lower along random directions from 1e-12 up, nor by descents in a small ball;
- a no: the objective at the end of the step that comes with it;
- how far the tested point is from the end of the run.
"""
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
from scipy.optimize import linprog

EPS = np.finfo(float).eps
MOST_PATTERNS = 64
SLOPE = 1e-7  # of S_d: slopes above -SLOPE count as none
ACTIVATIONS = ("relu", "leaky_relu", "elu", "tanh")


class Network:
    """(P) by a recursion of its own, with one-sided slopes."""

    def __init__(self, problem):
        self.kind, self.hidden = problem["activation"], problem["hidden"]
        self.alpha = problem.get("alpha", 1.0)
        self.leaky = problem.get("leaky_slope", 0.01)
        self.x = np.array(problem["data"]["inputs"], float)
        self.y = np.array(problem["data"]["targets"], float)
        self.lambdas = problem["lambdas"]
        self.steps, self.inputs = self.x.shape
        self.outputs = self.y.shape[1]
        h, i, o = self.hidden, self.inputs, self.outputs
        self.sizes = {"A": o * h, "W": h * h, "V": h * i, "b": h, "c": o}
        self.size = sum(self.sizes.values())
        self.weights = np.concatenate([np.full(n, self.lambdas[k]) for k, n in self.sizes.items()])

    def split(self, theta):
        h, i, o = self.hidden, self.inputs, self.outputs
        parts = np.split(theta, np.cumsum(list(self.sizes.values()))[:-1])
        shapes = ((o, h), (h, h), (h, i), (h,), (o,))
        return [p.reshape(s, order="F") for p, s in zip(parts, shapes)]

    def sigma(self, u):
        if self.kind == "tanh":
            return np.tanh(u)
        left = {"relu": 0 * u, "leaky_relu": self.leaky * u, "elu": self.alpha * np.expm1(np.minimum(u, 0))}
        return np.where(u > 0, u, left[self.kind])

    def slopes(self, u):
        """Left and right of each u; they differ at 0 only."""
        if self.kind == "tanh":
            d = 1 - np.tanh(u) ** 2
            return d, d
        at_left = {"relu": 0.0, "leaky_relu": self.leaky, "elu": self.alpha}[self.kind]
        inside = self.alpha * np.exp(np.minimum(u, 0)) if self.kind == "elu" else np.full_like(u, at_left)
        return np.where(u > 0, 1.0, inside), np.where(u < 0, inside, 1.0)

    def run(self, theta):
        A, W, V, b, c = self.split(theta)
        h, us, hs = np.zeros(self.hidden), [], []
        for x in self.x:
            u = W @ h + V @ x + b
            h = self.sigma(u)
            us.append(u)
            hs.append(h)
        us, hs = np.array(us), np.array(hs)
        return us, hs, hs @ A.T + c

    def residual(self, theta):
        v = self.run(theta)[2]
        return np.concatenate([(v - self.y).ravel() / np.sqrt(self.steps), np.sqrt(self.weights) * theta])

    def value(self, theta):
        r = self.residual(theta)
        return float(r @ r)

    def rounding(self, theta):
        """What value() is computed to, generously."""
        A, _, _, _, c = self.split(theta)
        hs = self.run(theta)[1]
        terms = np.abs(hs) @ np.abs(A).T + np.abs(c) + np.abs(self.y)
        value = self.value(theta)
        return 4 * EPS * (value + 2 * np.sqrt(value) * np.linalg.norm(terms) / np.sqrt(self.steps))

    def piece(self, theta, us, slope):
        """Gradient of P and du/dtheta (steps, hidden, N) with these slopes (steps x hidden)."""
        A, W, V, b, c = self.split(theta)
        h = np.zeros(self.hidden)
        dh = np.zeros((self.hidden, self.size))
        gradient = 2 * self.weights * theta
        ends = np.cumsum([0] + list(self.sizes.values()))
        rows = []
        for t, x in enumerate(self.x):
            du = W @ dh
            for i in range(self.hidden):
                du[i, ends[1] + i:ends[2]:self.hidden] += h
                du[i, ends[2] + i:ends[3]:self.hidden] += x
                du[i, ends[3] + i] += 1
            dh = slope[t][:, None] * du
            h = self.sigma(us[t])
            dv = A @ dh
            for k in range(self.outputs):
                dv[k, k:ends[1]:self.outputs] += h
                dv[k, ends[4] + k] += 1
            gradient = gradient + 2 / self.steps * (A @ h + c - self.y[t]) @ dv
            rows.append(du)
        return gradient, np.array(rows)

    def one_sided(self, theta, us, d):
        """P'(theta; d), forward in time; us are 0 exactly at the kinks."""
        A, W, V, b, c = self.split(theta)
        dA, dW, dV, db, dc = self.split(d)
        left, right = self.slopes(us)
        h, dh = np.zeros(self.hidden), np.zeros(self.hidden)
        slope = 2 * (self.weights * theta) @ d
        for t, x in enumerate(self.x):
            du = dW @ h + W @ dh + dV @ x + db
            dh = np.where(du > 0, right[t], left[t]) * du
            h = self.sigma(us[t])
            slope += 2 / self.steps * (A @ h + c - self.y[t]) @ (dA @ h + A @ dh + dc)
        return slope


def random_problem(seed):
    """A network, its data, and runs that end near kinks, at minima and on slopes."""
    rng = np.random.default_rng(seed)
    kind = ACTIVATIONS[seed % 4] if seed % 3 else "relu"
    hidden, inputs, outputs = rng.integers(1, 4), rng.integers(1, 3), rng.integers(1, 3)
    steps = int(rng.integers(4, 9))
    tau = 10.0 ** rng.uniform(-2, 0)
    unit = 10.0 ** rng.integers(-3, 4) if seed % 5 == 0 else 1.0  # of the targets
    lambdas = {"A": tau / (hidden * outputs), "W": tau / hidden**2 * unit**2, "V": tau / (hidden * inputs) * unit**2,
               "b": tau / hidden * unit**2, "c": tau / outputs}
    solver = {"name": "piecewise-affine"} if seed % 2 and kind != "tanh" else {"name": "lbfgs"}
    iterations = int(rng.choice([5, 60, 1000]))
    problem = {"family": "elman-rnn", "hidden": int(hidden), "activation": kind, "lambdas": lambdas,
               "data": {"inputs": rng.normal(size=(steps, inputs)).tolist(),
                        "targets": (unit * rng.normal(size=(steps, outputs))).tolist(), "train": 1.0}}
    return {"format": "basin-experiment", "version": 1, "problem": problem, "solvers": [solver],
            "start": {"deviation": 0.5, "seed": seed},
            "stopping": {"max_iterations": iterations, "gradient_tolerance": 1e-9, "max_seconds": 20}}


def theta_of(weights):
    parts = [np.array(weights[k], float).ravel(order="F") for k in "AWVbc"]
    return np.concatenate(parts)


class Check:
    def __init__(self, network, entry, seed):
        self.net, self.seed = network, seed
        self.rng = np.random.default_rng(seed + 1000)
        self.end = theta_of(entry["weights"])
        self.told = entry["stationarity"]
        self.point = np.array(self.told["point"], float) if self.told["point"] else None
        self.faults = []

    def fault(self, text):
        self.faults.append(f"seed {self.seed}: {text}")

    def scales(self):
        """|F'_j| (|F| + F_ref) of each weight at the point, with the steeper slopes."""
        net = self.net
        us = net.run(self.point)[0]
        base = net.residual(self.point)
        size = np.linalg.norm(base) + np.linalg.norm(net.y - net.y.mean(axis=0)) / np.sqrt(net.steps)
        left, right = net.slopes(self.kinked(us))
        _, rows = net.piece(self.point, us, np.maximum(left, right))
        A, _, _, _, _ = net.split(self.point)
        columns = np.zeros(net.size)
        for j in range(net.size):
            step = np.zeros(net.size)
            step[j] = 1e-6 * max(1.0, abs(self.point[j]))
            columns[j] = np.linalg.norm(net.residual(self.point + step) - net.residual(self.point - step))
            columns[j] /= 2 * step[j]
        return np.maximum(columns, 1e-6 * columns.max()), size

    def kinked(self, us):
        """u with what rounding hides from 0 put to 0."""
        if self.net.kind == "tanh":
            return us
        size = np.abs(us).max() + np.abs(self.point).max() * (1 + np.abs(self.net.x).max())
        return np.where(np.abs(us) <= 1e-12 * size, 0.0, us)

    def first_order(self):
        net = self.net
        us = self.kinked(net.run(self.point)[0])
        lengths, size = self.scales()
        for _ in range(200):
            d = self.rng.normal(size=net.size) / lengths
            if self.rng.random() < 0.5:
                d *= self.rng.random(net.size) < 0.2
            scale = 2 * size * np.linalg.norm(d * lengths)
            if net.one_sided(self.point, us, d) < -SLOPE * scale:
                self.fault("first order yes, but a random direction leads down")
                return
        left, right = net.slopes(us)
        kinks = np.argwhere((us == 0) & (left != right))
        if 2 ** len(kinks) > MOST_PATTERNS:
            return
        for pattern in itertools.product((0, 1), repeat=len(kinks)):
            slope = left.copy()
            for (t, i), side in zip(kinks, pattern):
                slope[t, i] = right[t, i] if side else left[t, i]
            gradient, rows = net.piece(self.point, us, slope)
            cone = np.array([(1 if side else -1) * rows[t, i] / lengths for (t, i), side in zip(kinks, pattern)])
            found = linprog(gradient / lengths / (2 * size), A_ub=-cone if len(cone) else None,
                            b_ub=np.zeros(len(cone)) if len(cone) else None, bounds=[(-1, 1)] * net.size,
                            method="highs")
            if found.status != 0 or found.fun < -SLOPE * np.sqrt(net.size):
                self.fault(f"first order yes, but a linear program finds a slope of {found.fun}")
                return

    def next_kink(self, lengths, size):
        """How far, in what |F| changes by over its size, the nearest unit beside its kink is from it: beyond, a
        true minimum may be lower than itself."""
        net = self.net
        us = self.kinked(net.run(self.point)[0])
        if net.kind == "tanh":
            return np.inf
        left, right = net.slopes(us)
        _, rows = net.piece(self.point, us, np.maximum(left, right))
        steepness = np.linalg.norm(rows / lengths, axis=2)
        return min((abs(u) / (s * size) for u, s in zip(us.ravel(), steepness.ravel()) if u != 0), default=np.inf)

    def second_order(self):
        net = self.net
        value, none = net.value(self.point), 100 * net.rounding(self.point)
        lengths, size = self.scales()
        reach = 0.5 * self.next_kink(lengths, size)
        for _ in range(20):
            d = self.rng.normal(size=net.size) / lengths
            d *= size / np.linalg.norm(d * lengths)
            for t in np.logspace(-12, -4, 9):
                if t > reach:
                    break
                if net.value(self.point + t * d) < value - none:
                    self.fault(f"second order yes, but P falls at a step of {t}")
                    return
        for radius in (min(1e-6, reach), min(1e-4, reach)):
            best, at = np.inf, None
            for _ in range(60):
                d = self.rng.normal(size=net.size) / lengths
                d *= radius * size / np.linalg.norm(d * lengths)
                here = net.value(self.point + d)
                if here < best:
                    best, at = here, self.point + d
            step = radius
            for _ in range(400):
                d = self.rng.normal(size=net.size) / lengths
                trial = at + d * (step * size / np.linalg.norm(d * lengths))
                inside = np.linalg.norm((trial - self.point) * lengths) <= radius * size
                here = net.value(trial)
                if inside and here < best:
                    best, at = here, trial
                else:
                    step = max(0.9 * step, 1e-3 * radius)
            if best < value - none:
                self.fault(f"second order yes, but a descent within {radius} ends lower")

    def refuted(self):
        lower = self.end + self.told["drop_step"] * np.array(self.told["descent"])
        drop = self.net.value(self.end) - self.net.value(lower)
        if not drop > 20 * self.net.rounding(self.end):
            self.fault(f"no, but the step lowers P by {drop} only")
        if abs(drop - self.told["drop"]) > 1e-6 * abs(drop) + 100 * self.net.rounding(self.end):
            self.fault(f"no, with a drop of {self.told['drop']} where it is {drop}")

    def place(self):
        change = self.net.value(self.point) - self.net.value(self.end)
        if abs(change - self.told["change"]) > 1e-6 * abs(change) + 100 * self.net.rounding(self.end):
            self.fault(f"a change of {self.told['change']} where it is {change}")

    def run(self):
        first, second = self.told["first_order"], self.told["second_order"]
        if self.point is not None:
            self.place()
        if first == "yes":
            self.first_order()
        if second == "yes":
            self.second_order()
        if "no" in (first, second):
            self.refuted()
        if "not_decided" in (first,) and not self.told["reason"]:
            self.fault("not decided without a reason")
        if first not in ("yes", "no", "not_decided"):
            self.fault(f"unknown word {first}")
        return first + "/" + second


def main():
    basin, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    counts, faults = {}, []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(1, count + 1):
            experiment = random_problem(seed)
            file = pathlib.Path(folder) / "e.basin.json"
            file.write_text(json.dumps(experiment))
            done = subprocess.run([basin, "certify", str(file), "--json"], capture_output=True, text=True, check=False)
            if done.returncode not in (0, 1):
                faults.append(f"seed {seed}: exit {done.returncode}: {done.stderr}")
                continue
            for entry in json.loads(done.stdout):
                check = Check(Network(experiment["problem"]), entry, seed)
                answer = check.run()
                counts[answer] = counts.get(answer, 0) + 1
                faults += check.faults
    print("answers to first/second order:", counts)
    for fault in faults:
        print(fault)
    decided = sum(n for answer, n in counts.items() if not answer.startswith("not_decided"))
    if 2 * decided < count:
        faults.append("too little was decided")
        print(faults[-1])
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
