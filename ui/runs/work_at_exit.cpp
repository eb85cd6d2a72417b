// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/work_at_exit.h"

#include <array>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <mutex>

namespace basin::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto patience = 150ms;  // closing takes 300 ms at most

struct Counts {
    std::mutex mutex;
    std::condition_variable changed;
    std::array<int, 2> atWork{};  // by AtExit

    int& of(AtExit atExit) { return atWork[static_cast<std::size_t>(atExit)]; }
};

/// Never destroyed: a thread may end after everything else.
Counts& counts() {
    static Counts* const all = new Counts;
    return *all;
}

void change(AtExit atExit, int by) {
    Counts& all = counts();
    const std::lock_guard lock(all.mutex);
    all.of(atExit) += by;
    all.changed.notify_all();
}

}  // namespace

WorkAtExit::WorkAtExit(AtExit atExit) : atExit_(atExit) {
    change(atExit_, 1);
}

WorkAtExit::~WorkAtExit() {
    change(atExit_, -1);
}

bool workEndsWithin(std::chrono::milliseconds limit) {
    Counts& all = counts();
    std::unique_lock lock(all.mutex);
    all.changed.wait(lock, [&all] { return all.of(AtExit::wait) == 0; });
    return all.changed.wait_for(lock, limit, [&all] { return all.of(AtExit::lose) == 0; });
}

void endWithoutWork(int exitCode) {
    if (workEndsWithin(patience)) return;
    std::fflush(nullptr);
    std::_Exit(exitCode);
}

}  // namespace basin::ui
