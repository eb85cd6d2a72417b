// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/info_panel.h"

#include <QVBoxLayout>

#include "ui/families/family_view.h"
#include "ui/panels/explanation_panel.h"
#include "ui/panels/fact_grid.h"
#include "ui/panels/reading_order.h"
#include "ui/settings.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {
constexpr int leastWidth = 168;  // px
}  // namespace

InfoPanel::InfoPanel(RunModel* model, Settings* settings, QObject* parent)
    : QObject(parent), explanation_(new ExplanationPanel(model)) {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(gutter, gutter, gutter, gutter);
    column->setSpacing(spaceUnit * 2);
    column->addWidget(explanation_);
    for (const FamilyView* family : familyViews()) {
        facts_[family] = family->makeInfoPanel(model);
        column->addWidget(facts_[family]);
        keepFolds(*family, settings);
    }
    column->addStretch(1);
    auto* scroll = new PanelArea;
    scroll->setAccessibleName(tr("Explanation and certificate"));
    scroll->setWidget(content);
    card_ = Card::scrolling(scroll);
    card_->setMinimumWidth(leastWidth);
}

void InfoPanel::keepFolds(const FamilyView& family, Settings* settings) {
    auto* facts = qobject_cast<FactGrid*>(facts_[&family]);
    if (facts == nullptr) return;
    facts->setFolded(settings->foldedFacts(family));
    connect(facts, &FactGrid::foldedChanged, settings,
            [settings, facts, &family] { settings->setFoldedFacts(facts->folded(), family); });
}

void InfoPanel::showFamily(const FamilyView* shown) {
    for (const auto& [family, facts] : facts_) facts->setVisible(family == shown);
}

void InfoPanel::setPresenting(bool presenting) {
    explanation_->setPresenting(presenting);
}

}  // namespace basin::ui
