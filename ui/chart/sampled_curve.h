// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include <QPointF>

namespace basin::ui {

/// A growing curve that is drawn in bounded time however long it gets: of a long one each stretch keeps its
/// first and last point and its extremes in both coordinates. A point costs a constant time on the average.
class SampledCurve {
  public:
    SampledCurve() = default;
    /// A curve of up to this many points is kept whole; > 0.
    explicit SampledCurve(std::size_t whole) : whole_(whole) {}

    /// A NaN is a gap; where a stretch has other points it is not seen.
    void append(QPointF point);
    /// Points appended.
    std::size_t size() const { return size_; }
    /// Those of the first `count` points that are kept, in their order: at most 12 for each of `whole`.
    std::vector<QPointF> points(std::size_t count = static_cast<std::size_t>(-1)) const;

  private:
    struct Kept {
        QPointF point;
        std::size_t index;
    };
    struct Stretch {
        Kept first, last, left, right, lowest, highest;
    };
    static bool isUsable(const Kept& kept);
    static void join(Stretch& stretch, const Stretch& next);
    void halve();

    std::size_t whole_ = 1024;
    std::size_t size_ = 0;
    std::size_t stride_ = 1;  // points in a full stretch
    std::size_t open_ = 0;    // points in the last stretch
    std::vector<Stretch> stretches_;
};

}  // namespace basin::ui
