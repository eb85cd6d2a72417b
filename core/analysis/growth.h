// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "core/numeric/parallel.h"

namespace basin {

// How grids of cells are computed that grow level by level: basin maps and sweeps. A Growing has types Place,
// Placed (place and cell) and Whole (what has been computed so far), and
//   pending()   places of the present level that are not computed yet, in their order
//   put(placed) a cell that pending() named
//   refine()    plans the next level; false when there is none
//   whole()     const Whole&

/// Receives what there is, at most about ten times a second and always the last. Called on computing threads,
/// one at a time.
template <class Whole>
using GrowthSink = std::function<void(std::shared_ptr<const Whole>)>;

/// Is told each new cell once, one at a time; may be empty.
template <class Placed>
using CellSink = std::function<void(const Placed&)>;

/// A grid that several threads put cells in, and its receivers.
template <class Growing>
class SharedGrowth {
  public:
    using Whole = typename Growing::Whole;
    using Placed = typename Growing::Placed;

    SharedGrowth(Growing& growing, const CellSink<Placed>& finish, const GrowthSink<Whole>& sink)
        : growing_(growing), finish_(finish), sink_(sink) {}

    void put(const Placed& placed) {
        {
            const std::lock_guard lock(mutex_);
            growing_.put(placed);
            if (finish_) finish_(placed);
        }
        // A slow receiver holds up one thread, not all; what it misses it gets with the next picture.
        const std::unique_lock showing(sink_mutex_, std::try_to_lock);
        if (!sink_ || !showing.owns_lock() || Clock::now() - shown_ < sink_interval) return;
        sink_(picture());
        shown_ = Clock::now();
    }

    /// While no thread puts anything in.
    std::shared_ptr<const Whole> show() {
        auto now = picture();
        if (sink_) sink_(now);
        return now;
    }

  private:
    using Clock = std::chrono::steady_clock;
    static constexpr auto sink_interval = std::chrono::milliseconds(100);

    std::shared_ptr<const Whole> picture() {
        const std::lock_guard lock(mutex_);
        return std::make_shared<const Whole>(growing_.whole());
    }

    std::mutex mutex_;
    std::mutex sink_mutex_;
    Growing& growing_;
    const CellSink<Placed>& finish_;
    const GrowthSink<Whole>& sink_;
    Clock::time_point shown_ = Clock::now();  // under sink_mutex_
};

/// Computes every cell on the given number of threads (0: all cores), level by level. compute(place, threads
/// that may help) gives the cell, or nothing when stopped half-way; it is called on several threads at a
/// time. goes_on: cells are known already, and are shown first. When stopped, returns what is there: whole
/// cells.
template <class Growing, class Compute>
std::shared_ptr<const typename Growing::Whole> grow(Growing& growing, const Compute& compute,
                                                    const CellSink<typename Growing::Placed>& finish,
                                                    const GrowthSink<typename Growing::Whole>& sink,
                                                    const std::stop_token& stop, int threads, bool goes_on) {
    SharedGrowth<Growing> shared(growing, finish, sink);
    const int all = threads > 0 ? threads : hardware_threads();
    do {
        const std::vector<typename Growing::Place> places = growing.pending();
        if (!places.empty() && std::exchange(goes_on, false)) shared.show();
        const bool done = parallel_for(std::ssize(places), all, stop, [&](Index i) {
            const auto& place = places[static_cast<std::size_t>(i)];
            if (auto cell = compute(place, all)) shared.put({place, *std::move(cell)});
        });
        if (!done || stop.stop_requested()) break;
    } while (growing.refine());
    return shared.show();
}

/// What the known cells make up, as far as they go; computes nothing.
template <class Growing>
void assemble(Growing& growing) {
    while (growing.pending().empty() && growing.refine()) {
    }
}

}  // namespace basin
