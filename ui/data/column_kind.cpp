// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/column_kind.h"

#include <QCoreApplication>

namespace basin::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ColumnKind)
};

}  // namespace

QString kindName(ColumnKind kind) {
    switch (kind) {
        case ColumnKind::number:
            return Words::tr("number");
        case ColumnKind::date:
            return Words::tr("date");
        case ColumnKind::text:
            return Words::tr("words");
    }
    return {};
}

QColor kindColour(const Theme& theme, ColumnKind kind) {
    switch (kind) {
        case ColumnKind::number:
            break;
        case ColumnKind::date:
            return theme.dark ? QColor(0x4C, 0xC3, 0x8A) : QColor(0x0B, 0x7A, 0x5B);
        case ColumnKind::text:
            return theme.dark ? QColor(0xE3, 0xB3, 0x41) : QColor(0x8A, 0x5A, 0x00);
    }
    return theme.accent;
}

Theme themeOf(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128 ? Theme::night() : Theme::light();
}

}  // namespace basin::ui
