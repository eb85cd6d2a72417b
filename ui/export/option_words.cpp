// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/option_words.h"

#include <algorithm>

#include <QCoreApplication>

namespace basin::ui {

namespace {

struct Options {
    Q_DECLARE_TR_FUNCTIONS(FigureOptions)
};

struct Row {
    std::string_view key;
    OptionGroup group;
    const char* label;
};

constexpr Row rows[] = {
    {"size", OptionGroup::size, QT_TRANSLATE_NOOP("FigureOptions", "Width × height")},
    {"dpi", OptionGroup::size, QT_TRANSLATE_NOOP("FigureOptions", "Dots per inch")},
    {"font-size", OptionGroup::type, QT_TRANSLATE_NOOP("FigureOptions", "Type, pt")},
    {"line-width", OptionGroup::type, QT_TRANSLATE_NOOP("FigureOptions", "Curves, pt wide")},
    {"title", OptionGroup::texts, QT_TRANSLATE_NOOP("FigureOptions", "Title")},
    {"x-label", OptionGroup::texts, QT_TRANSLATE_NOOP("FigureOptions", "Label of x")},
    {"y-label", OptionGroup::texts, QT_TRANSLATE_NOOP("FigureOptions", "Label of y")},
    {"x-range", OptionGroup::axes, QT_TRANSLATE_NOOP("FigureOptions", "Range of x")},
    {"y-range", OptionGroup::axes, QT_TRANSLATE_NOOP("FigureOptions", "Range of y")},
    {"x-ticks", OptionGroup::axes, QT_TRANSLATE_NOOP("FigureOptions", "Ticks of x")},
    {"y-ticks", OptionGroup::axes, QT_TRANSLATE_NOOP("FigureOptions", "Ticks of y")},
    {"legend", OptionGroup::legend, QT_TRANSLATE_NOOP("FigureOptions", "Legend")},
    {"solvers", OptionGroup::legend, QT_TRANSLATE_NOOP("FigureOptions", "Solvers, in order")},
    {"names", OptionGroup::others, ""},  // in the list of solvers
    {"theme", OptionGroup::look, QT_TRANSLATE_NOOP("FigureOptions", "Theme")},
    {"background", OptionGroup::look, QT_TRANSLATE_NOOP("FigureOptions", "Background")},
    {"palette", OptionGroup::look, QT_TRANSLATE_NOOP("FigureOptions", "Colours")},
    {"grid", OptionGroup::look, QT_TRANSLATE_NOOP("FigureOptions", "Grid")},
    {"theory", OptionGroup::look, QT_TRANSLATE_NOOP("FigureOptions", "Lines of theory")},
    {"annotations", OptionGroup::look, QT_TRANSLATE_NOOP("FigureOptions", "Annotations")},
    {"outlines", OptionGroup::look, QT_TRANSLATE_NOOP("FigureOptions", "Text as outlines")},
    {"lang", OptionGroup::look, QT_TRANSLATE_NOOP("FigureOptions", "Language")},
    {"template", OptionGroup::others, QT_TRANSLATE_NOOP("FigureOptions", "Template")},
    {"panels", OptionGroup::others, QT_TRANSLATE_NOOP("FigureOptions", "Panels")},
};

const Row* rowOf(std::string_view key) {
    const auto found = std::ranges::find(rows, key, &Row::key);
    return found == std::end(rows) ? nullptr : &*found;
}

struct Choice {
    std::string_view key, word;
    const char* label;
};

constexpr Choice choices[] = {
    {"theme", "light", QT_TRANSLATE_NOOP("FigureOptions", "Light")},
    {"theme", "dark", QT_TRANSLATE_NOOP("FigureOptions", "Dark")},
    {"background", "theme", QT_TRANSLATE_NOOP("FigureOptions", "Of the theme")},
    {"background", "white", QT_TRANSLATE_NOOP("FigureOptions", "White")},
    {"background", "transparent", QT_TRANSLATE_NOOP("FigureOptions", "Transparent")},
    {"palette", "default", QT_TRANSLATE_NOOP("FigureOptions", "In colour")},
    {"palette", "grey", QT_TRANSLATE_NOOP("FigureOptions", "Greys, for print")},
    {"palette", "cividis", QT_TRANSLATE_NOOP("FigureOptions", "Blue to yellow (cividis)")},
    {"legend", "automatic", QT_TRANSLATE_NOOP("FigureOptions", "Where there is room")},
    {"legend", "inside", QT_TRANSLATE_NOOP("FigureOptions", "On the plot")},
    {"legend", "below", QT_TRANSLATE_NOOP("FigureOptions", "Below")},
    {"legend", "right", QT_TRANSLATE_NOOP("FigureOptions", "Right")},
    {"legend", "none", QT_TRANSLATE_NOOP("FigureOptions", "None")},
};

QString sentence(std::string_view text) {
    QString whole = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    if (!whole.isEmpty()) whole[0] = whole[0].toUpper();
    return whole;
}

}  // namespace

OptionGroup groupOf(std::string_view key) {
    const Row* row = rowOf(key);
    return row == nullptr ? OptionGroup::others : row->group;
}

OptionWords groupWords(OptionGroup group) {
    switch (group) {
        case OptionGroup::size:
            return {Options::tr("Size"), Options::tr("How large the figure is in print, and how fine a PNG")};
        case OptionGroup::type:
            return {Options::tr("Type and lines"), Options::tr("Sizes at print size, in points")};
        case OptionGroup::texts:
            return {Options::tr("Title and labels"), Options::tr("Your own words on the figure")};
        case OptionGroup::axes:
            return {Options::tr("Axes"), Options::tr("What part of the axes is shown, and how many ticks")};
        case OptionGroup::legend:
            return {
                Options::tr("Legend and solvers"),
                Options::tr("Where the legend stands, which solvers are in it, and what they are called")};
        case OptionGroup::look:
            return {Options::tr("Look"), Options::tr("Colours, grid, lines of theory, annotations")};
        case OptionGroup::others:
            break;
    }
    return {};
}

OptionWords optionWords(const Field& field) {
    const Row* row = rowOf(field.key);
    const QString key = QString::fromUtf8(field.key.data(), static_cast<qsizetype>(field.key.size()));
    OptionWords words{row == nullptr ? key : Options::tr(row->label), sentence(field.meaning)};
    const std::string range = field.range.words();
    if (field.range.is_bounded() && !range.empty())
        words.toolTip = Options::tr("%1; %2").arg(words.toolTip, QString::fromStdString(range));
    words.toolTip += Options::tr(". On the command line: --%1").arg(key);
    return words;
}

QString choiceLabel(std::string_view key, std::string_view word) {
    for (const Choice& choice : choices)
        if (choice.key == key && choice.word == word) return Options::tr(choice.label);
    return sentence(word);
}

}  // namespace basin::ui
