// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/run_archive.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <ctime>
#include <optional>
#include <set>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/io/atomic_file.h"
#include "core/io/experiment_json.h"
#include "core/io/json_reader.h"
#include "core/io/json_text.h"
#include "core/io/results_files.h"
#include "core/io/results_folder.h"
#include "core/io/results_io.h"
#include "core/io/results_keys.h"
#include "core/io/temporary_entry.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view run_prefix = "run-", removed_prefix = "removed-", row_ending = ".json";
constexpr const char* row_format = "basin-kept-run";
constexpr int row_version = 1;
constexpr const char* row_name_key = "name";
constexpr const char* pinned_key = "pinned";
constexpr const char* ended_key = "ended";
constexpr const char* row_key = "row";
constexpr int most_attempts = 1000;  // for a number that another program does not take meanwhile

/// The number in "run-12" or "run-12.json".
std::optional<Index> number_in(std::string_view name, std::string_view prefix, std::string_view ending = {}) {
    if (!name.starts_with(prefix) || !name.ends_with(ending)) return std::nullopt;
    name = name.substr(prefix.size(), name.size() - prefix.size() - ending.size());
    Index number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    const bool whole = error == std::errc{} && end == name.data() + name.size() && number > 0;
    return whole ? std::optional(number) : std::nullopt;
}

/// What is there, by its number.
struct Entries {
    std::set<Index> folders, rows, removed;
};

Entries entries_of(const fs::path& folder) {
    Entries entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (const auto row = number_in(name, run_prefix, row_ending)) entries.rows.insert(*row);
        if (const auto run = number_in(name, run_prefix)) entries.folders.insert(*run);
        if (const auto gone = number_in(name, removed_prefix)) entries.removed.insert(*gone);
    }
    return entries;
}

std::uint64_t bytes_within(const fs::path& folder) {
    std::uint64_t bytes = 0;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code missing;
        const auto size = entry->file_size(missing);
        if (!missing) bytes += size;
    }
    return bytes;
}

std::string time_text(std::time_t time) {
    std::tm utc{};
    char text[32];
    gmtime_r(&time, &utc);
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

std::string row_text(const KeptRun& run) {
    const ordered_json json{{result_keys::format, row_format},
                            {result_keys::version, row_version},
                            {row_name_key, run.name},
                            {pinned_key, run.pinned},
                            {ended_key, run.ended},
                            {row_key, run_row_json(run.row)}};
    return json_file_text(json);
}

void check_row_format(JsonObject& top) {
    using namespace result_keys;
    if (top.required(format) != row_format)
        top.place(format).fail("expected \"" + std::string(row_format) + "\"");
    if (top.required(version) != row_version)
        top.place(version).fail(top.required(version),
                                std::to_string(row_version) +
                                    ", the version that this program reads; newer files need a newer Basin");
}

bool is_kept_last(const KeptRun& run) {
    return run.pinned || !run.name.empty();
}

}  // namespace

std::string KeptRun::called() const {
    if (!name.empty()) return name;
    return (row.title.empty() ? std::string() : row.title + ' ') + '#' + std::to_string(number);
}

std::string present_time() {
    return time_text(std::time(nullptr));
}

std::vector<Index> surplus(const std::vector<KeptRun>& runs, const ArchiveLimits& limits) {
    std::size_t count = runs.size();
    std::uint64_t bytes = 0;
    for (const KeptRun& run : runs) bytes += run.bytes;
    std::vector<Index> gone;
    for (const bool of_the_last : {false, true}) {
        for (std::size_t i = 0; i + 1 < runs.size(); ++i) {
            if (count <= limits.runs && bytes <= limits.bytes) return gone;
            if (is_kept_last(runs[i]) != of_the_last) continue;
            gone.push_back(runs[i].number);
            --count;
            bytes -= runs[i].bytes;
        }
    }
    return gone;
}

fs::path RunArchive::folder_of(Index number) const {
    return folder_ / (std::string(run_prefix) + std::to_string(number));
}

fs::path RunArchive::row_file(Index number) const {
    return folder_ / (std::string(run_prefix) + std::to_string(number) + std::string(row_ending));
}

fs::path RunArchive::removed_folder(Index number) const {
    return folder_ / (std::string(removed_prefix) + std::to_string(number));
}

KeptRun RunArchive::read_row(Index number) const {
    const fs::path file = row_file(number);
    const json whole = parse_json(read_file(file), file.string());
    JsonObject top(whole, {file.string(), ""});
    check_row_format(top);
    KeptRun run;
    run.number = number;
    run.name = json_text(top.required(row_name_key), top.place(row_name_key));
    top.read(pinned_key, run.pinned);
    run.ended = json_text(top.required(ended_key), top.place(ended_key));
    run.row = run_row_from_json(top.required(row_key), file.string() + ": " + row_key);
    run.bytes = bytes_within(folder_of(number));
    return run;
}

/// Of results that were written, and the program killed before their row was.
KeptRun RunArchive::recover(Index number) const {
    KeptRun run;
    run.number = number;
    run.row = run_row(read(number));
    run.bytes = bytes_within(folder_of(number));
    std::error_code error;
    const auto written = fs::last_write_time(folder_of(number) / result_file, error);
    const auto age = std::chrono::duration_cast<std::chrono::seconds>(
        error ? std::chrono::seconds(0) : fs::file_time_type::clock::now() - written);
    run.ended = time_text(std::time(nullptr) - age.count());
    write_row(run);
    return run;
}

ArchiveContents RunArchive::load() const {
    ArchiveContents contents;
    remove_leftovers(folder_);
    for (const Index number : entries_of(folder_).removed) finish_removal(number);
    const Entries entries = entries_of(folder_);
    std::set<Index> numbers = entries.rows;
    numbers.insert(entries.folders.begin(), entries.folders.end());
    for (const Index number : numbers) {
        const bool has_row = entries.rows.contains(number);
        std::error_code error;
        if (!has_row && fs::is_empty(folder_of(number), error)) continue;  // being written, or never was
        try {
            if (has_row && !entries.folders.contains(number))
                throw InputError(folder_of(number).string(),
                                 "found no such folder; expected the results of a "
                                 "run that is kept");
            contents.runs.push_back(has_row ? read_row(number) : recover(number));
        } catch (const InputError& problem) {
            contents.problems.emplace_back(problem.what());
        }
    }
    return contents;
}

Index RunArchive::take_number() const {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) throw InputError(folder_.string(), "cannot be created (" + error.message() + ")");
    const Entries entries = entries_of(folder_);
    Index number = 0;
    for (const auto* taken : {&entries.folders, &entries.rows, &entries.removed})
        if (!taken->empty()) number = std::max(number, *taken->rbegin());
    for (int attempt = 0; attempt < most_attempts; ++attempt) {
        if (fs::create_directory(folder_of(++number), error)) return number;
        if (error) break;
    }
    throw InputError(folder_.string(), "cannot be written to (" + error.message() + ")");
}

std::uint64_t RunArchive::keep(const KeptRun& run, const Results& results) const {
    ResultsFolder folder(folder_of(run.number), ResultsFolder::Existing::refuse);
    write_results(results, folder);
    write_row(run);
    return bytes_within(folder.path());
}

void RunArchive::write_row(const KeptRun& run) const {
    std::error_code error;
    if (!fs::is_directory(folder_of(run.number), error)) return;  // removed meanwhile
    write_atomically(row_file(run.number), row_text(run));
}

/// From the moment that its folder is called otherwise it is gone, whatever ends the program.
void RunArchive::remove(Index number) const {
    std::error_code error;
    fs::rename(folder_of(number), removed_folder(number), error);
    finish_removal(number);
}

void RunArchive::finish_removal(Index number) const {
    std::error_code error;
    fs::remove(row_file(number), error);
    fs::remove_all(removed_folder(number), error);
}

Results RunArchive::read(Index number) const {
    return read_results(folder_of(number));
}

Experiment RunArchive::read_experiment(Index number) const {
    return basin::read_experiment(folder_of(number) / result_file);
}

}  // namespace basin
