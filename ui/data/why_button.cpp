// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/why_button.h"

#include <QHBoxLayout>
#include <QWhatsThis>

#include "ui/panels/fields.h"
#include "ui/panels/form_section.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr int controlWidth = 148, whyWidth = 44;  // px

}  // namespace

WhyButton::WhyButton(QWidget* parent) : QToolButton(parent) {
    setText(tr("why?"));
    setAutoRaise(true);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setFixedWidth(whyWidth);
    setTextRole(this, TextRole::small);
    QSizePolicy policy = sizePolicy();
    policy.setRetainSizeWhenHidden(true);  // controls stay in line
    setSizePolicy(policy);
    connect(this, &QToolButton::clicked, this, &WhyButton::tell);
    hide();
}

void WhyButton::setReason(const QString& about, const QString& reason) {
    reason_ = reason;
    describe(this, tr("Why: %1").arg(about), wrappedToolTip(reason));
    setAccessibleDescription(reason);
    setVisible(!reason.isEmpty());
}

void WhyButton::tell() {
    QWhatsThis::showText(mapToGlobal(rect().bottomLeft()), wrappedToolTip(reason_), this);
}

QString wrappedToolTip(const QString& text) {
    return QStringLiteral("<qt>%1</qt>")
        .arg(text.toHtmlEscaped().replace(QLatin1Char('\n'), QLatin1String("<br>")));
}

void addGuessRow(FormSection& section, const QString& label, QWidget* control, WhyButton* why,
                 const QString& toolTip) {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spaceUnit / 2);
    control->setFixedWidth(controlWidth);
    row->addWidget(control);
    if (why)
        row->addWidget(why);
    else
        row->addSpacing(whyWidth + spaceUnit / 2);
    box->setFocusProxy(control);
    section.addRow(label, box, toolTip);
    const QString name = QString(label).remove(QLatin1Char('&'));
    box->setAccessibleName({});
    describe(control, name, toolTip);
}

}  // namespace basin::ui
