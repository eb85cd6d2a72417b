// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/assessment_json.h"

#include <string>

#include <nlohmann/json.hpp>

namespace basin {

namespace {

using nlohmann::ordered_json;

ordered_json figure_json(const Evidence& figure) {
    ordered_json json{{"key", figure.key}};
    if (!figure.of.empty()) json["of"] = figure.of;
    json["kind"] = to_string(figure.kind);
    json["value"] = figure.value;
    json["meaning"] = figure.meaning;
    return json;
}

ordered_json question_json(const Question& question) {
    std::string text;
    for (const Sentence& sentence : question.words) {
        if (!text.empty()) text += ' ';
        text += to_text(sentence);
    }
    ordered_json json{{"key", question.key},
                      {"question", question.text},
                      {"topic", to_string(topic_of(question))},
                      {"answer", to_string(question.answer)},
                      {"brief", to_text(question.brief_answer())},
                      {"words", text}};
    json["figures"] = ordered_json::array();
    for (const Evidence& figure : question.figures) json["figures"].push_back(figure_json(figure));
    return json;
}

}  // namespace

ordered_json assessment_to_json(const Assessment& assessment) {
    ordered_json json{{"problem", assessment.problem}, {"verdict", to_text(assessment.verdict)}};
    json["questions"] = ordered_json::array();
    for (const Question& question : assessment.questions)
        json["questions"].push_back(question_json(question));
    json["stopped"] = assessment.stopped;
    return json;
}

}  // namespace basin
