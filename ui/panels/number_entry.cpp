// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/number_entry.h"

#include <charconv>
#include <cmath>
#include <string_view>
#include <type_traits>

#include <QRegularExpression>

#include "core/io/formats/written_number.h"

namespace basin::ui {

namespace {

/// Up to here every whole number is a double of its own.
constexpr double wholeDoubles = 9007199254740992.0;  // 2^53

/// The signs and powers that the window writes, as a keyboard has them: "−2.8·10⁻⁵" becomes "-2.8e-5".
QString keyboardText(const QString& text) {
    static const QString superscripts = QStringLiteral("⁰¹²³⁴⁵⁶⁷⁸⁹");
    QString plain;
    for (const QChar c : text.trimmed()) {
        const auto digit = superscripts.indexOf(c);
        if (digit >= 0)
            plain += QChar(u'0' + static_cast<char16_t>(digit));
        else
            plain += c == QChar(0x2212) || c == QChar(0x207B) ? QChar(u'-') : c;
    }
    static const QRegularExpression power(QStringLiteral(R"(^([+-]?)(?:([0-9.,]+)[·×*])?10\^?(-?\d+)$)"));
    const auto match = power.match(plain);
    // "100" is no power: only what was raised, or is written with a caret.
    const bool raised =
        plain.contains(u'^') || text.contains(QRegularExpression(QStringLiteral("[⁰¹²³⁴-⁹]")));
    if (!match.hasMatch() || !raised) return plain;
    const QString factor = match.captured(2);
    return match.captured(1) + (factor.isEmpty() ? QStringLiteral("1") : factor) + u'e' + match.captured(3);
}

/// One comma that can be nothing but a decimal sign.
bool isDecimalComma(const QString& text) {
    static const QRegularExpression certain(
        QStringLiteral(R"(^[+-]?(?:0+,\d+|\d*,(?:\d{1,2}|\d{4,}))(?:[eE][+-]?\d+)?$)"));
    return certain.match(text).hasMatch();
}

NumberEntry::Fault faultOf(const QString& text) {
    static const QRegularExpression threeBehindAComma(QStringLiteral(R"(^[+-]?\d*,\d{3}(?:[eE][+-]?\d+)?$)"));
    static const QRegularExpression groups(
        QStringLiteral(R"(^[+-]?\d+(?:[\s.,'’_]\d+)+(?:[.,]\d*)?(?:[eE][+-]?\d+)?$)"),
        QRegularExpression::UseUnicodePropertiesOption);
    if (text.isEmpty()) return NumberEntry::Fault::empty;
    if (threeBehindAComma.match(text).hasMatch()) return NumberEntry::Fault::ambiguous;
    if (groups.match(text).hasMatch()) return NumberEntry::Fault::grouped;
    return NumberEntry::Fault::noNumber;
}

template <typename Whole>
std::optional<Whole> wholeOf(const NumberEntry& entry) {
    if (entry.fault != NumberEntry::Fault::none) return std::nullopt;
    std::string_view digits = entry.plain;
    if (digits.starts_with('+')) digits.remove_prefix(1);
    Whole value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error == std::errc{} && end == digits.data() + digits.size()) return value;
    // "1e3" and "64.0" are whole too.
    const auto real = entry.real();
    if (!real || *real != std::trunc(*real) || std::abs(*real) > wholeDoubles) return std::nullopt;
    if (*real < 0 && !std::is_signed_v<Whole>) return std::nullopt;
    return static_cast<Whole>(*real);
}

}  // namespace

std::optional<double> NumberEntry::real() const {
    if (fault != Fault::none) return std::nullopt;
    const WrittenNumber number = finite_number(plain);
    return number.good() ? std::optional(number.value) : std::nullopt;
}

std::optional<std::uint64_t> NumberEntry::natural() const {
    return wholeOf<std::uint64_t>(*this);
}

std::optional<std::int64_t> NumberEntry::whole() const {
    return wholeOf<std::int64_t>(*this);
}

NumberEntry readNumber(const QString& text) {
    static const QRegularExpression point(QStringLiteral(R"(^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$)"));
    QString plain = keyboardText(text);
    if (isDecimalComma(plain)) plain.replace(u',', u'.');
    if (!point.match(plain).hasMatch()) return {faultOf(plain), {}};
    return {NumberEntry::Fault::none, plain.toStdString()};
}

}  // namespace basin::ui
