// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/temporary_entry.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <fcntl.h>
#include <string>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include "core/io/manifest.h"

namespace basin {

namespace {

namespace fs = std::filesystem;
using Kind = TemporaryEntry::Kind;

/// Makes an entry and opens it; -1 with errno set.
int make(std::string& name, Kind kind) {
    if (kind == Kind::file) return mkostemp(name.data(), O_CLOEXEC);
    if (!mkdtemp(name.data())) return -1;
    return open(name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/// Nobody else holds the lock; known says whether the file system can tell.
bool lock(int descriptor, bool& known) {
    const int outcome = flock(descriptor, LOCK_EX | LOCK_NB);
    known = outcome == 0 || errno == EWOULDBLOCK;
    return outcome == 0 || errno != EWOULDBLOCK;
}

bool is_temporary(const std::string& name) {
    if (!name.starts_with(temporary_prefix) || name.size() != temporary_prefix.size() + 6) return false;
    return std::all_of(name.end() - 6, name.end(), [](unsigned char letter) { return std::isalnum(letter); });
}

void remove_leftover(const fs::path& path) {
    const int descriptor = open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (descriptor < 0) return;
    struct stat status {};
    bool known = false;
    // Those of other users are theirs.
    if (fstat(descriptor, &status) == 0 && status.st_uid == geteuid() && lock(descriptor, known) && known &&
        is_at(descriptor, path)) {
        if (S_ISREG(status.st_mode)) unlink(path.c_str());
        if (S_ISDIR(status.st_mode)) remove_temporary_folder(path);
    }
    close(descriptor);
}

std::vector<fs::path> paths_within(const fs::path& folder) {
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        entries.push_back(entry->path());
    return entries;
}

}  // namespace

std::unique_ptr<TemporaryEntry> TemporaryEntry::create(const fs::path& folder, Kind kind) {
    for (;;) {
        std::string name = (folder / temporary_prefix).string() + "XXXXXX";
        const int descriptor = make(name, kind);
        if (descriptor < 0) return nullptr;
        std::unique_ptr<TemporaryEntry> entry(new TemporaryEntry(name, descriptor));
        bool known = false;
        // Another program may have taken it for a leftover before it was locked.
        if (lock(descriptor, known) && is_at(descriptor, entry->path_)) return entry;
    }
}

TemporaryEntry::~TemporaryEntry() {
    struct stat status {};
    if (!kept_ && lstat(path_.c_str(), &status) == 0) {
        if (!S_ISDIR(status.st_mode)) {
            unlink(path_.c_str());
        } else {
            try {
                remove_temporary_folder(path_);
            } catch (const std::exception&) {
                // Without memory to look into it, it stays as a leftover that remove_leftovers() finds.
            }
        }
    }
    close();
}

bool TemporaryEntry::close() {
    return descriptor_ < 0 || ::close(std::exchange(descriptor_, -1)) == 0;
}

bool is_at(int descriptor, const fs::path& path) {
    struct stat open_one {
    }, there{};
    return fstat(descriptor, &open_one) == 0 && stat(path.c_str(), &there) == 0 &&
           open_one.st_ino == there.st_ino && open_one.st_dev == there.st_dev;
}

void sync_folder(const fs::path& folder) {
    const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    close(descriptor);
}

void remove_leftovers(const fs::path& folder) {
    for (const fs::path& entry : paths_within(folder)) {
        if (is_temporary(entry.filename().string())) remove_leftover(entry);
    }
}

void remove_temporary_folder(const fs::path& folder) {
    if (const auto manifest = find_manifest(folder)) {
        for (const ManifestEntry& entry : manifest->files) {
            if (is_as_listed(folder, entry)) unlink((folder / entry.name).c_str());
        }
        unlink((folder / manifest_file).c_str());
    } else {
        for (const fs::path& entry : paths_within(folder)) unlink(entry.c_str());
    }
    rmdir(folder.c_str());
}

}  // namespace basin
