// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>
#include <QWidget>

#include "core/experiment/experiment.h"
#include "ui/chart/elided_label.h"

namespace basin::ui {

class RunModel;

/// Above the plots: what the experiment is called, what it is about, and what was measured, in a sentence
/// each. The title can be edited.
class Headline : public QWidget {
    Q_OBJECT

  public:
    explicit Headline(RunModel* model, QWidget* parent = nullptr);

    void setExperiment(const Experiment& experiment);
    /// Nothing is edited while presenting.
    void setPresenting(bool presenting);

    QLineEdit* title() const { return title_; }
    QString story() const { return story_->toolTip(); }
    QString comparison() const { return comparison_->text(); }

  signals:
    void titleEdited(const QString& title);

  protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void commitTitle();
    void fitTitle();
    void showAsField(bool field);
    void compareSoon();
    void compare();

    RunModel* model_;
    QLineEdit* title_;
    ElidedLabel* story_;
    QLabel* comparison_;
    QString shownTitle_;
    QTimer pause_;
};

}  // namespace basin::ui
