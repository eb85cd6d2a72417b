// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QMetaEnum>
#include <QString>
#include <QStringList>

namespace basin::ui {

/// The word of a view on the command line: "loss-gap" of the Q_ENUM value loss_gap.
template <typename View>
QString viewWord(View view) {
    const char* key = QMetaEnum::fromType<View>().valueToKey(static_cast<int>(view));
    return QString::fromLatin1(key).replace(u'_', u'-');
}

/// The words of all views of that type.
template <typename View>
QStringList viewWords() {
    QStringList words;
    const QMetaEnum all = QMetaEnum::fromType<View>();
    for (int k = 0; k < all.keyCount(); ++k) words << viewWord(static_cast<View>(all.value(k)));
    return words;
}

/// The view of that word, if there is one.
template <typename View>
std::optional<View> viewOf(QString word) {
    const int value = QMetaEnum::fromType<View>().keyToValue(word.replace(u'-', u'_').toUtf8().constData());
    if (value < 0) return std::nullopt;
    return static_cast<View>(value);
}

}  // namespace basin::ui
