// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/estimate_dialog.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QHideEvent>
#include <QShowEvent>
#include <QVBoxLayout>

#include "core/numeric/input_error.h"
#include "core/numeric/text.h"
#include "ui/chart/number_format.h"
#include "ui/panels/form_section.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto pollInterval = 100ms;

QString formatBytes(double bytes) {
    return QString::fromStdString(bytes_text(bytes));
}

QString intervalText(const CostPrediction& prediction, QString (*format)(double)) {
    return EstimateDialog::tr("%1  (%2 to %3)")
        .arg(format(prediction.cost), format(prediction.low), format(prediction.high));
}

QString exponentsText(const SolverEstimate& solver) {
    QStringList powers;
    for (const NamedSize& exponent : solver.exponents)
        powers << QString::fromStdString(exponent.name) + QLatin1Char('^') + formatFixed(exponent.value, 2);
    return powers.join(QLatin1Char(' '));
}

/// "n = 2000, d = 32"; nnz is told for a sparse one only by those who ask for it.
QString sizeText(const ProblemSize& size) {
    QStringList parts;
    for (const NamedSize& one : size) {
        if (one.name == "nnz") continue;
        parts << QString::fromStdString(one.name) + QStringLiteral(" = ") + QString::number(one.value);
    }
    return parts.join(QStringLiteral(", "));
}

}  // namespace

EstimateDialog::EstimateDialog(std::function<Experiment()> source, QWidget* parent)
    : QDialog(parent),
      source_(std::move(source)),
      sizes_(new QWidget(this)),
      sizesRow_(new QHBoxLayout(sizes_)),
      seconds_(new RealField(0.1, 3600)),
      start_(new QPushButton(this)),
      progress_(new QProgressBar(this)),
      table_(new QTableWidget(this)),
      note_(makeLabel({}, TextRole::small)),
      timer_(this) {
    setWindowTitle(tr("Estimate for another size"));
    resize(860, 380);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gutter, gutter, gutter, gutter);
    column->setSpacing(gutter);
    sizesRow_->setContentsMargins(0, 0, 0, 0);
    sizesRow_->setSpacing(gutter);
    column->addWidget(sizes_);
    column->addWidget(makeLimits());
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

WholeField* EstimateDialog::size(std::string_view name) const {
    for (const Asked& asked : asked_)
        if (asked.name == name) return asked.field;
    return nullptr;
}

void EstimateDialog::addField(QHBoxLayout* row, const QString& label, QWidget* field,
                              const QString& toolTip) {
    auto* text = new QLabel(label);
    text->setBuddy(field);
    text->setToolTip(toolTip);
    describe(field, label, toolTip);
    row->addWidget(text);
    row->addWidget(field);
}

/// The fields of a family stay as they were typed while it is shown.
void EstimateDialog::askFor(const std::vector<SizeToEstimate>& sizes) {
    const bool same = std::ranges::equal(asked_, sizes, {}, &Asked::name,
                                         [](const SizeToEstimate& size) { return std::string(size.name); });
    if (same) return;
    asked_.clear();
    while (QLayoutItem* item = sizesRow_->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const SizeToEstimate& size : sizes) {
        const bool mayBeLeftOut = !size.whenZero.isEmpty();
        auto* field = new WholeField(mayBeLeftOut ? 0 : 1, size.largest);
        addField(sizesRow_, size.label, field, size.toolTip);
        if (mayBeLeftOut) field->setSpecialValueText(size.whenZero);
        field->setValue(size.suggested);
        field->restore();  // its 0 is that word
        asked_.push_back({size.name, field});
    }
    sizesRow_->addStretch(1);
    table_->setRowCount(0);
    note_->clear();
}

QWidget* EstimateDialog::makeLimits() {
    auto* box = new QWidget(this);
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gutter);
    addField(row, tr("Seconds"), seconds_,
             tr("How long smaller problems may be timed. More seconds, larger ones."));
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
    const QStringList names{tr("Solver"),    tr("Step now"),     tr("Steps now"),     tr("Step there"),
                            tr("Run there"), tr("Memory there"), tr("Cost of a step")};
    const QStringList meanings{tr("The ticked methods"),
                               tr("Measured on the problem that the window shows"),
                               tr("Measured on the problem that the window shows"),
                               tr("Estimated for the size above; between the brackets with 95 % probability"),
                               tr("Estimated, for as many steps as now"),
                               tr("Estimated: what a run holds beside the data"),
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
    askFor(sizes);
    if (sizes.empty()) refuse(shown);
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
        const auto sizes = familyViewOf(experiment).sizesToEstimate(experiment);
        askFor(sizes);  // another problem may be shown by now
        if (sizes.empty()) {
            refuse(experiment);
            return;
        }
        EstimateSpec spec{.max_seconds = seconds_->value()};
        for (const Asked& asked : asked_)
            if (asked.field->value() > 0)
                spec.sizes.push_back({asked.name, static_cast<double>(asked.field->value())});
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
    if (estimate.largest_timed.empty()) {
        note_->setText(tr("Nothing was timed: the time was over before. Allow more seconds."));
        return;
    }
    note_->setText(
        tr("Measured here, estimated there: the intervals allow for a cost that goes on growing otherwise "
           "than it did up to %1, the largest problem timed. How many steps another problem takes nobody "
           "knows; as many as now is a guess. The data would take %2.")
            .arg(sizeText(estimate.largest_timed), formatBytes(estimate.data_bytes)));
}

void EstimateDialog::addSolver(const SolverEstimate& solver) {
    const int row = table_->rowCount();
    table_->insertRow(row);
    const bool known = solver.note.empty();
    const QStringList cells{
        QString::fromStdString(solver.label),
        formatSeconds(solver.step_seconds),
        QString::number(solver.steps),
        known ? intervalText(solver.step, formatSeconds) : QString::fromStdString(solver.note),
        known ? intervalText(solver.total, formatSeconds) : QString(),
        std::isnan(solver.memory.cost) ? QString() : intervalText(solver.memory, formatBytes),
        known ? exponentsText(solver) : QString()};
    for (int i = 0; i < cells.size(); ++i) table_->setItem(row, i, new QTableWidgetItem(cells[i]));
}

}  // namespace basin::ui
