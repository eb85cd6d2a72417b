// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/attraction_run.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <mutex>
#include <optional>
#include <span>
#include <utility>

#include "core/analysis/attraction_ground.h"
#include "core/analysis/end_point.h"
#include "core/analysis/plane_grid.h"
#include "core/numeric/parallel.h"

namespace basin {

namespace {

using Clock = std::chrono::steady_clock;
constexpr auto sink_interval = std::chrono::milliseconds(100);
// What a thread computes between two looks at the stop token and at what is left.
constexpr Index starts_per_item = 32;
// After so many starts their ends are told apart, in order, so that indices do not depend on the threads.
constexpr std::size_t starts_per_batch = 2048;

struct GridPoint {
    Index i, j;
};

/// The grid points of a level that no coarser level has, row by row.
std::vector<GridPoint> points_of_level(Index resolution, Index stride) {
    std::vector<GridPoint> points;
    const bool first = stride == coarsest_stride;
    for (const Index j : every(0, stride, resolution)) {
        const bool new_row = first || j % (2 * stride) != 0;
        for (const Index i : every(new_row ? 0 : stride, new_row ? stride : 2 * stride, resolution)) {
            points.push_back({i, j});
        }
    }
    return points;
}

/// Sessions for as many threads as ask at once; each is used by one thread at a time.
class SessionPool {
  public:
    SessionPool(const Problem& problem, const Solver& solver) : problem_(problem), solver_(solver) {}

    template <class F>
    void with_session(const F& f) {
        auto session = take();
        f(*session);
        const std::lock_guard lock(mutex_);
        free_.push_back(std::move(session));
    }

  private:
    std::unique_ptr<SolverSession> take() {
        {
            const std::lock_guard lock(mutex_);
            if (!free_.empty()) {
                auto session = std::move(free_.back());
                free_.pop_back();
                return session;
            }
        }
        return solver_.session(problem_);
    }

    const Problem& problem_;
    const Solver& solver_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<SolverSession>> free_;
};

/// Tells the points that runs ended in apart.
class Minimisers {
  public:
    Minimisers(const Problem& problem, std::vector<AttractionMinimiser>& found)
        : ends_(problem), found_(found) {}

    /// The minimiser's index, or nothing for a maximum, a saddle, a plateau: a gradient vanishes there too.
    std::optional<std::int32_t> index_of(const Eigen::Ref<const Vector>& x, double objective) {
        const auto [nearest, distance] = nearest_to(x);
        if (distance <= ends_.radius(x)) return static_cast<std::int32_t>(nearest);
        if (!ends_.arrived(x)) return std::nullopt;
        if (found_.size() >= Attraction::most_minimisers) return static_cast<std::int32_t>(nearest);
        found_.push_back({x, objective});
        return static_cast<std::int32_t>(found_.size() - 1);
    }

  private:
    std::pair<std::size_t, double> nearest_to(const Eigen::Ref<const Vector>& x) const {
        std::pair<std::size_t, double> nearest{0, std::numeric_limits<double>::infinity()};
        for (std::size_t k = 0; k < found_.size(); ++k) {
            const double distance = (found_[k].x - x).norm();
            if (distance < nearest.second) nearest = {k, distance};
        }
        return nearest;
    }

    KnownEnds ends_;
    std::vector<AttractionMinimiser>& found_;
};

/// Computes the picture batch by batch and shows it as it grows.
class AttractionRun {
  public:
    AttractionRun(const Problem& problem, const Solver& solver, Attraction picture, const Attraction* ground,
                  const AttractionSink& sink, std::stop_token stop, int threads)
        : sessions_(problem, solver),
          picture_(std::move(picture)),
          step_(picture_.spacing()),
          ground_(ground, picture_),
          minimisers_(problem, picture_.minimisers),
          sink_(sink),
          stop_(std::move(stop)),
          threads_(threads > 0 ? threads : hardware_threads()),
          ends_(problem.dimension(), static_cast<Index>(starts_per_batch)),
          objectives_(static_cast<Index>(starts_per_batch)) {}

    std::shared_ptr<const Attraction> run() {
        for (Index stride = coarsest_stride; stride >= 1; stride /= 2) {
            const std::vector<GridPoint> points = points_of_level(picture_.a.size(), stride);
            for (std::size_t first = 0; first < points.size(); first += starts_per_batch) {
                const std::size_t count = std::min(starts_per_batch, points.size() - first);
                if (!compute({points.data() + first, count})) return nullptr;
                const bool level_done = first + count == points.size();
                if (level_done && stride == 1) return show(1, 1);
                // Before the first level is whole there is nothing that the rest could show.
                const bool first_level = stride == coarsest_stride;
                if (first_level ? level_done : due()) show(stride, level_done ? stride : 2 * stride);
            }
        }
        return nullptr;
    }

  private:
    bool compute(std::span<const GridPoint> batch) {
        const auto count = static_cast<Index>(batch.size());
        const Index items = (count + starts_per_item - 1) / starts_per_item;
        const bool complete = parallel_for(items, threads_, stop_, [&](Index item) {
            sessions_.with_session([&](SolverSession& session) {
                const Index end = std::min(count, (item + 1) * starts_per_item);
                for (Index k = item * starts_per_item; k < end; ++k) {
                    start_from(session, batch[static_cast<std::size_t>(k)], k);
                }
            });
        });
        // A run that the stop request ended half-way is no result.
        if (!complete || stop_.stop_requested()) return false;
        for (Index k = 0; k < count; ++k) {
            const GridPoint& at = batch[static_cast<std::size_t>(k)];
            AttractionPixel& pixel = picture_.pixels[place(at.i, at.j)];
            if (!pixel.converged()) continue;
            const auto minimiser = minimisers_.index_of(ends_.col(k), objectives_[k]);
            if (minimiser) pixel.minimiser = *minimiser;
            if (!minimiser) pixel.termination = Termination::not_a_minimum;
        }
        return true;
    }

    /// The k-th start of a batch.
    void start_from(SolverSession& session, const GridPoint& at, Index k) {
        thread_local Vector x0;
        const Plane& plane = picture_.plane.plane;
        x0 = plane.origin;
        x0 += picture_.a[at.i] * plane.p1;
        x0 += picture_.b[at.j] * plane.p2;
        const SolveResult& end = session.solve(x0, stop_);
        AttractionPixel& pixel = picture_.pixels[place(at.i, at.j)];
        pixel.termination = end.termination;
        pixel.iterations = static_cast<std::int32_t>(end.iterations);
        ends_.col(k) = end.x;
        objectives_[k] = end.objective;
    }

    bool due() const { return sink_ && Clock::now() - shown_ >= sink_interval; }

    /// The picture where what the level of this stride has not reached yet shows the nearest start that is
    /// computed; told as a picture of another stride while that level is not whole.
    std::shared_ptr<const Attraction> show(Index stride, Index told_stride) {
        auto shown = std::make_shared<Attraction>(picture_);
        const Index resolution = picture_.a.size();
        shown->stride = told_stride;
        if (ground_.is_whole()) shown->ground_spacing = ground_.spacing();
        for (Index j = 0; j < resolution; ++j) {
            for (Index i = 0; i < resolution; ++i) fill(*shown, i, j, stride);
        }
        if (sink_) sink_(shown);
        shown_ = Clock::now();
        return shown;
    }

    void fill(Attraction& shown, Index i, Index j, Index stride) const {
        const Index resolution = picture_.a.size();
        AttractionPixel& pixel = shown.pixels[place(i, j)];
        // The level in work is half done: beyond it stands the coarser one, or the ground where that is
        // finer.
        const AttractionPixel* ground = ground_.at(i, j);
        for (Index s = stride; s <= coarsest_stride && pixel.termination == Termination::stopped; s *= 2) {
            if (ground != nullptr && static_cast<double>(s) * step_ > ground_.spacing()) {
                pixel = *ground;
                return;
            }
            pixel =
                picture_
                    .pixels[place(nearest_computed(i, s, resolution), nearest_computed(j, s, resolution))];
        }
    }

    std::size_t place(Index i, Index j) const { return static_cast<std::size_t>(i + picture_.a.size() * j); }

    SessionPool sessions_;
    Attraction picture_;  // pixels that are not computed stand at stopped
    const double step_;   // between two of its starts
    const AttractionGround ground_;
    Minimisers minimisers_;
    const AttractionSink& sink_;
    const std::stop_token stop_;
    const int threads_;
    Matrix ends_;        // d x starts_per_batch, where the runs of a batch ended
    Vector objectives_;  // starts_per_batch
    Clock::time_point shown_ = Clock::now();
};

}  // namespace

std::shared_ptr<const Attraction> run_attraction(const Problem& problem, const Solver& solver,
                                                 Attraction blank, const Attraction* ground,
                                                 const AttractionSink& sink, std::stop_token stop,
                                                 int threads) {
    const Index resolution = blank.a.size();
    blank.pixels.assign(static_cast<std::size_t>(resolution * resolution), {});
    blank.solver = solver.name();
    if (auto reason = solver.rejects(problem)) {
        blank.note = *std::move(reason);
        for (AttractionPixel& pixel : blank.pixels) pixel.termination = Termination::invalid_input;
        auto refused = std::make_shared<const Attraction>(std::move(blank));
        if (sink) sink(refused);
        return refused;
    }
    return AttractionRun(problem, solver, std::move(blank), ground, sink, std::move(stop), threads).run();
}

}  // namespace basin
