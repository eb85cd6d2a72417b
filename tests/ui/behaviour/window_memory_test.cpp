// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers from session to session, and what it takes into a run or a file.
#include <algorithm>
#include <cstdlib>

#include <QDateTime>
#include <QDeadlineTimer>
#include <QSplitter>
#include <QTimer>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/presets.h"
#include "tests/support/drag_handle.h"
#include "tests/support/window.h"
#include "ui/families/network_view.h"
#include "ui/panels/certificate_panel.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/message_bar.h"
#include "ui/window/dashboard.h"
#include "ui/window/experiment_memory.h"
#include "ui/window/file_actions.h"
#include "ui/window/run_policy.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;
using test::patience;
using test::pictured_experiment;
using test::waitUntilDone;

namespace {

/// A field of the experiment by its name.
WholeField* field(const char* name, MainWindow& window) {
    for (auto* each : window.experimentPanel()->findChildren<WholeField*>())
        if (each->accessibleName() == QLatin1String(name)) return each;
    qFatal("no such field");
}

}  // namespace

class WindowMemoryTest : public test::WindowTest {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    void anUnreadableLastExperimentIsToldAndKept() {
        const QString unreadable = QStringLiteral("not an experiment");
        settings_->setLastExperiment(unreadable);
        auto window = makeWindow(std::nullopt);
        QTRY_COMPARE(window->messages()->kind(), MessageBar::Kind::fileError);
        QVERIFY(window->messages()->text().contains(QStringLiteral("last session")));
        QCOMPARE(window->messages()->text().count(u'.'), 1);  // one sentence, and no parser's
        waitUntilDone(*window);
        QVERIFY(window->messages()->text().contains(QStringLiteral("last session")));
        QCOMPARE(window->experimentPanel()->experiment().title, default_experiment().title);
        window->close();
        QCOMPARE(settings_->lastExperiment(), unreadable);
        window = makeWindow(std::nullopt);
        window->actions()->run->trigger();
        window->close();
        QVERIFY(settings_->lastExperiment() != unreadable);
    }

    void foldedFactsStayFolded() {
        auto window = makeWindow();
        waitUntilDone(*window);
        const auto panel = [&window] { return window->findChild<CertificatePanel*>(); };
        QVERIFY(panel()->folded().isEmpty());
        panel()->headingOf(Knowledge::measured)->click();
        window->close();
        window = makeWindow();
        QCOMPARE(panel()->folded(), QStringList{QStringLiteral("measured")});
    }

    void whatWasTypedCountsBeforeTheFieldIsLeft() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        WholeField& rows = *field("n rows", *window);
        const auto type = [&rows](const char* digits) {
            rows.setFocus();
            rows.selectAll();
            QTest::keyClicks(&rows, QLatin1String(digits));
        };
        type("12");
        window->actions()->run->trigger();
        QCOMPARE(softmax_of(window->model()->results().experiment).instance.n, Index{12});
        waitUntilDone(*window);
        type("13");
        const QString file = folder_.filePath(QStringLiteral("typed.basin.json"));
        window->fileActions()->saveExperiment(file);
        QCOMPARE(softmax_of(read_experiment(file.toStdString())).instance.n, Index{13});
        type("14");
        window->close();
        const Experiment last = parse_experiment(settings_->lastExperiment().toStdString(), "last");
        QCOMPARE(softmax_of(last).instance.n, Index{14});
        QVERIFY(
            !window->runPolicy()->findChild<QTimer*>()->isActive());  // nothing runs behind a closed window
    }

    void editsAreKeptWhileTheyAreMade() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const auto kept = [this] {
            const std::string text = settings_->lastExperiment().toStdString();
            return text.empty() ? Index{0} : softmax_of(parse_experiment(text, "last")).instance.n;
        };
        field("n rows", *window)->setValue(12);
        QTRY_COMPARE(kept(), Index{12});
        // A control that never rests is kept all along.
        const QDeadlineTimer latest(patience);
        for (int n = 13; kept() == 12 && !latest.hasExpired(); ++n) {
            field("n rows", *window)->setValue(13 + n % 50);
            QTest::qWait(20);
        }
        QVERIFY(kept() > 12);
        window->experimentPanel()->familySwitch()->button(networkView())->click();
        QTRY_VERIFY(is_recurrent(parse_experiment(settings_->lastExperiment().toStdString(), "last")));
        // Where nothing changes nothing is written.
        QTRY_VERIFY(!window->findChild<ExperimentMemory*>()->isWaiting());
        settings_->setLastExperiment(QStringLiteral("of another window"));
        QTest::qWait(1200);
        QCOMPARE(settings_->lastExperiment(), QStringLiteral("of another window"));
    }

    void leftoversOfKilledProgramsAreRemoved() {
        const QString store = folder_.filePath(QStringLiteral("store.ini"));
        const auto leave = [&store](const char* ending, int age) {
            QFile file(store + QLatin1String(ending));
            if (!file.open(QIODevice::WriteOnly)) qFatal("no file");
            file.setFileTime(QDateTime::currentDateTime().addSecs(-age), QFileDevice::FileModificationTime);
        };
        leave(".AbCdEf", 3600);
        leave(".GhIjKl", 0);  // another program may be writing it
        leave(".by-user", 3600);
        const Settings settings(store);
        QVERIFY(!QFile::exists(store + QLatin1String(".AbCdEf")));
        QVERIFY(QFile::exists(store + QLatin1String(".GhIjKl")));
        QVERIFY(QFile::exists(store + QLatin1String(".by-user")));
    }

    void whatBecomesLargeDoesNotStartUnasked() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const auto* timer = window->runPolicy()->findChild<QTimer*>();
        field("n rows", *window)->setValue(12);
        QVERIFY(timer->isActive());
        field("n rows", *window)->setValue(1000000);
        QVERIFY(!timer->isActive());
        QVERIFY(window->messages()->text().contains(QStringLiteral("out of date")));
    }

    void resultsOfARunThatIsOnAreNotSaved() {
        const auto window = makeWindow(test::long_experiment());
        window->actions()->run->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(window->model()->lastIteration() > 1, patience);
        const QString folder = folder_.filePath(QStringLiteral("unfinished"));
        window->fileActions()->saveResults(folder);
        QVERIFY(window->messages()->text().contains(QStringLiteral("still on")));
        QVERIFY(!QFileInfo::exists(folder));
    }

    void aRecentFileThatHasGoneLeavesTheMenu() {
        const QString gone = folder_.filePath(QStringLiteral("gone.basin.json"));
        settings_->addRecentFile(gone);
        const auto window = makeWindow();
        waitUntilDone(*window);  // a run that begins takes messages away
        QAction* action = window->actions()->recentMenu->actions().constFirst();
        QCOMPARE(action->toolTip(), gone);
        QVERIFY(window->actions()->recentMenu->toolTipsVisible());
        action->trigger();
        QTRY_VERIFY(settings_->recentFiles().isEmpty());
        QVERIFY(window->messages()->text().contains(QStringLiteral("gone.basin.json")));
    }

    void narrowWindowsKeepTheirDividers() {
        const auto makeNarrow = [this] {
            auto window = std::make_unique<MainWindow>(pictured_experiment(), nullptr, settings_.get());
            window->resize(1100, 700);
            window->show();
            return window;
        };
        const auto dividers = [](MainWindow& window) {
            return qobject_cast<QSplitter*>(window.dashboard()->parentWidget());
        };
        QList<int> sizes;
        {
            const auto window = makeNarrow();
            QVERIFY(QTest::qWaitForWindowExposed(window.get()));
            QSplitter* splitter = dividers(*window);
            QVERIFY(splitter != nullptr);
            sizes = splitter->sizes();
            sizes[2] += 60;
            test::dragHandle(*splitter, 2, -60);
            QCOMPARE(splitter->sizes()[2], sizes[2]);
            window->close();
        }
        const auto window = makeNarrow();
        QTRY_COMPARE(dividers(*window)->sizes()[2], sizes[2]);
    }
};

QTEST_MAIN(WindowMemoryTest)
#include "window_memory_test.moc"
