// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/parallel.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <limits>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <hwy/cache_control.h>

#include "core/numeric/interruption.h"

namespace basin {

namespace {

/// One parallel_for: lives on its caller's stack.
class Job {
  public:
    Job(Index count, int helpers_wanted, std::stop_token stop, IndexFunction work, ItemOrder order)
        : count_(count),
          helpers_wanted_(helpers_wanted),
          stop_(std::move(stop)),
          work_(work),
          order_(order) {}

    void help() {
        const Interruption::Shared shared(interruption_);
        if (order_ == ItemOrder::upwards) return run();
        take([this](Index) { return count_ - 1 - taken_from_end_.fetch_add(1); });
    }

    /// For the thread that waits for the job.
    void run() {
        if (order_ == ItemOrder::upwards) return take([](Index turn) { return turn; });
        take([next = Index{0}](Index) mutable { return next++; });
    }

    bool wants_helper() const {
        // Once stopped, run() returns at once: helpers would take the job again and again.
        return helpers_ < helpers_wanted_ && taken_ < count_ && !stop_.stop_requested();
    }
    bool finish() const {
        if (error_) std::rethrow_exception(error_);
        return done_ == count_;
    }

    std::atomic<int> helpers_ = 0;  // changed under the pool's mutex

  private:
    /// Does items until none is left, a stop request or an exception; item_of(n) is the n-th to be taken.
    template <class ItemOf>
    void take(ItemOf item_of) {
        for (;;) {
            if (stop_.stop_requested()) return;
            const Index turn = taken_.fetch_add(1);
            if (turn >= count_) return;
            try {
                work_(item_of(turn));
                done_.fetch_add(1);
            } catch (...) {
                const std::lock_guard lock(error_mutex_);
                if (!error_) error_ = std::current_exception();
                taken_ = count_;
            }
        }
    }

    const Index count_;
    const int helpers_wanted_;
    const std::stop_token stop_;
    const IndexFunction work_;
    const ItemOrder order_;
    const Interruption* const interruption_ = Interruption::current();  // of the caller
    std::atomic<Index> taken_ = 0, taken_from_end_ = 0;
    std::atomic<Index> done_ = 0;
    std::mutex error_mutex_;
    std::exception_ptr error_;
};

/// Helper threads that live as long as the process. After news of a job they stay awake for a moment, because
/// the next one often follows at once and a thread that sleeps takes longer to wake up than a short job; then
/// they sleep.
class Pool {
  public:
    Pool() {
        for (int i = 1; i < hardware_threads(); ++i) {
            threads_.emplace_back([this](const std::stop_token& stop) { help(stop); });
        }
    }

    bool has_free_helper() const { return busy_ < static_cast<int>(threads_.size()); }
    bool has_helper_awake() const { return awake_ > 0; }

    void run(Job& job) {
        bool sleepers = false;
        {
            const std::lock_guard lock(mutex_);
            jobs_.push_back(&job);
            ++announced_;
            sleepers = sleepers_ > 0;
        }
        if (sleepers) work_available_.notify_all();
        job.run();
        {
            const std::lock_guard lock(mutex_);
            std::erase(jobs_, &job);
        }
        const auto left = [&job] { return job.helpers_ == 0; };
        if (wait_awake(left)) return;
        std::unique_lock lock(mutex_);
        helper_left_.wait(lock, left);
    }

  private:
    /// Whether it became true soon. At first without a word to the system, which answers as slowly as a short
    /// job takes.
    template <class Condition>
    static bool wait_awake(const Condition& condition) {
        constexpr int pauses = 1000;
        constexpr std::chrono::microseconds moment(200);
        for (int i = 0; i < pauses; ++i) {
            if (condition()) return true;
            hwy::Pause();
        }
        const auto end = std::chrono::steady_clock::now() + moment;
        do {
            std::this_thread::yield();
            if (condition()) return true;
        } while (std::chrono::steady_clock::now() < end);
        return false;
    }

    Job* find_job() {
        const auto found = std::ranges::find_if(jobs_, &Job::wants_helper);
        return found == jobs_.end() ? nullptr : *found;
    }

    void help(const std::stop_token& stop) {
        std::unique_lock lock(mutex_);
        unsigned seen = announced_;
        const auto news = [&] { return announced_ != seen; };
        while (!stop.stop_requested()) {
            if (Job* job = find_job()) {
                serve(*job, lock);
                continue;
            }
            seen = announced_;
            lock.unlock();
            ++awake_;
            const bool soon = wait_awake([&] { return news() || stop.stop_requested(); });
            --awake_;
            lock.lock();
            if (soon || find_job()) continue;
            ++sleepers_;
            work_available_.wait(lock, stop, news);
            --sleepers_;
        }
    }

    /// The lock is held before and after.
    void serve(Job& job, std::unique_lock<std::mutex>& lock) {
        ++job.helpers_;
        ++busy_;
        lock.unlock();
        job.help();
        lock.lock();
        --busy_;
        --job.helpers_;
        helper_left_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable_any work_available_;
    std::condition_variable helper_left_;
    std::vector<Job*> jobs_;               // oldest first
    int sleepers_ = 0;                     // guarded by the mutex
    std::atomic<unsigned> announced_ = 0;  // jobs so far
    std::atomic<int> busy_ = 0;            // helpers that serve a job
    std::atomic<int> awake_ = 0;           // helpers that wait for one, but do not sleep
    std::vector<std::jthread> threads_;    // last: joined before the rest goes
};

Pool& pool() {
    static Pool the_pool;
    return the_pool;
}

thread_local int thread_limit = std::numeric_limits<int>::max();

/// Without the locks of a Job, which take as long as the smallest sums.
bool run_alone(Index count, const std::stop_token& stop, IndexFunction work) {
    for (Index item = 0; item < count; ++item) {
        if (stop.stop_requested()) return false;
        work(item);
    }
    return true;
}

}  // namespace

ThreadLimit::ThreadLimit(int n) : previous_(std::exchange(thread_limit, std::max(n, 1))) {}

ThreadLimit::~ThreadLimit() {
    thread_limit = previous_;
}

int hardware_threads() {
    // Asking costs as much as a small product.
    static const int threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    return threads;
}

int threads_for(double flops) {
    constexpr double worth_sharing = 1e5, worth_waking = 5e5;
    if (flops < worth_sharing || std::min(thread_limit, hardware_threads()) == 1) return 1;
    if (!pool().has_free_helper() || (flops < worth_waking && !pool().has_helper_awake())) return 1;
    return hardware_threads();
}

bool parallel_for(Index count, int threads, std::stop_token stop, IndexFunction work, ItemOrder order) {
    const auto helpers = static_cast<int>(std::min<Index>(std::min(threads, thread_limit), count)) - 1;
    if (helpers <= 0) return run_alone(count, stop, work);
    Job job(count, helpers, std::move(stop), work, order);
    pool().run(job);
    return job.finish();
}

}  // namespace basin
