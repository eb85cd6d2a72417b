// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/wrapped_text.h"

#include <QTextLayout>
#include <QTextOption>

namespace basin::ui {

QStringList wrappedLines(const QString& text, double width, const QFont& font) {
    QTextLayout layout(text, font);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    QStringList lines;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        lines << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    layout.endLayout();
    return lines;
}

}  // namespace basin::ui
