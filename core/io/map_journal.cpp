// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/map_journal.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/io/checksum.h"
#include "core/io/map_identity.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

using nlohmann::ordered_json;
constexpr auto sync_interval = std::chrono::seconds(1);
const std::string causes_mark = " causes ";  // journals of earlier versions have none

/// The text, a blank and its checksum.
std::string checked(const std::string& text) {
    return text + ' ' + checksum_text(checksum(text));
}

/// The text of a checked line, or nothing when it is damaged.
std::optional<std::string> unchecked(std::string_view line) {
    const auto blank = line.rfind(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    std::string text(line.substr(0, blank));
    if (checked(text) != line) return std::nullopt;
    return text;
}

ordered_json head_of(const ordered_json& identity, const MapShard& shard) {
    ordered_json head{{"format", "basin-map-journal"}, {"version", 1}};
    head["shard"] = shard.text();
    head.update(identity);
    return head;
}

/// Whether a journal begins so, or was torn while it did.
bool may_begin_journal(std::string_view text) {
    constexpr std::string_view beginning = R"({"format":"basin-map-journal")";
    return text.starts_with(beginning) || beginning.starts_with(text);
}

/// The header in a journal's text; no object when it is damaged.
ordered_json parse_head(const std::string& text) {
    const auto first = unchecked(std::string_view(text).substr(0, text.find('\n')));
    return first ? ordered_json::parse(*first, nullptr, false) : ordered_json();
}

std::string causes_text(const CauseCounts& causes) {
    std::string text;
    for (const Index count : causes.counts) text += (text.empty() ? "" : ",") + std::to_string(count);
    return text;
}

/// Of a whole line, or nothing when it holds something else.
std::optional<CauseCounts> parse_causes(std::string_view text) {
    CauseCounts causes;
    const char* next = text.data();
    const char* const end = next + text.size();
    for (Index& count : causes.counts) {
        const auto [stopped, error] = std::from_chars(next, end, count);
        if (error != std::errc() || count < 0) return std::nullopt;
        const bool last = &count == &causes.counts.back();
        if (last ? stopped != end : stopped == end || *stopped != ',') return std::nullopt;
        next = stopped + 1;
    }
    return causes;
}

}  // namespace

std::string journal_line(const PlacedCell& placed) {
    const auto& [place, cell] = placed;
    std::string text;
    for (const Index value : {place.level, place.error, place.radius, cell.trials, cell.successes}) {
        text += std::to_string(value) + ' ';
    }
    text += exact_number_text(cell.median_iterations);
    if (!std::isnan(cell.median_objective)) text += ' ' + exact_number_text(cell.median_objective);
    if (cell.causes.total() > 0) text += causes_mark + causes_text(cell.causes);
    return checked(text);
}

std::optional<PlacedCell> parse_journal_line(std::string_view line) {
    const auto text = unchecked(line);
    if (!text) return std::nullopt;
    PlacedCell placed;
    auto& [place, cell] = placed;
    const char* next = text->data();
    const char* const end = next + text->size();
    for (Index* value : {&place.level, &place.error, &place.radius, &cell.trials, &cell.successes}) {
        const auto [stopped, error] = std::from_chars(next, end, *value);
        if (error != std::errc() || stopped == end || *stopped != ' ') return std::nullopt;
        next = stopped + 1;
    }
    std::string_view rest(next, static_cast<std::size_t>(end - next));
    if (const auto mark = rest.find(causes_mark); mark != std::string_view::npos) {
        const auto causes = parse_causes(rest.substr(mark + causes_mark.size()));
        if (!causes) return std::nullopt;
        cell.causes = *causes;
        rest = rest.substr(0, mark);
    }
    const auto blank = std::min(rest.find(' '), rest.size());  // recurrent networks have a second number
    const auto median = parse_number(rest.substr(0, blank));
    if (!median || cell.trials <= 0) return std::nullopt;
    cell.median_iterations = *median;
    if (blank == rest.size()) return placed;
    const auto objective = parse_number(rest.substr(blank + 1));
    if (!objective) return std::nullopt;
    cell.median_objective = *objective;
    return placed;
}

MapJournal::MapJournal(const std::filesystem::path& file, const ordered_json& identity, const MapShard& shard,
                       Start start)
    : file_(file), descriptor_(open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) fail("opened");
    try {
        lock();
        const ordered_json head = head_of(identity, shard);
        const std::string text = read_file(file_);
        if (start == Start::anew || text.find('\n') == std::string::npos) {
            if (!may_begin_journal(text))
                throw InputError(file_.string(),
                                 "found a file that is no journal of a basin map; expected "
                                 "another folder, or none of that name");
            begin(checked(head.dump()) + '\n');
        } else {
            read(text, head);
        }
    } catch (...) {
        close(descriptor_);
        throw;
    }
}

MapJournal::~MapJournal() {
    fsync(descriptor_);
    close(descriptor_);
}

void MapJournal::lock() {
    // Where the file system knows no locks there is nobody to be told from.
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
    throw InputError(file_.string(), "found another process writing this map; expected to be alone");
}

void MapJournal::begin(const std::string& header) {
    // Whatever is there is to be forgotten, or was torn before its first line was whole.
    if (ftruncate(descriptor_, 0) != 0) fail("written");
    try {
        write(header);
        sync();
    } catch (...) {
        unlink(file_.c_str());
        throw;
    }
}

void MapJournal::read(const std::string& text, const ordered_json& head) {
    const ordered_json found = parse_head(text);
    if (!found.is_object())
        throw InputError(file_.string(), "line 1: found no header of a basin map's journal");
    if (const std::string difference = map_difference(found, head); !difference.empty()) {
        throw InputError(file_.string(), "found another map (" + difference +
                                             "); expected the map that was begun here, or another folder");
    }
    auto begin = text.find('\n') + 1;
    for (auto end = text.find('\n', begin); end != std::string::npos; end = text.find('\n', begin)) {
        const auto placed = parse_journal_line(std::string_view(text).substr(begin, end - begin));
        if (placed) cells_.push_back(*placed);
        damaged_ += !placed;
        begin = end + 1;
    }
    if (ftruncate(descriptor_, static_cast<off_t>(begin)) != 0) fail("written");
}

bool MapJournal::is_of(const std::filesystem::path& file, const ordered_json& identity,
                       const MapShard& shard) {
    if (!std::filesystem::is_regular_file(file)) return false;
    const ordered_json found = parse_head(read_file(file));
    return found.is_object() && map_difference(found, head_of(identity, shard)).empty();
}

void MapJournal::append(const PlacedCell& placed) {
    write(journal_line(placed) + '\n');
    appended_ = true;
    if (Clock::now() - synced_ >= sync_interval) sync();
}

void MapJournal::write(std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor_, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("written");
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

void MapJournal::sync() {
    if (fdatasync(descriptor_) != 0 && errno != EINVAL) fail("written");
    synced_ = Clock::now();
}

void MapJournal::fail(const std::string& action) const {
    throw InputError(file_.string(), "cannot be " + action + " (" + std::strerror(errno) + ")");
}

}  // namespace basin
