// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>

namespace basin {

/// So many small matrices are taken at once at most.
inline constexpr std::size_t most_lanes = 8;

/// How many square matrices of so many entries are best taken at once, 4 or 8: as many as fill a register,
/// but four where eight would drive each other out of a core's nearest cache and four would not.
std::size_t lanes_for(std::size_t entries);

/// Numbers of 4 or 8 matrices side by side: entry k of matrix p at data()[lanes k + p]. No entry crosses a
/// cache line.
class LaneBuffer {
  public:
    LaneBuffer(std::size_t entries, std::size_t lanes)
        : size_(entries * lanes),
          data_(static_cast<double*>(
              std::aligned_alloc(line, (size_ * sizeof(double) + line - 1) / line * line))) {
        if (!data_) throw std::bad_alloc();
    }
    double* data() { return data_.get(); }
    const double* data() const { return data_.get(); }
    std::size_t size() const { return size_; }
    std::span<double> values() { return {data_.get(), size_}; }

  private:
    static constexpr std::size_t line = 64;  // bytes of a cache line
    struct Free {
        void operator()(double* data) const { std::free(data); }
    };
    std::size_t size_;
    std::unique_ptr<double, Free> data_;
};

/// The same product for 4 or 8 matrices and vectors side by side, p = 0, 1, ...:
///     y_p = bent(d0 + a_p d1 + b_p d2 + A_p x_p),
/// where bent(u) = u for u > 0 and left u for u <= 0, entry by entry; left = 1 bends nothing.
/// Their numbers stand next to each other: A[(j rows + i) lanes + p] (rows x columns), x[lanes j + p],
/// y[lanes i + p]; a and b have an entry each, d0, d1, d2 (rows) are common. y overlaps no input. Each
/// result is the same with either number of lanes.
void lane_multiply(std::size_t lanes, const double* A, std::size_t rows, std::size_t columns, const double* x,
                   const double* d0, const double* d1, const double* d2, const double* a, const double* b,
                   double left, double* y);

/// 4 or 8 recurrent networks with common inputs: u_t = drive_t + W h_{t-1}, h_t = bent(u_t), h_0 = 0, v_t =
/// shift_t + A h_t, where drive_t and shift_t are d0 + a_p d1 + b_p d2 as above.
struct LaneNetwork {
    std::size_t lanes;
    const double *W, *A;  // hidden x hidden and outputs x hidden, side by side
    std::size_t hidden, outputs, steps;
    const double *drive[3], *shift[3];  // hidden x steps and outputs x steps: d0, d1, d2
    double left;                        // of bent
};

/// errors[p] = sum_t |v_t|^2 of each network. state and next hold lanes hidden entries, output lanes outputs:
/// working space that overlaps nothing.
void lane_sweep(const LaneNetwork& network, const double* a, const double* b, double* state, double* next,
                double* output, double* errors);

}  // namespace basin
