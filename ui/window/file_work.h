// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "ui/runs/background_task.h"

namespace basin::ui {

/// Reads and writes files on threads of their own, so that large ones do not hold the window up.
class FileWork : public QObject {
    Q_OBJECT

  public:
    /// What is left to do on the GUI thread once the files are read or written; may be empty.
    using Then = std::function<void()>;
    explicit FileWork(QObject* parent = nullptr);
    /// Waits for nothing: work that has not ended still ends, and nothing follows it.
    ~FileWork() override;

    /// The work runs on a thread, owns everything it uses and returns what follows. Work that was begun
    /// before and has not ended still ends, but nothing follows it.
    void begin(const QString& said, std::function<Then()> work);
    bool isBusy() const { return !tasks_.empty(); }

  signals:
    /// The work takes longer than a glance; said is what it was begun with.
    void slow(const QString& said);
    /// It has ended, and what follows comes next.
    void done();
    /// It has ended with this message instead.
    void failed(const QString& message);
    /// The same of work that was overtaken by other work.
    void overtakenFailed(const QString& message);

  private:
    using Task = BackgroundTask<Then>;
    void look();
    void finish(const Task& task);

    std::vector<std::unique_ptr<Task>> tasks_;
    const Task* awaited_ = nullptr;  // the last one begun, until it has ended
    QString said_;
    QElapsedTimer since_;
    QTimer timer_;
};

}  // namespace basin::ui
