// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QPaintDevice>
#include <QPainter>

namespace basin::ui {

/// A device that draws all it is given with another painter, text as shapes: no font is needed to see them.
/// The painter must be active and outlive it; what it is at first counts as the device's origin.
class OutlineDevice : public QPaintDevice {
  public:
    explicit OutlineDevice(QPainter& target);
    ~OutlineDevice() override;

    QPaintEngine* paintEngine() const override;

  protected:
    int metric(PaintDeviceMetric metric) const override;

  private:
    class Engine;
    QPainter& target_;
    std::unique_ptr<Engine> engine_;
};

}  // namespace basin::ui
