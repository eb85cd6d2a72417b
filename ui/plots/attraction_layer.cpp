// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/attraction_layer.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace basin::ui {

AttractionLayer::AttractionLayer(const Attraction& picture, const PixelColor& color,
                                 const PixelColor& hatch) {
    std::vector<QRgb> colors(picture.pixels.size()), hatches(picture.pixels.size());
    std::ranges::transform(picture.pixels, colors.begin(), color);
    std::ranges::transform(picture.pixels, hatches.begin(), hatch);
    const Vector &a = picture.a, &b = picture.b;
    heatmap_ = Heatmap(std::move(colors), static_cast<int>(a.size()), static_cast<int>(b.size()),
                       {a[0], a[a.size() - 1], b[0], b[b.size() - 1]});
    heatmap_.setHatching(std::move(hatches));
}

bool covers(const Attraction& picture, const ViewRange& view) {
    const Vector &a = picture.a, &b = picture.b;
    return a[0] <= view.left && a[a.size() - 1] >= view.right && b[0] <= view.bottom &&
           b[b.size() - 1] >= view.top;
}

AttractionCounts::AttractionCounts(const Attraction& picture, const ViewRange& view)
    : starts(picture.minimisers.size()) {
    for (Index j = 0; j < picture.b.size(); ++j) {
        if (picture.b[j] < view.bottom || picture.b[j] > view.top) continue;
        for (Index i = 0; i < picture.a.size(); ++i) {
            if (picture.a[i] < view.left || picture.a[i] > view.right) continue;
            const AttractionPixel& pixel = picture.pixel(i, j);
            ++all;
            diverged += pixel.diverged();
            if (!pixel.converged()) continue;
            ++converged;
            ++starts[static_cast<std::size_t>(pixel.minimiser)];
        }
    }
}

void IterationRange::add(const Attraction& picture) {
    for (const AttractionPixel& pixel : picture.pixels) {
        if (!pixel.converged()) continue;
        least = std::fmin(least, pixel.iterations);
        most = std::fmax(most, pixel.iterations);
    }
}

}  // namespace basin::ui
