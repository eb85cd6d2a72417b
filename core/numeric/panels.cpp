// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/panels.h"

#include <algorithm>
#include <cstdlib>
#include <new>

namespace basin {

namespace {

constexpr std::size_t cache_line = 64;  // bytes

}  // namespace

void Panels::Free::operator()(double* data) const {
    std::free(data);
}

void Panels::resize(Index rows, Index columns) {
    if (rows == rows_ && columns == columns_) return;
    rows_ = rows;
    columns_ = columns;
    if (size() <= capacity_) return;
    const std::size_t bytes = static_cast<std::size_t>(size()) * sizeof(double);  // whole cache lines
    data_.reset();
    capacity_ = 0;
    data_.reset(static_cast<double*>(std::aligned_alloc(cache_line, bytes)));
    if (!data_) throw std::bad_alloc();
    capacity_ = size();
}

void Panels::set_zero() {
    std::fill_n(data_.get(), size(), 0.0);
}

void Panels::add(const Panels& other) {
    for (Index i = 0; i < size(); ++i) data_.get()[i] += other.data_.get()[i];
}

void Panels::set_row(Index i, const Vector& v) {
    for (Index p = 0, k = 0; p < count(); ++p, k += width) {
        const Index some = std::min(width, columns_ - k);
        double* row = panel(p) + i * width;
        std::fill(std::copy_n(v.data() + k, some, row), row + width, 0.0);
    }
}

void Panels::get_row(Index i, Vector& v) const {
    v.resize(columns_);
    for (Index p = 0, k = 0; p < count(); ++p, k += width)
        std::copy_n(panel(p) + i * width, std::min(width, columns_ - k), v.data() + k);
}

}  // namespace basin
