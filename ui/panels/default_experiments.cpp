// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/default_experiments.h"

#include <QCoreApplication>
#include <QFileInfo>

#include "core/io/presets.h"

namespace basin::ui {

namespace {

struct FirstExperiment {
    Q_DECLARE_TR_FUNCTIONS(FirstExperiment)
};

Experiment plainNetwork() {
    Experiment experiment;
    experiment.title = FirstExperiment::tr("A recurrent network").toStdString();
    experiment.problem = ElmanProblemSpec{};
    experiment.solvers = {{"piecewise-affine", {}}, {"adam", {}}, {"lbfgs", {}}};
    experiment.landscape = LandscapeSpec{};
    experiment.spectrum = SpectrumSpec{};
    return experiment;
}

}  // namespace

Experiment firstExperiment(Family family) {
    for (const Preset& preset : presets())
        if (Experiment experiment = preset_experiment(preset); familyOf(experiment) == family)
            return experiment;
    return plainNetwork();
}

QString describeData(const ElmanProblemSpec& problem) {
    if (!problem.data) return {};
    const ElmanDataSpec& data = *problem.data;
    const auto& file = data.table ? data.table->file : data.inputs->file;
    const QString name = QFileInfo(QString::fromStdString(file.string())).fileName();
    const ElmanShape shape = problem.shape();
    const Index steps = data.table ? data.table->value->values.rows() : data.inputs->value->rows();
    return FirstExperiment::tr("%1: %2 inputs, %3 outputs, %4 steps, %5 % of them to train on.")
        .arg(name.isEmpty() ? FirstExperiment::tr("Given series") : name)
        .arg(shape.inputs)
        .arg(shape.outputs)
        .arg(steps)
        .arg(qRound(100 * data.train));
}

}  // namespace basin::ui
