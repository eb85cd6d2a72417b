// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/atomic_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "core/numeric/input_error.h"

namespace basin {

namespace {

[[noreturn]] void fail(const std::filesystem::path& file) {
    throw InputError(file.string(), std::string("cannot be written (") + std::strerror(errno) + ")");
}

/// A new file beside the target; gone when this ends unless it was renamed to the target.
class TemporaryFile {
  public:
    explicit TemporaryFile(const std::filesystem::path& target)
        : target_(target),
          name_(target.string() + ".XXXXXX"),
          descriptor_(mkostemp(name_.data(), O_CLOEXEC)) {
        if (descriptor_ < 0) fail(target_);
    }
    ~TemporaryFile() {
        if (descriptor_ >= 0) close(descriptor_);
        if (!renamed_) unlink(name_.c_str());
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    void write(std::string_view content) {
        while (!content.empty()) {
            const ssize_t count = ::write(descriptor_, content.data(), content.size());
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) fail(target_);
            content.remove_prefix(static_cast<std::size_t>(count));
        }
    }

    void become_target() {
        const mode_t mask = umask(0);
        umask(mask);
        // mkostemp makes a private file; the result is as readable as any other.
        if (fchmod(descriptor_, 0666 & ~mask) != 0 || fsync(descriptor_) != 0) fail(target_);
        if (close(std::exchange(descriptor_, -1)) != 0) fail(target_);
        if (std::rename(name_.c_str(), target_.c_str()) != 0) fail(target_);
        renamed_ = true;
    }

  private:
    const std::filesystem::path& target_;
    std::string name_;
    int descriptor_;
    bool renamed_ = false;
};

/// Makes the rename last through a power failure, where the file system can.
void sync_folder(const std::filesystem::path& folder) {
    const int descriptor = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    fsync(descriptor);
    close(descriptor);
}

}  // namespace

void write_atomically(const std::filesystem::path& file, std::string_view content) {
    TemporaryFile temporary(file);
    temporary.write(content);
    temporary.become_target();
    sync_folder(file.parent_path());
}

}  // namespace basin
