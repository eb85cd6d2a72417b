// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include "ui/families/network_view.h"
#include "ui/panels/swept_control.h"

namespace basin::ui {

namespace {

using Problem = ElmanProblemSpec;

struct NetworkFields {
    Q_DECLARE_TR_FUNCTIONS(NetworkFields)
};

template <typename Value>
auto valueOf(Value Problem::*entry) {
    return entryOf<Problem>([entry](Problem& problem) { return &(problem.*entry); });
}

/// What only a generated series has.
template <typename Value>
auto generated(Value Problem::*entry) {
    return entryOf<Problem>(
        [entry](Problem& problem) { return problem.has_data() ? nullptr : &(problem.*entry); });
}

RealField* makeBeta(FieldBinder& binder, double PenaltyWeights::*part) {
    return binder.real(1e-12, 1e12,
                       entryOf<Problem>([part](Problem& problem) { return &(problem.betas.*part); }));
}

void addSizes(FieldBinder& binder, FormSection& section) {
    section.addWide(
        makeFieldRow({{NetworkFields::tr("hidden"),
                       NetworkFields::tr("Nh, hidden units: the width of the network's memory. At least 1."),
                       swept("problem.hidden", binder.whole(1, 2000, valueOf(&Problem::hidden)))},
                      {NetworkFields::tr("time steps"),
                       NetworkFields::tr("T, steps of the series to train on, at least 2."),
                       swept("problem.steps", binder.whole(2, 1000000, generated(&Problem::steps)))}}));
    section.addWide(
        makeFieldRow({{NetworkFields::tr("inputs"),
                       NetworkFields::tr("Nx, numbers that go in at each time step, at least 1."),
                       swept("problem.inputs", binder.whole(1, 10000, generated(&Problem::inputs)))},
                      {NetworkFields::tr("outputs"),
                       NetworkFields::tr("Ny, numbers that are predicted at each time step, at least 1."),
                       swept("problem.outputs", binder.whole(1, 10000, generated(&Problem::outputs)))}}));
}

FoldingSection* makeDataSection(FieldBinder& binder) {
    auto* section = new FoldingSection(QStringLiteral("data"), NetworkFields::tr("Generated data"),
                                       NetworkFields::tr("What the series is made from."));
    section->addRow(NetworkFields::tr("Test steps"),
                    swept("problem.test_steps", binder.whole(0, 1000000, generated(&Problem::test_steps))),
                    NetworkFields::tr("Steps after the training steps that no solver sees, at least 0."));
    section->addRow(NetworkFields::tr("Noise"),
                    swept("problem.noise", binder.real(0, 1e6, generated(&Problem::noise))),
                    NetworkFields::tr("Standard deviation of what is added to the targets, at least 0."));
    section->addRow(NetworkFields::tr("Series seed"),
                    swept("problem.seed", binder.seed(generated(&Problem::seed))),
                    NetworkFields::tr("Seed of the series: the same number gives the same series."));
    return section;
}

}  // namespace

ProblemControls makeNetworkControls(FieldBinder& binder) {
    ProblemControls controls;
    auto* section = controls.section = new FormSection(NetworkFields::tr("Problem"));
    section->setToolTip(NetworkFields::tr(
        "An Elman network: at each time step the hidden units see the inputs and what they were a step "
        "before. Its weights A, W, V, b and c are what is learned."));
    addSizes(binder, *section);
    section->addRow(
        NetworkFields::tr("Activation"),
        swept("problem.activation",
              makeActivationChoice(binder, network_activations(), valueOf(&Problem::activation))),
        NetworkFields::tr("What a hidden unit does with its sum. relu and leaky_relu have a kink at 0."));
    // Two in a row: three would make the panel wider than the solvers' names do.
    section->addWide(makeFieldRow(
        {{NetworkFields::tr("Tau"),
          NetworkFields::tr("Strength of the penalty on large weights, at least 0; shared out among the five "
                            "weight matrices by their sizes. Not there where a file gives each its own."),
          swept("problem.tau", binder.real(0, 1e6, entryOf<Problem>([](Problem& problem) {
                                               return problem.lambdas ? nullptr : &problem.tau;
                                           })))},
         {NetworkFields::tr("β h"),
          NetworkFields::tr("Penalty weight of the states: what piecewise-affine pays for h that is not the "
                            "activation of u. Above 0."),
          swept("problem.betas.h", makeBeta(binder, &PenaltyWeights::h))}}));
    section->addWide(makeFieldRow(
        {{NetworkFields::tr("β u"),
          NetworkFields::tr("Penalty weight of the sums: what piecewise-affine pays for u that breaks the "
                            "recursion. Above 0."),
          swept("problem.betas.u", makeBeta(binder, &PenaltyWeights::u))},
         {NetworkFields::tr("β v"),
          NetworkFields::tr("Penalty weight of the outputs: what piecewise-affine pays for v that is not A h "
                            "+ c. Above 0."),
          swept("problem.betas.v", makeBeta(binder, &PenaltyWeights::v))}}));
    controls.data = makeDataSection(binder);
    return controls;
}

}  // namespace basin::ui
