// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/assessment.h"

#include <algorithm>
#include <initializer_list>
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

Sentence Question::brief_answer() const {
    return brief.pattern.empty() ? Sentence{std::string(in_words(answer)), {}} : brief;
}

std::string_view title_of(Topic topic) {
    switch (topic) {
        case Topic::data:
            return "The data";
        case Topic::minimum:
            return "The minimum and the start";
        case Topic::training:
            return "Training";
        case Topic::practice:
            break;
    }
    return "What pays";
}

std::string_view to_string(Topic topic) {
    switch (topic) {
        case Topic::data:
            return "data";
        case Topic::minimum:
            return "minimum";
        case Topic::training:
            return "training";
        case Topic::practice:
            break;
    }
    return "practice";
}

Topic topic_of(const Question& question) {
    using Keys = std::initializer_list<std::string_view>;
    const auto is_of = [&question](Keys keys) { return std::ranges::find(keys, question.key) != keys.end(); };
    if (is_of({"data", "scales", "learnable"})) return Topic::data;
    if (is_of({"minimum", "start", "ridge", "safe_radius"})) return Topic::minimum;
    if (is_of({"training", "smooth", "gradients", "stationary", "penalty"})) return Topic::training;
    return Topic::practice;
}

const Question* Assessment::find(std::string_view key) const {
    const auto found = std::ranges::find(questions, key, &Question::key);
    return found == questions.end() ? nullptr : &*found;
}

}  // namespace basin
