// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include <QObject>

#include "core/experiment/experiment.h"
#include "core/experiment/results.h"
#include "ui/data/chosen_data.h"
#include "ui/export/figure_memory.h"
#include "ui/panels/message_bar.h"
#include "ui/plots/plot_kind.h"
#include "ui/settings.h"
#include "ui/window/file_work.h"

class QMenu;
class QWidget;

namespace basin::ui {

class Dashboard;
class ExperimentView;
class PlotView;
class RunModel;
struct OpenedTable;

/// Opens and saves: experiments, results, figures. Whatever goes wrong is told in the message bar, and
/// nothing on the screen or on disk is lost. The functions with a path ask nothing. Data and results, which
/// may be large, are read and written in the background.
class FileActions : public QObject {
    Q_OBJECT

  public:
    FileActions(const RunModel* model, Dashboard* dashboard, MessageBar* messages, Settings* settings,
                QWidget* window);

    /// What "save" writes, and how the window looks at an experiment: set by the window.
    void setExperimentSource(std::function<Experiment()> source, const ExperimentView* view) {
        source_ = std::move(source);
        view_ = view;
    }

    /// opened() follows; of a table or a matrix it is asked what is to be made of it, as by openData().
    void openExperiment(const QString& file);
    /// The experiment of the last session; lastOpened() follows.
    void openLast();
    void saveExperiment(const QString& file);
    /// The folder must be empty or not there yet, and the run must have ended.
    void saveResults(const QString& folder);
    /// PNG, SVG, PDF or CSV, by the extension.
    void exportPlot(PlotKind kind, const QString& file);
    void exportDashboard(const QString& file);
    /// A page about the run, which must have ended: PDF or HTML, by the extension.
    void saveReport(const QString& file);
    /// Asks what is to be made of a table or a matrix; dataChosen() follows.
    void openData(const QString& file);
    /// A table or a matrix, one start a row; startsChosen() follows.
    void openStarts(const QString& file);

    void askOpen();
    void askSave();
    void askSaveResults();
    /// Figures are made in a dialog.
    void askExportPlot(PlotKind kind);
    void askExportDashboard();
    /// Shows a dialog that makes a film of the run, which must have ended.
    void askFilm();
    void askReport();
    void askData();
    void askStarts();

    void fillRecentMenu(QMenu* menu);

  signals:
    void opened(const basin::Experiment& experiment);
    void lastOpened(const basin::Experiment& experiment);
    /// What is remembered of the last session is no experiment any more.
    void lastFailed();
    void dataChosen(const basin::ui::ChosenData& data);
    void startsChosen(const basin::MatrixSource& starts);
    /// A file or folder has been written whole.
    void written(const QString& path);

  private:
    void openRecent(const QString& file);
    /// A name in the folder that was used last; and that this one is.
    QString inLastFolder(const QString& name = {}) const;
    QString used(const QString& path);
    /// written(file) follows when the action throws nothing.
    void attempt(const QString& file, const std::function<void()>& action);
    void openExport(std::optional<PlotKind> kind);
    void tellNothingToExport(const PlotView& plot);
    bool hasResults();
    bool hasWholeResults();
    Results seenResults() const;
    void askAbout(OpenedTable table);
    QString askForTable(const QString& title);

    const RunModel* model_;
    Dashboard* dashboard_;
    MessageBar* messages_;
    Settings* settings_;
    QWidget* window_;
    FigureMemory figures_;
    std::function<Experiment()> source_;
    const ExperimentView* view_ = nullptr;
    FileWork work_;
    QString waitingFor_;  // as the message bar says it
};

}  // namespace basin::ui
