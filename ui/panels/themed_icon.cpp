// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/themed_icon.h"

#include <QApplication>
#include <QFile>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

// A static library's resources must be asked for, outside any namespace.
static void initResources() {
    Q_INIT_RESOURCE(basin);
}

namespace basin::ui {

namespace {

QPixmap render(QByteArray svg, const QColor& color, int size) {
    svg.replace("currentColor", color.name().toUtf8());
    QSvgRenderer renderer(svg);
    QPixmap pixmap(size, size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}

}  // namespace

QIcon themedIcon(const QString& name) {
    const QPalette palette = QApplication::palette();
    [[maybe_unused]] static const bool ready = (initResources(), true);
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QByteArray svg = file.readAll();
    QIcon icon;
    for (const int size : {16, 32}) {
        icon.addPixmap(render(svg, palette.color(QPalette::ButtonText), size), QIcon::Normal);
        icon.addPixmap(render(svg, palette.color(QPalette::Disabled, QPalette::ButtonText), size),
                       QIcon::Disabled);
    }
    return icon;
}

}  // namespace basin::ui
