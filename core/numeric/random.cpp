// SPDX-License-Identifier: GPL-3.0-or-later
// Compiled without contraction of a * b + c (core/CMakeLists.txt), so that every platform rounds alike.
#include "core/numeric/random.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/numeric/interruption.h"

namespace basin {

namespace {

constexpr std::uint32_t low_half(std::uint64_t v) {
    return static_cast<std::uint32_t>(v);
}
constexpr std::uint32_t high_half(std::uint64_t v) {
    return static_cast<std::uint32_t>(v >> 32);
}

/// Natural logarithm of a positive normal number: log(2^k m) with log m = 2 atanh((m - 1)/(m + 1)).
double portable_log(double x) {
    const auto bits = std::bit_cast<std::uint64_t>(x);
    auto exponent = static_cast<int>(bits >> 52) - 1023;
    double m = std::bit_cast<double>((bits & 0x000fffffffffffffULL) | 0x3ff0000000000000ULL);
    if (m > 1.4142135623730951) {
        m *= 0.5;
        ++exponent;
    }
    const double s = (m - 1) / (m + 1);
    const double s2 = s * s;  // <= 0.0295, so that the terms below 1/23 stay under one rounding error
    double series = 1.0 / 23;
    for (int k = 21; k >= 3; k -= 2) series = series * s2 + 1.0 / k;
    const double k = exponent;
    // log 2 in two parts, the first with 32 bits, so that k times it is exact
    return k * 0x1.62e42feep-1 + (k * 0x1.a39ef35793c76p-33 + (2 * s + 2 * s * (s2 * series)));
}

/// Horner's rule, highest coefficient last.
template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) {
    double value = coefficients[N - 1];
    for (std::size_t i = N - 1; i-- > 0;) value = value * x + coefficients[i];
    return value;
}

// Coefficients of AS 241, routine PPND16: centre, intermediate tail, far tail.
constexpr std::array<double, 8> centre_numerator{
    3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
    4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr std::array<double, 8> centre_denominator{1.0,
                                                   4.2313330701600911252e+1,
                                                   6.8718700749205790830e+2,
                                                   5.3941960214247511077e+3,
                                                   2.1213794301586595867e+4,
                                                   3.9307895800092710610e+4,
                                                   2.8729085735721942674e+4,
                                                   5.2264952788528545610e+3};
constexpr std::array<double, 8> tail_numerator{1.42343711074968357734e0,  4.63033784615654529590e0,
                                               5.76949722146069140550e0,  3.64784832476320460504e0,
                                               1.27045825245236838258e0,  2.41780725177450611770e-1,
                                               2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr std::array<double, 8> tail_denominator{1.0,
                                                 2.05319162663775882187e0,
                                                 1.67638483018380384940e0,
                                                 6.89767334985100004550e-1,
                                                 1.48103976427480074590e-1,
                                                 1.51986665636164571966e-2,
                                                 5.47593808499534494600e-4,
                                                 1.05075007164441684324e-9};
constexpr std::array<double, 8> far_numerator{6.65790464350110377720e0,  5.46378491116411436990e0,
                                              1.78482653991729133580e0,  2.96560571828504891230e-1,
                                              2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                              2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr std::array<double, 8> far_denominator{1.0,
                                                5.99832206555887937690e-1,
                                                1.36929880922735805310e-1,
                                                1.48753612908506148525e-2,
                                                7.86869131145613259100e-4,
                                                1.84631831751005468180e-5,
                                                1.42151175831644588870e-7,
                                                2.04426310338993978564e-15};

}  // namespace

std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key) {
    constexpr int rounds = 10;
    for (int round = 0; round < rounds; ++round) {
        const std::uint64_t p0 = std::uint64_t{0xD2511F53} * counter[0];
        const std::uint64_t p1 = std::uint64_t{0xCD9E8D57} * counter[2];
        counter = {high_half(p1) ^ counter[1] ^ key[0], low_half(p1), high_half(p0) ^ counter[3] ^ key[1],
                   low_half(p0)};
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    return counter;
}

double normal_quantile(double p) {
    const double q = p - 0.5;
    if (std::abs(q) <= 0.425) {
        const double r = 0.180625 - q * q;
        return q * polynomial(centre_numerator, r) / polynomial(centre_denominator, r);
    }
    const double r = std::sqrt(-portable_log(q < 0 ? p : 1 - p));
    const double magnitude = r <= 5
                                 ? polynomial(tail_numerator, r - 1.6) / polynomial(tail_denominator, r - 1.6)
                                 : polynomial(far_numerator, r - 5) / polynomial(far_denominator, r - 5);
    return q < 0 ? -magnitude : magnitude;
}

std::uint64_t RandomStream::bits() {
    if (position_++ % 2 == 1) return spare_;
    const std::uint64_t block = (position_ - 1) / 2;
    const auto words = philox4x32({low_half(block), high_half(block), low_half(stream_), high_half(stream_)},
                                  {low_half(seed_), high_half(seed_)});
    spare_ = words[2] | std::uint64_t{words[3]} << 32;
    return words[0] | std::uint64_t{words[1]} << 32;
}

double RandomStream::uniform() {
    return (static_cast<double>(bits() >> 12) + 0.5) * 0x1p-52;
}

double RandomStream::normal() {
    return normal_quantile(uniform());
}

Index RandomStream::below(Index count) {
    const auto range = static_cast<std::uint64_t>(count);
    const std::uint64_t excess = (0 - range) % range;  // 2^64 mod range: draws below it would bias the result
    std::uint64_t draw = bits();
    while (draw < excess) draw = bits();
    return static_cast<Index>(draw % range);
}

void fill_normal(RandomStream& stream, std::span<double> out) {
    constexpr std::size_t block = 65536;  // a millisecond or two
    for (std::size_t first = 0; first < out.size(); first += block) {
        interruption_point();
        for (double& value : out.subspan(first, std::min(block, out.size() - first))) value = stream.normal();
    }
}

Vector uniform_direction(RandomStream& stream, Index d) {
    Vector v(d);
    fill_normal(stream, entries(v));
    double square = 0;  // summed in order: a vectorised sum would round differently on other machines
    for (const double entry : v) square += entry * entry;
    return v / std::sqrt(square);
}

}  // namespace basin
