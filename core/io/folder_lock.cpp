// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/folder_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <unistd.h>

#include "core/io/temporary_entry.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace fs = std::filesystem;

std::vector<fs::path> missing_folders(const fs::path& folder) {
    std::vector<fs::path> missing;
    std::error_code error;
    for (fs::path path = folder; !path.empty() && !fs::exists(path, error); path = path.parent_path())
        missing.push_back(path);
    return missing;
}

FolderLock::FolderLock(const fs::path& folder) : folder_(folder), missing_(missing_folders(folder)) {
    std::error_code error;
    if (fs::exists(folder_, error) && !fs::is_directory(folder_, error))
        throw InputError(folder_.string(), "found a file; expected a folder for the results");
    // Another writer may remove or replace the folder between two steps.
    for (int attempt = 0; attempt < 100; ++attempt) {
        fs::create_directories(folder_, error);
        if (error) throw InputError(folder_.string(), "cannot be created (" + error.message() + ")");
        if (open_and_lock()) return;
    }
    throw InputError(folder_.string(),
                     "found a folder that goes while it is opened; expected one that stays");
}

/// False when the folder went in between.
bool FolderLock::open_and_lock() {
    descriptor_ = open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor_ < 0 && errno == ENOENT) return false;
    if (descriptor_ < 0)
        throw InputError(folder_.string(), std::string("cannot be opened (") + std::strerror(errno) + ")");
    const bool busy = flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!busy && is_at(descriptor_, folder_)) return true;
    close(descriptor_);
    descriptor_ = -1;
    if (busy) throw InputError(folder_.string(), "found another process writing here; expected to be alone");
    return false;
}

FolderLock::~FolderLock() {
    std::error_code ignored;
    // Removes empty folders only.
    for (const fs::path& made : missing_) fs::remove(made, ignored);
    close(descriptor_);
}

void FolderLock::take_over(int descriptor) {
    close(descriptor_);
    descriptor_ = descriptor;
}

}  // namespace basin
