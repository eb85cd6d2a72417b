// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_folder.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

#include "core/io/atomic_file.h"
#include "core/io/manifest.h"
#include "core/io/temporary_entry.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

namespace fs = std::filesystem;

const fs::path& usable(const fs::path& folder) {
    require_utf8(folder);
    return folder;
}

/// Where the folder is, whatever links lead to it.
fs::path parent_of(const fs::path& folder) {
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    return error ? folder.parent_path() : real.parent_path();
}

void write_manifest(const fs::path& folder, const Manifest& manifest) {
    write_atomically(folder / manifest_file, manifest_text(manifest));
}

}  // namespace

void refuse_inputs(const fs::path& folder, const std::vector<fs::path>& inputs) {
    for (const fs::path& input : inputs) {
        std::error_code error;
        if (!fs::equivalent(folder_of(input), folder, error) || error) continue;
        throw InputError(folder.string(), "found " + input.filename().string() +
                                              " in it, from which these results are made; expected another "
                                              "folder");
    }
}

ResultsFolder::ResultsFolder(const fs::path& folder, Existing existing)
    : folder_(folder), lock_(usable(folder)) {
    if (access(folder_.c_str(), W_OK | X_OK) != 0)
        throw InputError(folder_.string(),
                         std::string("cannot be written to (") + std::strerror(errno) + ")");
    remove_leftovers(parent_of(folder_));
    remove_leftovers(folder_);
    finish_replacement(folder_);
    if (existing == Existing::refuse && !is_empty()) {
        throw InputError(folder_.string(), "found files in it; expected a new or empty folder, or --force");
    }
}

bool ResultsFolder::is_empty() const {
    return fs::is_empty(folder_);
}

void ResultsFolder::expect(const std::vector<std::string>& names) const {
    refuse_foreign(folder_, names);
    refuse_foreign(folder_, {std::string(manifest_file)});
}

std::vector<fs::path> ResultsFolder::replace(const std::vector<FolderFile>& files) {
    std::vector<std::string> names;
    std::vector<fs::path> written;
    for (const FolderFile& file : files) {
        names.push_back(file.name);
        written.push_back(folder_ / file.name);
    }
    expect(names);
    replace_files(folder_, files, lock_);
    return written;
}

std::vector<fs::path> ResultsFolder::add_figures(const Draw& draw, Existing foreign) {
    const auto drawn_in = TemporaryEntry::create(folder_, TemporaryEntry::Kind::folder);
    if (!drawn_in) fail_to_write(folder_);
    const std::vector<fs::path> drawn = draw(drawn_in->path());
    Manifest before = find_manifest(folder_).value_or(Manifest{}), after = before;
    for (const fs::path& figure : drawn) {
        if (foreign == Existing::refuse) refuse_foreign(folder_, {figure.filename().string()});
        before.remove(figure.filename().string());
        after.add(manifest_entry(figure));
    }
    // A figure that is replaced belongs to nothing in between.
    if (before.files.size() + drawn.size() != after.files.size()) write_manifest(folder_, before);
    std::vector<fs::path> files;
    for (const fs::path& figure : drawn) {
        files.push_back(folder_ / figure.filename());
        if (std::rename(figure.c_str(), files.back().c_str()) != 0) fail_to_write(files.back());
    }
    write_manifest(folder_, after);
    return files;
}

}  // namespace basin
