// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/run_limit.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "core/experiment/part_words.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/sections.h"

namespace basin {

namespace {

bool solvers_cut(const Experiment& asked, const Results& results) {
    return results.runs.size() < asked.solvers.size() ||
           std::ranges::any_of(results.runs, [](const SolverRun& run) {
               return run.result.termination == Termination::stopped;
           });
}

/// A map of a minimiser without a basin is none, however long one waits.
bool can_come(Stage stage, const Experiment& asked, const Results& results) {
    return stage != Stage::basin_map || family_of(asked).has_map(results.minimiser);
}

/// The sections whose results are missing or incomplete, in the order of the run.
std::map<Stage, std::string_view> sections_cut(const Experiment& asked, const Results& results) {
    std::map<Stage, std::string_view> cut;
    for_each_result([&](const SectionInfo& info, auto section, auto result) {
        if ((asked.*section) && !is_whole(results.*result) && can_come(*info.stage, asked, results))
            cut.emplace(*info.stage, info.name);
    });
    return cut;
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

void RunLimit::after(std::string_view part) {
    if (over()) named_.emplace_back(part);
}

std::vector<std::string> RunLimit::cut_off(const Experiment& asked, const Results& results) const {
    if (!over()) return {};
    std::vector<std::string> parts;
    if (solvers_cut(asked, results)) parts.emplace_back(part_words::solvers);
    for (const auto& [stage, name] : sections_cut(asked, results)) parts.emplace_back(name);
    parts.insert(parts.end(), named_.begin(), named_.end());
    return parts;
}

}  // namespace basin
