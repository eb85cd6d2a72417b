// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include "ui/export/figure_options.h"
#include "ui/export/order_list.h"
#include "ui/panels/fields.h"

namespace basin::ui {

/// The plots of a page of panels: which of them, in which order, and how large each is beside the others.
class PanelList : public QWidget {
    Q_OBJECT

  public:
    explicit PanelList(QWidget* parent = nullptr);

    /// The plots that there are, in the order of the list, and which of them are ticked.
    void setPlots(const std::vector<PlotKind>& plots, const std::vector<PlotKind>& ticked);
    /// These come first, ticked. Those that are not in the list are left out; false: none is left.
    bool setPanels(const std::vector<Panel>& panels);
    /// Those that are ticked.
    std::vector<Panel> panels() const;

    OrderList* list() const { return list_; }
    // Of the plot that is marked in the list.
    RealField* widthField() const { return width_; }
    RealField* heightField() const { return height_; }

  signals:
    void edited();

  private:
    RealField* makeField(const QString& name, const QString& toolTip);
    std::optional<PlotKind> current() const;
    void showSize();
    void takeSize();

    OrderList* list_;
    RealField* width_;
    RealField* height_;
    std::map<PlotKind, Panel> known_;
};

}  // namespace basin::ui
