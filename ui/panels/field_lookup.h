// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <string_view>
#include <type_traits>

#include "core/experiment/experiment_fields.h"

namespace basin::ui {

/// The values that a field's control sets: those of the field itself, or of the list it is chosen out of.
template <class Value>
Value* valueIn(Value& member) {
    return &member;
}
template <class E>
E* valueIn(OneOf<E>& choice) {
    return &choice.value;
}
template <class List>
List* valueIn(SomeOf<List>& some) {
    return &some.values;
}

/// Finds the value of one field of a described specification, where the field means something as the others
/// stand.
template <class Value>
class FieldLookup {
  public:
    FieldLookup(std::string_view key, Families of) : families(of), key_(key) {}

    Families families;

    template <class Member>
    void operator()(const Field& field, Member&& member) {
        if (field.key != key_ || (field.families & families) == 0 || !field.written || !field.applies) return;
        if constexpr (requires {
                          { valueIn(member) } -> std::same_as<Value*>;
                      })
            found_ = valueIn(member);
    }
    Value* found() const { return found_; }

  private:
    std::string_view key_;
    Value* found_ = nullptr;
};

}  // namespace basin::ui
