// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fold_button.h"

#include <QStyleOptionToolButton>
#include <QStylePainter>

#include "ui/panels/fields.h"

namespace basin::ui {

FoldButton::FoldButton(QWidget* parent) : QToolButton(parent) {
    setCheckable(true);
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setIconSize({smallButtonIcon, smallButtonIcon});
    connect(this, &QToolButton::toggled, this, &FoldButton::showState);
    showState();
    setFixedSize(sizeHint().expandedTo({smallButton, smallButton}));
}

void FoldButton::setWords(const QString& name, const QString& toolTip) {
    name_ = name;
    describe(this, name, toolTip);
    showState();
}

void FoldButton::showState() {
    setArrowType(isChecked() ? Qt::UpArrow : Qt::DownArrow);
    setAccessibleName((isChecked() ? tr("%1, unfolded") : tr("%1, folded")).arg(name_));
}

// The chevron says that it is unfolded; a pressed frame would say it too loudly.
void FoldButton::paintEvent(QPaintEvent*) {
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    option.state.setFlag(QStyle::State_On, false);
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
}

}  // namespace basin::ui
