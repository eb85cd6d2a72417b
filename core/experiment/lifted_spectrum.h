// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>

#include "core/solvers/iteration_record.h"
#include "core/solvers/spectrum_meter.h"

namespace basin {

/// The spectrum of (P) along a run on (P1): of the Hessian of the smooth piece that the weights lie on. That
/// of (P1) itself says nothing, because it is linear in most of its unknowns.
class LiftedSpectrum {
  public:
    /// problem is (P); it must outlive this.
    LiftedSpectrum(const Problem& problem, const SpectrumSpec& spec, std::stop_token stop);

    /// Measures at the weights of z where the spec asks for it, and fills in the record. is_last: no record
    /// of the run comes after this one.
    void measure(const Vector& z, IterationRecord& record, bool is_last = false);
    const SpectrumMeter& found() const { return meter_; }

  private:
    const Problem& problem_;
    const SpectrumSpec spec_;
    SpectrumMeter meter_;
    std::unique_ptr<Evaluator> evaluator_;
    Matrix hessian_;
};

}  // namespace basin
