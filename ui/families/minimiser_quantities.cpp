// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/minimiser_view.h"

namespace basin::ui {

namespace {

using View = ConvergencePlot::View;
using Record = IterationRecord;

double lossGap(const IterationRecord& record, const Minimiser& minimiser) {
    return record.objective - minimiser.objective;
}

constexpr std::array lossGapPart{HistoryPart{"loss_gap", "", lossGap}};
constexpr std::array gradientPart{HistoryPart{"gradient_norm", "", readRecord<&Record::gradient_norm>}};
constexpr std::array distancePart{HistoryPart{"distance", "", readRecord<&Record::distance>}};
constexpr std::array contractionPart{HistoryPart{"contraction", "", readRecord<&Record::contraction>}};
constexpr std::array energyPart{
    HistoryPart{"energy_contraction", "", readRecord<&Record::energy_contraction>}};
constexpr std::array decreasePart{HistoryPart{"model_decrease", "", readModelDecrease}};
constexpr std::array stepPart{HistoryPart{"step_norm", "", readRecord<&Record::step_norm>}};

constexpr std::array names{View::loss_gap,      View::gradient_norm,      View::distance,
                           View::contraction,   View::energy_contraction, View::step,
                           View::model_decrease};
constexpr std::array offered{
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Loss gap"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "loss above the minimum, L(x) − L(x*)"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "L(x) − L(x*)"), lossGapPart},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Gradient norm"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Euclidean norm of the gradient"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "|∇L(x)|"), gradientPart},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Distance"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Euclidean distance to the minimiser"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "|x − x*|"), distancePart},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Contraction"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "what a step leaves of the distance"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "contraction"), contractionPart},
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Contraction (energy)"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "what a step leaves of the error in the energy norm"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "energy contraction"), energyPart},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Step"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Euclidean length of the step"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "step"), stepPart},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Model decrease"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                                      "what the model of each step promised the loss to fall by"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "model decrease"), decreasePart}};

}  // namespace

ConvergenceOffer MinimiserView::quantities() const {
    return {names, offered, View::distance};
}

}  // namespace basin::ui
