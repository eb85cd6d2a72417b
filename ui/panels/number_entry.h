// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <QString>

namespace basin::ui {

/// A number as a person typed or pasted it, the same in every locale. A decimal comma is taken where it can
/// be nothing else ("0,4", "2,8e-5"), and so is the notation that the window writes ("−2.8·10⁻⁵"). Nothing is
/// guessed: what may be thousands in groups ("1,250", "1 250", "1'250") is a fault.
struct NumberEntry {
    enum class Fault { none, empty, noNumber, ambiguous, grouped };

    Fault fault = Fault::none;
    std::string plain;  // with a decimal point and nothing else in it; where there is no fault

    /// The nearest double; nothing where none is near ("1e999") and of whole numbers that no double holds.
    std::optional<double> real() const;
    /// The whole number, all its digits; nothing where it is none or has more than 64 bits.
    std::optional<std::uint64_t> natural() const;
    std::optional<std::int64_t> whole() const;
};

NumberEntry readNumber(const QString& text);

}  // namespace basin::ui
