// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/network_quantities.h"

namespace basin::ui {

namespace {

using View = ConvergencePlot::View;
using Record = IterationRecord;
using Network = NetworkMeasures;

constexpr std::array gradientPart{HistoryPart{"gradient_norm", "", readRecord<&Record::gradient_norm>}};
constexpr std::array decreasePart{HistoryPart{"model_decrease", "", readModelDecrease}};
constexpr std::array stepPart{HistoryPart{"step_norm", "", readRecord<&Record::step_norm>}};
constexpr std::array objectivePart{HistoryPart{"objective", "", readRecord<&Record::objective>}};
constexpr std::array networkPart{
    HistoryPart{"network_objective", "", readNetwork<&Network::network_objective>}};
constexpr std::array feasibilityParts{
    HistoryPart{"feasibility_h", QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "h"),
                readNetwork<&Network::feasibility_h>},
    HistoryPart{"feasibility_u", QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "u"),
                readNetwork<&Network::feasibility_u>},
    HistoryPart{"feasibility_v", QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "v"),
                readNetwork<&Network::feasibility_v>}};
constexpr std::array errorParts{
    HistoryPart{"train_error", QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "training"),
                readNetwork<&Network::train_error>},
    HistoryPart{"test_error", QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "test"),
                readNetwork<&Network::test_error>}};

constexpr std::array names{
    View::objective,   View::network_objective, View::feasibility, View::gradient_norm, View::errors,
    View::train_error, View::test_error,        View::step,        View::model_decrease};
constexpr std::array offered{
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Objective"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                          "what each solver minimises: Θ for piecewise-affine, Ψ + R for the others"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "objective"), objectivePart},
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Network objective"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Ψ + R of the network itself with each solver's weights"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Ψ + R"), networkPart},
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Feasibility"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                          "how far the lifted h, u and v violate the network's equations, |r| / T"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "violation"), feasibilityParts},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Stationarity"),
                    QT_TRANSLATE_NOOP(
                        "basin::ui::HistoryPlot",
                        "ρ |s| of piecewise-affine, gradient norm of the others; 0 where nothing leads down"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "ρ |s| or |∇|"), gradientPart},
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Train and test error"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                          "mean square error over the training steps and over the test steps after them"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "mean square error"), errorParts},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Training error"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "mean square error over the training steps"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "training error"),
                    std::span(errorParts).first<1>()},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Test error"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                                      "mean square error over the test steps, which no solver has seen"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "test error"),
                    std::span(errorParts).last<1>()},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Step"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Euclidean length of the step"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "step"), stepPart},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Model decrease"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                                      "what the model of each step promised the loss to fall by"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "model decrease"), decreasePart}};

}  // namespace

ConvergenceOffer networkQuantities() {
    return {names, offered, View::objective};
}

}  // namespace basin::ui
