// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/section_words.h"

#include <algorithm>

#include "core/experiment/sections.h"
#include "core/experiment/tradeoff_words.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

template <class Result>
std::string line(const std::string& text) {
    return std::string(section_of<Result>().info.name) + ": " + text;
}

}  // namespace

std::string outcome_line(const Landscape& landscape) {
    return line<Landscape>(std::to_string(landscape.values.size()) + " points");
}

std::string outcome_line(const Attraction& attraction) {
    if (!attraction.note.empty()) return line<Attraction>("none: " + attraction.note);
    const auto converged = std::ranges::count_if(attraction.pixels, &AttractionPixel::converged);
    const auto elsewhere =
        std::ranges::count(attraction.pixels, Termination::not_a_minimum, &AttractionPixel::termination);
    return line<Attraction>(
        attraction.solver + " converges from " + std::to_string(converged) + " of " +
        std::to_string(attraction.pixels.size()) + " starts" +
        (elsewhere > 0 ? ", and comes to rest where there is no minimum from " + std::to_string(elsewhere)
                       : ""));
}

std::string outcome_line(const Repeats& repeats) {
    Index runs = 0, arrived = 0;
    for (const RepeatedSolver& solver : repeats.solvers) {
        runs += solver.done();
        arrived += solver.arrived();
    }
    const std::string causes = shares_text(repeats.causes());
    return line<Repeats>(std::to_string(arrived) + " of " + std::to_string(runs) + " runs arrived, from " +
                         std::to_string(repeats.count) + " seeds" +
                         (causes.empty() ? "" : "; the others: " + causes));
}

std::string outcome_line(const Sweep& sweep) {
    Index trials = 0, arrived = 0;
    for (const PlacedSweepCell& placed : computed_cells(sweep)) {
        for (const SweepOutcome& outcome : placed.cell->solvers) {
            trials += outcome.trials;
            arrived += outcome.arrived;
        }
    }
    return line<Sweep>(std::to_string(arrived) + " of " + std::to_string(trials) + " runs arrived, in " +
                       std::to_string(sweep.computed) + " cells");
}

std::string outcome_line(const BasinMap& map) {
    return line<BasinMap>(std::to_string(map.computed) + " cells");
}

std::string outcome_line(const Tradeoff& tradeoff) {
    const TradeoffPoint* fastest = tradeoff.fastest();
    return line<Tradeoff>(std::to_string(tradeoff.measured) + " settings" +
                          (fastest ? "; fastest: " + setting_text(*fastest) + ", " +
                                         seconds_text(fastest->seconds) + " to tolerance"
                                   : "; " + none_fastest_reason(tradeoff)));
}

std::string outcome_line(const ExactnessCurve& curve) {
    return line<ExactnessCurve>(std::to_string(curve.points.size()) + " penalty weights");
}

}  // namespace basin
