// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/atomic_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io/manifest.h"
#include "core/io/temporary_entry.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace fs = std::filesystem;

void fail_to_write(const fs::path& file) {
    throw InputError(file.string(), std::string("cannot be written (") + std::strerror(errno) + ")");
}

void write_all(int descriptor, std::string_view content, const fs::path& file) {
    while (!content.empty()) {
        const ssize_t count = ::write(descriptor, content.data(), content.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail_to_write(file);
        content.remove_prefix(static_cast<std::size_t>(count));
    }
}

void write_atomically(const fs::path& file, std::string_view content) {
    const auto temporary = TemporaryEntry::create(folder_of(file), TemporaryEntry::Kind::file);
    if (!temporary) fail_to_write(file);
    write_all(temporary->descriptor(), content, file);
    const mode_t mask = umask(0);
    umask(mask);
    // A temporary file is private; the result is as readable as any other.
    if (fchmod(temporary->descriptor(), 0666 & ~mask) != 0 || fsync(temporary->descriptor()) != 0)
        fail_to_write(file);
    // Renamed while it is open and locked, or it would be taken for a leftover.
    if (std::rename(temporary->path().c_str(), file.c_str()) != 0) fail_to_write(file);
    temporary->keep();
    if (!temporary->close()) fail_to_write(file);
    sync_folder(folder_of(file));
}

void check_output_file(const fs::path& file) {
    refuse_listed(file);
    std::error_code ignored;
    if (!fs::is_directory(folder_of(file), ignored)) {
        throw InputError(file.string(),
                         "found no folder " + folder_of(file).string() + "; expected one to write to");
    }
    if (access(folder_of(file).c_str(), W_OK | X_OK) != 0) fail_to_write(file);
    errno = EISDIR;
    if (fs::is_directory(file)) fail_to_write(file);
}

void write_output_file(const fs::path& file, std::string_view content) {
    check_output_file(file);
    remove_leftovers(folder_of(file));
    write_atomically(file, content);
}

}  // namespace basin
