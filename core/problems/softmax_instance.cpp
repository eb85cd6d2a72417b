// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_instance.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/numeric/check.h"
#include "core/numeric/elementwise.h"
#include "core/numeric/interruption.h"
#include "core/numeric/memory.h"
#include "core/numeric/products.h"
#include "core/numeric/random.h"
#include "core/problems/spec_fields.h"

namespace basin {

namespace {

// Streams of the seed, one for each thing drawn: changing one size leaves the other draws alone.
enum Stream : std::uint64_t {
    stream_A1 = 1,
    stream_A2 = 2,
    stream_direction = 3,
    stream_noise = 4,
    stream_places = 5
};

constexpr std::size_t interruption_rows = 1024;

void require_fits_memory(const SoftmaxInstanceSpec& spec, bool sparse) {
    const double entries = spec.density * static_cast<double>(spec.n) * static_cast<double>(spec.d);
    // What sparse A1 takes, counted in columns of doubles.
    Index columns = spec.d;
    if (sparse) {
        require_sparse_fits("problem, A1 of n x d", spec.n, spec.d, entries);
        columns = static_cast<Index>(1.5 * entries / static_cast<double>(spec.n)) + 1;
    } else {
        require_fits("problem, A1 of n x d", spec.n, spec.d);
    }
    require_fits("problem, A2 of m x n", spec.m, spec.n);
    require_fits("problem, Hessian of d x d", spec.d, spec.d);
    require_fits("problem, A1 and A2 of n x (d + m)", spec.n, columns + spec.m);
}

Matrix scaled_normal(const SoftmaxInstanceSpec& spec, Stream which, Index rows, Index columns, double scale) {
    RandomStream stream(spec.seed, which);
    Matrix out(rows, columns);
    fill_normal(stream, entries(out));
    out *= scale;
    return out;
}

/// `count` different columns out of 0, ..., d - 1, ascending.
void draw_columns(RandomStream& stream, Index count, Index d, std::vector<std::int32_t>& columns) {
    columns.clear();
    if (2 * count > d) {  // each column in turn, with the chance that makes all sets alike
        for (Index j = 0; count > 0; ++j) {
            if (stream.below(d - j) >= count) continue;
            columns.push_back(static_cast<std::int32_t>(j));
            --count;
        }
        return;
    }
    while (static_cast<Index>(columns.size()) < count) {
        const auto column = static_cast<std::int32_t>(stream.below(d));
        const auto place = std::ranges::lower_bound(columns, column);
        if (place == columns.end() || *place != column) columns.insert(place, column);
    }
}

/// Floor or ceiling of density d entries in each row, at random places; their variance grows as they become
/// fewer, so that the logits keep their size.
SparseRows sparse_normal(const SoftmaxInstanceSpec& spec) {
    RandomStream places(spec.seed, stream_places), values(spec.seed, stream_A1);
    SparseRows A;
    A.rows = spec.n;
    A.columns = spec.d;
    A.starts.resize(static_cast<std::size_t>(spec.n) + 1);
    const double per_row = spec.density * static_cast<double>(spec.d);
    for (Index i = 0; i <= spec.n; ++i) {
        A.starts[static_cast<std::size_t>(i)] = static_cast<Index>(per_row * static_cast<double>(i));
    }
    A.places.reserve(static_cast<std::size_t>(A.starts.back()));
    std::vector<std::int32_t> columns;
    for (std::size_t i = 1; i < A.starts.size(); ++i) {
        if (i % interruption_rows == 0) interruption_point();
        draw_columns(places, std::min(spec.d, A.starts[i] - A.starts[i - 1]), spec.d, columns);
        A.places.insert(A.places.end(), columns.begin(), columns.end());
        A.starts[i] = static_cast<Index>(A.places.size());
    }
    A.values.resize(A.places.size());
    fill_normal(values, A.values);
    const double scale = spec.logit_scale / std::sqrt(spec.density);
    for (double& value : A.values) value *= scale;
    return A;
}

DesignMatrix generate_A1(const SoftmaxInstanceSpec& spec) {
    if (spec.density < 1) return sparse_normal(spec);
    return scaled_normal(spec, stream_A1, spec.n, spec.d, spec.logit_scale);
}

/// h(A2 softmax(A1 x)).
Vector planted_output(const SoftmaxData& data, const Vector& x) {
    Vector u;
    data.A1.times(x, u);
    u /= exp_shifted_sum(entries(u), u.maxCoeff(), entries(u));
    Vector z;
    multiply(data.A2, u, z);
    Vector h(z.size());
    activate(data.activation, entries(z), entries(h), {}, {});
    return h;
}

}  // namespace

void SoftmaxInstanceSpec::validate() const {
    check_ranges(*this, "problem.");
    require_fits_memory(*this, density < 1);
}

SoftmaxInstance generate_softmax_instance(const SoftmaxInstanceSpec& spec, const SoftmaxParts& given) {
    spec.validate();
    const auto n = static_cast<double>(spec.n);
    SoftmaxInstance instance;
    SoftmaxData& data = instance.data;
    data.activation = spec.activation;
    data.A1 = given.A1 ? *given.A1 : generate_A1(spec);
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
