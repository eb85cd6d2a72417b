// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/parallel.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <ctime>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <QtTest/QTest>

using namespace basin;

namespace {

constexpr std::array both_orders{ItemOrder::upwards, ItemOrder::from_both_ends};

}  // namespace

class ParallelTest : public QObject {
    Q_OBJECT

  private slots:
    void everyItemIsDoneOnce() {
        for (const ItemOrder order : both_orders) {
            for (const int threads : {1, 2, 8}) {
                std::vector<std::atomic<int>> done(1000);
                const auto count = [&](Index i) { ++done[static_cast<std::size_t>(i)]; };
                QVERIFY(parallel_for(1000, threads, {}, count, order));
                for (const auto& times : done) QCOMPARE(times.load(), 1);
            }
        }
        QVERIFY(parallel_for(0, 4, {}, [](Index) { throw std::logic_error("no item to do"); }));
    }

    void helpersBeginAtTheOtherEnd() {
        const int threads = std::min(hardware_threads(), 2);
        constexpr Index items = 50;
        std::vector<Index> own, other;
        std::latch both_here(threads);
        const auto caller = std::this_thread::get_id();
        const auto note = [&](Index i) {
            auto& seen = std::this_thread::get_id() == caller ? own : other;
            if (seen.empty()) both_here.arrive_and_wait();
            seen.push_back(i);
        };
        QVERIFY(parallel_for(items, threads, {}, note, ItemOrder::from_both_ends));
        for (std::size_t k = 0; k < own.size(); ++k) QCOMPARE(own[k], static_cast<Index>(k));
        for (std::size_t k = 0; k < other.size(); ++k) QCOMPARE(other[k], items - 1 - static_cast<Index>(k));
        QCOMPARE(std::ssize(own) + std::ssize(other), items);
        QCOMPARE(other.empty(), threads == 1);
    }

    void firstExceptionComesBack() {
        std::atomic<int> done = 0;
        const auto fail = [&](Index i) {
            if (i == 10) throw std::runtime_error("item 10");
            ++done;
        };
        for (const ItemOrder order : both_orders) {
            for (const int threads : {1, 4}) {
                QVERIFY_THROWS_EXCEPTION(std::runtime_error, parallel_for(1000000, threads, {}, fail, order));
            }
        }
        QVERIFY(done < 4000000);
        QVERIFY(parallel_for(10, 4, {}, [](Index) {}));
    }

    void stopRequestEndsTheLoop() {
        for (const int threads : {1, 4}) {
            for (const ItemOrder order : both_orders) {
                std::stop_source stop;
                std::atomic<int> done = 0;
                const auto stop_soon = [&](Index) {
                    const int turn = ++done;
                    if (turn == 5) stop.request_stop();
                    // Whoever is ahead of the request waits for it.
                    while (turn > 5 && !stop.stop_requested()) std::this_thread::yield();
                };
                QVERIFY(!parallel_for(1000000, threads, stop.get_token(), stop_soon, order));
                QVERIFY(done < 1000);
            }
        }
    }

    void helpersSleepAfterAStop() {
        std::stop_source stop;
        const std::clock_t before = std::clock();
        parallel_for(1000, 4, stop.get_token(), [&](Index) {
            stop.request_stop();
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
        });
        // Processor time of all threads: one that spins takes 0.3 s.
        const double used = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
        QVERIFY2(used < 0.15, std::to_string(used).c_str());
    }

    void callsMayNestAndOverlap() {
        std::atomic<int> done = 0;
        const auto outer = [&] {
            parallel_for(20, 4, {}, [&](Index) { parallel_for(20, 4, {}, [&](Index) { ++done; }); });
        };
        { const std::jthread first(outer), second(outer), third(outer); }
        QCOMPARE(done.load(), 1200);
    }

    void shortLoopsTakeNoThreadFromOthers() {
        const int all = hardware_threads();
        const auto count = static_cast<std::size_t>(all);
        std::vector<int> meanwhile(count);
        std::latch all_busy(all), all_asked(all);
        parallel_for(all, all, {}, [&](Index i) {
            all_busy.arrive_and_wait();
            meanwhile[static_cast<std::size_t>(i)] = threads_for(1e9);
            all_asked.arrive_and_wait();
        });
        QCOMPARE(meanwhile, std::vector<int>(count, 1));
        QCOMPARE(threads_for(1e9), all);
        QCOMPARE(threads_for(1e3), 1);  // done before another thread has begun
        const ThreadLimit limit(1);
        QCOMPARE(threads_for(1e9), 1);
    }

    void limitKeepsWorkOnTheCallingThread() {
        const ThreadLimit limit(1);
        const auto caller = std::this_thread::get_id();
        parallel_for(100, 8, {}, [&](Index) { QVERIFY(std::this_thread::get_id() == caller); });
    }
};

QTEST_APPLESS_MAIN(ParallelTest)
#include "parallel_test.moc"
