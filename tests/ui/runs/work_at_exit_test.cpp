// SPDX-License-Identifier: GPL-3.0-or-later
// The end of the program: what only computes is not waited for longer than a moment, what writes is.
#include "ui/runs/work_at_exit.h"

#include <atomic>
#include <latch>
#include <variant>

#include <QProcess>
#include <QTest>

#include "tests/support/patience.h"
#include "ui/runs/background_task.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;
using namespace std::chrono_literals;

namespace {

using Task = BackgroundTask<std::monostate>;

/// Begun by the test as another program: something deaf to its stop computes for ever, something else writes.
int endWithDeafWork() {
    std::latch never(1);
    const Task deaf([&never](const auto&, const auto&) {
        never.wait();
        return std::monostate();
    });
    const Task writes(
        [](const auto&, const auto&) {
            std::this_thread::sleep_for(400ms);
            std::puts("written");
            return std::monostate();
        },
        AtExit::wait);
    endWithoutWork(7);
    return 1;
}

}  // namespace

class WorkAtExitTest : public QObject {
    Q_OBJECT

  private slots:
    void whatIsDeafToItsStopIsNotWaitedFor() {
        std::latch freed(1);
        Task deaf([&freed](const auto&, const auto&) {
            freed.wait();
            return std::monostate();
        });
        deaf.requestStop();
        QVERIFY(!workEndsWithin(1ms));
        freed.count_down();
        QVERIFY(workEndsWithin(std::chrono::milliseconds(patience)));
    }

    void whatIsWrittenIsWaitedFor() {
        std::atomic<bool> written = false;
        const Task writes(
            [&written](const auto&, const auto&) {
                std::this_thread::sleep_for(50ms);
                written = true;
                return std::monostate();
            },
            AtExit::wait);
        QVERIFY(workEndsWithin(0ms));
        QVERIFY(written);
    }

    void theProgramEndsAllTheSame() {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("deaf")});
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 7);
        QVERIFY(process.readAllStandardOutput().contains("written"));
    }
};

int main(int argc, char** argv) {
    if (argc > 1 && std::string(argv[1]) == "deaf") return endWithDeafWork();
    QCoreApplication application(argc, argv);
    WorkAtExitTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "work_at_exit_test.moc"
