// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/landscape.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <span>

#include "core/analysis/plane_grid.h"
#include "core/numeric/parallel.h"

namespace basin {

namespace {

// A tile is what one thread computes at a time: long along a, because samplers share work along it, and short
// along b.
constexpr std::size_t tile_columns = 256;
constexpr std::size_t tile_rows = 4;

/// A tensor grid of points to compute: all pairs of the indices.
struct Tile {
    std::vector<Index> columns;  // along a
    std::vector<Index> rows;     // along b
};

template <class F>
void for_chunks(const std::vector<Index>& all, std::size_t size, const F& f) {
    for (std::size_t first = 0; first < all.size(); first += size) {
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(first);
        f(std::vector<Index>(begin, begin + static_cast<std::ptrdiff_t>(std::min(size, all.size() - first))));
    }
}

void add_tiles(const std::vector<Index>& columns, const std::vector<Index>& rows, std::vector<Tile>& tiles) {
    for_chunks(columns, tile_columns, [&](const std::vector<Index>& some_columns) {
        for_chunks(rows, tile_rows, [&](const std::vector<Index>& some_rows) {
            tiles.push_back({some_columns, some_rows});
        });
    });
}

/// The points of this stride that the next coarser level has not computed: two tensor grids.
std::vector<Tile> tiles_of_level(Index resolution, Index stride, bool first) {
    std::vector<Tile> tiles;
    const auto all = every(0, stride, resolution);
    if (first) {
        add_tiles(all, all, tiles);
    } else {
        const auto even = every(0, 2 * stride, resolution);
        const auto odd = every(stride, 2 * stride, resolution);
        add_tiles(all, odd, tiles);
        add_tiles(odd, even, tiles);
    }
    return tiles;
}

/// Samplers for as many threads as ask at once; each is used by one thread at a time.
class SamplerPool {
  public:
    SamplerPool(const Problem& problem, const Plane& plane) : problem_(problem), plane_(plane) {}

    template <class F>
    void with_sampler(const F& f) {
        Entry entry = take();
        f(*entry.sampler);
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(entry));
    }

  private:
    struct Entry {
        std::unique_ptr<Evaluator> evaluator;  // outlives its sampler
        std::unique_ptr<PlaneSampler> sampler;
    };

    Entry take() {
        {
            const std::lock_guard lock(mutex_);
            if (!free_.empty()) {
                Entry entry = std::move(free_.back());
                free_.pop_back();
                return entry;
            }
        }
        Entry entry;
        entry.evaluator = problem_.evaluator();
        entry.sampler = entry.evaluator->plane_sampler(plane_);
        return entry;
    }

    const Problem& problem_;
    const Plane& plane_;
    std::mutex mutex_;
    std::vector<Entry> free_;
};

/// Computes one tile into values, some rows between two looks at the stop token; tiles do not overlap, so
/// that threads need no lock.
void compute_tile(PlaneSampler& sampler, const Tile& tile, const std::stop_token& stop, Landscape& grid) {
    const std::size_t rows_at_once = sampler.rows_at_once();
    const auto pick = [](const Vector& points, const std::vector<Index>& which) {
        std::vector<double> picked;
        for (const Index i : which) picked.push_back(points[i]);
        return picked;
    };
    const std::vector<double> a = pick(grid.a, tile.columns);
    const std::vector<double> b = pick(grid.b, tile.rows);
    std::vector<double> out(a.size() * b.size());
    for (std::size_t j = 0; j < b.size() && !stop.stop_requested(); j += rows_at_once) {
        const std::size_t count = std::min(rows_at_once, b.size() - j);
        sampler.grid_values(a, std::span(b).subspan(j, count),
                            std::span(out).subspan(j * a.size(), count * a.size()));
    }
    for (std::size_t j = 0; j < b.size(); ++j) {
        for (std::size_t i = 0; i < a.size(); ++i) {
            const double value = out[i + j * a.size()];
            grid.values(tile.columns[i], tile.rows[j]) = std::isfinite(value) ? value : not_applicable;
        }
    }
}

/// A complete picture from the points of one stride.
std::shared_ptr<const Landscape> picture_of_stride(const Landscape& grid, Index stride) {
    auto result = std::make_shared<Landscape>(grid);
    result->stride = stride;
    const Index resolution = grid.a.size();
    for (Index j = 0; stride > 1 && j < resolution; ++j) {
        for (Index i = 0; i < resolution; ++i) {
            result->values(i, j) =
                grid.values(nearest_computed(i, stride, resolution), nearest_computed(j, stride, resolution));
        }
    }
    return result;
}

}  // namespace

std::shared_ptr<const Landscape> compute_landscape(const Problem& problem, const LandscapePlane& plane,
                                                   Index resolution, const LandscapeSink& sink,
                                                   std::stop_token stop) {
    Landscape grid;
    grid.plane = plane;
    grid.a = grid.b = plane_axis(resolution, plane.half_width);
    grid.values.setConstant(resolution, resolution, not_applicable);
    SamplerPool samplers(problem, grid.plane.plane);
    for (Index stride = coarsest_stride; stride >= 1; stride /= 2) {
        const auto tiles = tiles_of_level(resolution, stride, stride == coarsest_stride);
        const bool complete =
            parallel_for(static_cast<Index>(tiles.size()), hardware_threads(), stop, [&](Index item) {
                samplers.with_sampler([&](PlaneSampler& sampler) {
                    compute_tile(sampler, tiles[static_cast<std::size_t>(item)], stop, grid);
                });
            });
        // A stop may have left a tile half done.
        if (!complete || stop.stop_requested()) return nullptr;
        auto finished = picture_of_stride(grid, stride);
        if (sink) sink(finished);
        if (stride == 1) return finished;
    }
    return nullptr;
}

}  // namespace basin
