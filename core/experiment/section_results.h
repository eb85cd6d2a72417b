// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <iterator>
#include <memory>
#include <variant>

#include "core/analysis/attraction.h"
#include "core/analysis/basin_map.h"
#include "core/analysis/landscape.h"
#include "core/analysis/tradeoff.h"
#include "core/experiment/exactness.h"
#include "core/experiment/repeats.h"
#include "core/experiment/sweep/sweep.h"

namespace basin {

// What is computed for the sections of an experiment that have a result of their own. Such a section has a
// stage, a member of SectionResults and an event here, and its row in sections.h; what works on all of them
// goes through for_each_result() (sections.h).

/// The parts of a run, in the order in which they end.
enum class Stage {
    problem,
    solvers,
    certificate,
    landscape,
    repeats,
    attraction,
    tradeoff,
    exactness,
    sweep,
    basin_map,
    basin_radius
};

/// Null when not asked for; not complete when stopped.
struct SectionResults {
    std::shared_ptr<const Landscape> landscape;
    std::shared_ptr<const Attraction> attraction;
    std::shared_ptr<const Repeats> repeats;
    std::shared_ptr<const Sweep> sweep;
    std::shared_ptr<const BasinMap> basin_map;
    std::shared_ptr<const Tradeoff> tradeoff;
    std::shared_ptr<const ExactnessCurve> exactness;
};

/// Which cells of the grids are wanted, and which are known already.
struct GridParts {
    MapPart map;
    SweepPart sweep;
};

/// The event that tells a section's result as far as it has come; comes several times, each time with more.
template <class Result>
struct SectionUpdate {
    std::shared_ptr<const Result> result;
};

/// Any of those events, or of others.
template <class... Others>
using EventOr = std::variant<Others..., SectionUpdate<Landscape>, SectionUpdate<Attraction>,
                             SectionUpdate<Repeats>, SectionUpdate<Sweep>, SectionUpdate<BasinMap>,
                             SectionUpdate<Tradeoff>, SectionUpdate<ExactnessCurve>>;

// Whether nothing is left to compute. A result has this function here or beside its type, and outcome_line()
// (section_words.h) likewise.

inline bool is_complete(const Landscape& landscape) {
    return landscape.stride == 1;
}
inline bool is_complete(const Attraction& attraction) {
    return attraction.stride == 1;
}
inline bool is_complete(const BasinMap& map) {
    return map.complete;
}
inline bool is_complete(const Tradeoff& tradeoff) {
    return tradeoff.measured == std::ssize(tradeoff.points);
}
inline bool is_complete(const ExactnessCurve& curve) {
    return curve.complete;
}

/// Whether it is what was asked for: it is complete, unless there are words for something else here.
template <class Result>
bool is_as_asked(const Result& result) {
    return is_complete(result);
}
/// Not where the solver refuses the problem.
inline bool is_as_asked(const Attraction& attraction) {
    return is_complete(attraction) && attraction.note.empty();
}
/// Its own time may be over before its settings are.
inline bool is_as_asked(const Tradeoff&) {
    return true;
}

/// Whether it is there, and not only a part of it or a coarse first sight.
template <class Result>
bool is_whole(const std::shared_ptr<const Result>& result) {
    return result && is_complete(*result);
}

}  // namespace basin
