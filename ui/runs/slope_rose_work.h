// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QObject>
#include <QString>
#include <QTimer>

#include "core/experiment/slope_roses.h"
#include "ui/runs/background_task.h"

namespace basin::ui {

/// Slope roses of results, computed in the background one after the other; of those that were asked for
/// meanwhile the newest. Nothing ticks while nothing is asked for.
class SlopeRoseWork : public QObject {
    Q_OBJECT

  public:
    explicit SlopeRoseWork(QObject* parent = nullptr);

    /// At x (d), on the plane of results that have one: the same as before until drop().
    void ask(const Results& results, const Vector& x);
    /// Other results come.
    void drop();
    /// Whether what was asked for last is there.
    bool isReady() const;
    /// The newest that is there; null: none, or none could be computed.
    const std::shared_ptr<const SlopeRose>& rose() const { return rose_; }
    /// Why there is none; empty where there is nothing to say.
    const QString& failure() const { return failure_; }
    /// Waits until what was asked for last is there.
    void wait();

  signals:
    void changed();

  private:
    using Task = BackgroundTask<std::shared_ptr<const SlopeRose>>;

    void start();
    void poll();

    std::shared_ptr<const SlopeRoses> roses_;  // null: of nothing
    Vector x_, computing_, computed_;
    std::shared_ptr<const SlopeRose> rose_;
    QString failure_;
    QTimer poll_;
    std::unique_ptr<Task> task_;
    std::vector<std::unique_ptr<Task>> retired_;  // asked to stop, not yet ended
};

}  // namespace basin::ui
