// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assess/assessment.h"
#include "ui/panels/folding_groups.h"

namespace basin::ui {

/// The answers of an assessment as a table: question, answer, why; topic by topic, with the figures behind an
/// answer where they are asked for, and what all come to above.
class AssessmentTable : public FoldingGroups {
    Q_OBJECT

  public:
    explicit AssessmentTable(QWidget* parent = nullptr);

    void setAssessment(const Assessment& assessment);
    void clear();

    QString verdict() const { return verdict_->text(); }
    /// The brief answer to the question of that key, as it is shown; empty when it was not asked.
    QString answerTo(const QString& key) const;
    /// Shows the figures behind that answer; null when it was not asked.
    QToolButton* figuresButton(const QString& key) const;
    /// All words and figures, also those that are folded.
    QString text() const;

  private:
    QLabel* verdict_;
    QWidget* head_;
};

}  // namespace basin::ui
