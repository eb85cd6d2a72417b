// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace basin::test {

/// How long to wait for what takes a second or two; sanitizers are slow.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int patience = 1200000;  // ms
#else
constexpr int patience = 300000;  // ms
#endif

}  // namespace basin::test
