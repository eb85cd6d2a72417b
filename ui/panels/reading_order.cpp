// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/reading_order.h"

#include <set>
#include <vector>

#include <QLayout>
#include <QScrollArea>
#include <QSplitter>
#include <QWidget>

namespace basin::ui {

namespace {

class Reading {
  public:
    void collect(QWidget* widget) {
        if (!seen_.insert(widget).second) return;
        if ((widget->focusPolicy() & Qt::TabFocus) != 0) found_.push_back(widget);
        if (const auto* area = qobject_cast<const QScrollArea*>(widget)) {
            collect(area->widget());
            return;
        }
        if (const auto* splitter = qobject_cast<const QSplitter*>(widget)) {
            for (int i = 0; i < splitter->count(); ++i) collect(splitter->widget(i));
            return;
        }
        if (widget->layout() == nullptr) return;
        collect(*widget->layout());
        // What lies over the layout comes after it.
        for (QObject* child : widget->children()) {
            auto* over = qobject_cast<QWidget*>(child);
            if (over != nullptr && !over->isWindow() && over->layout() != nullptr) collect(over);
        }
    }

    void apply() const {
        for (std::size_t i = 1; i < found_.size(); ++i) QWidget::setTabOrder(found_[i - 1], found_[i]);
    }

  private:
    void collect(const QLayout& layout) {
        for (int i = 0; i < layout.count(); ++i) {
            QLayoutItem* item = layout.itemAt(i);
            if (item->widget() != nullptr)
                collect(item->widget());
            else if (const QLayout* inner = item->layout())
                collect(*inner);
        }
    }

    std::vector<QWidget*> found_;
    std::set<QWidget*> seen_;
};

}  // namespace

void setReadingOrder(QWidget* root) {
    Reading reading;
    reading.collect(root);
    reading.apply();
}

}  // namespace basin::ui
