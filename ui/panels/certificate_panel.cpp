// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/certificate_panel.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/basin_radius.h"
#include "ui/panels/hessian_error.h"
#include "ui/panels/number_text.h"
#include "ui/panels/text_role.h"
#include "ui/runs/run_model.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

// The worst factor of one step of the first solver that the theorem speaks of, up to the playhead.
double worstContraction(const RunModel& model) {
    double worst = not_applicable;
    for (const SolverRun& run : model.results().runs) {
        if (run.spec.name != "newton" && run.spec.name != "approximate-newton") continue;
        for (const IterationRecord& record : run.history) {
            if (record.iteration > model.playhead() || std::isnan(record.contraction)) continue;
            worst = std::isnan(worst) ? record.contraction : std::max(worst, record.contraction);
        }
    }
    return worst;
}

}  // namespace

CertificatePanel::CertificatePanel(RunModel* model, QWidget* parent)
    : QWidget(parent), model_(model), grid_(new QGridLayout(this)) {
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(spaceUnit);
    grid_->setVerticalSpacing(1);
    grid_->setColumnStretch(0, 1);
    grid_->addWidget(makeLabel(tr("Certificate"), TextRole::title), 0, 0, 1, 2);
    grid_->setRowMinimumHeight(1, spaceUnit / 2);
    l_ = addRow(
        tr("Curvature l"), tr("measured"),
        tr("Smallest eigenvalue of the Hessian at the minimiser: how steep the flattest direction is."));
    M_ = addRow(
        tr("Curvature change M"), tr("estimated"),
        tr("How fast the Hessian changes: the largest change per distance that sampling found. The true M "
           "may be larger."));
    guaranteed_ =
        addRow(tr("Guaranteed radius"), tr("guaranteed*"),
               tr("0.1 l / M. Starts closer than this converge, by the theorem of Li, Song, Wang and Yin. "
                  "It rests on the estimated M: with a larger true M it is smaller."));
    start_ = addRow(tr("Start distance r0"), tr("measured"), tr("Distance of the start from the minimiser."));
    condition_ = addRow(tr("r0 M ≤ 0.1 l ?"), tr("estimated"),
                        tr("The theorem's condition on the start: when it holds, convergence is certain."));
    basin_ = addRow(tr("Basin radius"), tr("measured"),
                    tr("Largest radius of the basin map up to which at least 95 % of random starts reach the "
                       "minimiser, for the error that is set."));
    contraction_ = addRow(
        tr("Largest contraction"), tr("measured"),
        tr("Largest factor by which one Newton step changed the distance, up to the iteration "
           "shown. Below 1 every step came closer; the theorem promises at most 0.4 inside the guaranteed "
           "radius."));
    addNote();
    for (const auto signal : {&RunModel::cleared, &RunModel::problemChanged, &RunModel::certificateChanged,
                              &RunModel::basinMapChanged})
        connect(model_, signal, this, &CertificatePanel::showNumbers);
    for (const auto signal : {&RunModel::historyChanged, &RunModel::playheadChanged})
        connect(model_, signal, this, &CertificatePanel::showContraction);
    showNumbers();
}

CertificatePanel::Row CertificatePanel::addRow(const QString& name, const QString& kind,
                                               const QString& toolTip) {
    auto* label = makeLabel(name, TextRole::body, this);
    auto* value = makeLabel(QString(), TextRole::body, this);
    auto* word = makeLabel(kind, TextRole::small, this);
    for (QLabel* part : {label, value, word}) {
        part->setWordWrap(false);
        part->setToolTip(toolTip);
    }
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const int row = grid_->rowCount();
    // The words beside the number, under the name: so the panel may be narrow.
    grid_->addWidget(label, row, 0, 1, 2);
    grid_->addWidget(word, row + 1, 0);
    grid_->addWidget(value, row + 1, 1);
    grid_->setRowMinimumHeight(row + 2, spaceUnit / 2);
    return {value, word};
}

void CertificatePanel::addNote() {
    auto* note = makeLabel(tr("* as far as the estimated M is right"), TextRole::small, this);
    grid_->addWidget(note, grid_->rowCount(), 0, 1, 2);
    unverified_ = makeLabel(QString(), TextRole::small, this);
    unverified_->hide();
    grid_->setRowMinimumHeight(grid_->rowCount(), spaceUnit / 2);
    grid_->addWidget(unverified_, grid_->rowCount(), 0, 1, 2);
}

void CertificatePanel::showNumbers() {
    const Certificate& certificate = model_->results().certificate;
    const bool known = model_->hasCertificate();
    l_.value->setText(numberText(model_->problem() ? model_->problem()->l : not_applicable));
    M_.value->setText(known ? tr("≥ %1").arg(numberText(certificate.M_estimate))
                            : numberText(not_applicable));
    guaranteed_.value->setText(numberText(known ? certificate.guaranteed_radius : not_applicable));
    start_.value->setText(numberText(known ? certificate.start_radius : not_applicable));
    const auto& map = model_->results().basin_map;
    const double error = hessianError(model_->results().experiment);
    basin_.value->setText(numberText(map ? measured_basin_radius(*map, error) : not_applicable));
    const auto& problem = model_->problem();
    const bool doubtful = problem && !problem->minimiser.verified;
    unverified_->setVisible(doubtful);
    unverified_->setText(
        doubtful ? tr("Minimiser not verified: %1").arg(QString::fromStdString(problem->minimiser.note))
                 : QString());
    showCondition();
    showContraction();
}

void CertificatePanel::showCondition() {
    const Certificate& certificate = model_->results().certificate;
    if (!model_->hasCertificate()) {
        condition_.value->setText(numberText(not_applicable));
        return;
    }
    condition_.value->setText(certificate.good_start ? tr("yes") : tr("no"));
}

void CertificatePanel::showContraction() {
    contraction_.value->setText(numberText(worstContraction(*model_)));
}

}  // namespace basin::ui
