// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <QtTest/QTest>

#include "core/assess/assessment.h"

namespace basin::test {

inline std::string words(const Question& question) {
    std::string text;
    for (const Sentence& sentence : question.words) text += to_text(sentence) + '\n';
    return text;
}

inline const Question& asked(const std::vector<Question>& questions, std::string_view key) {
    const auto found = std::ranges::find(questions, key, &Question::key);
    if (found == questions.end()) qFatal("a question is missing");
    return *found;
}

}  // namespace basin::test
