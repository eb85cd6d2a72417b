// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/status_line.h"

#include <cmath>

#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QUrl>

#include "core/experiment/sections.h"
#include "ui/chart/number_format.h"
#include "ui/families/family_view.h"
#include "ui/panels/fields.h"
#include "ui/panels/number_text.h"
#include "ui/runs/run_controller.h"
#include "ui/runs/run_model.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

QString stageText(Stage stage) {
    const std::string_view progress = stage_words(stage).progress;
    return QString::fromUtf8(progress.data(), static_cast<qsizetype>(progress.size()));
}

}  // namespace

StatusLine::StatusLine(const RunModel* model, const RunController* controller, QWidget* parent)
    : QStatusBar(parent),
      model_(model),
      controller_(controller),
      status_(new QLabel(this)),
      rate_(new QLabel(this)),
      timeLeft_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      written_(new ElidedLabel(this)),
      openFolder_(new QToolButton(this)) {
    setSizeGripEnabled(false);
    setContentsMargins(spaceUnit, 0, spaceUnit, 0);
    progress_->setRange(0, 1000);
    progress_->setTextVisible(false);
    progress_->setFixedSize(160, 8);
    describe(progress_, tr("Progress"), tr("How much of the present stage is done"));
    rate_->setToolTip(tr("Iterations of all solvers per second, measuring included"));
    timeLeft_->setToolTip(tr("Estimated time left in the present stage"));
    openFolder_->setText(tr("Open folder"));
    describe(openFolder_, tr("Open folder"), tr("Show the folder of what was written."));
    openFolder_->setAutoRaise(true);
    openFolder_->setFocusPolicy(Qt::StrongFocus);
    addWidget(status_);
    addWidget(written_, 1);
    addWidget(openFolder_);
    clearWritten();
    connect(openFolder_, &QToolButton::clicked, this, &StatusLine::openFolder);
    connect(model_, &RunModel::cleared, this, &StatusLine::clearWritten);
    for (QWidget* widget :
         {static_cast<QWidget*>(rate_), static_cast<QWidget*>(timeLeft_), static_cast<QWidget*>(progress_)})
        addPermanentWidget(widget);
    for (const auto signal : {&RunModel::cleared, &RunModel::progressChanged, &RunModel::historyChanged,
                              &RunModel::playheadChanged, &RunModel::finished})
        connect(model_, signal, this, &StatusLine::showStatus);
    connect(controller_, &RunController::stateChanged, this, &StatusLine::showStatus);
    showStatus();
}

void StatusLine::showStatus() {
    const bool computing = controller_->isComputing() && model_->isRunning();
    status_->setText(statusText());
    const double rate = controller_->rate();
    rate_->setText(rate > 0 ? tr("%1 iterations/s").arg(formatNumber(rate, rate < 10 ? 2 : 3)) : QString());
    const QString left = durationText(model_->progress().eta_seconds);
    timeLeft_->setText(computing && !left.isEmpty() ? tr("%1 left").arg(left) : QString());
    progress_->setVisible(computing);
    progress_->setValue(static_cast<int>(std::lround(model_->progress().done * 1000)));
}

void StatusLine::showWritten(const QString& path) {
    const QFileInfo file(path);
    folder_ = file.isDir() ? file.absoluteFilePath() : file.absolutePath();
    const QString native = QDir::toNativeSeparators(file.absoluteFilePath());
    written_->setText(tr("Wrote %1").arg(file.fileName()));
    written_->explain(native);
    written_->setAccessibleName(tr("Wrote %1").arg(native));
    describe(openFolder_, tr("Open folder"),
             tr("Show %1 in the file manager").arg(QDir::toNativeSeparators(folder_)));
    written_->show();
    openFolder_->show();
}

void StatusLine::clearWritten() {
    written_->hide();
    openFolder_->hide();
}

void StatusLine::openFolder() {
    if (QDesktopServices::openUrl(QUrl::fromLocalFile(folder_))) return;
    written_->setText(tr("No program here opens folders; it is %1").arg(QDir::toNativeSeparators(folder_)));
}

QString StatusLine::statusText() const {
    if (!model_->failure().isEmpty()) return tr("Could not run");
    const bool more = controller_->isComputing() || model_->playhead() < model_->lastIteration();
    if (controller_->state() == RunState::paused && more) return tr("Paused");
    if (model_->isRunning()) {
        const Stage stage = model_->progress().stage;
        return stage == Stage::problem ? familyShown(model_).preparing() : stageText(stage);
    }
    if (controller_->state() == RunState::running) return tr("Playing");
    if (model_->results().runs.empty()) return tr("Ready");
    QStringList cut;
    for (const std::string& part : model_->results().cut_off) cut << QString::fromStdString(part);
    if (!cut.isEmpty()) return tr("Time over, cut off: %1").arg(cut.join(QStringLiteral(", ")));
    return model_->results().stopped ? tr("Stopped") : tr("Done");
}

}  // namespace basin::ui
