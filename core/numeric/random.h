// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/numeric/types.h"

namespace basin {

/// Philox4x32-10: 128 counter bits and 64 key bits to 128 random bits [Salmon and others 2011].
std::array<std::uint32_t, 4> philox4x32(std::array<std::uint32_t, 4> counter,
                                        std::array<std::uint32_t, 2> key);

/// Quantile function of the standard normal distribution, 0 < p < 1; relative error about 1e-15 [Wichura
/// 1988]. Uses only correctly rounded operations: the same bits on every platform.
double normal_quantile(double p);

/// A sequence of draws, the same bits on every platform. Streams of one seed are independent of each other.
class RandomStream {
  public:
    explicit RandomStream(std::uint64_t seed, std::uint64_t stream = 0) : seed_(seed), stream_(stream) {}

    std::uint64_t bits();
    /// Uniform on the 2^52 midpoints in (0, 1): never 0 or 1.
    double uniform();
    /// Standard normal, by inversion: one draw of bits() each.
    double normal();
    /// Uniform on 0, ..., count - 1; count >= 1.
    Index below(Index count);

  private:
    std::uint64_t seed_;
    std::uint64_t stream_;
    std::uint64_t position_ = 0;
    std::uint64_t spare_ = 0;  // second half of the block that position_ - 1 lies in
};

/// Fills with standard normal draws, in order.
void fill_normal(RandomStream& stream, std::span<double> out);

/// A uniformly distributed direction: |v| = 1, d >= 1.
Vector uniform_direction(RandomStream& stream, Index d);

}  // namespace basin
