// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/numeric/check.h"
#include "core/numeric/range.h"
#include "core/problems/families.h"

namespace basin {

// The fields of a specification are described once, by a function describe(spec, visit) beside it that calls
// visit(Field, member) for each in the order of the file. Reading, writing, validation, paths, the identity
// of a map and the manual's tables are visitors. The specification may be const. visit.families are those
// that are looked at: one for an experiment, several for a table.

/// One field of a specification.
struct Field {
    std::string_view key;      // in JSON
    std::string_view meaning;  // one line in plain words
    Range range = {};          // of numbers
    std::string_view unit = {};
    Families families = every_family;
    bool written = true;       // false: says nothing as the other fields stand, and is left out of a file
    bool applies = true;       // false: means nothing as the other fields stand, and is kept all the same
    bool is_required = false;  // in a file, where its object is there
    std::array<std::string_view, 2> earlier = {};  // keys that files of earlier versions may have instead
    // Where a file has this field, it has none of these; instead says what is expected.
    std::array<std::string_view, 2> not_beside = {};
    std::array<std::string_view, 2> instead = {};
    std::string_view alone = {};   // the only one of its object; says what is expected
    std::string_view beside = {};  // only together with this one
    // What is expected of a file that has this field, where the fields before it leave no room for one, e.g.
    // "none: ..."; empty: it may have it.
    std::string_view refused = {};
    Families map = 0;  // of which families the basin map depends on it
};

/// S is T or const T.
template <class S, class T>
concept SpecOf = std::same_as<std::remove_const_t<S>, T>;

/// T, const where S is.
template <class S, class T>
using LikeConst = std::conditional_t<std::is_const_v<S>, const T, T>;

/// A value out of a list of an enumeration that has to_string().
template <class E>
struct OneOf {
    E& value;
    std::span<const std::remove_const_t<E>> all;
};
template <class E, class List>
OneOf(E&, const List&) -> OneOf<E>;

/// An optional one.
template <class Optional>
struct MaybeOneOf {
    Optional& value;
    std::span<const typename Optional::value_type> all;
};
template <class Optional, class All>
MaybeOneOf(Optional&, const All&) -> MaybeOneOf<Optional>;

/// A list of such.
template <class List>
struct SomeOf {
    List& values;
    std::span<const typename List::value_type> all;
};
template <class List, class All>
SomeOf(List&, const All&) -> SomeOf<List>;

/// The value with that word.
template <class E>
std::optional<E> with_word(std::string_view word, std::span<const E> all) {
    for (const E value : all)
        if (to_string(value) == word) return value;
    return std::nullopt;
}

/// Finds the number of one field.
class NumberOf {
  public:
    explicit NumberOf(std::string_view key) : key_(key) {}

    Families families = every_family;

    template <class T>
    void operator()(const Field& field, const T& found) {
        if constexpr (std::is_arithmetic_v<T> && !std::same_as<T, bool>)
            if (field.key == key_) value_ = static_cast<double>(found);
    }
    /// Below every other where there is none.
    double value() const { return value_; }

  private:
    std::string_view key_;
    double value_ = -std::numeric_limits<double>::infinity();
};

/// Checks the ranges of the numbers of one object, nested objects left out. Allocates nothing where they
/// hold: each of many short runs checks its options.
template <class Spec>
class RangeCheck {
  public:
    RangeCheck(const Spec& spec, std::string_view prefix) : spec_(spec), prefix_(prefix) {}

    Families families = every_family;

    template <class T>
    void operator()(const Field& field, const T& value) {
        if constexpr (std::is_arithmetic_v<T> && !std::same_as<T, bool>) {
            const Range& range = field.range;
            // Whole numbers without a range include those that a double rounds.
            if (!range.is_bounded() || !range.condition.empty()) return;
            if (range.contains(static_cast<double>(value), lower_end(range.low_key))) return;
            require(false, std::string(prefix_).append(field.key), value,
                    range.text(field.key, std::integral<T>));
        }
    }

  private:
    double lower_end(std::string_view key) const {
        NumberOf number(key);
        if (!key.empty()) describe(spec_, number);
        return number.value();
    }

    const Spec& spec_;
    std::string_view prefix_;
};

/// Throws InputError "KEY: found VALUE; expected RANGE" for the first number of a described specification out
/// of its range; the prefix is put in front of KEY.
template <class Spec>
void check_ranges(const Spec& spec, std::string_view prefix = {}) {
    RangeCheck check(spec, prefix);
    describe(spec, check);
}

}  // namespace basin
