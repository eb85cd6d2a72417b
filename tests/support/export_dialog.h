// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <memory>

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/network_results.h"
#include "ui/export/export_dialog.h"
#include "ui/export/preflight_panel.h"
#include "ui/plots/plot_view.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"
#include "ui/settings.h"

namespace basin::test {

using namespace basin::ui;

inline void click(QWidget* widget) {
    QTest::mouseClick(widget, Qt::LeftButton);
}

/// Selects what is there and types over it.
inline void typeOver(QWidget* field, const QString& text, Qt::Key last = Qt::Key_Tab) {
    field->setFocus();
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(field, text);
    QTest::keyClick(field, last);
}

/// By keys, as the popup of a box opens only on a screen.
inline void choose(QComboBox* box, int place) {
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    for (int tries = 0; box->currentIndex() != place && tries < box->count(); ++tries)
        QTest::keyClick(box, Qt::Key_Down);
    QCOMPARE(box->currentIndex(), place);
}

inline void chooseTemplate(ExportDialog& dialog, FigureTemplate base) {
    choose(dialog.templateBox(), dialog.templateBox()->findData(static_cast<int>(base)));
}

inline void rest(ExportDialog& dialog) {
    QTRY_VERIFY(dialog.isAtRest());
}

inline bool isFaulty(const ExportDialog& dialog, PreflightFinding::Kind kind) {
    return std::ranges::any_of(dialog.preflightPanel()->findings(), [kind](const PreflightFinding& finding) {
        return finding.isFault && finding.kind == kind;
    });
}

template <class Control>
Control* control(const ExportDialog& dialog, std::string_view key) {
    return qobject_cast<Control*>(dialog.editor()->control(key));
}

/// What tests of the export dialog share: plots of a made-up run, and settings that nothing has been written
/// to.
class ExportDialogFixture : public QObject {
  protected:
    void loadPlots() {
        QVERIFY(folder_.isValid());
        model_.load(test::syntheticResults());
        for (const PlotKind kind : {PlotKind::convergence, PlotKind::landscape, PlotKind::spectrum}) {
            plots_.push_back(makePlot(kind));
            plots_.back()->setModel(&model_);
            plots_.back()->resize(400, 300);
            plots_.back()->refresh();
            QCOMPARE(plots_.back()->emptyMessage(), QString());
        }
    }

    void renewSettings() {
        settingsFile_ = folder_.filePath(QStringLiteral("settings%1.ini").arg(++settingsCount_));
        settings_ = std::make_unique<Settings>(settingsFile_);
        memory_ = std::make_unique<FigureMemory>(settings_.get());
    }

    ExportSource source() const {
        ExportSource source;
        const PlotKind kinds[] = {PlotKind::convergence, PlotKind::landscape, PlotKind::spectrum};
        for (std::size_t i = 0; i < plots_.size(); ++i) source.plots.push_back({kinds[i], plots_[i].get()});
        source.shown = {PlotKind::convergence, PlotKind::landscape};
        source.experiment = [this](std::optional<PlotKind>) { return model_.results().experiment; };
        for (std::size_t run = 0; run < model_.results().runs.size(); ++run)
            source.solvers << runLabel(model_.results(), run);
        source.folder = folder_.path();
        return source;
    }

    std::unique_ptr<ExportDialog> make(std::optional<PlotKind> first = PlotKind::convergence) {
        auto dialog = std::make_unique<ExportDialog>(source(), first, memory_.get());
        dialog->resize(1000, 660);
        dialog->show();
        QApplication::setActiveWindow(dialog.get());
        rest(*dialog);
        return dialog;
    }
    QString at(const char* name) const { return folder_.filePath(QString::fromLatin1(name)); }

    QTemporaryDir folder_;
    QString settingsFile_;
    int settingsCount_ = 0;
    RunModel model_;
    std::vector<std::unique_ptr<PlotView>> plots_;
    std::unique_ptr<Settings> settings_;
    std::unique_ptr<FigureMemory> memory_;
};

}  // namespace basin::test
