// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QApplication>

namespace basin::app {

/// Qt's drawing without a display. One a process, for as long as something is drawn.
class OffscreenApplication {
  public:
    OffscreenApplication();

  private:
    char name_[6] = "basin";
    char* argv_[2] = {name_, nullptr};
    int argc_ = 1;
    std::unique_ptr<QApplication> application_;
};

}  // namespace basin::app
