// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/network_panel.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QSignalBlocker>

#include "ui/panels/number_text.h"
#include "ui/panels/text_role.h"
#include "ui/plots/penalty_marks.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

using Outcome = NetworkOutcome;
using Betas = PenaltyWeights;

struct Facts {
    Q_DECLARE_TR_FUNCTIONS(NetworkPanel)
};

QString answerText(Answer answer) {
    switch (answer) {
        case Answer::yes:
            return Facts::tr("yes");
        case Answer::no:
            return Facts::tr("no");
        case Answer::not_decided:
            break;
    }
    return Facts::tr("not decided");
}

/// "h 0.3, u 0.3, v 0.36".
QString partsText(const PenaltyThresholds& thresholds) {
    QStringList parts;
    for (const PenaltyPart& part : penaltyParts())
        parts << QStringLiteral("%1 %2").arg(QLatin1String(part.name), thresholdText(thresholds, part));
    return parts.join(QStringLiteral("\n"));
}

QString exceededText(const PenaltyThresholds& thresholds, const Betas& betas) {
    if (!thresholds.is_known()) return numberText(not_applicable);
    if (thresholds.is_capped()) return Facts::tr("not decided");
    return thresholds.exceeded_by(betas) ? Facts::tr("yes") : Facts::tr("no");
}

QString firstOrder(const Outcome& outcome, const Betas&) {
    return answerText(outcome.stationarity.first_order);
}
QString secondOrder(const Outcome& outcome, const Betas&) {
    const QString answer = answerText(outcome.stationarity.second_order);
    return outcome.stationarity.second_order_estimated ? Facts::tr("%1, estimated").arg(answer) : answer;
}
QString penalised(const Outcome& outcome, const Betas&) {
    return outcome.penalised ? answerText(outcome.penalised->answer) : numberText(not_applicable);
}
template <PenaltyThresholds Outcome::*thresholds>
QString thresholdsOf(const Outcome& outcome, const Betas&) {
    return partsText(outcome.*thresholds);
}
template <PenaltyThresholds Outcome::*thresholds>
QString exceededOf(const Outcome& outcome, const Betas& betas) {
    return exceededText(outcome.*thresholds, betas);
}
QString residual(const Outcome& outcome, const Betas&) {
    return numberText(outcome.stationarity.residual);
}
QString zeros(const Outcome& outcome, const Betas&) {
    return QString::number(outcome.stationarity.zeros);
}
QString distance(const Outcome& outcome, const Betas&) {
    return numberText(outcome.stationarity.distance);
}
QString change(const Outcome& outcome, const Betas&) {
    return numberText(outcome.stationarity.change);
}
QString curvature(const Outcome& outcome, const Betas&) {
    const NetworkStationarity& tested = outcome.stationarity;
    const QString value = numberText(tested.least_curvature);
    return tested.curvature_error > 0
               ? QStringLiteral("%1 ± %2").arg(value, numberText(tested.curvature_error))
               : value;
}

/// Of own data, in their units: told by errors of the judgement; nothing for other networks.
template <class Errors>
QString ownText(const Outcome& outcome, const Errors& errors) {
    return outcome.judgement ? numberText(mean_of(errors(*outcome.judgement))) : QString();
}
QString trainError(const Outcome& outcome, const Betas&) {
    if (!outcome.judgement) return numberText(outcome.train_error);
    return ownText(outcome, [](const SeriesJudgement& found) { return found.train_error; });
}
QString testError(const Outcome& outcome, const Betas&) {
    if (!outcome.judgement) return numberText(outcome.test_error);
    return ownText(outcome, [](const SeriesJudgement& found) { return found.test_error; });
}
QString lastValueError(const Outcome& outcome, const Betas&) {
    return ownText(outcome, [](const SeriesJudgement& found) { return found.naive.last_value; });
}
QString lastSeasonError(const Outcome& outcome, const Betas&) {
    const bool has = outcome.judgement && outcome.judgement->naive.last_season.size() > 0;
    return has ? numberText(mean_of(outcome.judgement->naive.last_season)) : QString();
}
QString meanError(const Outcome& outcome, const Betas&) {
    return ownText(outcome, [](const SeriesJudgement& found) { return found.naive.mean; });
}
QString freeRunError(const Outcome& outcome, const Betas&) {
    const bool has = outcome.judgement && outcome.judgement->free_run_error.size() > 0;
    return has ? numberText(mean_of(outcome.judgement->free_run_error)) : QString();
}
QString skill(const Outcome& outcome, const Betas&) {
    return outcome.judgement ? QString::fromStdString(skill_words(*outcome.judgement)) : QString();
}

struct RowText {
    const char* key;
    QString (*text)(const Outcome&, const Betas&);
    const char* name;     // QT_TRANSLATE_NOOP
    const char* toolTip;  // QT_TRANSLATE_NOOP
};

constexpr const char* context = "NetworkPanel";

constexpr RowText certifiedRows[] = {
    {"first_order", firstOrder, QT_TRANSLATE_NOOP("NetworkPanel", "d-stationary, first order?"),
     QT_TRANSLATE_NOOP(
         "NetworkPanel",
         "Whether no direction leads downhill, tested with one-sided slopes that are exact at kinks, at the "
         "nearest point where the gradient vanishes. No: a step was found that lowers the objective.")},
    {"second_order", secondOrder, QT_TRANSLATE_NOOP("NetworkPanel", "Second order?"),
     QT_TRANSLATE_NOOP(
         "NetworkPanel",
         "Whether that point is a strict local minimum: the objective bends upwards along every "
         "direction that is level at first. Estimated: by Lanczos, where there are too many weights for all "
         "eigenvalues.")},
    {"penalised", penalised, QT_TRANSLATE_NOOP("NetworkPanel", "Stationary with penalty?"),
     QT_TRANSLATE_NOOP(
         "NetworkPanel",
         "The same for the penalised problem that piecewise-affine solves, tested on every side of "
         "every kink. Only piecewise-affine has it.")},
    {"at_point_exceeded", exceededOf<&Outcome::at_point>,
     QT_TRANSLATE_NOOP("NetworkPanel", "β beyond bound here?"),
     QT_TRANSLATE_NOOP(
         "NetworkPanel",
         "Whether the penalty weights exceed the bound that is proved for weights as large as the "
         "present ones: no point that violates the equations is then stationary.")},
    {"at_point", thresholdsOf<&Outcome::at_point>, QT_TRANSLATE_NOOP("NetworkPanel", "Bound here"),
     QT_TRANSLATE_NOOP("NetworkPanel",
                       "The penalty weights of h, u and v above which that is proved at this point.")},
    {"a_priori_exceeded", exceededOf<&Outcome::a_priori>,
     QT_TRANSLATE_NOOP("NetworkPanel", "β beyond bound a priori?"),
     QT_TRANSLATE_NOOP("NetworkPanel",
                       "The same for every point that is no worse than the start, known before the run.")},
    {"a_priori", thresholdsOf<&Outcome::a_priori>, QT_TRANSLATE_NOOP("NetworkPanel", "Bound a priori"),
     QT_TRANSLATE_NOOP("NetworkPanel",
                       "The penalty weights above which that is proved. Usually far too careful: it grows "
                       "exponentially with the number of time steps.")}};

constexpr RowText measuredRows[] = {
    {"a_posteriori_exceeded", exceededOf<&Outcome::a_posteriori>,
     QT_TRANSLATE_NOOP("NetworkPanel", "β beyond multipliers?"),
     QT_TRANSLATE_NOOP(
         "NetworkPanel",
         "Whether the penalty weights exceed the multipliers found at the end: the sharp threshold "
         "near this point. Not decided where a multiplier touches its weight, which it cannot exceed.")},
    {"a_posteriori", thresholdsOf<&Outcome::a_posteriori>,
     QT_TRANSLATE_NOOP("NetworkPanel", "Largest multipliers"),
     QT_TRANSLATE_NOOP(
         "NetworkPanel",
         "The largest backpropagation multiplier of h, u and v at the end; ≥ where the run's own "
         "penalty weight caps it.")},
    {"residual", residual, QT_TRANSLATE_NOOP("NetworkPanel", "Residual"),
     QT_TRANSLATE_NOOP("NetworkPanel",
                       "What is left of the gradient with the best slopes at the kinks; 0 at a stationary "
                       "point.")},
    {"distance", distance, QT_TRANSLATE_NOOP("NetworkPanel", "Tested at a distance of"),
     QT_TRANSLATE_NOOP(
         "NetworkPanel",
         "How far the point that was tested is from the end of the run: what the residuals change "
         "by, as a share of their size.")},
    {"change", change, QT_TRANSLATE_NOOP("NetworkPanel", "Objective there"),
     QT_TRANSLATE_NOOP("NetworkPanel",
                       "What the objective changes by on the way to the point that was tested.")},
    {"zeros", zeros, QT_TRANSLATE_NOOP("NetworkPanel", "Units at the kink"),
     QT_TRANSLATE_NOOP(
         "NetworkPanel",
         "Sums u, over all units and time steps, that are exactly 0, where the activation has its "
         "kink.")},
    {"least_curvature", curvature, QT_TRANSLATE_NOOP("NetworkPanel", "Least curvature"),
     QT_TRANSLATE_NOOP(
         "NetworkPanel",
         "Smallest eigenvalue along the directions that keep those units at their kink; above 0 the "
         "second-order answer is yes. With ±: an estimate, and an eigenvalue lies that near.")},
    {"skill", skill, QT_TRANSLATE_NOOP("NetworkPanel", "As a forecast"),
     QT_TRANSLATE_NOOP("NetworkPanel",
                       "The error on the test steps against the best forecast that needs no training.")},
    {"train_error", trainError, QT_TRANSLATE_NOOP("NetworkPanel", "Training error"),
     QT_TRANSLATE_NOOP("NetworkPanel",
                       "Mean square error over the training steps; of your own data the root of it, in their "
                       "units.")},
    {"test_error", testError, QT_TRANSLATE_NOOP("NetworkPanel", "Test error"),
     QT_TRANSLATE_NOOP("NetworkPanel", "The same over the test steps, which no solver has seen.")},
    {"last_value", lastValueError, QT_TRANSLATE_NOOP("NetworkPanel", "Error of the last value"),
     QT_TRANSLATE_NOOP("NetworkPanel",
                       "What the test error would be if the last known value were the forecast.")},
    {"last_season", lastSeasonError, QT_TRANSLATE_NOOP("NetworkPanel", "Error of the last season"),
     QT_TRANSLATE_NOOP("NetworkPanel", "What it would be if the value of a season ago were the forecast.")},
    {"mean", meanError, QT_TRANSLATE_NOOP("NetworkPanel", "Error of the mean"),
     QT_TRANSLATE_NOOP("NetworkPanel", "What it would be if the mean of the training steps were.")},
    {"free_run_error", freeRunError, QT_TRANSLATE_NOOP("NetworkPanel", "Error on its own predictions"),
     QT_TRANSLATE_NOOP("NetworkPanel",
                       "The test error where the network is told its own predictions instead of what was "
                       "measured, from the first test step on.")}};

}  // namespace

NetworkPanel::NetworkPanel(RunModel* model, QWidget* parent)
    : FactGrid(Facts::tr("Certificate"), parent), model_(model) {
    makeSolverBox();
    note_ = addNote();
    makeFacts();
    connect(model_, &RunModel::cleared, this, [this] {
        chosen_ = false;
        shown_.reset();
        showNumbers();
    });
    for (const auto signal : {&RunModel::outcomesChanged, &RunModel::finished})
        connect(model_, signal, this, &NetworkPanel::showNumbers);
    showNumbers();
}

void NetworkPanel::makeSolverBox() {
    solverBox_ = new QComboBox(this);
    solverBox_->setAccessibleName(Facts::tr("Solver"));
    solverBox_->setToolTip(Facts::tr("The end of whose run is tested"));
    solverBox_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setTextRole(solverBox_, TextRole::small);
    addWide(solverBox_);
    connect(solverBox_, &QComboBox::activated, this, [this](int index) {
        chosen_ = true;
        shown_ = static_cast<std::size_t>(solverBox_->itemData(index).toInt());
        showNumbers();
    });
}

void NetworkPanel::makeFacts() {
    const auto translated = [](const char* text) { return QCoreApplication::translate(context, text); };
    const auto fill = [&](const auto& rows) {
        for (const RowText& row : rows)
            addFact(row.key, translated(row.name), translated(row.toolTip), [this, text = row.text] {
                const NetworkOutcome* shown = outcome();
                const ElmanProblemSpec* spec = problem();
                if (shown && spec) return text(*shown, spec->betas);
                return text(NetworkOutcome{}, {}).isEmpty() ? QString() : numberText(not_applicable);
            });
    };
    addGroup(Knowledge::certified, Facts::tr("Certified"),
             Facts::tr("Proved, up to the tolerance of the residual below."));
    fill(certifiedRows);
    addGroup(Knowledge::measured, Facts::tr("Measured"), Facts::tr("Seen at the end of this run."));
    fill(measuredRows);
}

const ElmanProblemSpec* NetworkPanel::problem() const {
    return std::get_if<ElmanProblemSpec>(&model_->results().experiment.problem);
}

const NetworkOutcome* NetworkPanel::outcome() const {
    return shown_ ? model_->results().runs[*shown_].network.get() : nullptr;
}

// What piecewise-affine came to, unless the user asks for another.
void NetworkPanel::fillSolverBox() {
    const Results& results = model_->results();
    if (!chosen_) shown_ = certifiedRun(results);
    const QSignalBlocker quiet(solverBox_);
    solverBox_->clear();
    for (std::size_t i = 0; i < results.runs.size(); ++i)
        if (results.runs[i].network) solverBox_->addItem(runLabel(results, i), static_cast<int>(i));
    if (shown_) solverBox_->setCurrentIndex(solverBox_->findData(static_cast<int>(*shown_)));
    solverBox_->setVisible(solverBox_->count() > 1);
}

void NetworkPanel::showNumbers() {
    fillSolverBox();
    showFacts();
    showNote(problem() ? outcome() : nullptr);
}

void NetworkPanel::showNote(const NetworkOutcome* outcome) {
    QString text;
    if (outcome) {
        const NetworkStationarity& tested = outcome->stationarity;
        if (!std::isnan(tested.drop))
            text = Facts::tr("A direction was found along which a step of %1 lowers the objective by %2.")
                       .arg(numberText(tested.drop_step), numberText(tested.drop));
        else if (!tested.reason.empty())
            text = Facts::tr("Not decided: %1.").arg(QString::fromStdString(tested.reason));
        else if (tested.first_order == Answer::not_decided)
            text = Facts::tr("Neither proved nor refuted.");
    }
    note_->setText(text);
    note_->setVisible(!text.isEmpty());
}

}  // namespace basin::ui
