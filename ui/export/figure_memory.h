// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>

#include <QString>

#include "ui/export/figure_options.h"

namespace basin::ui {

class Settings;

/// What is remembered of the options of figures: how they look, for each template, between sessions; what is
/// about one plot (title, labels, axes, solvers and their names), for each plot, in this one.
class FigureMemory {
  public:
    explicit FigureMemory(Settings* settings) : settings_(settings) {}

    /// As they were last for this template, or as it says; nothing about a plot.
    FigureOptions lookOf(std::optional<FigureTemplate> base) const;
    void keepLook(const FigureOptions& options);
    /// The one used last; a paper column at first.
    std::optional<FigureTemplate> lastTemplate() const;

    /// The same options with what is about this plot.
    FigureOptions withWords(const QString& plot, FigureOptions options) const;
    void keepWords(const QString& plot, const FigureOptions& options);

  private:
    Settings* settings_;
    std::map<QString, FigureOptions> words_;
};

/// The options of another with what is about the plot taken from these.
FigureOptions withWordsOf(FigureOptions look, const FigureOptions& words);

}  // namespace basin::ui
