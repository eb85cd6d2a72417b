// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/panel_list.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/panels/number_field.h"
#include "ui/plots/plot_kind.h"
#include "ui/theme.h"

namespace basin::ui {

namespace {

constexpr double smallestShare = 0.1, largestShare = 10;

Panel panelOf(PlotKind kind) {
    return {kind, {}, 1, 1};
}

}  // namespace

PanelList::PanelList(QWidget* parent)
    : QWidget(parent),
      list_(new OrderList(tr("Panels"),
                          tr("One to six plots on a page, lettered a, b, c, in this order. Drag, or the "
                             "buttons: another order"),
                          OrderList::Names::fixed)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spaceUnit / 2);
    column->addWidget(list_);
    auto* row = new QHBoxLayout;
    column->addLayout(row);
    const auto add = [&](const QString& name, RealField* field) {
        auto* label = new QLabel(name);
        label->setBuddy(field);
        row->addWidget(label);
        row->addWidget(field, 1);
    };
    width_ = makeField(tr("Panel width"), tr("Of the marked plot, beside the others of its row"));
    height_ =
        makeField(tr("Panel height"), tr("Of the marked plot, and so of its row, beside the other rows"));
    add(tr("Width"), width_);
    add(tr("Height"), height_);
    list_->setMost(static_cast<int>(most_panels));
    setFocusProxy(list_);
    connect(list_, &OrderList::edited, this, &PanelList::edited);
    connect(list_->list(), &QListWidget::currentRowChanged, this, &PanelList::showSize);
}

RealField* PanelList::makeField(const QString& name, const QString& toolTip) {
    auto* field = new RealField(smallestShare, largestShare);
    describe(field, name, toolTip);
    connect(field, &RealField::valueChanged, this, &PanelList::takeSize);
    return field;
}

std::optional<PlotKind> PanelList::current() const {
    const QListWidgetItem* item = list_->list()->currentItem();
    const auto entries = list_->entries();
    const int row = list_->list()->currentRow();
    if (item == nullptr || row >= static_cast<int>(entries.size())) return std::nullopt;
    return parsePlotKind(entries[static_cast<std::size_t>(row)].key);
}

void PanelList::showSize() {
    const auto kind = current();
    const QSignalBlocker quietWidth(width_), quietHeight(height_);
    const auto found = kind ? known_.find(*kind) : known_.end();
    const Panel panel = found != known_.end() ? found->second : panelOf(PlotKind::convergence);
    width_->setValue(panel.width);
    height_->setValue(panel.height);
    width_->setEnabled(kind.has_value());
    height_->setEnabled(kind.has_value());
}

void PanelList::takeSize() {
    const auto kind = current();
    if (!kind) return;
    Panel& panel = known_.try_emplace(*kind, panelOf(*kind)).first->second;
    panel.width = width_->value();
    panel.height = height_->value();
    emit edited();
}

void PanelList::setPlots(const std::vector<PlotKind>& plots, const std::vector<PlotKind>& ticked) {
    std::vector<OrderList::Entry> entries;
    for (const PlotKind kind : plots)
        entries.push_back({toString(kind), nameOf(kind), std::ranges::find(ticked, kind) != ticked.end()});
    list_->setEntries(entries);
    showSize();
}

bool PanelList::setPanels(const std::vector<Panel>& panels) {
    const std::vector<OrderList::Entry> all = list_->entries();
    std::vector<OrderList::Entry> entries;
    for (const Panel& panel : panels)
        for (const OrderList::Entry& entry : all)
            if (entry.key == toString(panel.kind)) {
                entries.push_back({entry.key, entry.text, true});
                known_.insert_or_assign(panel.kind, panel);
            }
    if (entries.empty()) return false;
    for (const OrderList::Entry& entry : all)
        if (std::ranges::find(entries, entry.key, &OrderList::Entry::key) == entries.end())
            entries.push_back({entry.key, entry.text, false});
    list_->setEntries(entries);
    showSize();
    return true;
}

std::vector<Panel> PanelList::panels() const {
    std::vector<Panel> panels;
    for (const OrderList::Entry& entry : list_->entries()) {
        if (!entry.isTicked) continue;
        const PlotKind kind = *parsePlotKind(entry.key);
        const auto found = known_.find(kind);
        panels.push_back(found != known_.end() ? found->second : panelOf(kind));
    }
    return panels;
}

}  // namespace basin::ui
