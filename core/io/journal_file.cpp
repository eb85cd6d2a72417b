// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/journal_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/io/checksum.h"
#include "core/io/map_identity.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

using nlohmann::ordered_json;
constexpr auto sync_interval = std::chrono::seconds(1);

ordered_json head_of(const JournalKind& kind, const ordered_json& identity, const MapShard& shard) {
    ordered_json head{{"format", kind.format}, {"version", 1}};
    head["shard"] = shard.text();
    head.update(identity);
    return head;
}

/// Whether a journal begins so, or was torn while it did.
bool may_begin_journal(const JournalKind& kind, std::string_view text) {
    const std::string beginning = R"({"format":")" + std::string(kind.format) + '"';
    return text.starts_with(beginning) || beginning.starts_with(text);
}

/// The header in a journal's text; no object when it is damaged.
ordered_json parse_head(const std::string& text) {
    const auto first = unchecked_line(std::string_view(text).substr(0, text.find('\n')));
    return first ? ordered_json::parse(*first, nullptr, false) : ordered_json();
}

}  // namespace

std::string checked_line(const std::string& text) {
    return text + ' ' + checksum_text(checksum(text));
}

std::optional<std::string> unchecked_line(std::string_view line) {
    const auto blank = line.rfind(' ');
    if (blank == std::string_view::npos) return std::nullopt;
    std::string text(line.substr(0, blank));
    if (checked_line(text) != line) return std::nullopt;
    return text;
}

JournalFile::JournalFile(const JournalKind& kind, const std::filesystem::path& file,
                         const ordered_json& identity, const MapShard& shard, Start start)
    : kind_(kind),
      file_(file),
      descriptor_(open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0) fail("opened");
    try {
        lock();
        const ordered_json head = head_of(kind_, identity, shard);
        const std::string text = read_file(file_);
        if (start == Start::anew || text.find('\n') == std::string::npos) {
            if (!may_begin_journal(kind_, text))
                throw InputError(file_.string(), "found a file that is no journal of a " +
                                                     std::string(kind_.name) +
                                                     "; expected another folder, or none of that name");
            begin(checked_line(head.dump()) + '\n');
        } else {
            read(text, head);
        }
    } catch (...) {
        close(descriptor_);
        throw;
    }
}

JournalFile::~JournalFile() {
    fsync(descriptor_);
    close(descriptor_);
}

void JournalFile::lock() {
    // Where the file system knows no locks there is nobody to be told from.
    if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
    throw InputError(file_.string(), "found another process writing this " + std::string(kind_.noun) +
                                         "; expected to be alone");
}

void JournalFile::begin(const std::string& header) {
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

void JournalFile::read(const std::string& text, const ordered_json& head) {
    const ordered_json found = parse_head(text);
    const std::string noun(kind_.noun);
    if (!found.is_object())
        throw InputError(file_.string(),
                         "line 1: found no header of a " + std::string(kind_.name) + "'s journal");
    if (const std::string difference = map_difference(found, head); !difference.empty()) {
        throw InputError(file_.string(), "found another " + noun + " (" + difference + "); expected the " +
                                             noun + " that was begun here, or another folder");
    }
    auto begin = text.find('\n') + 1;
    for (auto end = text.find('\n', begin); end != std::string::npos; end = text.find('\n', begin)) {
        lines_.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    if (ftruncate(descriptor_, static_cast<off_t>(begin)) != 0) fail("written");
}

bool JournalFile::is_of(const JournalKind& kind, const std::filesystem::path& file,
                        const ordered_json& identity, const MapShard& shard) {
    if (!std::filesystem::is_regular_file(file)) return false;
    const ordered_json found = parse_head(read_file(file));
    return found.is_object() && map_difference(found, head_of(kind, identity, shard)).empty();
}

void JournalFile::append(const std::string& line) {
    write(line);
    if (Clock::now() - synced_ >= sync_interval) sync();
}

void JournalFile::write(std::string_view text) {
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor_, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail("written");
        text.remove_prefix(static_cast<std::size_t>(count));
    }
}

void JournalFile::sync() {
    if (fdatasync(descriptor_) != 0 && errno != EINVAL) fail("written");
    synced_ = Clock::now();
}

void JournalFile::fail(const std::string& action) const {
    throw InputError(file_.string(), "cannot be " + action + " (" + std::strerror(errno) + ")");
}

}  // namespace basin
