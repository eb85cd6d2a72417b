// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/families/softmax_view.h"

namespace basin::ui {

namespace {

using Problem = SoftmaxProblemSpec;
using Instance = SoftmaxInstanceSpec;

struct SoftmaxFields {
    Q_DECLARE_TR_FUNCTIONS(SoftmaxFields)
};

auto realOf(double Instance::*entry) {
    return entryOf<Problem>([entry](Problem& problem) { return &(problem.instance.*entry); });
}

/// Sizes follow from data where these are given.
WholeField* makeSize(FieldBinder& binder, Index maximum, Index Instance::*entry) {
    return binder.whole(1, maximum, entryOf<Problem>([entry](Problem& problem) {
                            return problem.has_data() ? nullptr : &(problem.instance.*entry);
                        }));
}

void addMoreRows(FieldBinder& binder, FormSection& more, ProblemControls& controls) {
    const auto add = [&](const QString& label, QWidget* control, const QString& toolTip) {
        more.addRow(label, control, toolTip);
        controls.more.push_back(control);
    };
    constexpr double huge = 1e6;
    add(SoftmaxFields::tr("Logit scale"), binder.real(1e-6, huge, realOf(&Instance::logit_scale)),
        SoftmaxFields::tr("Scale of A1, above 0."));
    add(SoftmaxFields::tr("Noise"), binder.real(0, huge, realOf(&Instance::noise)),
        SoftmaxFields::tr("Standard deviation of what is added to the wanted output b, at least 0."));
    add(SoftmaxFields::tr("Target radius"), binder.real(0, huge, realOf(&Instance::target_radius)),
        SoftmaxFields::tr("Length of the x that the data are made from, at least 0."));
    add(SoftmaxFields::tr("Problem seed"),
        binder.seed(entryOf<Problem>([](Problem& problem) { return &problem.instance.seed; })),
        SoftmaxFields::tr("Seed of the data: the same number gives the same problem."));
}

}  // namespace

ProblemControls makeSoftmaxControls(FieldBinder& binder, FormSection& more) {
    ProblemControls controls;
    auto* section = controls.section = new FormSection(SoftmaxFields::tr("Problem"));
    section->setToolTip(
        SoftmaxFields::tr("Two-layer softmax regression: attention with one query. The rows of A1 are keys, "
                          "the columns of A2 are values, x is the query that is learned."));
    section->addWide(makeFieldRow(
        {{SoftmaxFields::tr("n rows"), SoftmaxFields::tr("n, rows of A1: how many keys. At least 1."),
          makeSize(binder, 1000000, &Instance::n)},
         {SoftmaxFields::tr("d unknowns"),
          SoftmaxFields::tr("d, entries of x: what is searched for. At least 1; 2 gives the exact picture."),
          makeSize(binder, 4096, &Instance::d)},
         {SoftmaxFields::tr("m outputs"),
          SoftmaxFields::tr("m, rows of A2: how many outputs are fitted. At least 1."),
          makeSize(binder, 100000, &Instance::m)}}));
    section->addRow(
        SoftmaxFields::tr("Activation"),
        makeActivationChoice(binder, {all_activations.begin(), all_activations.end()},
                             entryOf<Problem>([](Problem& problem) { return &problem.instance.activation; })),
        SoftmaxFields::tr("The function h applied to the outputs. relu and leaky_relu have a kink at 0."));
    constexpr double huge = 1e6;
    section->addRow(
        SoftmaxFields::tr("Ridge"), binder.real(0, huge, realOf(&Instance::ridge)),
        SoftmaxFields::tr(
            "Strength of the penalty on large x, at least 0. More ridge makes the bowl rounder."));
    section->addRow(SoftmaxFields::tr("Gain"), binder.real(1e-6, huge, realOf(&Instance::gain)),
                    SoftmaxFields::tr("Scale of A2, above 0. More gain makes the landscape wilder."));
    addMoreRows(binder, more, controls);
    return controls;
}

}  // namespace basin::ui
