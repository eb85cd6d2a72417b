// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/shown_with.h"

#include <algorithm>

#include <QEvent>
#include <QHash>

namespace basin::ui {

namespace {

/// Knows what the leaders were told last.
class Following : public QObject {
  public:
    Following(QWidget* follower, const QList<QWidget*>& leaders) : QObject(follower), follower_(follower) {
        for (QWidget* leader : leaders) {
            shown_[leader] = !isLeftOut(leader);
            leader->installEventFilter(this);
        }
        follow();
    }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        const bool shows = event->type() == QEvent::ShowToParent;
        if (shows || event->type() == QEvent::HideToParent) {
            shown_[watched] = shows;
            follow();
        }
        return QObject::eventFilter(watched, event);
    }

  private:
    void follow() {
        const auto isShown = [](bool shown) { return shown; };
        follower_->setVisible(std::any_of(shown_.cbegin(), shown_.cend(), isShown));
    }

    QWidget* follower_;
    QHash<QObject*, bool> shown_;
};

}  // namespace

// A widget that nobody has shown yet counts as hidden to Qt.
bool isLeftOut(const QWidget* widget) {
    return widget->testAttribute(Qt::WA_WState_ExplicitShowHide) && widget->isHidden();
}

void showWith(QWidget* follower, const QList<QWidget*>& leaders) {
    new Following(follower, leaders);
}

}  // namespace basin::ui
