// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_memory.h"

#include <exception>

#include "core/problems/field.h"
#include "ui/export/figure_templates.h"
#include "ui/export/style_file.h"
#include "ui/settings.h"

namespace basin::ui {

namespace {

const QString screenWord = QStringLiteral("screen");  // no template

QString wordOf(std::optional<FigureTemplate> base) {
    if (!base) return screenWord;
    const std::string_view word = to_string(*base);
    return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

}  // namespace

FigureOptions withWordsOf(FigureOptions look, const FigureOptions& words) {
    // A title that a template says is none of the plot's.
    if (words.title != templateOptions(words.base).title) look.title = words.title;
    look.xLabel = words.xLabel;
    look.yLabel = words.yLabel;
    look.xRange = words.xRange;
    look.yRange = words.yRange;
    look.xTicks = words.xTicks;
    look.yTicks = words.yTicks;
    look.solvers = words.solvers;
    look.names = words.names;
    look.panels = words.panels;
    look.view = words.view;
    return look;
}

FigureOptions FigureMemory::lookOf(std::optional<FigureTemplate> base) const {
    const QString style = settings_->figureStyle(wordOf(base));
    if (style.isEmpty()) return templateOptions(base);
    try {
        const FigureOptions kept = optionsFrom({parseStyle(style.toStdString(), {})});
        return kept.base == base ? kept : templateOptions(base);
    } catch (const std::exception&) {  // of another version
        return templateOptions(base);
    }
}

void FigureMemory::keepLook(const FigureOptions& options) {
    FigureOptions look = withWordsOf(options, templateOptions(options.base));
    look.title = templateOptions(options.base).title;
    settings_->setFigureTemplate(wordOf(options.base));
    settings_->setFigureStyle(wordOf(options.base), QString::fromStdString(styleText(look)));
}

std::optional<FigureTemplate> FigureMemory::lastTemplate() const {
    const QString word = settings_->figureTemplate();
    if (word == screenWord) return std::nullopt;
    const auto found =
        with_word<FigureTemplate>(word.toStdString(), std::span<const FigureTemplate>(all_figure_templates));
    return found.value_or(FigureTemplate::column);
}

FigureOptions FigureMemory::withWords(const QString& plot, FigureOptions options) const {
    const auto kept = words_.find(plot);
    return kept == words_.end() ? options : withWordsOf(std::move(options), kept->second);
}

void FigureMemory::keepWords(const QString& plot, const FigureOptions& options) {
    words_[plot] = options;
}

}  // namespace basin::ui
