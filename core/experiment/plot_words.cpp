// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plot_words.h"

#include <algorithm>

namespace basin {

namespace {

static_assert(std::ranges::all_of(plot_list, [](const PlotWords& plot) {
    return plot.card < plot_cards && &words_of(plot.kind) == &plot;
}));

constexpr std::string_view any_number = "-N";

/// Without the number of an output that it ends with; empty where it does not.
std::string_view without_number(std::string_view word) {
    const std::size_t dash = word.rfind('-');
    if (dash == std::string_view::npos) return {};
    const std::string_view number = word.substr(dash + 1);
    const bool counts = !number.empty() && number.front() != '0' &&
                        std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
    return word.substr(0, counts ? dash : 0);
}

}  // namespace

std::vector<std::string> words_of_views(const PlotWords& plot, Families families) {
    std::vector<std::string> words;
    for (const ViewWord& view : plot.views)
        if ((view.families & families) != 0)
            words.push_back(std::string(view.word).append(plot.numbered ? any_number : ""));
    return words;
}

bool has_view(const PlotWords& plot, std::string_view word, Families families) {
    const std::string_view wanted = plot.numbered ? without_number(word) : word;
    return std::ranges::any_of(plot.views, [&](const ViewWord& view) {
        return (view.families & families) != 0 && view.word == wanted;
    });
}

}  // namespace basin
