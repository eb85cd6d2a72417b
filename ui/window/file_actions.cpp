// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_actions.h"

#include <exception>
#include <utility>
#include <vector>

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

#include "core/io/experiment_json.h"
#include "core/io/file_kind.h"
#include "core/io/formats/matrix_file.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "ui/data/data_dialog.h"
#include "ui/export/export_dialog.h"
#include "ui/export/figure_export.h"
#include "ui/export/report.h"
#include "ui/families/family_view.h"
#include "ui/plots/plot_view.h"
#include "ui/runs/run_model.h"
#include "ui/window/dashboard.h"
#include "ui/window/experiment_view.h"
#include "ui/window/export_source.h"
#include "ui/window/file_path.h"
#include "ui/window/film_dialog.h"

namespace basin::ui {

namespace {

/// Nothing where the text is no experiment; other faults, as of its data files, are worth their own message.
std::optional<Experiment> lastExperimentOf(const std::string& text, const std::string& where) {
    try {
        return parse_experiment(text, where);
    } catch (const std::exception&) {
        return std::nullopt;
    }
}

FigureOptions dashboardOptions() {
    FigureOptions options;
    options.width = 1600;
    options.height = 1000;
    return options;
}

}  // namespace

FileActions::FileActions(const RunModel* model, Dashboard* dashboard, MessageBar* messages,
                         Settings* settings, QWidget* window)
    : QObject(window),
      model_(model),
      dashboard_(dashboard),
      messages_(messages),
      settings_(settings),
      window_(window),
      figures_(settings) {
    connect(&work_, &FileWork::slow, this, [this](const QString& said) {
        waitingFor_ = said;
        messages_->showMessage(MessageBar::Kind::hint, said);
    });
    connect(&work_, &FileWork::done, this, [this] {
        if (!waitingFor_.isEmpty() && messages_->text() == waitingFor_)
            messages_->clear(MessageBar::Kind::hint);
    });
    connect(&work_, &FileWork::failed, this,
            [this](const QString& message) { messages_->showMessage(MessageBar::Kind::fileError, message); });
    connect(&work_, &FileWork::overtakenFailed, this,
            [this](const QString& message) { messages_->showMessage(MessageBar::Kind::fileError, message); });
}

void FileActions::openExperiment(const QString& file) {
    work_.begin(tr("Reading %1…").arg(QFileInfo(file).fileName()), [this, file]() -> FileWork::Then {
        std::filesystem::path path = toPath(file);
        const FileKind kind = kind_of(path);
        if (holds_data(kind)) return [this, file] { openData(file); };
        if (kind == FileKind::results_folder) path /= result_file;
        Experiment experiment = read_experiment(path);
        return [this, file, experiment = std::move(experiment)] {
            settings_->addRecentFile(QFileInfo(file).absoluteFilePath());
            messages_->clear(MessageBar::Kind::fileError);
            emit opened(experiment);
        };
    });
}

void FileActions::openLast() {
    const std::string where = tr("the last session").toStdString();
    work_.begin(
        tr("Reading the last experiment…"), [this, where, text = settings_->lastExperiment().toStdString()] {
            return [this, last = lastExperimentOf(text, where)] {
                if (last) {
                    emit lastOpened(*last);
                    return;
                }
                emit lastFailed();
                messages_->showMessage(MessageBar::Kind::fileError,
                                       tr("The experiment of the last session cannot be read any more; "
                                          "this is the one that Basin begins with."));
            };
        });
}

void FileActions::saveExperiment(const QString& file) {
    attempt(file, [&] {
        write_experiment(view_->with(source_()), toPath(file));
        settings_->addRecentFile(QFileInfo(file).absoluteFilePath());
    });
}

void FileActions::saveResults(const QString& folder) {
    if (!hasWholeResults()) return;
    work_.begin(tr("Writing the results…"), [this, results = seenResults(), folder] {
        ResultsFolder opened(toPath(folder), ResultsFolder::Existing::refuse);
        write_results(results, opened);
        return [this, folder] {
            messages_->clear(MessageBar::Kind::fileError);
            emit written(folder);
        };
    });
}

void FileActions::exportPlot(PlotKind kind, const QString& file) {
    if (!hasResults()) return;
    PlotView& plot = *dashboard_->plot(kind);
    plot.refresh();  // hidden plots wait with that
    if (!plot.emptyMessage().isEmpty()) {
        tellNothingToExport(plot);
        return;
    }
    attempt(file, [&] {
        exportFigure(plot, view_->with(model_->results().experiment, kind), FigureOptions{}, toPath(file));
    });
}

void FileActions::exportDashboard(const QString& file) {
    if (!hasResults()) return;
    attempt(file, [&] {
        std::vector<PlotView*> plots;
        for (const PlotKind kind : dashboard_->shownPlots()) plots.push_back(dashboard_->plot(kind));
        ui::exportDashboard(plots, view_->with(model_->results().experiment), dashboardOptions(),
                            toPath(file));
    });
}

void FileActions::saveReport(const QString& file) {
    if (!hasWholeResults()) return;
    attempt(file, [&] { writeReport(seenResults(), toPath(file)); });
}

void FileActions::askOpen() {
    const QString file = used(QFileDialog::getOpenFileName(
        window_, tr("Open experiment"), inLastFolder(),
        tr("Experiments and figures of Basin (*.basin.json *.json *.png *.svg *.pdf);;All files (*)")));
    if (!file.isEmpty()) openExperiment(file);
}

void FileActions::askSave() {
    const QString file = used(QFileDialog::getSaveFileName(
        window_, tr("Save experiment"), inLastFolder(QStringLiteral("experiment.basin.json")),
        tr("Experiments (*.basin.json)")));
    if (!file.isEmpty()) saveExperiment(file);
}

void FileActions::askSaveResults() {
    if (!hasWholeResults()) return;
    const QString folder = used(
        QFileDialog::getExistingDirectory(window_, tr("Save results into an empty folder"), inLastFolder()));
    if (!folder.isEmpty()) saveResults(folder);
}

void FileActions::askExportPlot(PlotKind kind) {
    if (!hasResults()) return;
    PlotView& plot = *dashboard_->plot(kind);
    plot.refresh();
    if (!plot.emptyMessage().isEmpty()) {
        tellNothingToExport(plot);
        return;
    }
    openExport(kind);
}

void FileActions::askExportDashboard() {
    if (hasResults()) openExport(std::nullopt);
}

void FileActions::openExport(std::optional<PlotKind> kind) {
    auto* dialog = new ExportDialog(exportSourceOf(*model_, *dashboard_, *view_, settings_->lastFolder()),
                                    kind, &figures_, window_);
    connect(dialog, &ExportDialog::written, this, [this](const QString& file) {
        messages_->clear(MessageBar::Kind::fileError);
        emit written(used(file));
    });
    connect(dialog, &ExportDialog::failed, this,
            [this](const QString& message) { messages_->showMessage(MessageBar::Kind::fileError, message); });
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void FileActions::askFilm() {
    if (!hasWholeResults()) return;
    auto* dialog = new FilmDialog(seenResults(), settings_, window_);
    connect(dialog, &FilmDialog::written, this, &FileActions::written);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->show();
}

void FileActions::askReport() {
    if (!hasWholeResults()) return;
    const QString file = used(QFileDialog::getSaveFileName(window_, tr("Save report"),
                                                           inLastFolder(QStringLiteral("report.pdf")),
                                                           tr("Reports (*.pdf *.html)")));
    if (!file.isEmpty()) saveReport(file);
}

void FileActions::openData(const QString& file) {
    const ReadAs as = familyShown(model_).readsDataAs();
    work_.begin(tr("Reading %1…").arg(QFileInfo(file).fileName()), [this, file, as] {
        return [this, table = openTable(toPath(file), as)] { askAbout(table); };
    });
}

void FileActions::askAbout(OpenedTable table) {
    // Shown, never executed: a run goes on behind it.
    auto* dialog = new DataDialog(std::move(table), familyShown(model_), window_);
    connect(dialog, &DataDialog::dataChosen, this, &FileActions::dataChosen);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    messages_->clear(MessageBar::Kind::fileError);
    dialog->open();
}

void FileActions::openStarts(const QString& file) {
    work_.begin(tr("Reading %1…").arg(QFileInfo(file).fileName()), [this, file] {
        const std::filesystem::path path = std::filesystem::absolute(toPath(file)).lexically_normal();
        const MatrixSource starts{std::make_shared<const Matrix>(read_matrix(path)), path};
        return [this, starts] {
            messages_->clear(MessageBar::Kind::fileError);
            emit startsChosen(starts);
        };
    });
}

QString FileActions::askForTable(const QString& title) {
    return used(QFileDialog::getOpenFileName(
        window_, title, inLastFolder(),
        tr("Tables and matrices (*.csv *.tsv *.txt *.gz *.npy *.mtx);;All files (*)")));
}

void FileActions::askData() {
    const QString file = askForTable(tr("Open data"));
    if (!file.isEmpty()) openData(file);
}

void FileActions::askStarts() {
    const QString file = askForTable(tr("Open starts, one a row"));
    if (!file.isEmpty()) openStarts(file);
}

void FileActions::fillRecentMenu(QMenu* menu) {
    menu->clear();
    const QStringList files = settings_->recentFiles();
    menu->setEnabled(!files.isEmpty());
    for (const QString& file : files) {
        QAction* action = menu->addAction(QFileInfo(file).fileName());
        action->setToolTip(file);
        // Queued: a file that has gone leaves the menu, and its action with it.
        connect(
            action, &QAction::triggered, this, [this, file] { openRecent(file); }, Qt::QueuedConnection);
    }
}

QString FileActions::inLastFolder(const QString& name) const {
    const QString folder = settings_->lastFolder();
    return folder.isEmpty() ? name : QDir(folder).filePath(name);
}

QString FileActions::used(const QString& path) {
    if (!path.isEmpty()) settings_->setLastFolder(QFileInfo(path).absolutePath());
    return path;
}

void FileActions::openRecent(const QString& file) {
    if (QFileInfo::exists(file)) {
        openExperiment(file);
        return;
    }
    settings_->removeRecentFile(file);
    messages_->showMessage(MessageBar::Kind::fileError, tr("%1 is not there any more.").arg(file));
}

void FileActions::attempt(const QString& file, const std::function<void()>& action) {
    try {
        action();
        messages_->clear(MessageBar::Kind::fileError);  // of what was tried before
        emit written(file);
    } catch (const std::exception& error) {
        messages_->showMessage(MessageBar::Kind::fileError, QString::fromStdString(error.what()));
    }
}

void FileActions::tellNothingToExport(const PlotView& plot) {
    messages_->showMessage(MessageBar::Kind::fileError,
                           tr("There is nothing to export. %1").arg(plot.emptyMessage()));
}

bool FileActions::hasResults() {
    if (!model_->results().runs.empty()) return true;
    messages_->showMessage(MessageBar::Kind::hint, tr("There is nothing to save yet – press Run first."));
    return false;
}

/// Those on the screen, with how they are looked at.
Results FileActions::seenResults() const {
    Results results = model_->results();
    results.experiment = view_->with(std::move(results.experiment));
    return results;
}

// The files would say of a solver that is still at work how it ended.
bool FileActions::hasWholeResults() {
    if (!hasResults()) return false;
    if (!model_->isRunning()) return true;
    messages_->showMessage(MessageBar::Kind::hint,
                           tr("The run is still on – wait until it has ended, or press Stop, then save."));
    return false;
}

}  // namespace basin::ui
