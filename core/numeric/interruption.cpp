// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/interruption.h"

#include <utility>

namespace basin {

namespace {

thread_local const Interruption* innermost = nullptr;

}  // namespace

Interruption::Interruption(std::function<bool()> requested)
    : requested_(std::move(requested)), outer_(std::exchange(innermost, this)) {}

Interruption::~Interruption() {
    innermost = outer_;
}

const Interruption* Interruption::current() {
    return innermost;
}

}  // namespace basin
