// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/estimate_dialog.h"

#include <chrono>
#include <cmath>
#include <utility>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QHideEvent>
#include <QShowEvent>
#include <QVBoxLayout>

#include "core/numeric/input_error.h"
#include "ui/chart/number_format.h"
#include "ui/families/family_view.h"
#include "ui/panels/form_section.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto pollInterval = 100ms;
constexpr Index largestRows = 2000000000, largestUnknowns = 1000000;

QString intervalText(const CostPrediction& prediction) {
    return EstimateDialog::tr("%1  (%2 to %3)")
        .arg(formatSeconds(prediction.seconds), formatSeconds(prediction.low),
             formatSeconds(prediction.high));
}

QString exponentsText(const SolverEstimate& solver) {
    QString text = EstimateDialog::tr("n^%1 d^%2")
                       .arg(formatFixed(solver.exponent_n, 2), formatFixed(solver.exponent_d, 2));
    if (!std::isnan(solver.exponent_nnz))
        text += EstimateDialog::tr(" nnz^%1").arg(formatFixed(solver.exponent_nnz, 2));
    return text;
}

}  // namespace

EstimateDialog::EstimateDialog(std::function<Experiment()> source, QWidget* parent)
    : QDialog(parent),
      source_(std::move(source)),
      n_(new WholeField(1, largestRows)),
      d_(new WholeField(1, largestUnknowns)),
      nnz_(new WholeField(0, largestRows)),
      seconds_(new RealField(0.1, 3600)),
      start_(new QPushButton(this)),
      progress_(new QProgressBar(this)),
      table_(new QTableWidget(this)),
      note_(makeLabel({}, TextRole::small)),
      timer_(this) {
    setWindowTitle(tr("Estimate for another size"));
    resize(720, 360);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gutter, gutter, gutter, gutter);
    column->setSpacing(gutter);
    column->addWidget(makeQuestion());
    makeTable();
    column->addWidget(table_, 1);
    note_->setWordWrap(true);
    column->addWidget(note_);
    connect(start_, &QPushButton::clicked, this, [this] { isComputing() ? stop() : start(); });
    timer_.setInterval(pollInterval);
    connect(&timer_, &QTimer::timeout, this, &EstimateDialog::tick);
    showState();
}

EstimateDialog::~EstimateDialog() = default;

QWidget* EstimateDialog::makeQuestion() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gutter);
    const auto add = [&](const QString& label, QWidget* field, const QString& toolTip) {
        auto* text = new QLabel(label, box);
        text->setBuddy(field);
        text->setToolTip(toolTip);
        describe(field, label, toolTip);
        row->addWidget(text);
        row->addWidget(field);
    };
    add(tr("Rows n"), n_, tr("Rows of A1 of the problem whose cost you want to know, at least 1."));
    add(tr("Unknowns d"), d_, tr("Unknowns of that problem, at least 1."));
    nnz_->setSpecialValueText(tr("as dense as now"));
    nnz_->restore();  // its 0 is that word
    add(tr("Nonzeros"), nnz_, tr("Entries of A1 that are not 0, if it is sparse; 0: as dense as now."));
    add(tr("Seconds"), seconds_, tr("How long smaller problems may be timed. More seconds, larger ones."));
    seconds_->setValue(EstimateSpec{}.max_seconds);
    row->addStretch(1);
    progress_->setRange(0, 1000);
    progress_->setTextVisible(false);
    progress_->setFixedSize(120, 8);
    describe(progress_, tr("Progress"), tr("How much of the timing is done"));
    row->addWidget(progress_);
    row->addWidget(start_);
    return box;
}

void EstimateDialog::makeTable() {
    const QStringList names{tr("Solver"),     tr("Step now"),  tr("Steps now"),
                            tr("Step there"), tr("Run there"), tr("Cost of a step")};
    const QStringList meanings{tr("The ticked methods"),
                               tr("Measured on the problem that the window shows"),
                               tr("Measured on the problem that the window shows"),
                               tr("Estimated for the size above; between the brackets with 95 % probability"),
                               tr("Estimated, for as many steps as now"),
                               tr("How the cost grows: fitted to problems that were timed on this machine")};
    table_->setColumnCount(static_cast<int>(names.size()));
    table_->setHorizontalHeaderLabels(names);
    for (int i = 0; i < names.size(); ++i) table_->horizontalHeaderItem(i)->setToolTip(meanings[i]);
    table_->setAccessibleName(tr("Measured and estimated cost"));
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->setShowGrid(false);
}

void EstimateDialog::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    if (event->spontaneous()) return;  // back from being minimised
    const Experiment shown = source_();
    const auto sizes = familyViewOf(shown).sizesToEstimate(shown);
    if (!sizes) {
        refuse(shown);
        return;
    }
    // Ten times the present problem is what people ask for first.
    if (n_->value() == 1) n_->setValue(std::min(10 * sizes->rows, largestRows));
    if (d_->value() == 1) d_->setValue(std::min(10 * sizes->unknowns, largestUnknowns));
}

void EstimateDialog::refuse(const Experiment& shown) {
    note_->setText(tr("The cost of this family of problems cannot be estimated: %1.")
                       .arg(familyViewOf(shown).name().toLower()));
}

void EstimateDialog::hideEvent(QHideEvent* event) {
    if (!event->spontaneous()) stop();  // minimised, it goes on
    QDialog::hideEvent(event);
}

void EstimateDialog::start() {
    if (isComputing()) return;
    try {
        Experiment experiment = source_();
        if (!familyViewOf(experiment).sizesToEstimate(experiment)) {
            refuse(experiment);
            return;
        }
        EstimateSpec spec{n_->value(), d_->value(), std::nullopt, seconds_->value()};
        if (nnz_->value() > 0) spec.nnz = nnz_->value();
        experiment.validate();
        spec.validate();
        table_->setRowCount(0);
        note_->setText(tr("Timing smaller problems on this machine…"));
        worker_ = std::make_unique<BackgroundTask<Estimate>>(
            [experiment = std::move(experiment), spec](const auto& tell, const std::stop_token& stop) {
                return estimate_cost(experiment, spec, tell, stop);
            });
        timer_.start();
    } catch (const InputError& error) {
        note_->setText(QString::fromStdString(error.what()));
    }
    showState();
}

void EstimateDialog::stop() {
    if (worker_) worker_->requestStop();
}

void EstimateDialog::tick() {
    const bool ended = worker_->hasEnded();
    progress_->setValue(static_cast<int>(std::lround(1000 * worker_->progress())));
    if (!ended) return;
    timer_.stop();
    const auto done = std::move(worker_);
    if (done->result())
        showEstimate(*done->result());
    else
        note_->setText(QString::fromStdString(done->failure()));
    showState();
}

void EstimateDialog::showState() {
    start_->setText(isComputing() ? tr("Stop") : tr("Estimate"));
    describe(start_, start_->text(),
             isComputing() ? tr("Stop the timing; nothing is changed")
                           : tr("Time smaller problems and say what this size would cost"));
    progress_->setVisible(isComputing());
}

void EstimateDialog::showEstimate(const Estimate& estimate) {
    if (estimate.stopped) {
        note_->setText(tr("Stopped before there was an estimate."));
        return;
    }
    for (const SolverEstimate& solver : estimate.solvers) addSolver(solver);
    if (!(estimate.largest_timed.n > 0)) {
        note_->setText(tr("Nothing was timed: the time was over before. Allow more seconds."));
        return;
    }
    note_->setText(
        tr("Measured here, estimated there: the intervals allow for a cost that goes on growing otherwise "
           "than "
           "it did up to n = %1, d = %2, the largest problem timed. How many steps another problem takes "
           "nobody knows; as many as now is a guess. The data would take %3 GB.")
            .arg(estimate.largest_timed.n)
            .arg(estimate.largest_timed.d)
            .arg(formatNumber(estimate.data_bytes / 1e9)));
}

void EstimateDialog::addSolver(const SolverEstimate& solver) {
    const int row = table_->rowCount();
    table_->insertRow(row);
    const bool known = solver.note.empty();
    const QStringList cells{QString::fromStdString(solver.label),
                            formatSeconds(solver.step_seconds),
                            QString::number(solver.steps),
                            known ? intervalText(solver.step) : QString::fromStdString(solver.note),
                            known ? intervalText(solver.total) : QString(),
                            known ? exponentsText(solver) : QString()};
    for (int i = 0; i < cells.size(); ++i) table_->setItem(row, i, new QTableWidgetItem(cells[i]));
}

}  // namespace basin::ui
