// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_instance.h"

#include <cmath>

#include "core/numeric/check.h"
#include "core/numeric/elementwise.h"
#include "core/numeric/memory.h"
#include "core/numeric/products.h"
#include "core/numeric/random.h"

namespace basin {

namespace {

// Streams of the seed, one for each thing drawn: changing one size leaves the other draws alone.
enum Stream : std::uint64_t { stream_A1 = 1, stream_A2 = 2, stream_direction = 3, stream_noise = 4 };

void require_at_least_one(const char* field, Index value) {
    require(value >= 1, field, value, "a whole number >= 1");
}

void require_positive(const char* field, double value) {
    require(value > 0 && std::isfinite(value), field, value, "a finite number > 0");
}

void require_not_negative(const char* field, double value) {
    require(value >= 0 && std::isfinite(value), field, value, "a finite number >= 0");
}

void require_fits_memory(const SoftmaxInstanceSpec& spec) {
    require_fits("problem, A1 of n x d", spec.n, spec.d);
    require_fits("problem, A2 of m x n", spec.m, spec.n);
    require_fits("problem, Hessian of d x d", spec.d, spec.d);
    require_fits("problem, A1 and A2 of n x (d + m)", spec.n, spec.d + spec.m);
}

Matrix scaled_normal(const SoftmaxInstanceSpec& spec, Stream which, Index rows, Index columns, double scale) {
    RandomStream stream(spec.seed, which);
    Matrix out(rows, columns);
    fill_normal(stream, entries(out));
    return out * scale;
}

/// h(A2 softmax(A1 x)).
Vector planted_output(const SoftmaxData& data, const Vector& x) {
    Vector u;
    multiply(data.A1, x, u);
    u /= exp_shifted_sum(entries(u), u.maxCoeff(), entries(u));
    Vector z;
    multiply(data.A2, u, z);
    Vector h(z.size());
    activate(data.activation, entries(z), entries(h), {}, {});
    return h;
}

}  // namespace

void SoftmaxInstanceSpec::validate() const {
    require_at_least_one("problem.n", n);
    require_at_least_one("problem.d", d);
    require_at_least_one("problem.m", m);
    require_not_negative("problem.ridge", ridge);
    require_positive("problem.gain", gain);
    require_positive("problem.logit_scale", logit_scale);
    require_not_negative("problem.noise", noise);
    require_not_negative("problem.target_radius", target_radius);
    require_fits_memory(*this);
}

SoftmaxInstance generate_softmax_instance(const SoftmaxInstanceSpec& spec, const SoftmaxParts& given) {
    spec.validate();
    const auto n = static_cast<double>(spec.n);
    SoftmaxInstance instance;
    SoftmaxData& data = instance.data;
    data.activation = spec.activation;
    data.A1 = given.A1 ? *given.A1 : scaled_normal(spec, stream_A1, spec.n, spec.d, spec.logit_scale);
    data.A2 = given.A2 ? *given.A2 : scaled_normal(spec, stream_A2, spec.m, spec.n, spec.gain * std::sqrt(n));
    data.w = given.w ? Vector(given.w->col(0)) : Vector::Constant(spec.n, std::sqrt(spec.ridge / n));
    RandomStream direction(spec.seed, stream_direction);
    instance.x_planted = spec.target_radius * uniform_direction(direction, spec.d);
    data.b = given.b ? Vector(given.b->col(0))
                     : planted_output(data, instance.x_planted) +
                           scaled_normal(spec, stream_noise, spec.m, 1, spec.noise);
    return instance;
}

}  // namespace basin
