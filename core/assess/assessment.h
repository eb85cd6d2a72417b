// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/certificate.h"

namespace basin {

// What "Check my data" answers: questions in plain words, each with its figures. The same for every problem
// family; which questions there are is the family's part (softmax_answers.h).

/// A sentence whose parts that vary are kept apart, so that it can be said in another language: %1, %2, ...
/// stand for the arguments.
struct Sentence {
    std::string pattern;
    std::vector<std::string> arguments;
};
std::string to_text(const Sentence& sentence);

/// One figure behind an answer.
struct Evidence {
    std::string key;  // as in result.json where it stands there too
    std::string of;   // which setting it belongs to; empty: the problem
    Knowledge kind = Knowledge::measured;
    double value = not_applicable;
    std::string meaning;  // plain words, with the unit
};

/// One question with its answer.
struct Question {
    std::string key;  // e.g. "safe_radius"
    std::string text;
    Answer answer = Answer::not_decided;  // yes is the good news, no the bad one
    std::vector<Sentence> words;          // the answer at length
    std::vector<Evidence> figures;
    Sentence brief = {};  // the answer in a few words that fit the question; empty: yes, no or not decided

    /// Adds a sentence to the words.
    void say(std::string pattern, std::vector<std::string> arguments = {});
    /// The brief answer, "yes" where nothing else was said.
    Sentence brief_answer() const;
};

/// What a question is about, in the order in which people are told.
enum class Topic { data, minimum, training, practice };
inline constexpr std::array all_topics{Topic::data, Topic::minimum, Topic::training, Topic::practice};
/// "The data".
std::string_view title_of(Topic topic);
std::string_view to_string(Topic topic);
Topic topic_of(const Question& question);

/// The answers in the order in which they are asked.
struct Assessment {
    std::string problem;    // one line: family and sizes
    Sentence verdict = {};  // what all answers come to
    std::vector<Question> questions;
    bool stopped = false;  // before everything was asked; what is there holds all the same

    /// Null when the question was not asked.
    const Question* find(std::string_view key) const;
};

}  // namespace basin
