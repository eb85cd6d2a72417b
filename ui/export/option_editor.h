// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <QLabel>
#include <QWidget>

#include "ui/export/figure_options.h"
#include "ui/export/option_words.h"
#include "ui/panels/folding_section.h"

namespace basin::ui {

/// What plots say themselves, where no option says otherwise.
struct FigureSubject {
    QString title, xLabel, yLabel;
    std::optional<AxisRange> xRange, yRange;
    QStringList solvers;    // the labels of the runs
    bool isOnePlot = true;  // else labels and ranges are none of a page's
};

/// The controls of all options of a figure, in groups, made from the fields that describe them. What is set
/// from the program is not reported.
class OptionEditor : public QWidget {
    Q_OBJECT

  public:
    explicit OptionEditor(QWidget* parent = nullptr);

    void setSubject(const FigureSubject& subject);
    void setOptions(const FigureOptions& options);
    const FigureOptions& options() const { return options_; }
    /// What is typed in the field that has the focus becomes its value, as when it is left.
    void commit();

    /// Says under the option of that key why it cannot be used, and nowhere else; an empty key: nowhere.
    void refuse(const QString& key, const QString& sentence);
    /// The sentence that is said under an option; empty: none.
    QString refusalOf(std::string_view key) const;

    QWidget* control(std::string_view key) const;
    FoldingSection* section(OptionGroup group) const { return sections_.at(group); }

  signals:
    void edited();

  private:
    class Builder;
    struct Row {
        QWidget* control;
        QLabel* refusal;
        std::function<void()> show;  // of options_
    };

    void showRows();
    void report();

    FigureOptions options_;
    FigureSubject subject_;
    std::map<OptionGroup, FoldingSection*> sections_;
    std::map<std::string, Row, std::less<>> rows_;
    bool showing_ = false;
};

}  // namespace basin::ui
