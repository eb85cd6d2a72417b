// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QImage>
#include <QRectF>
#include <QSize>

#include "core/experiment/results.h"
#include "ui/chart/plot_frame.h"
#include "ui/plots/plot_kind.h"
#include "ui/runs/run_model.h"
#include "ui/theme.h"

namespace basin::ui {

class PlotView;

/// How a run becomes a film. Field names follow the command line's options.
struct FilmOptions {
    static constexpr int smallestSide = 160, largestSide = 4096;  // px
    static constexpr int mostFrames = 10000;

    QSize size{960, 480};         // px, smallestSide <= each side <= largestSide
    double seconds = 6;           // > 0, of the way; its end is shown longer
    std::optional<double> speed;  // > 0, iterations a second; instead of seconds
    int framesPerSecond = 10;     // 1 <= frames <= 50
    Theme theme = Theme::light();
    // Empty: convergence and landscape, as far as there are data for them, else the first plot that has some.
    std::vector<PlotKind> plots;

    /// Throws InputError naming the option, its value and the constraint it broke.
    void validate() const;
};

/// The pictures of a run from its first iteration to its last, spread evenly, each drawn by the plots' own
/// code. Axes and layout stay as they are for the whole run. Needs a QApplication; used on its thread.
class Film {
  public:
    /// Throws InputError for unusable options, a plot without data, a run without iterations and more than
    /// mostFrames.
    Film(const Results& results, const FilmOptions& options);
    ~Film();
    Film(const Film&) = delete;
    Film& operator=(const Film&) = delete;

    int frames() const { return frames_; }
    Index iterationOf(int frame) const;
    /// Hundredths of a second; together they keep the time whatever is rounded.
    int hundredthsOf(int frame) const;
    QImage frame(int index);

  private:
    struct Shown {
        std::unique_ptr<PlotView> plot;
        QRectF place;
    };
    bool addPlot(PlotKind kind);
    void makePlots(const std::vector<PlotKind>& wanted);
    void arrange();
    void holdAxes();
    QImage drawn();

    FilmOptions options_;
    RunModel model_;
    std::vector<Shown> shown_;
    QSizeF page_;  // in the pixels that type is measured in
    double scale_ = 1;
    int frames_ = 0;
    Index drawnIteration_ = -1;
    QImage drawn_;
};

}  // namespace basin::ui
