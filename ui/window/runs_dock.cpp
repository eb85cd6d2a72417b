// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/runs_dock.h"

#include <utility>

#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>

#include "core/experiment/solver_labels.h"
#include "core/io/atomic_file.h"
#include "core/io/run_differences.h"
#include "core/numeric/input_error.h"
#include "ui/panels/plain_message.h"
#include "ui/runs/run_model.h"
#include "ui/window/run_policy.h"
#include "ui/window/run_table.h"

namespace basin::ui {

namespace {

constexpr int usualHeight = 190;  // px
const QString dockName = QStringLiteral("runs");

RunRow settingsOf(const Results& results) {
    RunRow row;
    row.fields = row_fields(results.experiment);
    return row;
}

/// "newton · radius = 3": what sets the run apart, else what it is called.
std::vector<QString> pinnedNames(const KeptRuns::Pinned& pinned, const RunRow& row,
                                 const std::vector<std::string>& differing) {
    std::vector<QString> names;
    const auto labels = run_labels(*pinned.results);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const std::string text = difference_text(row.fields, differing, i);
        names.push_back(QStringLiteral("%1 · %2").arg(
            QString::fromStdString(labels[i]),
            QString::fromStdString(text.empty() ? pinned.kept->called() : text)));
    }
    return names;
}

}  // namespace

RunsDock::RunsDock(const Parts& parts, QMainWindow* window)
    : QDockWidget(tr("Runs"), window), parts_(parts), table_(new RunTable(parts.kept, this)) {
    setObjectName(dockName);
    setFeatures(DockWidgetClosable);
    setAllowedAreas(Qt::BottomDockWidgetArea);
    setWidget(table_);
    window->addDockWidget(Qt::BottomDockWidgetArea, this);
    restore(window);
    connect(parts_.toggle, &QAction::toggled, this, &QWidget::setVisible);
    // A window that is small for a while hides nothing of it.
    connect(this, &QDockWidget::visibilityChanged, parts_.toggle, [this] {
        if (!isHidden()) height_ = height();
        if (!isPresenting_) parts_.toggle->setChecked(!isHidden());
    });
    connect(table_, &RunTable::showAsked, parts_.policy, &RunPolicy::showEarlier);
    connect(table_, &RunTable::rerunAsked, parts_.kept, &KeptRuns::readExperiment);
    connect(table_, &RunTable::saveAsked, this, &RunsDock::askSave);
    connect(parts_.kept, &KeptRuns::added, table_, &RunTable::choose);
    connect(parts_.kept, &KeptRuns::told, this, [this](const QString& sentence) {
        parts_.messages->showMessage(MessageBar::Kind::fileError, plainMessage(sentence));
    });
    connect(parts_.kept, &KeptRuns::pinsChanged, this, &RunsDock::drawPinned);
    connect(parts_.model, &RunModel::cleared, this, &RunsDock::drawPinned);
    drawPinned();
}

void RunsDock::restore(QMainWindow* window) {
    const QList<QByteArray> words = parts_.settings->splitterState(dockName).split(' ');
    const bool isSeen = words.value(0) == "1";
    height_ = words.value(1).toInt() > 0 ? words.value(1).toInt() : usualHeight;
    setVisible(isSeen);
    parts_.toggle->setChecked(isSeen);
    window->resizeDocks({this}, {height_}, Qt::Vertical);
}

QSize RunsDock::sizeHint() const {
    return {QDockWidget::sizeHint().width(), height_};
}

void RunsDock::save() const {
    const bool isSeen = parts_.toggle->isChecked();
    const int seenHeight = isHidden() ? height_ : height();
    parts_.settings->setSplitterState(dockName,
                                      QByteArray(isSeen ? "1 " : "0 ") + QByteArray::number(seenHeight));
}

void RunsDock::setPresenting(bool presenting) {
    isPresenting_ = presenting;
    setVisible(!presenting && parts_.toggle->isChecked());
    parts_.toggle->setEnabled(!presenting);
}

/// A run that is set as the one shown would lie on it.
void RunsDock::drawPinned() {
    const std::vector<KeptRuns::Pinned> all = parts_.kept->pinned();
    if (all.empty() && parts_.model->pinned().empty()) return;
    const RunRow shown = settingsOf(parts_.model->results());
    std::vector<std::pair<KeptRuns::Pinned, RunRow>> others;
    const Families family = family_bit(parts_.model->results().experiment);
    for (const KeptRuns::Pinned& each : all) {
        RunRow row = settingsOf(*each.results);
        if (family_bit(each.results->experiment) == family && row.fields != shown.fields)
            others.emplace_back(each, std::move(row));
    }
    std::vector<ComparedRun> runs{{{}, &shown}};
    for (const auto& [each, row] : others) runs.push_back({{}, &row});
    const std::vector<std::string> differing = differing_paths(runs);
    std::vector<PinnedRun> pinned;
    for (const auto& [each, row] : others)
        pinned.push_back({each.results, pinnedNames(each, row, differing)});
    parts_.model->setPinned(std::move(pinned));
}

void RunsDock::askSave() {
    const QString folder = parts_.settings->lastFolder();
    const QString file =
        QFileDialog::getSaveFileName(window(), tr("Save the table of runs"),
                                     QStringLiteral("%1/runs.csv").arg(folder), tr("Table (*.csv)"));
    if (file.isEmpty()) return;
    parts_.settings->setLastFolder(QFileInfo(file).absolutePath());
    saveTable(file);
}

void RunsDock::saveTable(const QString& file) {
    try {
        if (!file.endsWith(QLatin1String(".csv"), Qt::CaseInsensitive))
            throw InputError(file.toStdString(), "found another ending; expected a file that ends in .csv");
        write_output_file(file.toStdString(), table_->csv());
        emit written(file);
    } catch (const InputError& error) {
        parts_.messages->showMessage(MessageBar::Kind::fileError,
                                     plainMessage(QString::fromStdString(error.what())));
    }
}

}  // namespace basin::ui
