// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QObject>

namespace basin::ui {

class PlotCard;

/// The keys that zoom (Home, Backspace, Alt+Left, +, −) act on the plot under the pointer, else on the one
/// that has the focus; the card that has them shows a ring. A field that is typed in keeps its keys.
class PlotKeys : public QObject {
    Q_OBJECT

  public:
    explicit PlotKeys(QObject* parent = nullptr);
    ~PlotKeys() override;

    void add(PlotCard* card);
    /// The card whose plot has the keys; null: none.
    PlotCard* target() const { return target_; }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void pointAt(PlotCard* card);
    void update();

    std::vector<PlotCard*> cards_;
    PlotCard* pointed_ = nullptr;
    PlotCard* target_ = nullptr;
};

}  // namespace basin::ui
