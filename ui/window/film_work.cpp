// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/film_work.h"

#include <chrono>
#include <limits>
#include <utility>

namespace basin::ui {

namespace {

using namespace std::chrono_literals;
// The thread is looked after so often; between two pictures the window has its turn.
constexpr auto turnInterval = 2ms;
constexpr int glance = 500;  // ms, before anything is said of the time left

}  // namespace

FilmWork::FilmWork(QObject* parent) : QObject(parent), timer_(this) {
    timer_.setInterval(turnInterval);
    connect(&timer_, &QTimer::timeout, this, &FilmWork::turn);
}

FilmWork::~FilmWork() = default;

void FilmWork::begin(const Results& results, const FilmOptions& options, const std::filesystem::path& path,
                     FilmFile::Existing existing) {
    making_ = std::make_unique<FilmMaking>(results, options, makeFilmFile(path, existing));
    drawnSteps_ = keptSteps_ = 0;
    since_.start();
    timer_.start();
}

void FilmWork::cancel() {
    if (!isBusy()) return;
    const int steps = making_->steps();
    const bool isLast = keeping_ != nullptr && keptSteps_ == steps - 1;
    if (isLast) return;  // a moment, and the file is whole
    end();
    emit cancelled();
}

void FilmWork::turn() {
    if (keeping_ != nullptr && keeping_->hasEnded()) takeKept();
    if (!isBusy()) return;
    if (drawn_.isNull() && drawnSteps_ < making_->steps()) drawn_ = making_->draw(drawnSteps_++);
    if (keeping_ != nullptr || drawn_.isNull()) return;
    keeping_ = std::make_unique<BackgroundTask<bool>>(
        [making = making_.get(), step = keptSteps_, picture = std::exchange(drawn_, {})](
            const auto&, const std::stop_token&) {
            making->keep(step, picture);
            return true;
        });
}

void FilmWork::takeKept() {
    const auto kept = std::move(keeping_);
    if (!kept->result()) {
        end();
        emit failed(QString::fromStdString(kept->failure()));
        return;
    }
    ++keptSteps_;
    tellProgress();
    if (keptSteps_ < making_->steps()) return;
    end();
    emit done();
}

void FilmWork::tellProgress() {
    const double share = static_cast<double>(keptSteps_) / making_->steps();
    const auto elapsed = static_cast<double>(since_.elapsed());
    const double left =
        elapsed < glance ? std::numeric_limits<double>::quiet_NaN() : elapsed / 1000 * (1 - share) / share;
    emit progressed(share, left);
}

void FilmWork::end() {
    timer_.stop();
    keeping_.reset();
    making_.reset();
    drawn_ = {};
}

}  // namespace basin::ui
