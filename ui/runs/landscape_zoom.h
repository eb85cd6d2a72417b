// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QObject>
#include <QTimer>

#include "core/experiment/landscape_part.h"
#include "ui/runs/background_task.h"

namespace basin::ui {

/// The landscape of the part of its plane that is looked at, computed in the background once the view rests.
/// Nothing ticks while nothing is asked for.
class LandscapeZoom : public QObject {
    Q_OBJECT

  public:
    explicit LandscapeZoom(QObject* parent = nullptr);

    /// Of results with a landscape; what was asked for before is not wanted any more, but stays until this
    /// is there, if it is of the same landscape.
    void ask(const Results& results, const PlanePart& part);
    /// The whole is looked at.
    void drop();
    /// The newest that is there; null: none.
    const std::shared_ptr<const Landscape>& landscape() const { return landscape_; }

  signals:
    void changed();

  private:
    using Task = BackgroundTask<std::shared_ptr<const Landscape>>;

    void start();
    void poll();
    void retire();

    std::shared_ptr<const LandscapeParts> parts_;  // null: of nothing
    PlanePart part_;
    std::shared_ptr<const Landscape> landscape_;
    QTimer rest_, poll_;
    std::unique_ptr<Task> task_;
    std::vector<std::unique_ptr<Task>> retired_;  // asked to stop, not yet ended
};

}  // namespace basin::ui
