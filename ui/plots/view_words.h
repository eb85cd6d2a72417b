// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QString>
#include <QStringList>

#include "core/experiment/plot_words.h"

namespace basin::ui {

inline QString wordText(std::string_view word) {
    return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size()));
}

/// The word of a view in core's list, e.g. "loss-gap".
template <typename View>
QString viewWord(View view) {
    return wordText(view_words<View>[static_cast<std::size_t>(view)].word);
}

/// The words of all views of that type.
template <typename View>
QStringList viewWords() {
    QStringList words;
    for (const ViewWord& view : view_words<View>) words << wordText(view.word);
    return words;
}

/// The view of that word, if there is one.
template <typename View>
std::optional<View> viewOf(const QString& word) {
    const auto place = viewWords<View>().indexOf(word);
    if (place < 0) return std::nullopt;
    return static_cast<View>(place);
}

}  // namespace basin::ui
