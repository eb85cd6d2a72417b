// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/table_number.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/io/formats/record_splitter.h"
#include "core/io/formats/written_number.h"

namespace basin {

namespace {

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string result;
    for (auto at = text.find(from); at != std::string_view::npos; at = text.find(from)) {
        result.append(text.substr(0, at)).append(to);
        text.remove_prefix(at + from.size());
    }
    return result.append(text);
}

/// Without its unit or per cent sign.
std::string_view without_unit(std::string_view cell, const NumberDialect& dialect, bool& is_percent) {
    is_percent = dialect.percent && cell.ends_with('%');
    if (is_percent) return without_blanks(cell.substr(0, cell.size() - 1));
    for (const std::string& unit : dialect.units) {
        if (unit.empty() || cell.size() <= unit.size()) continue;
        if (cell.ends_with(unit)) return without_blanks(cell.substr(0, cell.size() - unit.size()));
        if (cell.starts_with(unit)) return without_blanks(cell.substr(unit.size()));
    }
    return cell;
}

/// Digits in groups of three, taken together; false where the groups are others.
bool join_groups(std::string& whole, char mark) {
    const std::size_t sign = whole.starts_with('-') || whole.starts_with('+') ? 1 : 0;
    std::size_t group = 0, groups = 1;
    for (std::size_t k = sign; k <= whole.size(); ++k) {
        if (k < whole.size() && is_digit(whole[k])) {
            ++group;
            continue;
        }
        if (k < whole.size() && whole[k] != mark) return false;
        if (groups == 1 ? group < 1 || group > 3 : group != 3) return false;
        group = 0;
        ++groups;
    }
    std::erase(whole, mark);
    return true;
}

/// As a decimal point and no groups; empty where it is no number.
std::string plain_number(std::string_view cell, const NumberDialect& dialect) {
    std::string text = replaced(cell, "\xE2\x88\x92", "-");  // a minus sign
    for (const std::string_view blank : {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"})
        text = replaced(text, blank, " ");
    const auto mark = text.find(dialect.decimal);
    std::string whole = text.substr(0, mark);
    const std::string rest = mark == std::string::npos ? std::string() : text.substr(mark + 1);
    const char group = dialect.decimal == '.' ? ',' : '.';
    if (rest.find_first_of(",. '") != std::string::npos) return {};
    for (const char separator : {group, ' ', '\''}) {
        if (whole.find(separator) == std::string::npos) continue;
        if ((separator == ' ' && !dialect.blanks_group) || !join_groups(whole, separator)) return {};
        break;
    }
    if (mark != std::string::npos) whole.append(1, '.').append(rest);
    return whole;
}

/// Most cells: a decimal point, and no whole number that a double may not hold.
bool is_plain(std::string_view cell, double& value) {
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(value)) return false;
    return cell.size() <= 15 || cell.find('.') != std::string_view::npos;
}

}  // namespace

WrittenNumber table_number(std::string_view cell, const NumberDialect& dialect) {
    WrittenNumber number{0, {}};
    if (dialect.decimal == '.' && is_plain(cell, number.value)) return number;
    bool is_percent = false;
    const std::string_view bare = without_unit(cell, dialect, is_percent);
    if (const std::string plain = plain_number(bare, dialect); !plain.empty()) {
        number = finite_number(plain);
    } else {
        number = {not_applicable, "a number", false};
    }
    if (is_percent && number.good()) number.value /= 100;
    return number;
}

DecimalHint decimal_hint(std::string_view cell, const NumberDialect& dialect) {
    bool is_percent = false;
    cell = without_unit(cell, dialect, is_percent);
    if (cell.find_first_of(",.") == std::string_view::npos) return DecimalHint::none;
    const bool as_point = table_number(cell, {.decimal = '.'}).is_number;
    const bool as_comma = table_number(cell, {.decimal = ','}).is_number;
    if (as_point != as_comma) return as_point ? DecimalHint::point : DecimalHint::comma;
    if (!as_point) return DecimalHint::none;
    // Three digits behind one mark: a fraction or thousands. A point is a fraction where nothing speaks for a
    // comma; and no thousand begins with a zero.
    const auto mark = cell.find_first_of(",.");
    const std::string_view whole = cell.substr(0, mark);
    const bool zero = whole == "0" || whole == "-0" || whole == "+0";
    if (cell[mark] == '.') return zero ? DecimalHint::point : DecimalHint::none;
    return zero ? DecimalHint::comma : DecimalHint::either;
}

}  // namespace basin
