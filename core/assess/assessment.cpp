// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/assessment.h"

#include <algorithm>
#include <utility>

namespace basin {

std::string to_text(const Sentence& sentence) {
    std::string text;
    const std::string& pattern = sentence.pattern;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        // At most nine arguments, so that one digit tells which.
        const std::size_t place = i + 1 < pattern.size() ? static_cast<std::size_t>(pattern[i + 1] - '1') : 9;
        if (pattern[i] == '%' && place < sentence.arguments.size()) {
            text += sentence.arguments[place];
            ++i;
        } else {
            text += pattern[i];
        }
    }
    return text;
}

void Question::say(std::string pattern, std::vector<std::string> arguments) {
    words.push_back({std::move(pattern), std::move(arguments)});
}

const Question* Assessment::find(std::string_view key) const {
    const auto found = std::ranges::find(questions, key, &Question::key);
    return found == questions.end() ? nullptr : &*found;
}

}  // namespace basin
