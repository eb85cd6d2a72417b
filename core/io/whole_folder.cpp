// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/whole_folder.h"

#include <chrono>
#include <sys/stat.h>
#include <thread>

#include "core/io/folder_lock.h"
#include "core/io/folder_replacement.h"
#include "core/io/results_files.h"
#include "core/io/text_file.h"

namespace basin {

namespace {

namespace fs = std::filesystem;

/// Moving a few files takes a moment: only one that is killed leaves them for longer.
void finish(const fs::path& folder) {
    using namespace std::chrono_literals;
    constexpr int most_waits = 100;
    for (int wait = 1; is_unfinished(folder); ++wait) {
        try {
            const FolderLock lock(folder);
            finish_replacement(folder);
        } catch (const InputError&) {
            if (wait == most_waits) throw;
            std::this_thread::sleep_for(20ms);
        }
    }
}

}  // namespace

WholeFolder::WholeFolder(const fs::path& folder) : folder_(folder) {
    finish(folder_);
    manifest_ = find_manifest(folder_);
    std::error_code error;
    if (!manifest_ && fs::exists(fs::symlink_status(folder_ / manifest_file, error))) {
        throw InputError((folder_ / manifest_file).string(),
                         "found no manifest of results; expected the one that was written with them");
    }
    if (!manifest_) return;
    for (const ManifestEntry& entry : manifest_->files) {
        if (!reads_as_listed(folder_, entry)) refuse(entry.name);
    }
}

void WholeFolder::refuse(std::string_view name) const {
    std::error_code error;
    throw InputError(
        path(name).string(),
        std::string(fs::exists(path(name), error) ? "found another file than" : "found no such file, which") +
            " the folder's manifest lists; expected the results as they "
            "were written");
}

std::string WholeFolder::text(std::string_view name) const {
    // Its name may not lead elsewhere.
    const fs::path file = folder_ / fs::path(name).filename();
    if (!manifest_) return read_file(file);
    const ManifestEntry* entry = manifest_->find(file.filename().string());
    if (!entry)
        throw InputError(file.string(),
                         "is not in the folder's manifest; expected the results as they were "
                         "written");
    std::string text = read_file(file);
    if (!(manifest_entry(entry->name, text) == *entry)) refuse(entry->name);
    return text;
}

std::optional<std::string> current_writing(const fs::path& folder) {
    struct stat status {};
    if (stat((folder / manifest_file).c_str(), &status) != 0) return std::nullopt;
    // Every manifest is a new file.
    return std::to_string(status.st_ino) + ' ' + std::to_string(status.st_ctim.tv_sec) + ' ' +
           std::to_string(status.st_ctim.tv_nsec);
}

bool is_in_results(const fs::path& file) {
    const fs::path folder = folder_of(file);
    const std::string name = file.filename().string();
    if (is_unfinished(folder)) return name == result_file;
    const auto manifest = find_manifest(folder);
    return manifest ? manifest->find(name) != nullptr
                    : name == result_file && current_writing(folder).has_value();
}

std::string read_listed_file(const fs::path& file) {
    if (!is_in_results(file)) return read_file(file);
    return read_whole(folder_of(file),
                      [&](const WholeFolder& whole) { return whole.text(file.filename().string()); });
}

}  // namespace basin
