// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/preflight_panel.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QScrollArea>

#include "ui/panels/number_field.h"
#include "ui/panels/text_role.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

const QChar faultSign(0x25CF), fineSign(0x2713);  // a dot, a tick

}  // namespace

PreflightPanel::PreflightPanel(QWidget* parent)
    : QWidget(parent), verdict_(makeLabel(QString(), TextRole::title)) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(spaceUnit / 2);
    outer->addWidget(verdict_);
    verdict_->setToolTip(tr("What a journal would find: type, lines, fonts, colours, text that is cut"));
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Findings"));
    auto* content = new QWidget;
    column_ = new QVBoxLayout(content);
    column_->setContentsMargins(0, 0, spaceUnit, 0);
    column_->setSpacing(2);
    column_->addStretch(1);
    scroll->setWidget(content);
    outer->addWidget(scroll, 1);
}

void PreflightPanel::setFindings(const std::vector<PreflightFinding>& findings) {
    for (const Row& row : rows_) {
        row.line->hide();
        row.line->deleteLater();
    }
    rows_.clear();
    findings_ = findings;
    const auto faults = std::ranges::count_if(findings, &PreflightFinding::isFault);
    verdict_->setText(faults == 0   ? tr("Preflight: nothing is wrong")
                      : faults == 1 ? tr("Preflight: one thing is wrong")
                                    : tr("Preflight: %1 things are wrong").arg(faults));
    for (const PreflightFinding& finding : findings) addRow(finding);
    applyTypeScale(this, 1);
}

void PreflightPanel::addRow(const PreflightFinding& finding) {
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spaceUnit);
    auto* sign = makeLabel(QString(finding.isFault ? faultSign : fineSign), TextRole::body);
    if (finding.isFault) sign->setForegroundRole(QPalette::BrightText);
    sign->setWordWrap(false);
    sign->setAccessibleName(finding.isFault ? tr("Fault") : tr("Told"));
    auto* text = makeLabel(finding.sentence, TextRole::body);
    text->setTextFormat(Qt::PlainText);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(sign, 0, Qt::AlignTop);
    row->addWidget(text, 1);
    QPushButton* fix = nullptr;
    if (finding.isFault && finding.fixable) {
        fix = new QPushButton(tr("&Fix it"));
        fix->setAutoDefault(false);
        describe(fix, tr("Fix it: %1").arg(finding.sentence),
                 finding.kind == PreflightFinding::Kind::smallType
                     ? tr("Make the type as large as the rule asks for")
                     : tr("Make the lines as wide as the rule asks for"));
        connect(fix, &QPushButton::clicked, this, [this, kind = finding.kind] { emit fixAsked(kind); });
        row->addWidget(fix, 0, Qt::AlignTop);
    }
    column_->insertWidget(static_cast<int>(rows_.size()), line);
    line->show();  // at once, also in a dialog that is
    rows_.push_back({line, finding.kind, fix});
}

QPushButton* PreflightPanel::fixButton(PreflightFinding::Kind kind) const {
    for (const Row& row : rows_)
        if (row.kind == kind && row.fix != nullptr) return row.fix;
    return nullptr;
}

}  // namespace basin::ui
