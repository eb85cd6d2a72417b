// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QMainWindow>

#include "core/experiment/experiment.h"
#include "ui/plots/plot_kind.h"
#include "ui/runs/run_controller.h"
#include "ui/runs/run_model.h"
#include "ui/settings.h"

class QSplitter;

namespace basin {
struct Preset;
}

namespace basin::ui {

class AssessDialog;
class Dashboard;
class EstimateDialog;
class ExperimentMemory;
class ExperimentPanel;
class ExperimentView;
class FileActions;
class Headline;
class InfoPanel;
class KeptRuns;
class MessageBar;
class PresenterControls;
class RunPolicy;
class RunsDock;
class StatusLine;
class ThemeSwitch;
class TimelineBar;
class TransportBar;
class WindowActions;
class WindowLayout;

/// The window: puts panels, plots and actions together and connects them. Opens with the given experiment,
/// else with the last one once that has been read, else with the default.
class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    /// settings: the user's own when null.
    explicit MainWindow(const std::optional<Experiment>& experiment = std::nullopt, QWidget* parent = nullptr,
                        Settings* settings = nullptr);
    ~MainWindow() override;

    RunModel* model() { return &model_; }
    RunController* controller() { return &controller_; }
    ExperimentPanel* experimentPanel() { return panel_; }
    Dashboard* dashboard() { return dashboard_; }
    WindowActions* actions() { return actions_; }
    TransportBar* transport() { return transport_; }
    TimelineBar* timeline() { return timeline_; }
    MessageBar* messages() { return messages_; }
    FileActions* fileActions() { return files_; }
    RunPolicy* runPolicy() { return runPolicy_; }
    Headline* headline() { return headline_; }
    PresenterControls* presenter() { return presenter_; }
    RunsDock* runs() { return runs_; }
    EstimateDialog* estimateDialog() { return estimate_; }
    AssessDialog* assessDialog() { return assess_; }

    void showExperiment(const Experiment& experiment);
    void setPresenting(bool presenting);
    bool isPresenting() const { return presenting_; }

  protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void makeLayout();
    void openPreset(const Preset& preset);
    void connectRun();
    void connectFiles();
    void connectView();
    void openExperiment(const Experiment& experiment);
    void askForShownPictures();
    void showFamily();
    void showHeadline();
    void applyTheme();
    void showRunState();
    void restoreState();
    void showFirst(const std::optional<Experiment>& given);
    void connectMemory();

    RunModel model_;
    RunController controller_;
    Settings* settings_;
    ThemeSwitch* theme_;
    WindowActions* actions_;
    TransportBar* transport_;
    MessageBar* messages_;
    ExperimentPanel* panel_;
    Dashboard* dashboard_;
    Headline* headline_;
    TimelineBar* timeline_;
    PresenterControls* presenter_;
    StatusLine* status_;
    KeptRuns* kept_;
    RunPolicy* runPolicy_;
    FileActions* files_;
    EstimateDialog* estimate_;
    AssessDialog* assess_;
    ExperimentView* view_;
    ExperimentMemory* memory_;
    RunsDock* runs_;
    QWidget* left_ = nullptr;
    QWidget* middle_ = nullptr;
    InfoPanel* info_ = nullptr;
    QSplitter* splitter_ = nullptr;
    WindowLayout* layout_ = nullptr;
    bool presenting_ = false;
};

}  // namespace basin::ui
