// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/families/softmax_view.h"
#include "ui/panels/swept_control.h"

namespace basin::ui {

namespace {

using Problem = SoftmaxProblemSpec;
using Instance = SoftmaxInstanceSpec;

struct SoftmaxFields {
    Q_DECLARE_TR_FUNCTIONS(SoftmaxFields)
};

/// A number that says nothing where one of these matrices is given.
template <typename Value, typename... Sources>
auto unlessGiven(Value Instance::*entry, Sources... sources) {
    return entryOf<Problem>([=](Problem& problem) {
        return (... || (problem.*sources).has_value()) ? nullptr : &(problem.instance.*entry);
    });
}

FoldingSection* makeDataSection(FieldBinder& binder) {
    auto* section =
        new FoldingSection(QStringLiteral("data"), SoftmaxFields::tr("Generated data"),
                           SoftmaxFields::tr("What the matrices are made from that no file gives."));
    constexpr double huge = 1e6;
    section->addRow(SoftmaxFields::tr("Logit scale"),
                    swept("problem.logit_scale",
                          binder.real(1e-6, huge, unlessGiven(&Instance::logit_scale, &Problem::A1))),
                    SoftmaxFields::tr("Scale of A1, above 0."));
    section->addRow(
        SoftmaxFields::tr("Density"),
        swept("problem.density", binder.real(1e-6, 1, unlessGiven(&Instance::density, &Problem::A1))),
        SoftmaxFields::tr("Share of the entries of A1 that are not 0, above 0, at most 1. Below "
                          "1 it is kept sparse, which large problems need."));
    section->addRow(
        SoftmaxFields::tr("Noise"),
        swept("problem.noise", binder.real(0, huge, unlessGiven(&Instance::noise, &Problem::b))),
        SoftmaxFields::tr("Standard deviation of what is added to the wanted output b, at least 0."));
    section->addRow(SoftmaxFields::tr("Target radius"),
                    swept("problem.target_radius",
                          binder.real(0, huge, unlessGiven(&Instance::target_radius, &Problem::b))),
                    SoftmaxFields::tr("Length of the x that the data are made from, at least 0."));
    const auto seed = entryOf<Problem>([](Problem& problem) {
        const bool whole = problem.A1 && problem.A2 && problem.b;
        return whole ? nullptr : &problem.instance.seed;
    });
    section->addRow(SoftmaxFields::tr("Problem seed"), swept("problem.seed", binder.seed(seed)),
                    SoftmaxFields::tr("Seed of the data: the same number gives the same problem."));
    return section;
}

}  // namespace

ProblemControls makeSoftmaxControls(FieldBinder& binder) {
    ProblemControls controls;
    auto* section = controls.section = new FormSection(SoftmaxFields::tr("Problem"));
    section->setToolTip(
        SoftmaxFields::tr("Two-layer softmax regression: attention with one query. The rows of A1 are keys, "
                          "the columns of A2 are values, x is the query that is learned."));
    section->addWide(makeFieldRow(
        {{SoftmaxFields::tr("n rows"), SoftmaxFields::tr("n, rows of A1: how many keys. At least 1."),
          swept(
              "problem.n",
              binder.whole(1, 1000000, unlessGiven(&Instance::n, &Problem::A1, &Problem::A2, &Problem::w)))},
         {SoftmaxFields::tr("d unknowns"),
          SoftmaxFields::tr("d, entries of x: what is searched for. At least 1; 2 gives the exact picture."),
          swept("problem.d", binder.whole(1, 4096, unlessGiven(&Instance::d, &Problem::A1)))},
         {SoftmaxFields::tr("m outputs"),
          SoftmaxFields::tr("m, rows of A2: how many outputs are fitted. At least 1."),
          swept("problem.m",
                binder.whole(1, 100000, unlessGiven(&Instance::m, &Problem::A2, &Problem::b)))}}));
    section->addRow(
        SoftmaxFields::tr("Activation"),
        swept("problem.activation",
              makeActivationChoice(
                  binder, {all_activations.begin(), all_activations.end()},
                  entryOf<Problem>([](Problem& problem) { return &problem.instance.activation; }))),
        SoftmaxFields::tr("The function h applied to the outputs. relu and leaky_relu have a kink at 0."));
    constexpr double huge = 1e6;
    section->addRow(
        SoftmaxFields::tr("Ridge"),
        swept("problem.ridge", binder.real(0, huge, unlessGiven(&Instance::ridge, &Problem::w))),
        SoftmaxFields::tr(
            "Strength of the penalty on large x, at least 0. More ridge makes the bowl rounder."));
    section->addRow(
        SoftmaxFields::tr("Gain"),
        swept("problem.gain", binder.real(1e-6, huge, unlessGiven(&Instance::gain, &Problem::A2))),
        SoftmaxFields::tr("Scale of A2, above 0. More gain makes the landscape wilder."));
    controls.data = makeDataSection(binder);
    return controls;
}

}  // namespace basin::ui
