// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <variant>
#include <vector>

#include <QObject>
#include <QTimer>

#include "ui/runs/background_task.h"

namespace basin::ui {

/// Work on one thread beside the GUI's, one piece after the other in the order in which it comes; none is
/// left out, not even when this goes or the program ends.
class SerialWork : public QObject {
    Q_OBJECT

  public:
    /// What follows a piece on the GUI thread; may be empty.
    using Then = std::function<void()>;
    using Piece = std::function<Then()>;

    explicit SerialWork(QObject* parent = nullptr);
    /// Waits for all of it; nothing follows.
    ~SerialWork() override;

    void add(Piece piece);
    /// Whether a piece has not ended, or not been followed.
    bool isBusy() const { return timer_.isActive(); }

  signals:
    /// A piece has thrown this instead.
    void failed(const QString& message);

  private:
    struct Queue;
    static void work(Queue& queue);
    void look();

    std::shared_ptr<Queue> queue_;
    QTimer timer_;
    std::unique_ptr<BackgroundTask<std::monostate>> task_;
};

}  // namespace basin::ui
