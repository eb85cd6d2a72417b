// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/nonsmoothness_plot.h"

#include <array>

#include "ui/families/family_view.h"
#include "ui/plots/view_words.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

using Network = NetworkMeasures;

constexpr std::array kinkParts{
    HistoryPart{"zeros", QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "at it"), readNetwork<&Network::zeros>},
    HistoryPart{"near_zeros", QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "near it"),
                readNetwork<&Network::near_zeros>}};
constexpr std::array crossedPart{HistoryPart{"kinks_crossed", "", readNetwork<&Network::kinks_crossed>}};
constexpr std::array jumpPart{HistoryPart{"slope_jump", "", readNetwork<&Network::slope_jump>}};
constexpr std::array sharePart{
    HistoryPart{"nondifferentiable_share", "", readNetwork<&Network::nondifferentiable_share>}};
constexpr std::array radiusPart{HistoryPart{"spectral_radius", "", readNetwork<&Network::spectral_radius>}};
constexpr std::array normPart{HistoryPart{"recurrent_norm", "", readNetwork<&Network::recurrent_norm>}};
constexpr std::array growthPart{
    HistoryPart{"multiplier_growth", "", readNetwork<&Network::multiplier_growth>}};

// In the order of NonsmoothnessPlot::View.
constexpr std::array quantities{
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Units at the kink"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                          "entries of u that are exactly 0, and those within 1/1000 of the largest"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "entries of u"), kinkParts, HistoryScale::linear},
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Kinks crossed"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "entries of u whose sign the last step changed"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "entries of u"), crossedPart, HistoryScale::linear},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Slope jump"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                                      "largest jump between the one-sided slopes, over a few directions"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "slope jump"), jumpPart},
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Directions with a jump"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                          "share of a few random directions along which the loss has no derivative"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "share"), sharePart, HistoryScale::linear},
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Spectral radius"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                          "largest |eigenvalue| of W: what time steps do to the state without activation"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "spectral radius of W"), radiusPart, HistoryScale::linear,
        1, QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "1: neither grows nor fades")},
    HistoryQuantity{QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Norm of W"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot",
                                      "|W|₂: how much one time step can stretch the state at most"),
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "|W|₂"), normPart, HistoryScale::linear, 1,
                    QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "1: neither grows nor fades")},
    HistoryQuantity{
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "Multiplier growth"),
        QT_TRANSLATE_NOOP(
            "basin::ui::HistoryPlot",
            "mean factor of the gradient per step back in time: below 1 it vanishes, above it explodes"),
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "factor per time step"), growthPart,
        HistoryScale::logarithmic, 1,
        QT_TRANSLATE_NOOP("basin::ui::HistoryPlot", "1: neither grows nor fades")}};

}  // namespace

NonsmoothnessPlot::NonsmoothnessPlot(QWidget* parent) : HistoryPlot(parent) {
    setQuantities(quantities, 0);
}

QStringList NonsmoothnessPlot::views() const {
    return viewWords<View>();
}

void NonsmoothnessPlot::setView(const QString& word) {
    if (const auto wanted = viewOf<View>(word)) setView(*wanted);
}

PlotChoices NonsmoothnessPlot::choices() const {
    return choicesWith(view() == View::kinks ? QString() : viewWord(view()));
}

void NonsmoothnessPlot::setChoices(const PlotChoices& wanted) {
    setView(View::kinks);
    HistoryPlot::setChoices(wanted);
}

QString NonsmoothnessPlot::invitation() const {
    const bool offered = model() == nullptr || familyShown(model()).offers(PlotKind::nonsmoothness);
    if (!offered) return tr("Only recurrent networks are measured for their kinks.");
    return model() != nullptr && model()->isRunning() ? waiting()
                                                      : tr("Press Run to see how nonsmooth the training is.");
}

QString NonsmoothnessPlot::absence() const {
    return familyShown(model()).offers(PlotKind::nonsmoothness)
               ? HistoryPlot::absence()
               : tr("Only recurrent networks are measured for their kinks.");
}

}  // namespace basin::ui
