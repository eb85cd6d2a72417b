// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <memory>

#include "core/numeric/types.h"

namespace basin {

/// A matrix (rows x columns) as the kernels of panel_products.h read it: panels of eight of its columns, in
/// which the eight numbers of a row are neighbours and fill a cache line. Entry (i, k) is panel(k / 8)[8 i +
/// k % 8]; columns that fill the last panel up are 0.
class Panels {
  public:
    static constexpr Index width = 8;

    /// Entries are unspecified where the shape changes. Allocates where they need more memory than ever
    /// before.
    void resize(Index rows, Index columns);
    void set_zero();
    /// Adds another one of the same shape.
    void add(const Panels& other);
    /// Row i becomes v (columns), or v that.
    void set_row(Index i, const Vector& v);
    void get_row(Index i, Vector& v) const;

    Index rows() const { return rows_; }
    Index columns() const { return columns_; }
    Index count() const { return (columns_ + width - 1) / width; }
    double* panel(Index p) { return data_.get() + p * rows_ * width; }
    const double* panel(Index p) const { return data_.get() + p * rows_ * width; }

  private:
    struct Free {
        void operator()(double* data) const;
    };
    Index size() const { return count() * rows_ * width; }

    std::unique_ptr<double, Free> data_;  // stands at the begin of a cache line
    Index rows_ = 0, columns_ = 0, capacity_ = 0;
};

}  // namespace basin
