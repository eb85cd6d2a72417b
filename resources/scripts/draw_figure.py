#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws a figure of Basin again from its numbers: python3 draw_figure.py [FILE.pdf|.svg|.png]

DATA["table"] holds the plotted numbers as Basin exports them, DATA["curves"] the lines in data coordinates.
What lies below and above the curves is in DATA["below"] and DATA["above"], placed on the axes from 0 to 1; title, legend
and colour bar are in DATA["page"], placed on the figure.
"""
import base64
import io
import json
import math
import os
import sys

import matplotlib
import numpy

if len(sys.argv) > 1 or not os.environ.get("DISPLAY"):
    matplotlib.use("Agg")

import matplotlib.image
import matplotlib.patches
import matplotlib.path
import matplotlib.pyplot as pyplot
import matplotlib.ticker

DATA = None  # the numbers

DASHES = {"solid": "-", "dash": "--", "dot": ":", "dash-dot": "-."}
MARKERS = {"": None, "circle": "o", "square": "s", "triangle": "^", "diamond": "D", "cross": "x"}


def to_axis(axis):
    """The map from data values to the coordinates in which the axis is even."""
    constant = axis["constant"]
    if axis["scale"] == "logarithmic":
        return lambda values: numpy.log10(numpy.maximum(numpy.asarray(values, dtype=float), constant))
    if axis["scale"] == "symlog":
        return lambda values: numpy.sign(values) * numpy.log10(1 + numpy.abs(values) / constant)
    return lambda values: numpy.asarray(values, dtype=float)


def from_axis(axis):
    constant = axis["constant"]
    if axis["scale"] == "logarithmic":
        return lambda places: 10.0 ** numpy.asarray(places, dtype=float)
    if axis["scale"] == "symlog":
        return lambda places: numpy.sign(places) * constant * (10.0 ** numpy.abs(places) - 1)
    return lambda places: numpy.asarray(places, dtype=float)


def numbers(values):
    return numpy.array([math.nan if value is None else value for value in values], dtype=float)


def set_axis(figure, chart, which, axis):
    """Scale, range, ticks and label of one axis."""
    forward, back = to_axis(axis), from_axis(axis)
    getattr(chart, f"set_{which}scale")("function", functions=(forward, back))
    low, high = axis["from"], axis["to"]
    getattr(chart, f"set_{which}lim")(back(low), back(high))
    at = [float(back(low + share * (high - low))) for share, _ in axis["ticks"]]
    getattr(chart, f"set_{which}ticks")(at, [text for _, text in axis["ticks"]])
    side = getattr(chart, f"{which}axis")
    side.set_minor_locator(matplotlib.ticker.NullLocator())
    getattr(chart, f"set_{which}label")(axis["label"], ha="center", va="center")
    side.set_label_coords(*axis["label_at"], transform=figure.transFigure)
    if not axis.get("upright", True):
        side.label.set_rotation(0)


def path_of(lines):
    return matplotlib.path.Path.make_compound_path(*[matplotlib.path.Path(line) for line in lines if line])


def draw_shape(layer, shape, order):
    if "png" in shape:
        pixels = matplotlib.image.imread(io.BytesIO(base64.b64decode(shape["png"])), format="png")
        (left, bottom), (right, top) = shape["from"], shape["to"]
        layer.imshow(pixels, extent=(left, right, bottom, top), aspect="auto", interpolation="nearest",
                     zorder=order)
    elif "text" in shape:
        layer.text(*shape["at"], shape["text"], size=shape["size"], color=shape["color"], rotation=shape["angle"],
                   ha="center", va="center", zorder=order)
    else:
        style = dict(facecolor="none", edgecolor="none")
        if "fill" in shape:
            style["facecolor"] = shape["fill"]
        else:
            style.update(edgecolor=shape["line"], linewidth=max(shape["width"], 0.3),
                         linestyle=DASHES[shape["dash"]])
        layer.add_patch(matplotlib.patches.PathPatch(path_of(shape["path"]), zorder=order, **style))


def draw_layer(figure, box, shapes, order):
    """What Basin draws itself, on axes of its own from 0 to 1 over a part of the figure."""
    layer = figure.add_axes(box, frame_on=False, zorder=order)
    for place, shape in enumerate(shapes):
        draw_shape(layer, shape, place)
    layer.set_xlim(0, 1)
    layer.set_ylim(0, 1)
    layer.set_xticks([])
    layer.set_yticks([])


def draw_grid(figure, box):
    """Under everything that lies on the axes."""
    layer = figure.add_axes(box, frame_on=False, zorder=0.5)
    for share, _ in DATA["axes"]["x"]["ticks"]:
        layer.axvline(share, color=DATA["grid"], linewidth=0.75)
    for share, _ in DATA["axes"]["y"]["ticks"]:
        layer.axhline(share, color=DATA["grid"], linewidth=0.75)
    layer.axis([0, 1, 0, 1])
    layer.set_axis_off()


def draw_curves(chart):
    for curve in DATA["curves"]:
        x, y = numbers(curve["x"]), numbers(curve["y"])
        chart.plot(x, y, color=curve["color"], linestyle=DASHES[curve["dash"]], linewidth=curve["width"],
                   marker=MARKERS[curve["marker"]], markevery=max(1, len(x) // 8), markersize=4,
                   label=curve["name"] if curve["in_legend"] and curve["name"] else "_none")


def draw():
    """The figure and the chart on it."""
    pyplot.rcParams.update({"font.size": DATA["font_size"], "axes.labelcolor": DATA["ink"],
                            "xtick.color": DATA["ink"], "ytick.color": DATA["ink"], "svg.fonttype": "none",
                            "pdf.fonttype": 42, "text.parse_math": False})
    figure = pyplot.figure(figsize=(DATA["width"] / 72, DATA["height"] / 72), facecolor=DATA["ground"])
    (left, bottom), (right, top) = DATA["area"]
    box = [left, bottom, right - left, top - bottom]
    chart = figure.add_axes(box, zorder=2)
    chart.patch.set_alpha(0)
    draw_curves(chart)
    for which in ("x", "y"):
        set_axis(figure, chart, which, DATA["axes"][which])
    chart.tick_params(length=0, pad=3)
    chart.spines[["top", "right"]].set_visible(False)
    chart.spines[["left", "bottom"]].set_color(DATA["ink"])
    draw_layer(figure, [0, 0, 1, 1], DATA["page"], 0)
    if DATA["bare"]:
        chart.set_axis_off()
    elif DATA["grid"]:
        draw_grid(figure, box)
    draw_layer(figure, box, DATA["below"], 1)
    draw_layer(figure, box, DATA["above"], 3)
    return figure, chart


if __name__ == "__main__":
    drawn, _ = draw()
    if len(sys.argv) > 1:
        drawn.savefig(sys.argv[1])
    else:
        pyplot.show()
