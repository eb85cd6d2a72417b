// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/certificate_panel.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "core/experiment/method_of_theory.h"
#include "ui/panels/number_text.h"
#include "ui/plots/theory_bounds.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

struct RowText {
    const char* key;
    const char* format;   // of the number
    const char* name;     // QT_TRANSLATE_NOOP
    const char* toolTip;  // QT_TRANSLATE_NOOP
};

constexpr const char* context = "basin::ui::CertificatePanel";
constexpr char number[] = "%1", atMost[] = "≤ %1", atLeast[] = "≥ %1";

constexpr RowText certifiedRows[] = {
    {"l", atLeast, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Curvature l"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "Smallest eigenvalue of the Hessian at the minimiser, less its rounding: how steep the "
         "flattest direction is. There when the minimiser is verified.")},
    {"M_certified", atMost, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Change of curvature M"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "How fast the Hessian can change at most, in the ball around the minimiser that reaches "
         "the start. Proved, and usually thousands of times too careful.")},
    {"M_certified_global", atMost, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "M everywhere"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "The same, for every point there is.")},
    {"guaranteed_radius_certified", number,
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Guaranteed radius"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "The largest r with r M ≤ 0.1 l, where M is the proved one for the ball of that radius. "
         "Starts closer than this meet the theorem's condition (Li, Song, Wang and Yin).")},
    {"good_start_certified", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "r₀ M ≤ 0.1 l ?"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel",
                       "The theorem's condition on the start, with the proved M.")},
    {"promised_iterations", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Steps promised, T"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "How many steps the theorem allows from this start down to the tolerance, a factor 0.4 "
         "each. There where the condition above holds, for an exact Hessian.")},
    {"published_bound_certified", atMost,
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "First step, published"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "What the first step may leave of the distance, by the bound as published. Proved for an "
         "exact Hessian only: steps with another can exceed it.")},
    {"energy_bound_certified", atMost, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "First step, energy"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel",
                       "What the first step may leave of the error in the energy norm, which measures each "
                       "direction by its curvature. There when the method surely keeps its error.")},
    {"kantorovich_h_certified", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Kantorovich h"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "A second test of the start: 1/2 or less proves that Newton's method converges from it. "
         "It needs no minimiser.")},
    {"kantorovich_proves", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "which proves"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "What the second test proves that Newton's method converges to: a minimum, a maximum, a "
         "saddle, or no more than a point where the gradient vanishes.")},
    {"ridge_promised_minimiser", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Ridge asked, x*"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel",
                       "How much ridge the theory asks for, to promise a curvature of l at the minimiser.")},
    {"ridge_promised_start", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Ridge asked, start"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "The same at the start.")}};

constexpr RowText estimatedRows[] = {
    {"M_estimate", atLeast, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Change of curvature M"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "The largest change of the Hessian per distance that sampling found in the ball. The true "
         "M lies between this and the proved one.")},
    {"guaranteed_radius", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Radius 0.1 l / M"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel",
                       "The radius that would be guaranteed if the estimated M were the true one.")},
    {"good_start", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "r₀ M ≤ 0.1 l ?"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel",
                       "The theorem's condition on the start, with the estimated M.")},
    {"published_bound", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "First step, published"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "The published bound, with the estimated M. With an approximate Hessian a step can exceed it.")},
    {"energy_bound", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "First step, energy"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "The bound in the energy norm, with the estimated M.")},
    {"kantorovich_h", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Kantorovich h"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "The second test, with the estimated M.")}};

constexpr RowText measuredRows[] = {
    {"start_radius", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Start distance r₀"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Distance of the start from the minimiser.")},
    {"basin_radius", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Basin radius"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "Every radius tried up to this one keeps 95 % of random starts, tried from the guaranteed "
         "radius outwards with the method the theory speaks of. That this is false has a probability "
         "of 5 % at most.")},
    {"basin_rate", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Success there"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "Share of all starts at that radius that succeed: the Wilson interval, 95 % confidence.")},
    {"basin_end", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Ended at"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "The next radius tried, and the share of its starts that succeeded: too few, or near 95 % "
         "and not decided. A larger radius where 95 % succeed again is told too.")},
    {"contraction", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Worst step, distance"),
     QT_TRANSLATE_NOOP(
         "basin::ui::CertificatePanel",
         "Largest factor by which one step changed the distance, up to the iteration shown. Above 1 "
         "a step led away.")},
    {"energy_contraction", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Worst step, energy"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel",
                       "The same in the energy norm, which measures each direction by its curvature.")},
    {"ridge", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Ridge that is there"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "n times the smallest squared row weight w².")},
    {"ridge_needed_minimiser", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Ridge needed at x*"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel",
                       "The smallest ridge that keeps the Hessian at the minimiser positive definite.")},
    {"ridge_needed_start", number, QT_TRANSLATE_NOOP("basin::ui::CertificatePanel", "Ridge needed at start"),
     QT_TRANSLATE_NOOP("basin::ui::CertificatePanel",
                       "The smallest ridge that makes the Hessian at the start positive definite.")}};

}  // namespace

CertificatePanel::CertificatePanel(RunModel* model, QWidget* parent)
    : FactGrid(tr("Certificate"), parent), model_(model), note_(addNote()) {
    const auto translated = [](const char* text) { return QCoreApplication::translate(context, text); };
    const auto fill = [&](const auto& rows) {
        for (const RowText& row : rows)
            addFact(row.key, translated(row.name), translated(row.toolTip),
                    [this, &row] { return textOf(row.key, row.format); });
    };
    addGroup(Knowledge::certified, tr("Certified"), tr("Proved, up to rounding."));
    fill(certifiedRows);
    addGroup(Knowledge::estimated, tr("Estimated"),
             tr("Rests on the M that sampling found, which may be too small: no proof."));
    fill(estimatedRows);
    addGroup(Knowledge::measured, tr("Measured"), tr("Seen in this run and in trials."));
    fill(measuredRows);
    for (const auto signal : {&RunModel::cleared, &RunModel::problemChanged, &RunModel::certificateChanged})
        connect(model_, signal, this, &CertificatePanel::showNumbers);
    for (const auto signal : {&RunModel::historyChanged, &RunModel::playheadChanged})
        connect(model_, signal, this, &CertificatePanel::showMeasuredContraction);
    showNumbers();
}

QString CertificatePanel::basinEnd(const Certificate& certificate) {
    if (std::isnan(certificate.basin_end_radius)) return numberText(not_applicable);
    const bool failed = certificate.basin_failed_radius == certificate.basin_end_radius;
    const QString text = !failed ? tr("%1: %2 % of %3, not decided") : tr("%1: %2 % of %3");
    const QString end = text.arg(numberText(certificate.basin_end_radius))
                            .arg(std::lround(100 * certificate.basin_end_rate))
                            .arg(std::lround(certificate.basin_end_trials));
    if (std::isnan(certificate.basin_beyond_radius)) return end;
    return tr("%1; 95 % again at %2").arg(end, numberText(certificate.basin_beyond_radius));
}

double CertificatePanel::worstOf(RunningWorst& worst) const {
    const auto run = run_of_theory(model_->results());
    return run ? worst.upTo(model_->results(), *run, model_->playhead()) : not_applicable;
}

QString CertificatePanel::proofText(const Certificate& certificate) {
    if (std::isnan(certificate.kantorovich_h_certified)) return numberText(not_applicable);
    switch (certificate.kantorovich_proves) {
        case KantorovichProves::minimum:
            return tr("a minimum");
        case KantorovichProves::maximum:
            return tr("a maximum");
        case KantorovichProves::saddle:
            return tr("a saddle");
        case KantorovichProves::stationary_point:
            return tr("a stationary point");
        case KantorovichProves::nothing:
            break;
    }
    return tr("nothing");
}

QString CertificatePanel::textOf(const std::string& key, const char* numberFormat) {
    const Certificate& certificate = model_->results().certificate;
    const auto answer = [](double decided, bool yes) {
        return std::isnan(decided) ? numberText(not_applicable) : yes ? tr("yes") : tr("no");
    };
    if (key == "good_start_certified")
        return answer(certificate.M_certified, certificate.good_start_certified);
    if (key == "good_start") return answer(certificate.M_estimate, certificate.good_start);
    // What is promised on a condition that does not hold is not promised.
    if (key == "promised_iterations" && !certificate.good_start_certified) return {};
    if (key == "kantorovich_proves") return proofText(certificate);
    if (key == "contraction") return numberText(worstOf(contraction_));
    if (key == "energy_contraction") return numberText(worstOf(energyContraction_));
    if (key == "basin_rate") {
        if (std::isnan(certificate.basin_rate_low)) return numberText(not_applicable);
        return tr("%1–%2 %")
            .arg(std::lround(100 * certificate.basin_rate_low))
            .arg(std::lround(100 * certificate.basin_rate_high));
    }
    if (key == "basin_end") return basinEnd(certificate);
    if (key == "basin_radius" && certificate.basin_knowledge() == BasinKnowledge::none) return tr("none");
    const bool wanted = model_->results().experiment.basin_radius.trials > 0;
    if (key == "basin_radius" && !wanted && std::isnan(certificate.basin_radius)) return tr("not measured");
    double value = not_applicable;
    const bool isBound = key.find("_bound") != std::string::npos;
    for (const CertificateEntry& entry : certificate_entries())
        if (entry.key == key) value = certificate.*entry.value;
    if (isBound && std::isinf(value)) return {};  // "at most infinite" bounds nothing
    const bool atLeastThat = key == "basin_radius" && certificate.basin_radius_open;
    const char* format = std::isnan(value) ? number : atLeastThat ? atLeast : numberFormat;
    return QString::fromUtf8(format).arg(numberText(value));
}

void CertificatePanel::showNumbers() {
    contraction_.forget();  // it may be another run
    energyContraction_.forget();
    showFacts();
    showNote();
}

void CertificatePanel::showMeasuredContraction() {
    showFact("contraction");
    showFact("energy_contraction");
}

void CertificatePanel::showNote() {
    QString text;
    if (const auto& problem = model_->problem()) {
        const Minimiser& minimiser = problem->minimiser;
        if (!minimiser.verified)
            text = tr("Minimiser not verified: %1").arg(QString::fromStdString(minimiser.note));
        else if (minimiser.on_kink())
            text = tr("The minimiser sits on a kink (outputs there: %1), where the theory does not reach. No "
                      "direction leads downhill from it: all %2 pieces around it were looked at.")
                       .arg(minimiser.kinks.size())
                       .arg(minimiser.stationarity.patterns);
    }
    note_->setText(text);
    note_->setVisible(!text.isEmpty());
}

}  // namespace basin::ui
