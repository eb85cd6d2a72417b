// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/verification.h"

#include <algorithm>
#include <map>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/io/carried_data.h"
#include "core/io/experiment_json.h"
#include "core/io/manifest.h"
#include "core/io/report_record.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "core/io/results_keys.h"
#include "core/io/text_file.h"
#include "core/io/whole_folder.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

/// "4,120".
std::string count_text(std::size_t count) {
    std::string digits = std::to_string(count);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

std::string mismatch_text(const Comparison& comparison) {
    const Mismatch& worst = *comparison.worst;
    std::string text = count_text(comparison.differing) + " of " + count_text(comparison.compared) +
                       " values differ, most of all " + worst.place + ": " + worst.before + " then, " +
                       worst.now + " now";
    if (comparison.differs_in_last_digits()) text += ", a part in " + number_text(1 / worst.relative);
    return text;
}

/// What was put in, and where: not what came of it.
ordered_json outcome_of(const std::string& result_json) {
    ordered_json json = ordered_json::parse(result_json);
    for (const char* key :
         {result_keys::experiment, result_keys::environment, result_keys::data, result_keys::version})
        json.erase(key);
    return json;
}

bool ends_with_any(std::string_view name, std::initializer_list<std::string_view> endings) {
    return std::ranges::any_of(endings, [name](std::string_view ending) { return name.ends_with(ending); });
}

using TextOfKey = std::map<std::string, std::string>;

/// Whether a file of results holds numbers of the run: no copy of data, and no figure.
bool holds_numbers(const std::string& name, const std::vector<std::string>& copies) {
    return ends_with_any(name, {".json", ".csv", ".npy"}) && std::ranges::find(copies, name) == copies.end();
}

/// A sentence for each listed file that is not as it was written.
std::vector<std::string> altered_files(const fs::path& folder) {
    std::vector<std::string> altered;
    const auto manifest = find_manifest(folder);
    if (!manifest || is_unfinished(folder)) return altered;
    for (const ManifestEntry& entry : manifest->files)
        if (!reads_as_listed(folder, entry))
            altered.push_back(entry.name + " is not as it was written: its manifest says otherwise");
    return altered;
}

TextOfKey texts_in(const fs::path& folder, const Experiment& experiment) {
    const std::vector<std::string> expected = results_files(experiment), copies = carried_names(experiment);
    return read_whole(folder, [&](const WholeFolder& whole) {
        TextOfKey files;
        for (const auto& entry : fs::directory_iterator(folder)) {
            const std::string name = entry.path().filename().string();
            if (std::ranges::find(expected, name) != expected.end() && holds_numbers(name, copies))
                files[name] = whole.text(name);
        }
        return files;
    });
}

TextOfKey texts_of(const Results& results) {
    const std::vector<std::string> copies = carried_names(results.experiment);
    TextOfKey files;
    for (FolderFile& file : results_texts(results))
        if (holds_numbers(file.name, copies)) files[file.name] = std::move(file.content);
    return files;
}

Comparison compare_files(const std::string& name, const std::string& before, const std::string& now) {
    if (name.ends_with(".csv")) return compare_csv(before, now, name);
    if (name.ends_with(".npy")) return compare_npy(before, now, name);
    return compare_json(outcome_of(before), outcome_of(now), name);
}

Comparison compare_texts(const TextOfKey& before, const TextOfKey& now) {
    Comparison comparison;
    for (const auto& [name, text] : before) {
        const auto found = now.find(name);
        if (found != now.end())
            comparison.add(compare_files(name, text, found->second));
        else
            comparison.add(Mismatch{name, "a file", "no file", 1});
    }
    for (const auto& [name, text] : now)
        if (!before.contains(name)) comparison.add(Mismatch{name, "no file", "a file", 1});
    return comparison;
}

}  // namespace

std::vector<std::string> Verification::lines() const {
    std::vector<std::string> lines;
    for (const std::string& sentence : altered) lines.push_back("altered: " + sentence);
    if (!ran) return lines;
    for (const std::string& sentence : different) lines.push_back("not reproduced: " + sentence);
    if (!different.empty()) return lines;
    if (comparison.same()) {
        lines.push_back((altered.empty() ? "reproduced to the last digit ("
                                         : "what it carries now is reproduced to the last digit (") +
                        count_text(comparison.compared) + " values)");
        return lines;
    }
    lines.push_back(
        (comparison.differs_in_last_digits() ? "reproduced but for last digits: " : "not reproduced: ") +
        mismatch_text(comparison));
    if (circumstances.empty()) {
        lines.emplace_back(
            "why: processor, program and libraries are those it was made with, so that the "
            "experiment or the numbers must have been changed");
    } else {
        lines.push_back("why: " + joined(circumstances, "and"));
    }
    return lines;
}

std::vector<std::string> other_circumstances(const Environment& then, const Environment& now) {
    std::vector<std::string> found;
    const auto compare = [&found](const char* what, const std::string& before, const std::string& after) {
        if (before != after)
            found.push_back("another " + std::string(what) + " (" + before + " then, " + after + " now)");
    };
    compare("version of Basin", then.basin_version, now.basin_version);
    compare("processor", then.cpu, now.cpu);
    compare("compiler", then.compiler, now.compiler);
    compare("version of Eigen", then.eigen_version, now.eigen_version);
    compare("BLAS", then.blas, now.blas);
    compare("operating system", then.operating_system, now.operating_system);
    return found;
}

Verification verify_folder(const fs::path& folder, const Rerun& run) {
    Verification verification;
    verification.altered = altered_files(folder);
    verification.ran = verification.altered.empty();
    if (!verification.ran) return verification;
    const Results before = read_results(folder);
    const Experiment experiment = read_experiment(folder / result_file);
    const Results now = run(experiment, before);
    verification.comparison = compare_texts(texts_in(folder, before.experiment), texts_of(now));
    verification.circumstances = other_circumstances(before.environment, now.environment);
    return verification;
}

Verification verify_report(const fs::path& file, const Rerun& run) {
    const std::string bytes = read_file(file), where = file.string();
    const ReportRecord record = read_report(bytes, where);
    const Experiment experiment = parse_experiment(record.experiment.dump(), where, folder_of(file));
    Results before;
    before.experiment = experiment;
    const nlohmann::json now = results_to_json(run(experiment, before));
    Verification verification;
    verification.comparison.compared = record.numbers.size();
    verification.different = differences(record, now);
    if (!is_page_whole(bytes, where))
        verification.altered.emplace_back("the page was changed after it was written");
    return verification;
}

}  // namespace basin
