// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/playback.h"

#include <algorithm>

#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

constexpr double replaySpeed = 30;  // iterations a second, at least, where no speed is chosen
constexpr double replaySeconds = 3;

}  // namespace

void Playback::begin(bool withTheRun) {
    following_ = withTheRun || !speed_;
    if (!following_) hold(0);
    stepPending_ = false;
    restart();
}

void Playback::play(bool isRunOn) {
    following_ = isRunOn && !speed_;
    stepPending_ = false;
    model_->followRun(following_);
    restart();
}

void Playback::end() {
    following_ = true;
    stepPending_ = false;
}

void Playback::hold(Index iteration) {
    model_->setPlayhead(iteration);
    model_->followRun(false);  // the newest iteration would follow the run
}

bool Playback::step() {
    if (isAtEnd()) {
        stepPending_ = true;
        return false;
    }
    hold(model_->playhead() + 1);
    return true;
}

bool Playback::takeStep() {
    if (!stepPending_ || isAtEnd()) return false;
    stepPending_ = false;
    return step();
}

void Playback::advance() {
    if (following_) return;
    const Index last = model_->lastIteration();
    const double seconds = static_cast<double>(clock_.elapsed()) / 1e3;
    Index target = origin_ + static_cast<Index>(seconds * iterationsPerSecond());
    if (target >= last) {  // waiting for the run: go on from here, not by a jump
        target = last;
        origin_ = last;
        clock_.start();
    }
    if (target != model_->playhead()) hold(target);
}

bool Playback::isDone() const {
    return following_ || isAtEnd();
}

bool Playback::isAtEnd() const {
    return model_->playhead() >= model_->lastIteration();
}

double Playback::iterationsPerSecond() const {
    const auto left = static_cast<double>(model_->lastIteration() - replayOrigin_);
    return speed_.value_or(std::max(replaySpeed, left / replaySeconds));
}

void Playback::restart() {
    origin_ = model_->playhead();
    replayOrigin_ = origin_;
    clock_.start();
}

}  // namespace basin::ui
