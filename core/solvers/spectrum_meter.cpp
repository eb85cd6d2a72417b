// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/spectrum_meter.h"

#include <algorithm>
#include <exception>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/spectrum_ends.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/solvers/spec_fields.h"

namespace basin {

namespace {

/// A spectrum that a library or the memory breaks off is missing; the run that is measured goes on.
template <class Measurement>
void unless_broken_off(const Measurement& measurement) {
    try {
        measurement();
    } catch (const std::exception&) {
        return;
    }
}

}  // namespace

void SpectrumSpec::validate() const {
    check_ranges(*this);
}

SpectrumMeter::SpectrumMeter(const Problem& problem, const SpectrumSpec& spec, std::stop_token stop)
    : problem_(problem), spec_(spec), stop_(std::move(stop)) {}

void SpectrumMeter::clear() {
    eigenvalues_.resize(0);
    eigenvalue_errors_.resize(0);
    model_eigenvalues_.resize(0);
    density_.reset();
}

SymmetricProduct SpectrumMeter::product_with(const Matrix& A) const {
    return [this, &A](const Vector& v, Vector& out) {
        out.noalias() = A.selfadjointView<Eigen::Lower>() * v;
        return !stop_.stop_requested() && out.allFinite();
    };
}

SymmetricProduct SpectrumMeter::product_at(const Vector& x) const {
    return [this, &x, evaluator = std::shared_ptr(problem_.evaluator())](const Vector& v, Vector& out) {
        return !stop_.stop_requested() && evaluator->hessian_product(x, v, out) == EvalStatus::ok;
    };
}

void SpectrumMeter::measure(const Vector& x, const Matrix* hessian, HessianModel* model) {
    clear();
    unless_broken_off([&] { is_full() ? measure_all(hessian, model) : measure_ends(x, hessian, model); });
}

void SpectrumMeter::measure_all(const Matrix* hessian, HessianModel* model) {
    if (hessian) symmetric_eigenvalues(*hessian, eigenvalues_);
    // The exact model is the Hessian itself.
    const bool same = model && &model->matrix() == hessian;
    if (same) model_eigenvalues_ = eigenvalues_;
    if (model && !same) symmetric_eigenvalues(model->matrix(), model_eigenvalues_);
}

void SpectrumMeter::measure_ends(const Vector& x, const Matrix* hessian, HessianModel* model) {
    // The outermost values need no more; what is worse known further in is told with its error.
    const LanczosOptions lanczos{.ends = spec_.ends, .restarts = 4};
    const Index d = x.size();
    if (const auto ends = spectrum_ends(hessian ? product_with(*hessian) : product_at(x), d, lanczos)) {
        eigenvalues_ = ends->values;
        eigenvalue_errors_ = ends->errors;
    }
    const bool same = model && &model->matrix() == hessian;
    if (same) model_eigenvalues_ = eigenvalues_;
    if (!model || same) return;
    if (const auto ends = spectrum_ends(product_with(model->matrix()), d, lanczos)) {
        model_eigenvalues_ = ends->values;
    }
}

void SpectrumMeter::measure_density(const Vector& x) {
    if (is_full()) return;
    unless_broken_off([&] {
        auto found = spectral_density([&] { return product_at(x); }, x.size(), spec_.density, stop_);
        if (found) density_ = std::make_shared<const SpectralDensity>(*std::move(found));
    });
}

void record_ends(const SpectrumMeter& found, IterationRecord& record) {
    const Vector &values = found.eigenvalues(), &errors = found.eigenvalue_errors();
    if (values.size() == 0) return;
    record.lambda_min = values[0];
    record.lambda_max = values[values.size() - 1];
    record.lambda_error = errors.size() == 0 ? 0 : std::max(errors[0], errors[errors.size() - 1]);
}

}  // namespace basin
