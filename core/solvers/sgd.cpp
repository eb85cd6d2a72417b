// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/sgd.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/random.h"
#include "core/problems/elman_window.h"
#include "core/solvers/recorder.h"
#include "core/solvers/start_check.h"

namespace basin {

namespace {

constexpr Index windows_a_check = 64;  // of a pass, between two looks at stop and time

/// One pass after the other over the windows of a series.
class Passes {
  public:
    Passes(const ElmanTraining& training, const SgdOptions& sgd)
        : window_(training),
          steps_(training.steps()),
          length_(std::min(sgd.window, steps_)),
          borders_(sgd.seed) {}

    /// Returns how many windows there were, or 0 when the gradient of one is not finite or the pass was
    /// interrupted.
    Index run(double rate, Vector& theta, const std::function<bool()>& interrupted) {
        window_.rewind();
        Index windows = 0;
        // Every pass has other borders, so that no step is always the first of a window.
        Index length = length_ == steps_ ? steps_ : 1 + borders_.below(length_);
        for (Index first = 0; first < steps_; first += length, length = length_) {
            length = std::min(length, steps_ - first);
            if (window_.gradient(theta, first, length, g_) != EvalStatus::ok) return 0;
            theta -= rate * g_;
            if (++windows % windows_a_check == 0 && interrupted()) return 0;
        }
        return windows;
    }

  private:
    ElmanWindow window_;
    Index steps_, length_;
    RandomStream borders_;
    Vector g_;
};

}  // namespace

void SgdOptions::validate() const {
    require(std::isfinite(learning_rate) && learning_rate > 0, "learning_rate", learning_rate,
            "a finite value > 0");
    require(std::isfinite(decay) && decay >= 0, "decay", decay, "a finite value >= 0");
    require(window >= 1, "window", window, "a value >= 1");
}

Sgd::Sgd(const SolverOptions& options, const SgdOptions& sgd) : options_(options), sgd_(sgd) {
    options_.validate();
    sgd_.validate();
}

std::optional<std::string> Sgd::rejects(const Problem& problem) const {
    if (problem.structure().network) return std::nullopt;
    return "sgd goes over windows of a series: it minimises the plain form (P) of a recurrent network only.";
}

SolveResult Sgd::solve(const Problem& problem, const Vector& x0, const Observer& observer,
                       std::stop_token stop) const {
    if (auto refused = refuse_input(*this, problem, x0)) return *std::move(refused);
    Recorder recorder(problem, x0, options_, observer, std::move(stop), WorkUnits::given);
    Passes passes(*problem.structure().network, sgd_);
    Vector x = x0, g(x0.size());
    double objective = not_applicable;
    const auto interrupted = [&recorder] { return recorder.interrupted(); };
    for (;;) {
        if (recorder.evaluator().gradient(x, objective, g) != EvalStatus::ok)
            return recorder.end_not_finite(x);
        if (!recorder.reach(x, objective, g) || !recorder.emit()) return recorder.result();
        const double pass = static_cast<double>(recorder.iteration());
        const Index windows = passes.run(sgd_.learning_rate / (1 + sgd_.decay * pass), x, interrupted);
        if (windows == 0) return recorder.ended() ? recorder.result() : recorder.end_not_finite(x);
        StepNotes notes;
        notes.inner_iterations = static_cast<double>(windows);
        recorder.note(notes);
    }
}

}  // namespace basin
