// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/file_work.h"

#include <atomic>
#include <latch>
#include <memory>
#include <stdexcept>
#include <thread>

#include <QSignalSpy>
#include <QTest>

using namespace basin::ui;

class FileWorkTest : public QObject {
    Q_OBJECT

  private slots:
    void workIsDoneElsewhereAndFollowedHere() {
        FileWork work;
        QSignalSpy done(&work, &FileWork::done);
        const auto here = std::this_thread::get_id();
        std::thread::id worked, followed;
        work.begin({}, [&] {
            worked = std::this_thread::get_id();
            return [&] { followed = std::this_thread::get_id(); };
        });
        QVERIFY(work.isBusy());
        QTRY_COMPARE(done.count(), 1);
        QVERIFY(worked != here && followed == here);
        QVERIFY(!work.isBusy());
    }

    void whatGoesWrongIsTold() {
        FileWork work;
        QSignalSpy done(&work, &FileWork::done), failed(&work, &FileWork::failed);
        work.begin({}, []() -> FileWork::Then { throw std::runtime_error("line 3: no number"); });
        QTRY_COMPARE(failed.count(), 1);
        QCOMPARE(failed.first().first().toString(), QStringLiteral("line 3: no number"));
        QCOMPARE(done.count(), 0);
    }

    void slowWorkSaysSo() {
        FileWork work;
        QSignalSpy slow(&work, &FileWork::slow), done(&work, &FileWork::done);
        std::latch released(1);
        work.begin(QStringLiteral("Reading a table"), [&] {
            released.wait();
            return FileWork::Then();
        });
        QTRY_COMPARE(slow.count(), 1);
        QCOMPARE(slow.first().first().toString(), QStringLiteral("Reading a table"));
        released.count_down();
        QTRY_COMPARE(done.count(), 1);
        QCOMPARE(slow.count(), 1);
    }

    void onlyTheLastWorkIsFollowed() {
        FileWork work;
        std::latch released(1);
        QStringList followed;
        work.begin({}, [&] {
            released.wait();
            return [&] { followed += QStringLiteral("first"); };
        });
        work.begin({}, [&] { return [&] { followed += QStringLiteral("second"); }; });
        QTRY_COMPARE(followed, QStringList{QStringLiteral("second")});
        QVERIFY(work.isBusy());
        released.count_down();
        QTRY_VERIFY(!work.isBusy());
        QCOMPARE(followed.size(), 1);
    }

    void overtakenWorkTellsItsFailure() {
        FileWork work;
        QSignalSpy done(&work, &FileWork::done), failed(&work, &FileWork::failed),
            overtaken(&work, &FileWork::overtakenFailed);
        std::latch released(1);
        work.begin({}, [&]() -> FileWork::Then {
            released.wait();
            throw std::runtime_error("the disk is full");
        });
        work.begin({}, [] { return FileWork::Then(); });
        QTRY_COMPARE(done.count(), 1);
        released.count_down();
        QTRY_COMPARE(overtaken.count(), 1);
        QCOMPARE(overtaken.first().first().toString(), QStringLiteral("the disk is full"));
        QCOMPARE(failed.count(), 0);
    }

    void itsOwnerWaitsForNothing() {
        // Owned by both sides: the work outlives what began it.
        const auto released = std::make_shared<std::latch>(1);
        const auto ended = std::make_shared<std::atomic<bool>>(false);
        {
            FileWork work;
            work.begin({}, [released, ended] {
                released->wait();
                ended->store(true);
                return FileWork::Then();
            });
        }
        QVERIFY(!ended->load());
        released->count_down();
        QTRY_VERIFY(ended->load());
    }
};

QTEST_GUILESS_MAIN(FileWorkTest)
#include "file_work_test.moc"
