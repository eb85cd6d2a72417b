// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/experiment_title.h"

#include <map>

#include <QCoreApplication>
#include <nlohmann/json.hpp>

#include "core/io/carried_data.h"
#include "core/io/experiment_json.h"
#include "core/io/presets.h"
#include "ui/families/family_view.h"

namespace basin::ui {

namespace {

struct Title {
    Q_DECLARE_TR_FUNCTIONS(ExperimentTitle)
};

std::string changed(const std::string& title) {
    return Title::tr("%1, changed").arg(QString::fromStdString(title)).toStdString();
}

/// Everything but the title, the view, and the picture that a card asks for when it is shown.
std::string content(Experiment experiment) {
    experiment.title.clear();
    experiment.view.reset();
    experiment.attraction.reset();
    return experiment_to_json(experiment).dump();
}

bool isUnchanged(const Preset& preset, const Experiment& experiment) {
    static std::map<const Preset*, std::string> contents;
    std::string& known = contents[&preset];
    if (known.empty()) known = content(preset_experiment(preset));
    return content(experiment) == known;
}

}  // namespace

const Preset* presetOf(const std::string& title) {
    for (const Preset& preset : presets())
        if (title == preset.title || title == changed(preset.title)) return &preset;
    return nullptr;
}

std::string earnedTitle(const Experiment& experiment) {
    const Preset* preset = presetOf(experiment.title);
    if (!preset) return experiment.title;
    return isUnchanged(*preset, experiment) ? preset->title : changed(preset->title);
}

std::string titleOfData(const Experiment& experiment) {
    const bool given = std::visit([](const auto& problem) { return problem.has_data(); }, experiment.problem);
    const auto files = given ? source_files(experiment) : std::vector<std::filesystem::path>();
    return files.empty() ? std::string() : files.front().stem().string();
}

std::string titleWithData(const Experiment& experiment, const std::string& before) {
    const std::string& title = experiment.title;
    const bool isOwn = !title.empty() && !presetOf(title) && title != before;
    const std::string now = titleOfData(experiment);
    if (isOwn) return title;
    return now.empty() ? familyViewOf(experiment).name().toStdString() : now;
}

QString storyOf(const Experiment& experiment) {
    const Preset* preset = presetOf(experiment.title);
    if (!preset || !isUnchanged(*preset, experiment)) return {};
    return QString::fromStdString(preset->story);
}

}  // namespace basin::ui
