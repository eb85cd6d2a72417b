// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/new_folder.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "core/io/atomic_file.h"
#include "core/io/new_file.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace fs = std::filesystem;

namespace {

/// "film/" and "film" are one folder.
fs::path without_slash(const fs::path& folder) {
    return folder.has_filename() ? folder : folder.parent_path();
}

}  // namespace

NewFolder::NewFolder(fs::path folder, Replaceable replaceable)
    : folder_(without_slash(folder)), replaceable_(std::move(replaceable)) {
    check();
    remove_leftovers(folder_of(folder_));
    place_ = TemporaryEntry::create(folder_of(folder_), TemporaryEntry::Kind::folder);
    if (!place_) fail_to_write(folder_);
}

/// Whether there is something to be replaced.
bool NewFolder::check() const {
    std::error_code error;
    const fs::file_status status = fs::symlink_status(folder_, error);
    if (!fs::exists(status)) return false;
    if (!fs::is_directory(status)) {
        throw InputError(folder_.string(), "found a file or a link; expected a new folder");
    }
    bool filled = false;
    fs::directory_iterator entry(folder_, error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
        filled = true;
        const bool ours = replaceable_ && entry->is_regular_file(error) && !entry->is_symlink(error) &&
                          replaceable_(entry->path().filename().string());
        if (!ours)
            throw InputError(folder_.string(), "found a folder that holds " +
                                                   entry->path().filename().string() +
                                                   "; expected a new folder or an empty one");
    }
    if (error) throw InputError(folder_.string(), "cannot be read (" + error.message() + ")");
    return filled;
}

void NewFolder::write(const std::string& name, std::string_view content) const {
    write_new_file(place_->path() / name, content, folder_ / name);
}

void NewFolder::finish() {
    const bool replaces = check();
    const mode_t mask = umask(0);
    umask(mask);
    sync_folder(place_->path());
    if (fchmod(place_->descriptor(), 0777 & ~mask) != 0) fail_to_write(folder_);
    const int outcome =
        replaces ? renameat2(AT_FDCWD, place_->path().c_str(), AT_FDCWD, folder_.c_str(), RENAME_EXCHANGE)
                 : std::rename(place_->path().c_str(), folder_.c_str());
    if (outcome != 0) fail_to_write(folder_);
    if (!replaces) place_->keep();
    place_.reset();  // what was exchanged for it has the temporary name now, and goes
    sync_folder(folder_of(folder_));
}

}  // namespace basin
