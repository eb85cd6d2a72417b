// SPDX-License-Identifier: GPL-3.0-or-later
// What a window that is killed leaves to the next one. The test is started again as the program that is
// killed.
#include <algorithm>
#include <cstdio>
#include <random>

#include <QApplication>
#include <QProcess>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "tests/support/window.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/fields.h"

using namespace basin;
using namespace basin::ui;
using test::patience;

namespace {

WholeField* rowsField(MainWindow& window) {
    for (auto* each : window.experimentPanel()->findChildren<WholeField*>())
        if (each->accessibleName() == QLatin1String("n rows")) return each;
    qFatal("no such field");
}

Index rowsOf(const QString& json) {
    return softmax_of(parse_experiment(json.toStdString(), "last")).instance.n;
}

/// What the program to be killed is told to do, and with which settings.
constexpr const char* roleName = "BASIN_TEST_ROLE";
constexpr const char* storeName = "BASIN_TEST_STORE";

void say(const char* word) {
    std::fputs(word, stdout);
    std::fflush(stdout);
}

/// Edits the number of rows to 17, as a user does, and waits.
int editAndWait(const QString& store) {
    Settings settings(store);
    MainWindow window(test::pictured_experiment(), nullptr, &settings);
    window.show();
    WholeField& rows = *rowsField(window);
    rows.setFocus();
    rows.selectAll();
    QTest::keyClicks(&rows, QStringLiteral("17"));
    QTest::keyClick(&rows, Qt::Key_Return);
    say("edited\n");
    return QApplication::exec();
}

/// Saves one experiment after the other, some much longer than others.
int saveForEver(const QString& store) {
    Settings settings(store);
    Experiment experiment = test::pictured_experiment();
    for (Index n = 12;; ++n) {
        softmax_of(experiment).instance.n = n;
        experiment.title = std::string(n % 3 == 0 ? 200000 : 10, 'x');
        settings.setLastExperiment(QString::fromStdString(experiment_to_json(experiment).dump()));
        if (n == 12) say("saved\n");
    }
}

}  // namespace

class KilledWindowTest : public test::WindowTest {
    Q_OBJECT

  private slots:
    void theNextWindowShowsTheEdit() {
        const QString store = folder_.filePath(QStringLiteral("edited.ini"));
        QProcess process;
        QVERIFY(begins(process, "edit", store));
        const auto kept = [&store] {
            const QString last = Settings(store).lastExperiment();
            return last.isEmpty() ? Index{0} : rowsOf(last);
        };
        QTRY_COMPARE_WITH_TIMEOUT(kept(), Index{17}, patience);
        process.kill();
        QVERIFY(process.waitForFinished(patience));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        settings_ = std::make_unique<Settings>(store);
        const auto window = makeWindow(std::nullopt);
        QTRY_COMPARE_WITH_TIMEOUT(softmax_of(window->experimentPanel()->experiment()).instance.n, Index{17},
                                  patience);
    }

    void settingsAreWholeAtWhateverMomentTheyAreWritten() {
        const unsigned seed = std::random_device()();
        qInfo("moments drawn with seed %u", seed);
        std::mt19937 random(seed);
        const QString store = folder_.filePath(QStringLiteral("saved.ini"));
        for (int kill = 0; kill < 50; ++kill) {
            QProcess process;
            QVERIFY(begins(process, "save", store));
            QVERIFY(!process.waitForFinished(static_cast<int>(random() % 20)));
            process.kill();
            QVERIFY(process.waitForFinished(patience));
            const Settings left(store);
            QVERIFY(rowsOf(left.lastExperiment()) >= 12);
            QVERIFY(left.seedLocked());
        }
    }

  private:
    static bool begins(QProcess& process, const char* role, const QString& store) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QLatin1String(roleName), QLatin1String(role));
        environment.insert(QLatin1String(storeName), store);
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(), {});
        return process.waitForReadyRead(patience);
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const QByteArray role = qgetenv(roleName);
    const QString store = qEnvironmentVariable(storeName);
    if (role == "edit") return editAndWait(store);
    if (role == "save") return saveForEver(store);
    KilledWindowTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "killed_window_test.moc"
