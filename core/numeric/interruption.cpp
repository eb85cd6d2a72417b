// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/interruption.h"

#include <utility>

namespace basin {

namespace {

thread_local const Interruption* innermost = nullptr;

}  // namespace

Interruption::Interruption(std::function<bool()> requested, Effect effect)
    : requested_(std::move(requested)), effect_(effect), outer_(std::exchange(innermost, this)) {}

Interruption::~Interruption() {
    innermost = outer_;
}

const Interruption* Interruption::current() {
    return innermost;
}

Interruption::Shared::Shared(const Interruption* interruption) : outer_(innermost) {
    if (interruption && interruption->effect_ == Effect::throws) innermost = interruption;
}

Interruption::Shared::~Shared() {
    innermost = outer_;
}

bool Interruption::point() const {
    if (!requested_()) return false;
    if (effect_ == Effect::throws) throw Interrupted{};
    return true;
}

}  // namespace basin
