// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <span>
#include <utility>

namespace basin {

/// Numbers of which no register's worth crosses a cache line. Not initialised.
class AlignedBuffer {
  public:
    AlignedBuffer() = default;
    explicit AlignedBuffer(std::size_t size)
        : size_(size),
          data_(static_cast<double*>(
              std::aligned_alloc(line, (size * sizeof(double) + line - 1) / line * line))) {
        if (!data_) throw std::bad_alloc();
    }
    double* data() { return data_.get(); }
    const double* data() const { return data_.get(); }
    std::size_t size() const { return size_; }
    std::span<double> values() { return {data_.get(), size_}; }
    void swap(AlignedBuffer& other) {
        std::swap(size_, other.size_);
        data_.swap(other.data_);
    }

  private:
    static constexpr std::size_t line = 64;  // bytes of a cache line
    struct Free {
        void operator()(double* data) const { std::free(data); }
    };
    std::size_t size_ = 0;
    std::unique_ptr<double, Free> data_;
};

}  // namespace basin
