// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>
#include <utility>

namespace basin {

/// How many small matrices lane_multiply() takes at once: as many as fill a register of most processors.
/// Those of twice as many would drive each other out of a core's nearest cache.
inline constexpr std::size_t lane_count = 4;

/// Numbers of four matrices side by side: entry k of matrix p at data()[4 k + p]. No entry crosses a cache
/// line.
class LaneBuffer {
  public:
    explicit LaneBuffer(std::size_t entries)
        : size_(entries * lane_count),
          data_(static_cast<double*>(
              std::aligned_alloc(line, (size_ * sizeof(double) + line - 1) / line * line))) {
        if (!data_) throw std::bad_alloc();
    }
    double* data() { return data_.get(); }
    const double* data() const { return data_.get(); }
    std::size_t size() const { return size_; }
    std::span<double> values() { return {data_.get(), size_}; }
    void swap(LaneBuffer& other) {
        std::swap(size_, other.size_);
        data_.swap(other.data_);
    }

  private:
    static constexpr std::size_t line = 64;  // bytes of a cache line
    struct Free {
        void operator()(double* data) const { std::free(data); }
    };
    std::size_t size_;
    std::unique_ptr<double, Free> data_;
};

/// The same product for four matrices and vectors side by side, p = 0, ..., 3:
///     y_p = bent(d0 + a_p d1 + b_p d2 + A_p x_p),
/// where bent(u) = u for u > 0 and left u for u <= 0, entry by entry; left = 1 bends nothing.
/// Numbers of the four stand next to each other: A[(j rows + i) 4 + p] (rows x columns), x[4 j + p],
/// y[4 i + p]; a and b have four entries, d0, d1, d2 (rows) are common. y overlaps no input.
void lane_multiply(const double* A, std::size_t rows, std::size_t columns, const double* x, const double* d0,
                   const double* d1, const double* d2, const double* a, const double* b, double left,
                   double* y);

/// Four recurrent networks with common inputs: u_t = drive_t + W h_{t-1}, h_t = bent(u_t), h_0 = 0, v_t =
/// shift_t + A h_t, where drive_t and shift_t are d0 + a_p d1 + b_p d2 as above.
struct LaneNetwork {
    const double *W, *A;  // hidden x hidden and outputs x hidden, four side by side
    std::size_t hidden, outputs, steps;
    const double *drive[3], *shift[3];  // hidden x steps and outputs x steps: d0, d1, d2
    double left;                        // of bent
};

/// errors[p] = sum_t |v_t|^2 of each network. state and next hold 4 hidden entries, output 4 outputs: working
/// space that overlaps nothing.
void lane_sweep(const LaneNetwork& network, const double* a, const double* b, double* state, double* next,
                double* output, double* errors);

}  // namespace basin
