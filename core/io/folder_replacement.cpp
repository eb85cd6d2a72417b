// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/folder_replacement.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io/atomic_file.h"
#include "core/io/manifest.h"
#include "core/io/new_file.h"
#include "core/io/temporary_entry.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

namespace fs = std::filesystem;

/// A folder inside with results that are whole and not in their places yet.
constexpr std::string_view commit_folder = ".basin-commit";

bool stands(const fs::path& file) {
    struct stat status {};
    return lstat(file.c_str(), &status) == 0;
}

/// All files and, last, their manifest; messages name them as in the folder they are for.
void write_files(const fs::path& place, const std::vector<FolderFile>& files, const fs::path& target) {
    Manifest manifest;
    for (const FolderFile& file : files) {
        write_new_file(place / file.name, file.content, target / file.name);
        manifest.add(manifest_entry(file.name, file.content));
    }
    write_new_file(place / manifest_file, manifest_text(manifest), target / manifest_file);
    sync_folder(place);
}

bool is_or_holds_current_folder(const fs::path& folder) {
    std::error_code error;
    for (fs::path current = fs::current_path(error); !error; current = current.parent_path()) {
        if (current == folder) return true;
        if (current == current.parent_path()) break;
    }
    return static_cast<bool>(error);
}

/// Nothing in it but what its manifest lists as it is.
bool is_ours_alone(const fs::path& folder) {
    const auto manifest = find_manifest(folder);
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        if (!manifest) return false;
        const ManifestEntry* listed = manifest->find(name);
        if (name != manifest_file && !(listed && is_as_listed(folder, *listed))) return false;
    }
    return !error;
}

/// Whether another folder can take its place without anybody's noticing but by what is in it.
bool may_be_exchanged(const fs::path& folder, const struct stat& status) {
    struct stat parent {};
    return stat(folder.parent_path().c_str(), &parent) == 0 && parent.st_dev == status.st_dev &&
           status.st_uid == geteuid() && !is_or_holds_current_folder(folder) && is_ours_alone(folder);
}

/// What somebody put into the earlier folder in the last moment goes where it was meant to be.
void carry_over(const fs::path& from, const fs::path& to) {
    std::error_code error;
    const auto manifest = find_manifest(from);
    for (const auto& entry : fs::directory_iterator(from, error)) {
        const std::string name = entry.path().filename().string();
        const ManifestEntry* listed = manifest ? manifest->find(name) : nullptr;
        if (name == manifest_file || (listed && is_as_listed(from, *listed))) continue;
        renameat2(AT_FDCWD, (from / name).c_str(), AT_FDCWD, (to / name).c_str(), RENAME_NOREPLACE);
    }
}

/// False where this file system or this folder does not allow it; the folder is then as it was.
bool exchange(const fs::path& folder, const std::vector<FolderFile>& files, FolderLock& lock) {
    struct stat status {};
    if (stat(folder.c_str(), &status) != 0 || !may_be_exchanged(folder, status)) return false;
    const fs::path parent = folder.parent_path();
    const auto beside = TemporaryEntry::create(parent, TemporaryEntry::Kind::folder);
    if (!beside) return false;
    write_files(beside->path(), files, folder);
    const int descriptor = beside->descriptor();
    if (fchown(descriptor, static_cast<uid_t>(-1), status.st_gid) != 0 && errno != EPERM) return false;
    if (fchmod(descriptor, status.st_mode & 07777) != 0) return false;
    const bool empty = fs::is_empty(folder);
    // An empty folder that is not empty any more is not replaced.
    const int outcome =
        empty ? std::rename(beside->path().c_str(), folder.c_str())
              : renameat2(AT_FDCWD, beside->path().c_str(), AT_FDCWD, folder.c_str(), RENAME_EXCHANGE);
    if (outcome != 0) return false;
    sync_folder(parent);
    lock.take_over(fcntl(descriptor, F_DUPFD_CLOEXEC, 0));
    if (empty) {
        beside->keep();
    } else {
        carry_over(beside->path(), folder);
    }
    return true;
}

void replace_in_place(const fs::path& folder, const std::vector<FolderFile>& files) {
    const auto inside = TemporaryEntry::create(folder, TemporaryEntry::Kind::folder);
    if (!inside) fail_to_write(folder);
    write_files(inside->path(), files, folder);
    if (std::rename(inside->path().c_str(), (folder / commit_folder).c_str()) != 0) fail_to_write(folder);
    inside->keep();
    sync_folder(folder);
    finish_replacement(folder);
}

bool is_listed_as_it_is(const std::optional<Manifest>& manifest, const fs::path& folder,
                        const std::string& name) {
    const ManifestEntry* entry = manifest ? manifest->find(name) : nullptr;
    return entry && is_as_listed(folder, *entry);
}

void move_file(const fs::path& from, const fs::path& to) {
    if (std::rename(from.c_str(), to.c_str()) != 0) fail_to_write(to);
}

}  // namespace

void refuse_foreign(const fs::path& folder, const std::vector<std::string>& names) {
    const auto manifest = find_manifest(folder);
    for (const std::string& name : names) {
        if (!stands(folder / name) || is_listed_as_it_is(manifest, folder, name)) continue;
        if (name == manifest_file && manifest) continue;
        throw InputError((folder / name).string(),
                         "found a file that this program did not write or that was changed since; expected "
                         "another folder, or none of that name");
    }
}

void replace_files(const fs::path& folder, const std::vector<FolderFile>& files, FolderLock& lock) {
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (error) throw InputError(folder.string(), "cannot be written (" + error.message() + ")");
    if (!exchange(real, files, lock)) replace_in_place(real, files);
}

bool is_unfinished(const fs::path& folder) {
    return stands(folder / commit_folder);
}

void finish_replacement(const fs::path& folder) {
    const fs::path commit = folder / commit_folder;
    if (!is_unfinished(folder)) return;
    const auto fresh = find_manifest(commit), earlier = find_manifest(folder);
    if (fresh) {
        std::vector<std::string> names{std::string(manifest_file)};
        for (const ManifestEntry& entry : fresh->files) {
            if (stands(commit / entry.name)) names.push_back(entry.name);
        }
        refuse_foreign(folder, names);
        for (auto name = names.begin() + 1; name != names.end(); ++name)
            move_file(commit / *name, folder / *name);
        for (const ManifestEntry& entry : earlier ? earlier->files : std::vector<ManifestEntry>()) {
            if (!fresh->find(entry.name) && is_as_listed(folder, entry))
                unlink((folder / entry.name).c_str());
        }
        move_file(commit / manifest_file, folder / manifest_file);
    }
    if (rmdir(commit.c_str()) != 0) fail_to_write(commit);
    sync_folder(folder);
}

}  // namespace basin
