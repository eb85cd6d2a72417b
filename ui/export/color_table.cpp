// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/color_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace basin::ui {

namespace {

constexpr QRgb opaque = 0xff000000;

struct Counted {
    QRgb color;
    double weight;
};
using Box = std::span<Counted>;

double channelOf(QRgb color, int channel) {
    return static_cast<double>(color >> (8 * channel) & 0xff);
}

/// Along the channel in which a box is spread most.
struct Spread {
    int channel = 0;
    double mean = 0;
    double error = 0;  // summed squares of the distances to the mean
};

Spread spreadOf(Box box) {
    Spread widest;
    for (int channel = 0; channel < 3; ++channel) {
        double weight = 0, sum = 0, squares = 0;
        for (const Counted& each : box) {
            const double value = channelOf(each.color, channel);
            weight += each.weight;
            sum += each.weight * value;
            squares += each.weight * value * value;
        }
        const double mean = sum / weight, error = squares - sum * mean;
        if (channel == 0 || error > widest.error) widest = {channel, mean, error};
    }
    return widest;
}

QRgb meanOf(Box box) {
    std::array<int, 3> mean{};
    for (int channel = 0; channel < 3; ++channel) {
        double weight = 0, sum = 0;
        for (const Counted& each : box) {
            weight += each.weight;
            sum += each.weight * channelOf(each.color, channel);
        }
        mean[static_cast<std::size_t>(channel)] = static_cast<int>(std::lround(sum / weight));
    }
    return qRgb(mean[2], mean[1], mean[0]);
}

struct Measured {
    Box box;
    Spread spread;
};

Measured measured(Box box) {
    return {box, spreadOf(box)};
}

/// Halves again and again the box whose mean stands worst for its colours.
void addBoxes(Box all, std::size_t most, std::vector<QRgb>& colors) {
    std::vector<Measured> boxes{measured(all)};
    while (boxes.size() < most) {
        const auto worst = std::ranges::max_element(
            boxes, {}, [](const Measured& each) { return each.box.size() > 1 ? each.spread.error : -1; });
        if (worst->box.size() < 2) break;
        const Spread spread = worst->spread;
        const auto low = std::ranges::partition(worst->box, [&](const Counted& each) {
            return channelOf(each.color, spread.channel) <= spread.mean;
        });
        std::size_t count = worst->box.size() - low.size();
        if (count == 0 || count == worst->box.size()) count = worst->box.size() / 2;
        const Box box = worst->box;
        *worst = measured(box.first(count));
        boxes.push_back(measured(box.subspan(count)));
    }
    for (const Measured& each : boxes) colors.push_back(meanOf(each.box));
}

int distance(QRgb a, QRgb b) {
    const int red = qRed(a) - qRed(b), green = qGreen(a) - qGreen(b), blue = qBlue(a) - qBlue(b);
    return red * red + green * green + blue * blue;
}

}  // namespace

void ColorCensus::add(const QImage& picture) {
    const QImage image = picture.convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        const std::span line(reinterpret_cast<const QRgb*>(image.constScanLine(y)),
                             static_cast<std::size_t>(image.width()));
        // Plots are made of long runs of one colour.
        for (auto begin = line.begin(); begin != line.end();) {
            const auto end = std::find_if(begin, line.end(), [&](QRgb each) { return each != *begin; });
            counts_[*begin | opaque] += end - begin;
            begin = end;
        }
    }
}

std::vector<QRgb> ColorCensus::table(std::size_t most) const {
    std::vector<Counted> all;
    all.reserve(counts_.size());
    // Large grounds must not outweigh thin lines.
    for (const auto& entry : counts_)
        all.push_back({entry.first, std::sqrt(static_cast<double>(entry.second))});
    std::ranges::sort(all, [](const Counted& a, const Counted& b) {
        return a.weight != b.weight ? a.weight > b.weight : a.color < b.color;
    });
    const std::size_t exact = all.size() <= most ? all.size() : most / 2;
    std::vector<QRgb> colors;
    for (const Counted& each : Box(all).first(exact)) colors.push_back(each.color);
    if (exact < all.size()) addBoxes(Box(all).subspan(exact), most - exact, colors);
    if (colors.empty()) colors.push_back(opaque);
    return colors;
}

std::uint8_t ColorTable::indexOf(QRgb color) {
    const auto [entry, isNew] = known_.try_emplace(color | opaque, std::uint8_t{0});
    if (isNew) {
        const auto nearest =
            std::ranges::min_element(colors_, {}, [color](QRgb each) { return distance(each, color); });
        entry->second = static_cast<std::uint8_t>(nearest - colors_.begin());
    }
    return entry->second;
}

}  // namespace basin::ui
