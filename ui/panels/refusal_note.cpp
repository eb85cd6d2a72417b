// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/refusal_note.h"

#include <algorithm>

#include <QEvent>
#include <QScrollArea>
#include <QTimer>

#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr int widest = 264;  // px

/// What scrolls with the field, or the window.
QWidget* hostOf(const QWidget* field) {
    for (QWidget* up = field->parentWidget(); up && up->parentWidget(); up = up->parentWidget()) {
        const auto* area = qobject_cast<const QScrollArea*>(up->parentWidget()->parentWidget());
        if (area && area->widget() == up) return up;
    }
    return field->window();
}

}  // namespace

RefusalNote::RefusalNote(QWidget* field) : QLabel(hostOf(field)), field_(field) {
    setTextRole(this, TextRole::small);
    setWordWrap(true);
    setMargin(spaceUnit / 2);
    setFrameStyle(QFrame::Box | QFrame::Plain);
    setForegroundRole(QPalette::BrightText);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    parentWidget()->installEventFilter(this);
}

void RefusalNote::say(const QString& sentence) {
    setText(sentence);
    place();
    show();
    raise();
}

void RefusalNote::place() {
    const QWidget& host = *parentWidget();
    const int width = std::min(widest, host.width() - 2 * spaceUnit);
    const int height = heightForWidth(width);
    const QPoint corner = field_->mapTo(&host, QPoint(0, 0));
    const int below = corner.y() + field_->height() + 2;
    const int above = corner.y() - height - 2;
    const int left = std::clamp(corner.x(), spaceUnit, std::max(spaceUnit, host.width() - width - spaceUnit));
    setGeometry(left, below + height <= host.height() || above < 0 ? below : above, width, height);
}

// Layouts move the field after their widget has been told.
bool RefusalNote::eventFilter(QObject* watched, QEvent* event) {
    const bool moves = event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest;
    if (moves && !isHidden()) QTimer::singleShot(0, this, &RefusalNote::place);
    return QLabel::eventFilter(watched, event);
}

}  // namespace basin::ui
