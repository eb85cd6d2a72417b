#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws a figure of Basin again from its numbers: python3 draw_figure.py [FILE.pdf|.svg|.png]

DATA["table"] holds the plotted numbers as Basin exports them, DATA["curves"] the lines in data coordinates.
What lies below and above the curves is in DATA["below"] and DATA["above"], placed on the axes from 0 to 1.
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
import matplotlib.lines
import matplotlib.patches
import matplotlib.path
import matplotlib.pyplot as pyplot

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


def set_axis(chart, which, axis):
    """Scale, range, ticks and label of one axis."""
    forward, back = to_axis(axis), from_axis(axis)
    getattr(chart, f"set_{which}scale")("function", functions=(forward, back))
    low, high = axis["from"], axis["to"]
    getattr(chart, f"set_{which}lim")(back(low), back(high))
    at = [float(back(low + share * (high - low))) for share, _ in axis["ticks"]]
    getattr(chart, f"set_{which}ticks")(at, [text for _, text in axis["ticks"]])
    getattr(chart, f"{which}axis").set_minor_locator(matplotlib.ticker.NullLocator())
    getattr(chart, f"set_{which}label")(axis["label"])


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


def draw_layer(figure, chart, shapes, order):
    """What Basin draws itself, on axes of its own from 0 to 1 over the chart."""
    layer = figure.add_axes(chart.get_position(), frame_on=False, zorder=order)
    for place, shape in enumerate(shapes):
        draw_shape(layer, shape, place)
    layer.set_xlim(0, 1)
    layer.set_ylim(0, 1)
    layer.set_xticks([])
    layer.set_yticks([])


def draw_curves(chart):
    for curve in DATA["curves"]:
        x, y = numbers(curve["x"]), numbers(curve["y"])
        chart.plot(x, y, color=curve["color"], linestyle=DASHES[curve["dash"]], linewidth=curve["width"],
                   marker=MARKERS[curve["marker"]], markevery=max(1, len(x) // 8), markersize=4,
                   label=curve["name"] if curve["in_legend"] and curve["name"] else "_none")


def draw_legend(figure):
    known = {curve["name"]: curve for curve in DATA["curves"]}
    handles = []
    for entry in DATA["legend"]:
        curve = known.get(entry["name"])
        style = dict(color=entry["color"], marker="s", linestyle="none") if curve is None else dict(
            color=curve["color"], linestyle=DASHES[curve["dash"]], marker=MARKERS[curve["marker"]],
            linewidth=curve["width"], markersize=4)
        handles.append(matplotlib.lines.Line2D([], [], label=entry["name"], **style))
    if handles:
        figure.legend(handles=handles, loc="lower center", ncol=min(len(handles), 3), frameon=False,
                      fontsize=DATA["font_size"])


def draw_color_bar(figure, chart):
    bar = DATA["color_bar"]
    box = chart.get_position()
    strip = figure.add_axes([box.x1 + 0.02, box.y0, 0.02, box.height], zorder=5)
    colors = [matplotlib.colors.to_rgba(color) for color in bar["colors"]]
    strip.imshow(numpy.array(colors)[:, numpy.newaxis, :], extent=(0, 1, 0, 1), origin="lower", aspect="auto")
    strip.set_xticks([])
    strip.yaxis.tick_right()
    strip.yaxis.set_label_position("right")
    strip.set_yticks([level for level, _ in bar["labels"]], [text for _, text in bar["labels"]])
    strip.set_ylabel(bar["label"])


def draw():
    """The figure and the chart on it."""
    pyplot.rcParams.update({"font.size": DATA["font_size"], "text.color": DATA["ink"],
                            "axes.labelcolor": DATA["ink"], "xtick.color": DATA["ink"],
                            "ytick.color": DATA["ink"], "svg.fonttype": "none", "pdf.fonttype": 42,
                            "text.parse_math": False})
    figure = pyplot.figure(figsize=(DATA["width"] / 72, DATA["height"] / 72), facecolor=DATA["ground"])
    rows = (len(DATA["legend"]) + 2) // 3
    line = 1.6 * DATA["font_size"] / DATA["height"]
    right = 0.84 if "color_bar" in DATA else 0.96
    bottom = (rows + 3) * line
    chart = figure.add_axes([0.14, bottom, right - 0.14, max(0.2, 1 - bottom - 3.2 * line)], zorder=2)
    if DATA["square"]:
        chart.set_box_aspect(1)
        chart.apply_aspect()
        chart.set_position(chart.get_position(), which="both")
        chart.set_box_aspect(None)
    chart.patch.set_alpha(0)
    figure.text(0.02, 1 - 0.3 * line, DATA["title"], size=DATA["font_size"] * 1.2, weight="bold", va="top")
    figure.text(0.02, 1 - 1.7 * line, DATA["subtitle"], size=DATA["font_size"] * 0.9, va="top", wrap=True)
    draw_curves(chart)
    if DATA["bare"]:
        chart.set_axis_off()
    else:
        chart.grid(color=DATA["grid"], linewidth=0.5)
        for which in ("x", "y"):
            set_axis(chart, which, DATA["axes"][which])
    draw_layer(figure, chart, DATA["below"], 1)
    draw_layer(figure, chart, DATA["above"], 3)
    if "color_bar" in DATA:
        draw_color_bar(figure, chart)
    draw_legend(figure)
    return figure, chart


if __name__ == "__main__":
    drawn, _ = draw()
    if len(sys.argv) > 1:
        drawn.savefig(sys.argv[1])
    else:
        pyplot.show()
