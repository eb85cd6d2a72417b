// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include <QElapsedTimer>
#include <QImage>
#include <QObject>
#include <QTimer>

#include "ui/export/film_file.h"
#include "ui/runs/background_task.h"

namespace basin::ui {

/// Makes a film while the window goes on: one picture is drawn in a turn of the event loop, and those before
/// are encoded on a thread.
class FilmWork : public QObject {
    Q_OBJECT

  public:
    explicit FilmWork(QObject* parent = nullptr);
    ~FilmWork() override;

    /// Throws InputError, as makeFilmFile() and Film do. One at a time.
    void begin(const Results& results, const FilmOptions& options, const std::filesystem::path& path,
               FilmFile::Existing existing);
    /// Nothing is written, unless the last step is done already: then done() follows.
    void cancel();
    bool isBusy() const { return making_ != nullptr; }

  signals:
    /// The share that is done, and how long the rest will take; NaN while that is not known.
    void progressed(double done, double secondsLeft);
    void done();
    void cancelled();
    void failed(const QString& message);

  private:
    void turn();
    void takeKept();
    void tellProgress();
    void end();

    std::unique_ptr<FilmMaking> making_;  // null: nothing is being made
    int drawnSteps_ = 0, keptSteps_ = 0;
    QImage drawn_;  // waits for the thread
    QElapsedTimer since_;
    QTimer timer_;
    std::unique_ptr<BackgroundTask<bool>> keeping_;  // last: joined before what it uses goes away
};

}  // namespace basin::ui
