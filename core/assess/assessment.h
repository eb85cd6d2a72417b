// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

    /// Adds a sentence to the words.
    void say(std::string pattern, std::vector<std::string> arguments = {});
};

/// The answers in the order in which they are asked.
struct Assessment {
    std::string problem;  // one line: family and sizes
    std::vector<Question> questions;
    bool stopped = false;  // before everything was asked; what is there holds all the same

    /// Null when the question was not asked.
    const Question* find(std::string_view key) const;
};

}  // namespace basin
