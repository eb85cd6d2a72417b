// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/story_entry.h"

#include <algorithm>

#include <QFontMetrics>
#include <QGuiApplication>
#include <QPainter>
#include <QScreen>
#include <QStyleOptionMenuItem>
#include <QWidget>

#include "ui/theme.h"

namespace basin::ui {

namespace {

// px
constexpr int widest = 590, narrowest = 300;
constexpr int frame = 24;  // of the menu and between the screen's edges
constexpr int sidePadding = 12, endPadding = 3;

struct Fonts {
    QFont title, story;
};

Fonts fontsOf(const QStyleOptionMenuItem& entry) {
    Fonts fonts{entry.font, entry.font};
    fonts.title.setPixelSize(TypeScale().body);
    fonts.title.setWeight(QFont::DemiBold);
    fonts.story.setPixelSize(TypeScale().small);
    return fonts;
}

int widthOn(const QWidget* menu) {
    const QScreen* screen = menu != nullptr ? menu->screen() : QGuiApplication::primaryScreen();
    return std::clamp((screen->availableGeometry().width() - frame) / 2, narrowest, widest);
}

QRect storyRect(const QFont& font, const QString& story, int width) {
    return QFontMetrics(font).boundingRect(QRect(0, 0, width - 2 * sidePadding, 1000), Qt::TextWordWrap,
                                           story);
}

QString titleOf(const QStyleOptionMenuItem& entry) {
    return entry.text.section(QLatin1Char('\n'), 0, 0);
}
QString storyOf(const QStyleOptionMenuItem& entry) {
    return entry.text.section(QLatin1Char('\n'), 1);
}

}  // namespace

bool hasStory(const QStyleOptionMenuItem& entry) {
    return entry.menuItemType == QStyleOptionMenuItem::Normal && entry.text.contains(QLatin1Char('\n'));
}

QSize storySize(const QStyleOptionMenuItem& entry, const QWidget* menu) {
    const Fonts fonts = fontsOf(entry);
    const int width = widthOn(menu);
    return {width, QFontMetrics(fonts.title).height() +
                       storyRect(fonts.story, storyOf(entry), width).height() + 2 * endPadding};
}

void drawStory(QPainter& painter, const QStyleOptionMenuItem& entry) {
    const Fonts fonts = fontsOf(entry);
    const bool chosen = entry.state & QStyle::State_Selected;
    const QPalette& palette = entry.palette;
    painter.save();
    if (chosen) painter.fillRect(entry.rect, palette.highlight());
    const QRect inside = entry.rect.adjusted(sidePadding, endPadding, -sidePadding, -endPadding);
    painter.setFont(fonts.title);
    painter.setPen(palette.color(chosen ? QPalette::HighlightedText : QPalette::Text));
    const int titleHeight = QFontMetrics(fonts.title).height();
    painter.drawText(inside, Qt::AlignLeft | Qt::AlignTop | Qt::TextShowMnemonic, titleOf(entry));
    painter.setFont(fonts.story);
    painter.setPen(palette.color(chosen ? QPalette::HighlightedText : QPalette::PlaceholderText));
    painter.drawText(inside.adjusted(0, titleHeight, 0, 0), Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                     storyOf(entry));
    painter.restore();
}

}  // namespace basin::ui
