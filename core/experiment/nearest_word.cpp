// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/nearest_word.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace basin {

namespace {

/// Levenshtein's distance.
std::size_t edit_distance(const std::string& a, const std::string& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t substitute = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({substitute, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row[b.size()];
}

}  // namespace

std::string nearest_word(const std::string& word, std::span<const std::string> known) {
    // Longer words are no slips of a known one, and the distance of a hostile text would take for ever.
    if (word.size() > 64) return {};
    std::string nearest;
    std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const std::string& candidate : known) {
        const bool extends = word.size() >= 3 && (candidate.starts_with(word) || word.starts_with(candidate));
        const std::size_t distance = extends ? std::min<std::size_t>(2, edit_distance(word, candidate))
                                             : edit_distance(word, candidate);
        if (distance < least && distance < candidate.size()) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

std::string suggestion(const std::string& word, std::span<const std::string> known) {
    const std::string nearest = nearest_word(word, known);
    if (!nearest.empty()) return "; did you mean \"" + nearest + "\"?";
    std::string all;
    for (const std::string& name : known) {
        const bool is_clear = !name.empty() && name.find(',') == std::string::npos;
        all += (all.empty() ? "" : ", ") + (is_clear ? name : '"' + name + '"');
    }
    return "; known are " + all;
}

}  // namespace basin
