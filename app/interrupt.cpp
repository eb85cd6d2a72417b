// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/interrupt.h"

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

void tell(char what) {
    const int saved = errno;
    [[maybe_unused]] const ssize_t written = write(pipe_ends[1], &what, 1);
    errno = saved;
}

extern "C" void on_interrupt(int) {
    tell(interrupted);
}

void handle(int signal_number, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    // Afterwards the default is back, so that a second signal ends a program that does not stop.
    action.sa_flags = handler == SIG_DFL ? 0 : static_cast<int>(SA_RESETHAND | SA_RESTART);
    sigaction(signal_number, &action, nullptr);
}

}  // namespace

InterruptWatch::InterruptWatch() {
    if (pipe2(pipe_ends, O_CLOEXEC) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
    watcher_ = std::thread([this] {
        char what = over;
        if (read(pipe_ends[0], &what, 1) == 1 && what == interrupted) stop_.request_stop();
    });
    handle(SIGINT, on_interrupt);
    handle(SIGTERM, on_interrupt);
}

InterruptWatch::~InterruptWatch() {
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
    tell(over);
    watcher_.join();
    close(pipe_ends[0]);
    close(pipe_ends[1]);
}

}  // namespace basin::app
