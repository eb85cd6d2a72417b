// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/assess_dialog.h"

#include <chrono>
#include <cmath>
#include <exception>
#include <stdexcept>
#include <utility>

#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QScrollArea>
#include <QShowEvent>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/assess/assess.h"
#include "core/assess/reported_run.h"
#include "core/experiment/runner.h"
#include "core/io/data_files.h"
#include "core/io/formats/matrix_format.h"
#include "ui/data/file_field.h"
#include "ui/export/report.h"
#include "ui/families/softmax_view.h"
#include "ui/panels/plain_message.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"
#include "ui/window/assessment_table.h"
#include "ui/window/file_path.h"

namespace basin::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto pollInterval = 100ms;

/// The stages of an assessment as one share: the certificate, then two halves of the time that was given.
double shareOf(const Progress& progress) {
    constexpr double certificate = 0.1, half = (1 - certificate) / 2;
    switch (progress.stage) {
        case Stage::certificate:
            return certificate * progress.done;
        case Stage::basin_radius:
            return certificate + half * progress.done;
        case Stage::tradeoff:
            return certificate + half + half * progress.done;
        default:
            return 0;
    }
}

EventSink tellingShare(const std::function<void(double)>& tell) {
    return [&tell](const RunEvent& event) {
        if (const auto* progress = std::get_if<Progress>(&event)) tell(shareOf(*progress));
    };
}

}  // namespace

AssessDialog::AssessDialog(std::function<Experiment()> source, QWidget* parent)
    : QDialog(parent),
      source_(std::move(source)),
      activation_(new QComboBox(this)),
      ridge_(new RealField(0, 1e6)),
      seconds_(new RealField(0.1, 86400)),
      start_(new QPushButton(this)),
      use_(new QPushButton(tr("Use these data"), this)),
      report_(new QPushButton(tr("Save report…"), this)),
      progress_(new QProgressBar(this)),
      answers_(new AssessmentTable),
      note_(makeLabel({}, TextRole::small)),
      timer_(this) {
    setWindowTitle(tr("Check my data"));
    resize(920, 640);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(gutter, gutter, gutter, gutter);
    column->setSpacing(gutter);
    column->addLayout(makeQuestion());
    column->addLayout(makeButtons());
    column->addWidget(note_);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Answers"));
    auto* content = new QWidget;
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(0, 0, spaceUnit, 0);
    inner->addWidget(answers_);
    inner->addStretch(1);
    scroll->setWidget(content);
    column->addWidget(scroll, 1);
    connect(start_, &QPushButton::clicked, this, [this] { isComputing() ? stop() : start(); });
    connect(use_, &QPushButton::clicked, this, [this] {
        if (checked_) emit chosen(checked_->experiment);
    });
    connect(report_, &QPushButton::clicked, this, &AssessDialog::askReport);
    connect(activation_, &QComboBox::currentIndexChanged, this, [this] { edited_ = true; });
    connect(ridge_, &RealField::valueChanged, this, [this] { edited_ = true; });
    timer_.setInterval(pollInterval);
    connect(&timer_, &QTimer::timeout, this, &AssessDialog::tick);
    tell(tr("Files of numbers: CSV, Matrix Market or NPY. What you leave out is taken from the "
            "experiment in the window."),
         false);
    showState();
}

AssessDialog::~AssessDialog() = default;

FileField* AssessDialog::addFile(QFormLayout* form, const QString& label, const QString& toolTip) {
    auto* field = new FileField(this);
    field->describeFile(label, toolTip,
                        tr("Data (%1);;All files (*)").arg(QString::fromStdString(matrix_file_filter())));
    form->addRow(label, field);
    return field;
}

QLayout* AssessDialog::makeQuestion() {
    auto* form = new QFormLayout;
    keys_ =
        addFile(form, tr("Keys A1"), tr("File of A1: one row for every key, one column for every unknown."));
    values_ = addFile(form, tr("Values A2"),
                      tr("File of A2: one row for every output, one column for every row of A1."));
    wanted_ = addFile(form, tr("Wanted b"), tr("File of b: one number for every output."));
    for (const Activation each : all_activations) {
        const std::string_view name = to_string(each);
        activation_->addItem(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
                             static_cast<int>(each));
    }
    const auto add = [&](const QString& label, QWidget* field, const QString& toolTip) {
        describe(field, label, toolTip);
        form->addRow(label, field);
    };
    add(tr("Activation"), activation_, tr("The function h that is applied to every output."));
    add(tr("Ridge"), ridge_, tr("How strongly large logits are punished, at least 0."));
    add(tr("Seconds"), seconds_, tr("How long measuring may take. Finding the minimum comes on top."));
    seconds_->setValue(AssessSpec{}.max_seconds);
    return form;
}

QLayout* AssessDialog::makeButtons() {
    auto* row = new QHBoxLayout;
    progress_->setRange(0, 1000);
    progress_->setTextVisible(false);
    progress_->setFixedHeight(spaceUnit);
    describe(progress_, tr("Progress"), tr("How much of the check is done"));
    describe(use_, use_->text(), tr("Open these data in the window, to run and to see them"));
    row->addWidget(progress_, 1);
    row->addStretch();
    describe(report_, report_->text(),
             tr("Run the solvers on these data and save one page about them, as PDF or HTML"));
    row->addWidget(report_);
    row->addWidget(use_);
    row->addWidget(start_);
    start_->setDefault(true);
    return row;
}

void AssessDialog::showEvent(QShowEvent* event) {
    QDialog::showEvent(event);
    if (event->spontaneous() || edited_) return;
    const QSignalBlocker quietActivation(activation_), quietRidge(ridge_);
    Experiment shown = softmaxSource(source_());
    const SoftmaxInstanceSpec& now = softmaxInstance(shown);
    activation_->setCurrentIndex(activation_->findData(static_cast<int>(now.activation)));
    ridge_->setValue(now.ridge);
}

void AssessDialog::hideEvent(QHideEvent* event) {
    if (!event->spontaneous()) stop();  // minimised, it goes on
    QDialog::hideEvent(event);
}

void AssessDialog::start() {
    if (isComputing()) return;
    Experiment experiment = softmaxSource(source_());
    softmaxInstance(experiment).activation = static_cast<Activation>(activation_->currentData().toInt());
    softmaxInstance(experiment).ridge = ridge_->value();
    const DataFiles files{keys_->path(), values_->path(), wanted_->path()};
    const AssessSpec spec{seconds_->value()};
    checked_.reset();
    answers_->clear();
    tell(tr("Finding the minimum and measuring around it…"), false);
    begin([this, experiment = std::move(experiment), files, spec](const auto& tell, const auto& stop) {
        Checked checked{with_data(experiment, files), {}};
        checked.assessment = assess(checked.experiment, spec, tellingShare(tell), stop);
        return [this, checked = std::move(checked)] {
            checked_ = checked;
            showChecked();
        };
    });
}

void AssessDialog::begin(Work::Work work) {
    worker_ = std::make_unique<Work>(std::move(work));
    timer_.start();
    showState();
}

void AssessDialog::askReport() {
    const QString file = QFileDialog::getSaveFileName(this, tr("Save report"),
                                                      QDir::home().filePath(QStringLiteral("report.pdf")),
                                                      tr("Reports (*.pdf *.html)"));
    if (!file.isEmpty()) saveReport(file);
}

void AssessDialog::saveReport(const QString& file) {
    if (isComputing() || !checked_) return;
    tell(tr("Running the solvers for the report…"), false);
    begin([this, file, experiment = reported_run(checked_->experiment, {seconds_->value()})](
              const auto& tell, const auto& stop) {
        checkReportFile(toPath(file));
        Results results = run_experiment(experiment, tellingShare(tell), stop);
        return [this, file, results = std::move(results)] {
            if (results.stopped) {
                this->tell(tr("Stopped: no report was saved."), false);
                return;
            }
            writeReport(results, toPath(file));
            this->tell(tr("Saved %1.").arg(file), false);
            emit reportWritten(file);
        };
    });
}

void AssessDialog::stop() {
    if (worker_) worker_->requestStop();
}

void AssessDialog::tick() {
    const bool ended = worker_->hasEnded();
    progress_->setValue(static_cast<int>(std::lround(1000 * worker_->progress())));
    if (!ended) return;
    timer_.stop();
    const auto done = std::move(worker_);
    try {
        if (!done->result()) throw std::runtime_error(done->failure());
        (*done->result())();
    } catch (const std::exception& error) {
        tell(plainMessage(QString::fromStdString(error.what())), true);
    }
    showState();
}

void AssessDialog::showState() {
    start_->setText(isComputing() ? tr("Stop") : tr("Check"));
    describe(start_, start_->text(),
             isComputing() ? tr("Stop; what is known by then is shown")
                           : tr("Check these data: conditions, safe radius, approximation, cost"));
    progress_->setVisible(isComputing());
    use_->setEnabled(checked_.has_value());
    report_->setEnabled(checked_.has_value() && !isComputing());
}

void AssessDialog::showChecked() {
    const Assessment& assessment = checked_->assessment;
    tell(assessment.stopped ? tr("Stopped: what is known so far.")
                            : QString::fromStdString(assessment.problem),
         false);
    answers_->setAssessment(assessment);
}

// What went wrong looks as it does in the window.
void AssessDialog::tell(const QString& text, bool isWrong) {
    note_->setText(text);
    setTextRole(note_, isWrong ? TextRole::body : TextRole::small);
    note_->setForegroundRole(isWrong ? QPalette::BrightText : QPalette::PlaceholderText);
}

}  // namespace basin::ui
