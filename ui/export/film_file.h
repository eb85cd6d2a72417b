// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>

#include <QImage>

#include "ui/export/film.h"

namespace basin::ui {

/// What the pictures of a film go into: a GIF, or a folder of numbered PNG files. Nothing is there before
/// finish(). Used by one thread at a time.
class FilmFile {
  public:
    enum class Existing { refuse, replace };

    virtual ~FilmFile() = default;
    /// How many pictures, spread over the film, it wants to have looked at before the first is added.
    virtual int looks() const { return 0; }
    virtual void look(const QImage&) {}
    virtual void add(const QImage& picture, int hundredths) = 0;
    /// Throws InputError with nothing written.
    virtual void finish() = 0;
};

/// By the ending: .gif, or none for a folder. Throws InputError for another ending, a file or folder that is
/// there already, unless a file or a film's own folder may be replaced, and a place that cannot be written.
std::unique_ptr<FilmFile> makeFilmFile(const std::filesystem::path& path, FilmFile::Existing existing);

/// A film on its way into its file, step after step, in order: each step is drawn on the thread of the
/// application and then kept, on any thread.
class FilmMaking {
  public:
    FilmMaking(const Results& results, const FilmOptions& options, std::unique_ptr<FilmFile> file);

    int steps() const { return looks_ + film_.frames(); }
    QImage draw(int step);
    /// After the last step the file is there.
    void keep(int step, const QImage& picture);

  private:
    int frameOf(int step) const;

    Film film_;
    std::unique_ptr<FilmFile> file_;
    int looks_;
};

/// Draws and writes it all; told the share that is done, 0..1. False, with nothing written, when it was
/// stopped.
bool writeFilm(const Results& results, const FilmOptions& options, std::unique_ptr<FilmFile> file,
               const std::function<void(double)>& tell, const std::stop_token& stop);

}  // namespace basin::ui
