// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/sampled_curve.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace basin::ui {

bool SampledCurve::isUsable(const Kept& kept) {
    return std::isfinite(kept.point.x()) && std::isfinite(kept.point.y());
}

void SampledCurve::join(Stretch& stretch, const Stretch& next) {
    stretch.last = next.last;
    const auto take = [](Kept& kept, const Kept& other, bool better) {
        if (isUsable(other) && (better || !isUsable(kept))) kept = other;
    };
    take(stretch.left, next.left, next.left.point.x() < stretch.left.point.x());
    take(stretch.right, next.right, next.right.point.x() > stretch.right.point.x());
    take(stretch.lowest, next.lowest, next.lowest.point.y() < stretch.lowest.point.y());
    take(stretch.highest, next.highest, next.highest.point.y() > stretch.highest.point.y());
}

void SampledCurve::halve() {
    const std::size_t half = stretches_.size() / 2;
    for (std::size_t k = 0; k < half; ++k) {
        Stretch joined = stretches_[2 * k];
        join(joined, stretches_[2 * k + 1]);
        stretches_[k] = joined;
    }
    stretches_.resize(half);
    stride_ *= 2;
    open_ = stride_;
}

void SampledCurve::append(QPointF point) {
    const Kept kept{point, size_++};
    const Stretch one{kept, kept, kept, kept, kept, kept};
    const bool full = stretches_.empty() || open_ == stride_;
    if (full && stretches_.size() == 2 * whole_) halve();
    if (stretches_.empty() || open_ == stride_) {
        stretches_.push_back(one);
        open_ = 1;
    } else {
        join(stretches_.back(), one);
        ++open_;
    }
}

std::vector<QPointF> SampledCurve::points(std::size_t count) const {
    std::vector<QPointF> points;
    points.reserve(stretches_.size());
    for (const Stretch& s : stretches_) {
        if (s.first.index >= count) break;
        std::array kept{s.first, s.left, s.right, s.lowest, s.highest, s.last};
        std::ranges::sort(kept, {}, &Kept::index);
        const auto same = std::ranges::unique(kept, {}, &Kept::index);
        const auto end = same.begin();
        const bool some = std::any_of(kept.begin(), end, isUsable);
        if (!some) points.push_back(s.first.point);
        for (auto it = kept.begin(); it != end; ++it)
            if (isUsable(*it) && it->index < count) points.push_back(it->point);
    }
    return points;
}

}  // namespace basin::ui
