// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sections.h"

#include <stdexcept>

namespace basin {

std::vector<std::string_view> picture_names(const Experiment& experiment) {
    std::vector<std::string_view> names;
    for_each_section([&](const SectionInfo& info, auto member) {
        if (info.is_shown && is_asked_for(experiment.*member)) names.push_back(info.name);
    });
    return names;
}

StageWords stage_words(Stage stage) {
    if (stage == Stage::problem) return {"problem", "Finding the minimiser"};
    if (stage == Stage::solvers) return {"solvers", "Running the solvers"};
    if (stage == Stage::certificate) return {"certificate", "Measuring the certificate"};
    std::optional<StageWords> words;
    for_each_section([&](const SectionInfo& info, auto) {
        if (info.stage == stage) words = {info.name, info.progress};
    });
    if (!words) throw std::logic_error("a stage without words");
    return *words;
}

}  // namespace basin
