// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/legend.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <utility>

#include <QFontMetricsF>

#include "ui/chart/marker.h"
#include "ui/chart/rich_text.h"

namespace basin::ui {

namespace {

constexpr double gap = 4;                             // px between a sample and its name
constexpr double apart = 12;                          // px between the entries of a row
constexpr double rowGap = 2;                          // px
constexpr double markerSize = 7, markerShare = 0.55;  // px, and at most of a row
constexpr double signSize = 16;                       // px that signs of plots need
constexpr double nearlyWhole = 0.9;                   // of a sign's size
constexpr double sampleLength = 2.5;  // in type sizes: long enough to tell one dash from another
constexpr double smallestType = 0.3;  // of the type asked for

/// An entry and how large it is.
struct Measured {
    LegendEntry entry;
    QStringList lines;
    QSizeF size;
};

double sampleOf(const QFont& font) {
    return sampleLength * font.pixelSize();
}

Measured measured(const LegendEntry& entry, const QFont& font, double width) {
    const QFontMetricsF metrics(font);
    const double before = sampleOf(font) + gap, room = std::max(1.0, width - before);
    Measured found{entry, {entry.name}, {}};
    const double text = std::ceil(textWidth(entry.name, font));
    if (text > room) found.lines = textLines(entry.name, room, font);
    found.size = {before + std::min(text, room), static_cast<double>(found.lines.size()) * metrics.height()};
    return found;
}

std::vector<Measured> allMeasured(const std::vector<LegendEntry>& entries, const QFont& font, double width) {
    std::vector<Measured> all;
    all.reserve(entries.size());
    for (const LegendEntry& entry : entries) all.push_back(measured(entry, font, width));
    return all;
}

LegendBlock placed(const std::vector<Measured>& all, const QFont& font, double width, LegendFlow flow) {
    LegendBlock block;
    block.font = font;
    double x = 0, y = 0, row = 0;
    for (const Measured& each : all) {
        const bool next = flow == LegendFlow::column || x + each.size.width() > width;
        if (next && row > 0) {
            y += row + rowGap;
            x = row = 0;
        }
        const QRectF box(QPointF(x, y), each.size);
        block.entries.push_back({each.entry, each.lines, box});
        x = box.right() + apart;
        row = std::max(row, each.size.height());
        block.size = {std::max(block.size.width(), box.right()), y + row};
    }
    return block;
}

/// The number of the entries that are left out, as an entry of its own.
Measured rest(std::size_t count, const QFont& font) {
    const QFontMetricsF metrics(font);
    const QString text = QStringLiteral("+%1").arg(count);
    return {{}, {text}, {std::ceil(metrics.horizontalAdvance(text)) + 1, metrics.height()}};
}

/// Which to leave out next: the last run, else the last one.
std::size_t leastNeeded(const std::vector<Measured>& kept) {
    const auto run =
        std::find_if(kept.rbegin(), kept.rend(), [](const Measured& m) { return m.entry.isRun; });
    return run == kept.rend() ? kept.size() - 1 : static_cast<std::size_t>(kept.rend() - run) - 1;
}

void paintSample(QPainter& painter, const LegendEntry& entry, const QRectF& sample, const PlotStyle& style) {
    const QPointF middle = sample.center();
    if (entry.sign) {
        // As large as on the plot where the row is about that high: smaller, its lines are thinner.
        const double fitting = (sample.height() + rowGap) / signSize;
        const double scale = fitting > nearlyWhole ? 1 : fitting;
        painter.save();
        painter.translate(middle);
        painter.scale(scale, scale);
        const double half = sample.width() / scale / 2;
        entry.sign(painter, QRectF(-half, -signSize / 2, 2 * half, signSize));
        painter.restore();
        return;
    }
    painter.setPen(QPen(entry.color, std::max(style.lineWidth, 1.5), entry.dash, Qt::FlatCap));
    if (entry.dash != Qt::NoPen)
        painter.drawLine(QPointF(sample.left(), middle.y()), QPointF(sample.right(), middle.y()));
    const double size = std::min(markerSize, markerShare * sample.height());
    if (entry.marker) drawMarker(painter, *entry.marker, middle, size, entry.color, style.theme.card);
}

}  // namespace

LegendEntry signEntry(const QString& name, SignPainter sign) {
    LegendEntry entry;
    entry.name = name;
    entry.sign = std::move(sign);
    return entry;
}

LegendBlock layoutLegend(const std::vector<LegendEntry>& entries, const QFont& font, double width,
                         LegendFlow flow) {
    return placed(allMeasured(entries, font, width), font, width, flow);
}

LegendBlock fitLegend(const std::vector<LegendEntry>& entries, const QFont& font, QSizeF room,
                      LegendFlow flow, double smallest) {
    LegendBlock block;
    QFont tried = font;
    const int least = std::min(font.pixelSize(), std::max(1, static_cast<int>(std::ceil(smallest))));
    for (double share = 1; share >= smallestType; share -= 0.1) {
        tried.setPixelSize(std::max(least, static_cast<int>(std::lround(share * font.pixelSize()))));
        block = layoutLegend(entries, tried, room.width(), flow);
        if (block.size.width() <= room.width() && block.size.height() <= room.height()) break;
    }
    return block;
}

LegendBlock foldLegend(const std::vector<LegendEntry>& entries, const QFont& font, QSizeF room,
                       LegendFlow flow, bool withoutRuns) {
    const auto fits = [&room](const LegendBlock& block) {
        return block.size.width() <= room.width() && block.size.height() <= room.height();
    };
    // Beside the area a name that would have to wrap has no room.
    const double width = flow == LegendFlow::column ? std::numeric_limits<int>::max() : room.width();
    std::vector<Measured> kept = allMeasured(entries, font, width);
    LegendBlock block = placed(kept, font, width, flow);
    if (fits(block)) return block;
    if (withoutRuns) std::erase_if(kept, [](const Measured& each) { return each.entry.isRun; });
    for (;;) {
        block = {};
        if (kept.size() < entries.size()) {
            kept.push_back(rest(entries.size() - kept.size(), font));
            block = placed(kept, font, width, flow);
            block.leftOut = static_cast<int>(entries.size() + 1 - kept.size());
            block.more = block.entries.back().box;
            block.entries.pop_back();
            kept.pop_back();
        }
        if (kept.empty() || (block.leftOut > 0 && fits(block))) return block;
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(leastNeeded(kept)));
    }
}

std::vector<LegendEntry> detailed(std::vector<LegendEntry> entries) {
    for (LegendEntry& entry : entries)
        if (!entry.detail.isEmpty()) entry.name += QStringLiteral(", ") + entry.detail;
    return entries;
}

void paintLegend(QPainter& painter, const std::vector<PlacedLegendEntry>& entries, const PlotStyle& style) {
    const double height = QFontMetricsF(painter.font()).height();
    const double sample = sampleOf(painter.font());
    for (const PlacedLegendEntry& each : entries) {
        paintSample(painter, each.entry, QRectF(each.box.left(), each.box.top(), sample, height), style);
        painter.setPen(style.theme.text);
        QRectF line(each.box.left() + sample + gap, each.box.top(), each.box.width() - sample, height);
        for (const QString& text : each.lines) {
            drawText(painter, line, Qt::AlignLeft | Qt::AlignVCenter, text);
            line.translate(0, height);
        }
    }
}

void paintLegendGround(QPainter& painter, const QRectF& frame, const PlotStyle& style) {
    QColor ground = style.theme.card;
    ground.setAlpha(250);
    painter.setPen(QPen(style.theme.border, style.frameWidth));
    painter.setBrush(ground);
    painter.drawRoundedRect(frame, 4, 4);
}

}  // namespace basin::ui
