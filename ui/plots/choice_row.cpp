// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/choice_row.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStyle>

#include "ui/theme.h"

namespace basin::ui {

namespace {

/// As wide as its longest choice where there is room; in a narrow row, as wide as the present one.
class ChoiceBox final : public QComboBox {
  public:
    explicit ChoiceBox(QWidget* parent) : QComboBox(parent) {
        setSizeAdjustPolicy(QComboBox::AdjustToContents);
        connect(this, &QComboBox::currentTextChanged, this, &QWidget::updateGeometry);
    }
    QSize minimumSizeHint() const override {
        int longest = 0;
        for (int k = 0; k < count(); ++k)
            longest = std::max(longest, fontMetrics().horizontalAdvance(itemText(k)));
        const int spare = longest - fontMetrics().horizontalAdvance(currentText());
        const QSize whole = sizeHint();
        return {whole.width() - std::max(0, spare), whole.height()};
    }
};

QComboBox* makeBox(QWidget* parent, const QString& name, const QString& toolTip) {
    auto* box = new ChoiceBox(parent);
    box->setAccessibleName(name);
    box->setToolTip(toolTip);
    return box;
}

}  // namespace

QComboBox* makeChoice(QWidget* plot, const QString& name, const QString& toolTip) {
    QComboBox* box = makeBox(plot, name, toolTip);
    box->hide();
    return box;
}

QWidget* makeChoiceRow(QWidget* plot) {
    auto* row = new QWidget(plot);
    row->hide();
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spaceUnit / 2);
    return row;
}

QComboBox* addChoice(QWidget* row, const QString& name, const QString& toolTip) {
    QComboBox* box = makeBox(row, name, toolTip);
    row->layout()->addWidget(box);
    return box;
}

void fillChoice(QComboBox* box, const QStringList& names, int current) {
    const QSignalBlocker quiet(box);
    QStringList present;
    for (int k = 0; k < box->count(); ++k) present << box->itemText(k);
    if (present != names) {
        box->clear();
        box->addItems(names);
        // A list is as wide as what is in it, also of a box that is not.
        box->view()->setMinimumWidth(box->view()->sizeHintForColumn(0) +
                                     box->style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    }
    box->setCurrentIndex(current);
}

}  // namespace basin::ui
