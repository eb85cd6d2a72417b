// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QtTest/QTest>

#include "core/numeric/input_error.h"

namespace basin::test {

/// The sentence of the InputError that the action throws; empty when it throws none.
template <typename Action>
std::string input_error(const Action& action) {
    try {
        action();
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

/// Fails the test function unless the message holds the part.
inline void verify_mentions(const std::string& message, const std::string& part) {
    QVERIFY2(message.find(part) != std::string::npos,
             ("\"" + message + "\" does not mention \"" + part + "\"").c_str());
}

}  // namespace basin::test
