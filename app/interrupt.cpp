// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interrupt.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace basin::app {

namespace {

// A handler may do little more than write a byte: a thread at the other end of this pipe does the rest.
int pipe_ends[2] = {-1, -1};
constexpr char interrupted = 'i';
constexpr char over = 'o';

struct Watched {
    int signal;
    bool ends_at_second;
    bool handled = false;  // not ignored from the start
    struct sigaction before {};
};
std::array<Watched, 3> watched = {{{SIGINT, true}, {SIGTERM, true}, {SIGHUP, false}}};

void tell(char what) {
    const int saved = errno;
    [[maybe_unused]] const ssize_t written = write(pipe_ends[1], &what, 1);
    errno = saved;
}

void set_default(int signal) {
    struct sigaction action {};
    action.sa_handler = SIG_DFL;
    sigaction(signal, &action, nullptr);
}

extern "C" void on_interrupt(int signal) {
    tell(interrupted);
    if (signal == SIGHUP) return;
    for (const Watched& one : watched) {
        if (one.handled && one.ends_at_second) set_default(one.signal);
    }
}

void watch(Watched& one) {
    sigaction(one.signal, nullptr, &one.before);
    one.handled = one.before.sa_handler != SIG_IGN;
    if (!one.handled) return;
    struct sigaction action {};
    action.sa_handler = on_interrupt;
    action.sa_flags = SA_RESTART;
    sigaction(one.signal, &action, nullptr);
}

}  // namespace

void keep_output_apart() {
    // Opened for reading, so that writing there still fails and is told.
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (fcntl(stream, F_GETFD) == -1 && errno == EBADF) open("/dev/null", O_RDONLY);
    }
    struct sigaction action {};
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, nullptr);
}

InterruptWatch::InterruptWatch() {
    if (pipe2(pipe_ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    watcher_ = std::thread([this] {
        char what = over;
        if (read(pipe_ends[0], &what, 1) == 1 && what == interrupted) stop_.request_stop();
    });
    for (Watched& one : watched) watch(one);
}

InterruptWatch::~InterruptWatch() {
    for (const Watched& one : watched) {
        if (one.handled) sigaction(one.signal, &one.before, nullptr);
    }
    tell(over);
    watcher_.join();
    close(pipe_ends[0]);
    close(pipe_ends[1]);
}

}  // namespace basin::app
