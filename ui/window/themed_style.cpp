// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/themed_style.h"

#include <algorithm>
#include <optional>

#include <QCursor>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QScreen>
#include <QStyleOption>
#include <QStyleOptionSlider>
#include <QStyleOptionToolButton>

#include "ui/window/story_entry.h"

namespace basin::ui {

namespace {

constexpr int scrollBarWidth = 10;  // px
constexpr int arrowRoom = 14;       // px, right of a menu button's words
constexpr double arrowHalf = 3.5;   // px

/// A button whose click opens a menu, without a part of its own for that.
const QStyleOptionToolButton* menuButton(const QStyleOption* option) {
    const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option);
    if (button == nullptr || !(button->features & QStyleOptionToolButton::HasMenu) ||
        (button->features & QStyleOptionToolButton::MenuButtonPopup))
        return nullptr;
    return button;
}

/// Two strokes that meet where the arrow points to.
void drawChevron(QPainter& painter, QPointF middle, double angle, double half, const QColor& color) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(middle);
    painter.rotate(angle);
    painter.setPen(QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(
        QPolygonF{QPointF(-half, -half / 2), QPointF(0, half / 2), QPointF(half, -half / 2)});
    painter.restore();
}

/// Clockwise from pointing down; nothing for what is no arrow.
std::optional<double> angleOf(QStyle::PrimitiveElement element) {
    switch (element) {
        case QStyle::PE_IndicatorArrowDown:
            return 0;
        case QStyle::PE_IndicatorArrowLeft:
            return 90;
        case QStyle::PE_IndicatorArrowUp:
            return 180;
        case QStyle::PE_IndicatorArrowRight:
            return 270;
        default:
            return std::nullopt;
    }
}

void outlineBox(QPainter& painter, const QStyleOption& option, bool round) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, round);
    painter.setPen(option.palette.color(QPalette::PlaceholderText));
    painter.setBrush(Qt::NoBrush);
    if (round)
        painter.drawEllipse(QRectF(option.rect).adjusted(1, 1, -1, -1));
    else
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

void drawScrollBar(QPainter& painter, const QStyleOptionSlider& bar, const QRect& thumb) {
    if (bar.minimum == bar.maximum) return;
    const bool active = bar.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    QColor color = bar.palette.color(QPalette::PlaceholderText);
    color.setAlpha(active ? 200 : 90);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const QRectF shape = QRectF(thumb).adjusted(2.5, 2.5, -2.5, -2.5);
    const double radius = std::min(shape.width(), shape.height()) / 2;
    painter.drawRoundedRect(shape, radius, radius);
    painter.restore();
}

/// Wraps a tip that is wider than can be read, near where it was.
void wrapToolTip(QLabel& tip) {
    if (tip.wordWrap() || tip.width() <= ThemedStyle::widestToolTip) return;
    tip.setWordWrap(true);
    const int height = tip.heightForWidth(ThemedStyle::widestToolTip);
    QRect place(tip.pos(), QSize(ThemedStyle::widestToolTip, height));
    const QRect screen = tip.screen()->availableGeometry();
    // A wide tip was moved away from the pointer.
    place.moveLeft(std::clamp(QCursor::pos().x() + 2, screen.left(),
                              std::max(screen.left(), screen.right() - place.width())));
    place.moveTop(
        std::clamp(place.top(), screen.top(), std::max(screen.top(), screen.bottom() - place.height())));
    tip.setGeometry(place);
}

}  // namespace

ThemedStyle::ThemedStyle() : QProxyStyle(QStringLiteral("fusion")) {}

void ThemedStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                                const QWidget* widget) const {
    if (const auto angle = angleOf(element)) {
        const double half = std::min({arrowHalf, option->rect.width() / 2.0, option->rect.height() / 2.0});
        drawChevron(*painter, QRectF(option->rect).center(), *angle, half,
                    option->palette.color(QPalette::ButtonText));
        return;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
    if (element == PE_IndicatorRadioButton || element == PE_IndicatorCheckBox)
        outlineBox(*painter, *option, element == PE_IndicatorRadioButton);
}

void ThemedStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const {
    const auto* entry = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    if (element == CE_MenuItem && entry != nullptr && hasStory(*entry))
        drawStory(*painter, *entry);
    else
        QProxyStyle::drawControl(element, option, painter, widget);
}

void ThemedStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                     QPainter* painter, const QWidget* widget) const {
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        bar && control == CC_ScrollBar) {
        drawScrollBar(*painter, *bar, subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget));
        return;
    }
    if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option);
        box && control == CC_ComboBox) {
        drawComboBox(*box, *painter, widget);
        return;
    }
    const QStyleOptionToolButton* button = control == CC_ToolButton ? menuButton(option) : nullptr;
    if (button == nullptr) {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        return;
    }
    QStyleOptionToolButton part = *button;
    part.features &= ~QStyleOptionToolButton::HasMenu;  // whose arrow would be a comma in the corner
    part.text.clear();
    part.icon = {};
    QProxyStyle::drawComplexControl(control, &part, painter, widget);
    QStyleOptionToolButton words = *button;
    words.rect.adjust(0, 0, -arrowRoom, 0);
    proxy()->drawControl(CE_ToolButtonLabel, &words, painter, widget);
    const QRect& rect = button->rect;
    drawChevron(*painter, QPointF(rect.right() - arrowRoom / 2.0, rect.center().y() + 1), 0, arrowHalf,
                button->palette.color(QPalette::PlaceholderText));
}

void ThemedStyle::drawComboBox(const QStyleOptionComboBox& box, QPainter& painter,
                               const QWidget* widget) const {
    QStyleOptionComboBox part = box;
    part.subControls &= ~SC_ComboBoxArrow;
    QProxyStyle::drawComplexControl(CC_ComboBox, &part, &painter, widget);
    if (!(box.subControls & SC_ComboBoxArrow)) return;
    const QRectF place = subControlRect(CC_ComboBox, &box, SC_ComboBoxArrow, widget);
    drawChevron(painter, place.center() + QPointF(0, 0.5), 0, arrowHalf,
                box.palette.color(box.state & State_Enabled ? QPalette::Normal : QPalette::Disabled,
                                  QPalette::ButtonText));
}

QRect ThemedStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                  const QWidget* widget) const {
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || bar == nullptr)
        return QProxyStyle::subControlRect(control, option, part, widget);
    const bool upright = bar->orientation == Qt::Vertical;
    const int along = upright ? bar->rect.height() : bar->rect.width();
    const int across = upright ? bar->rect.width() : bar->rect.height();
    const int range = std::max(1, bar->maximum - bar->minimum);
    const double shown = static_cast<double>(bar->pageStep) / (static_cast<double>(range) + bar->pageStep);
    const int thumb = std::clamp(static_cast<int>(along * shown), std::min(along, 3 * across), along);
    const int at = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, along - thumb,
                                           bar->upsideDown);
    const auto piece = [&](int from, int length) {
        const QRect rect = upright ? QRect(0, from, across, length) : QRect(from, 0, length, across);
        return visualRect(bar->direction, bar->rect, rect.translated(bar->rect.topLeft()));
    };
    switch (part) {
        case SC_ScrollBarGroove:
            return piece(0, along);
        case SC_ScrollBarSlider:
            return piece(at, thumb);
        case SC_ScrollBarSubPage:
            return piece(0, at);
        case SC_ScrollBarAddPage:
            return piece(at + thumb, along - at - thumb);
        default:
            return {};  // no buttons
    }
}

QSize ThemedStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                                    const QWidget* widget) const {
    const auto* entry = qstyleoption_cast<const QStyleOptionMenuItem*>(option);
    if (type == CT_MenuItem && entry != nullptr && hasStory(*entry)) return storySize(*entry, widget);
    const QSize needed = QProxyStyle::sizeFromContents(type, option, size, widget);
    return type == CT_ToolButton && menuButton(option) != nullptr ? needed + QSize(arrowRoom, 0) : needed;
}

int ThemedStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const {
    if (metric == PM_ScrollBarExtent) return scrollBarWidth;
    return QProxyStyle::pixelMetric(metric, option, widget);
}

void ThemedStyle::polish(QWidget* widget) {
    QProxyStyle::polish(widget);
    if (widget->inherits("QTipLabel")) widget->installEventFilter(this);
    if (widget->inherits("QScrollBar")) widget->setAttribute(Qt::WA_Hover);
}

bool ThemedStyle::eventFilter(QObject* watched, QEvent* event) {
    const bool placed = event->type() == QEvent::Show || event->type() == QEvent::Resize;
    if (auto* tip = placed ? qobject_cast<QLabel*>(watched) : nullptr) wrapToolTip(*tip);
    return QProxyStyle::eventFilter(watched, event);
}

}  // namespace basin::ui
