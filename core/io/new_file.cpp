// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include "core/io/atomic_file.h"

namespace basin {

void write_new_file(const std::filesystem::path& file, std::string_view content,
                    const std::filesystem::path& target) {
    const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor < 0) fail_to_write(target);
    try {
        write_all(descriptor, content, target);
        if (fsync(descriptor) != 0) fail_to_write(target);
    } catch (...) {
        close(descriptor);
        throw;
    }
    if (close(descriptor) != 0) fail_to_write(target);
}

}  // namespace basin
