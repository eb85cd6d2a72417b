#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the tables of the presets about series, which nobody measured: make_tables.py [--check].

monthly-orders    orders of a shop in each month of twelve years:
                  180 e^(0.065 years) x factor of the month x e^(level + noise), noise of deviation 0.02;
                  the level keeps 0.9 of itself from month to month and moves by a deviation of 0.01
daily-bakery      loaves that a bakery sells a day in seven months, and degrees outside at noon:
                  140 x factor of the weekday x e^(-0.012 (degrees - 12) + level + noise), noise of deviation 0.05;
                  the level keeps 0.97 of itself and moves by 0.02; degrees are 12 - 9 cos(days since 20 January)
                  plus weather that keeps 0.75 of itself and moves by 2. Sundays, holidays and two weeks in June are
                  no rows; on some days nobody counted, and for a while the thermometer was broken.

A deviation is drawn as the sum of twelve uniform numbers, so that every version of Python draws the same. The rest of
a preset is written by hand; --check compares, which the test house.preset_tables does.
"""
import datetime
import json
import math
import pathlib
import random
import re
import sys

WIDTH = 118


class Draws:
    def __init__(self, seed):
        self.source = random.Random(seed)

    def normal(self, deviation):
        return deviation * (sum(self.source.random() for _ in range(12)) - 6)


def monthly_orders():
    draws = Draws(12)
    factors = [0.83, 0.80, 0.94, 0.98, 1.04, 1.02, 0.90, 0.86, 1.00, 1.08, 1.22, 1.40]
    level, rows = 0.0, []
    for k in range(12 * 12):
        level = 0.9 * level + draws.normal(0.01)
        orders = 180 * math.exp(0.065 * k / 12 + level + draws.normal(0.02)) * factors[k % 12]
        rows.append([f"{2012 + k // 12}-{k % 12 + 1:02}-01", round(orders)])
    return rows


def is_closed(day):
    holidays = [(4, 7), (4, 10), (5, 1), (5, 18)]
    return day.weekday() == 6 or (day.month, day.day) in holidays or (day.month == 6 and 5 <= day.day <= 18)


def daily_bakery():
    draws = Draws(7)
    names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    factors = [0.85, 0.90, 0.95, 1.00, 1.20, 1.55]
    weather, level, rows = 0.0, 0.0, []
    first = datetime.date(2023, 1, 2)
    for k in range(30 * 7 - 2):
        day = first + datetime.timedelta(k)
        weather = 0.75 * weather + draws.normal(2)
        level = 0.97 * level + draws.normal(0.02)
        noise, forgotten = draws.normal(0.05), draws.source.random() < 0.03
        degrees = round(12 - 9 * math.cos(2 * math.pi * (k - 18) / 365.25) + weather, 1)
        broken = datetime.date(2023, 3, 14) <= day <= datetime.date(2023, 3, 22)
        if is_closed(day):
            continue
        loaves = round(140 * factors[day.weekday()] * math.exp(-0.012 * (degrees - 12) + level + noise))
        rows.append([day.isoformat(), names[day.weekday()], None if forgotten else loaves, None if broken else degrees])
    return rows


def lines_of(rows):
    """As many rows a line as there is room for."""
    lines = [""]
    for row in rows:
        cell = json.dumps(row) + ("," if row is not rows[-1] else "")
        if len(lines[-1]) + len(cell) + 1 > WIDTH:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "        ") + cell
    return "\n".join(lines)


def with_rows(text, rows):
    return re.sub(r'("values": \[\n).*?(\n {6}\])', lambda found: found.group(1) + lines_of(rows) + found.group(2), text,
                  flags=re.DOTALL)


def main(check):
    faults = 0
    for name, rows in (("monthly-orders", monthly_orders()), ("daily-bakery", daily_bakery())):
        path = pathlib.Path(__file__).parent / f"{name}.basin.json"
        text = path.read_text()
        made = with_rows(text, rows)
        if check and made != text:
            print(f"{path.name}: the table is not the one that make_tables.py makes")
            faults = 1
        elif not check:
            path.write_text(made)
    return faults


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
