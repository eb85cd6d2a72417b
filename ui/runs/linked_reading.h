// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QObject>

#include "core/numeric/types.h"

namespace basin::ui {

/// What is read off several plots at once: the iteration under the mouse, which the other plots mark, and two
/// iterations A and B that are compared. They are kept from one run to the next.
class LinkedReading : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;

    /// In whichever plot it is.
    std::optional<Index> hovered() const { return hovered_; }
    void setHovered(std::optional<Index> iteration);

    std::optional<Index> a() const { return a_; }
    std::optional<Index> b() const { return b_; }
    /// Where it is already, it goes.
    void toggleA(Index iteration);
    void toggleB(Index iteration);
    bool hasMarks() const { return a_ || b_; }
    void clearMarks();

  signals:
    void changed();

  private:
    void set(std::optional<Index>& which, std::optional<Index> iteration);

    std::optional<Index> hovered_, a_, b_;
};

}  // namespace basin::ui
