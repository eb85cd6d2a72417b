// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/problems/softmax_data.h"

namespace basin {

/// The data of a softmax regression as its derivatives want them (mathematics.md 1.2): what all keys have in
/// common moves no logit against another, and what all values have in common cancels in every derivative of
/// z. Both are subtracted once where they are larger than the differences that remain, so that they do not
/// drown them; otherwise, and for sparse A1, the data are used as they are and nothing is copied.
class CentredSoftmax {
  public:
    explicit CentredSoftmax(SoftmaxData data);

    /// As given.
    const SoftmaxData& data() const { return data_; }
    /// A1 - 1 key_offset^T (n x d).
    const DesignMatrix& keys() const { return keys_ ? *keys_ : data_.A1; }
    /// A2 - value_offset 1^T (m x n).
    const Matrix& values() const { return values_ ? *values_ : data_.A2; }
    /// d; empty where nothing is subtracted from the keys.
    const Vector& key_offset() const { return key_offset_; }
    /// m; empty where nothing is subtracted from the values.
    const Vector& value_offset() const { return value_offset_; }

    const Vector& ridge() const { return ridge_; }            // n, w.w
    const Vector& ridge_keys() const { return ridge_keys_; }  // d, A1^T (w.w); dense A1 only
    double ridge_sum() const { return ridge_sum_; }           // sum of w.w

  private:
    void centre_keys();
    void centre_values();

    SoftmaxData data_;
    std::optional<DesignMatrix> keys_;
    std::optional<Matrix> values_;
    Vector key_offset_, value_offset_;
    Vector ridge_, ridge_keys_;
    double ridge_sum_ = 0;
};

}  // namespace basin
