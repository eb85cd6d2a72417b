// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include "core/experiment/experiment.h"
#include "ui/export/figure_memory.h"
#include "ui/export/figure_page.h"
#include "ui/export/option_editor.h"
#include "ui/export/preflight.h"
#include "ui/plots/plot_kind.h"

namespace basin::ui {

class ExportPreview;
class PanelList;
class PlotView;
class PreflightPanel;

/// What figures can be made of. The plots must outlive the dialog.
struct ExportSource {
    struct Plot {
        PlotKind kind;
        PlotView* view;
    };
    std::vector<Plot> plots;      // that have data, in the order of menus
    std::vector<PlotKind> shown;  // on the dashboard
    /// The experiment with the view that is on the screen; with this plot on its card.
    std::function<Experiment(std::optional<PlotKind>)> experiment;
    QStringList solvers;  // the labels of the runs
    QString folder;       // where file dialogs begin
    /// The command line that makes the figure; none: there is no button for it.
    std::function<QString(std::optional<PlotKind>, const FigureOptions&)> command = {};
};

/// Makes figures of what is on the screen: what of it, for what, every option, the figure as it will be
/// written, and what preflight says of it. Shown, never executed. Whatever goes wrong is said in its line.
class ExportDialog : public QDialog {
    Q_OBJECT

  public:
    /// What the figure is of.
    enum class What { onePlot, dashboard, panels };

    /// first: the plot it begins with; nothing: all of the dashboard.
    ExportDialog(ExportSource source, std::optional<PlotKind> first, FigureMemory* memory,
                 QWidget* parent = nullptr);

    What what() const;
    /// As they are shown; panels are those that are ticked.
    FigureOptions options() const;
    /// Solvers that are not there are left out; panels make it a page of them.
    void setOptions(const FigureOptions& options);

    /// Writes a figure, or numbers, by the ending; false: it was not written, and the note says why.
    bool exportTo(const QString& file);
    bool saveStyle(const QString& file);
    bool loadStyle(const QString& file);
    void copy();

    QComboBox* whatBox() const { return what_; }
    QComboBox* templateBox() const { return template_; }
    QComboBox* formatBox() const { return format_; }
    PanelList* panelList() const { return panels_; }
    OptionEditor* editor() const { return editor_; }
    ExportPreview* preview() const { return preview_; }
    PreflightPanel* preflightPanel() const { return preflight_; }
    QPushButton* exportButton() const { return export_; }
    QPushButton* copyButton() const { return copy_; }
    QPushButton* commandButton() const { return copyCommand_; }
    QString note() const { return note_->text(); }
    /// Whether preview and preflight are those of the options shown.
    bool isAtRest() const { return !soon_.isActive() && !rest_.isActive(); }

  signals:
    /// A file has been written whole.
    void written(const QString& file);
    void failed(const QString& sentence);

  public slots:
    void done(int result) override;

  private:
    struct Drawing {
        std::vector<PlotView*> plots;
        Experiment experiment;
        FigureOptions options;
    };

    QWidget* makeLeft();
    QWidget* makeRight();
    QLayout* makeButtons();
    QPushButton* makeCommandButton();
    QPushButton* makeButton(const QString& text, const QString& toolTip);
    void connectControls();
    void fillWhat(std::optional<PlotKind> first);
    void fillPanels();

    std::optional<PlotKind> plotShown() const;
    QString wordShown() const;
    Drawing drawing() const;
    FigureSubject subjectShown() const;
    void takeWhat();
    void takeTemplate();
    void showPanels(const std::vector<Panel>& panels);
    void showOptions(const FigureOptions& options);
    void takeEdit();
    void keep();

    enum class Fine { quick, exact };
    bool draw(Fine fine);
    void drawAtRest();
    void refuse(const QString& sentence);
    std::optional<RecordedPage> recorded(FigureOptions options) const;
    void fix(PreflightFinding::Kind kind);
    bool attempt(const std::function<QString()>& action);
    void tell(const QString& text, bool isWrong);

    void askExport();
    void askSaveStyle();
    void askLoadStyle();

    ExportSource source_;
    FigureMemory* memory_;
    QString word_;  // what the options shown are about
    QComboBox* what_;
    QComboBox* template_;
    QComboBox* format_;
    PanelList* panels_;
    OptionEditor* editor_;
    ExportPreview* preview_;
    PreflightPanel* preflight_;
    QLabel* note_;
    QPushButton* export_ = nullptr;
    QPushButton* copy_ = nullptr;
    QPushButton* copyCommand_ = nullptr;
    QTimer soon_, rest_;
    double exactTook_ = 0;  // ms
    bool isExact_ = false;
};

}  // namespace basin::ui
