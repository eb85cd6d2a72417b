// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_keys.h"

#include <algorithm>

#include <QApplication>
#include <QKeyEvent>

#include "ui/plots/plot_card.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

namespace {

bool isTypedIn(const QWidget* widget) {
    return widget != nullptr && widget->testAttribute(Qt::WA_InputMethodEnabled);
}

}  // namespace

PlotKeys::PlotKeys(QObject* parent) : QObject(parent) {
    connect(qApp, &QApplication::focusChanged, this, &PlotKeys::update);
}

// The focus moves once more while the window goes, when the cards are gone already.
PlotKeys::~PlotKeys() {
    disconnect(qApp, nullptr, this, nullptr);
}

void PlotKeys::add(PlotCard* card) {
    cards_.push_back(card);
    card->installEventFilter(this);
}

bool PlotKeys::eventFilter(QObject* watched, QEvent* event) {
    const auto card = std::ranges::find(cards_, watched);
    switch (event->type()) {
        case QEvent::Enter:
            if (card != cards_.end()) pointAt(*card);
            return false;
        case QEvent::Leave:
        case QEvent::Hide:
            if (card != cards_.end() && *card == pointed_) pointAt(nullptr);
            return false;
        case QEvent::KeyPress: {
            const auto* widget = qobject_cast<const QWidget*>(watched);
            const bool elsewhere = widget != nullptr && pointed_ != nullptr &&
                                   widget->window() == pointed_->window() && !isTypedIn(widget) &&
                                   !pointed_->plot()->isAncestorOf(widget) && widget != pointed_->plot();
            const auto* pressed = static_cast<const QKeyEvent*>(event);
            return elsewhere && pointed_->plot()->takeKey(pressed->key(), pressed->modifiers());
        }
        default:
            return false;
    }
}

// Every event of the program passes through here, but only while the pointer is on a plot.
void PlotKeys::pointAt(PlotCard* card) {
    pointed_ = card;
    qApp->removeEventFilter(this);
    if (card != nullptr) qApp->installEventFilter(this);
    update();
}

void PlotKeys::update() {
    const QWidget* focus = QApplication::focusWidget();
    const auto focused = std::ranges::find_if(
        cards_, [focus](const PlotCard* card) { return focus != nullptr && card->isAncestorOf(focus); });
    target_ = pointed_ != nullptr && !isTypedIn(focus) ? pointed_
              : focused != cards_.end()                ? *focused
                                                       : nullptr;
    for (PlotCard* card : cards_)
        card->setRing(card != target_                               ? PlotCard::Ring::none
                      : focused != cards_.end() && card == *focused ? PlotCard::Ring::focused
                                                                    : PlotCard::Ring::pointed);
}

}  // namespace basin::ui
