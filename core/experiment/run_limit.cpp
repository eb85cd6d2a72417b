// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/run_limit.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/experiment/part_words.h"
#include "core/experiment/problem_family.h"

namespace basin {

namespace {

bool solvers_cut(const Experiment& asked, const Results& results) {
    return results.runs.size() < asked.solvers.size() ||
           std::ranges::any_of(results.runs, [](const SolverRun& run) {
               return run.result.termination == Termination::stopped;
           });
}

bool attraction_cut(const Results& results) {
    const Attraction* attraction = results.attraction.get();
    return attraction == nullptr || (attraction->note.empty() && attraction->stride > 1);
}

/// A map of a minimiser without a basin is none, however long one waits.
bool map_cut(const Experiment& asked, const Results& results) {
    const bool wanted = family_of(asked).has_map(results.minimiser);
    return wanted && !(results.basin_map && results.basin_map->complete);
}

}  // namespace

RunLimit::RunLimit(double max_seconds, std::stop_token outer) : outer_(std::move(outer)) {
    if (std::isfinite(max_seconds)) deadline_.emplace(max_seconds, outer_);
}

std::stop_token RunLimit::token() const {
    return deadline_ ? deadline_->token() : outer_;
}

bool RunLimit::over() const {
    return deadline_ && deadline_->token().stop_requested() && !outer_.stop_requested();
}

void RunLimit::after(const char* part) {
    if (over()) named_.emplace_back(part);
}

std::vector<std::string> RunLimit::cut_off(const Experiment& asked, const Results& results) const {
    if (!over()) return {};
    std::vector<std::string> parts;
    const auto check = [&parts](bool cut, const char* part) {
        if (cut) parts.emplace_back(part);
    };
    check(solvers_cut(asked, results), part_words::solvers);
    check(asked.landscape && !is_whole(results.landscape.get()), part_words::landscape);
    check(asked.attraction && attraction_cut(results), part_words::attraction);
    check(asked.tradeoff &&
              !(results.tradeoff && results.tradeoff->measured == std::ssize(results.tradeoff->points)),
          part_words::tradeoff);
    check(asked.exactness && !(results.exactness && results.exactness->complete), part_words::exactness);
    check(asked.basin_map && map_cut(asked, results), part_words::basin_map);
    parts.insert(parts.end(), named_.begin(), named_.end());
    return parts;
}

}  // namespace basin
