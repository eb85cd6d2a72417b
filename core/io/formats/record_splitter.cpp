// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/record_splitter.h"

#include <algorithm>
#include <utility>

namespace basin {

namespace {

bool is_blank_sign(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && is_blank_sign(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank_sign(text.back())) text.remove_suffix(1);
    return text;
}

RecordSplitter::RecordSplitter(std::string_view text, char separator)
    : rest_(text),
      separator_(separator),
      line_end_(text.find('\n') == std::string_view::npos ? '\r' : '\n') {}

void RecordSplitter::skip_lines(std::size_t count) {
    for (; count > 0 && !rest_.empty(); --count, ++next_line_) {
        const auto end = rest_.find(line_end_);
        rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    }
}

bool RecordSplitter::next(std::vector<std::string_view>& cells) {
    cells.clear();
    problem_.clear();
    if (rest_.empty()) return false;
    line_ = next_line_++;
    const auto end = rest_.find(line_end_);
    record_ = rest_.substr(0, end);
    if (record_.find('"') != std::string_view::npos) {
        unquoted_.clear();
        split_quoted(cells);
        return true;
    }
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    split_plain(record_, cells);
    return true;
}

void RecordSplitter::split_plain(std::string_view line, std::vector<std::string_view>& cells) const {
    if (separator_ == blank_runs) {
        line = without_blanks(line);
        while (!line.empty()) {
            const auto end = std::min(line.find_first_of(" \t"), line.size());
            cells.push_back(line.substr(0, end));
            line = without_blanks(line.substr(end));
        }
        if (cells.empty()) cells.emplace_back();
        return;
    }
    for (;;) {
        const auto end = separator_ == no_separator ? std::string_view::npos : line.find(separator_);
        // Tabs that separate are no blanks around a cell.
        cells.push_back(without_blanks(line.substr(0, end)));
        if (end == std::string_view::npos) return;
        line.remove_prefix(end + 1);
    }
}

/// The cell whose opening quote stands at that place, which moves behind the closing one.
std::string_view RecordSplitter::quoted_cell(std::string_view text, std::size_t& at, std::size_t column) {
    const std::size_t begin = ++at;
    std::string* own = nullptr;
    std::size_t from = begin;
    for (;;) {
        const auto quote = text.find('"', at);
        if (quote == std::string_view::npos) {
            problem_ = "found a quote that is not closed";
            problem_column_ = column;
            at = text.size();
            return text.substr(begin);
        }
        at = quote + 1;
        if (at >= text.size() || text[at] != '"') {
            if (!own) return text.substr(begin, quote - begin);
            own->append(text.substr(from, quote - from));
            return *own;
        }
        if (!own) own = &unquoted_.emplace_back();
        own->append(text.substr(from, at - from));
        from = ++at;
    }
}

/// A record with quotes, which may go over several lines.
void RecordSplitter::split_quoted(std::vector<std::string_view>& cells) {
    const std::string_view text = rest_;
    const auto separates = [this](char c) {
        return separator_ == blank_runs ? c == ' ' || c == '\t'
                                        : separator_ != no_separator && c == separator_;
    };
    std::size_t at = 0;
    for (bool more = true; more;) {
        while (at < text.size() && is_blank_sign(text[at]) && text[at] != line_end_ &&
               (separator_ == blank_runs || !separates(text[at])))
            ++at;
        if (at < text.size() && text[at] == '"') {
            cells.push_back(quoted_cell(text, at, cells.size()));
            const std::size_t behind = at;
            while (at < text.size() && text[at] != line_end_ && !separates(text[at])) ++at;
            if (problem_.empty() && !without_blanks(text.substr(behind, at - behind)).empty()) {
                problem_ = "found text behind a closing quote";
                problem_column_ = cells.size() - 1;
            }
        } else {
            const std::size_t begin = at;
            while (at < text.size() && text[at] != line_end_ && !separates(text[at])) ++at;
            cells.push_back(without_blanks(text.substr(begin, at - begin)));
        }
        if (separator_ == blank_runs)
            while (at < text.size() && is_blank_sign(text[at]) && text[at] != line_end_) ++at;
        more = at < text.size() && text[at] != line_end_;
        if (more && separator_ != blank_runs) ++at;
    }
    record_ = text.substr(0, at);
    next_line_ += static_cast<std::size_t>(std::ranges::count(record_, line_end_));
    rest_.remove_prefix(std::min(at + 1, text.size()));
}

}  // namespace basin
