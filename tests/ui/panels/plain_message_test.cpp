// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/plain_message.h"

#include <QtTest>

using namespace basin::ui;

class PlainMessageTest : public QObject {
    Q_OBJECT

  private slots:
    void placesAreWords_data() {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("plain");
        const auto row = [](const char* message, const char* plain) {
            QTest::newRow(message) << QString::fromLatin1(message) << QString::fromLatin1(plain);
        };
        row("experiment: problem.data.A1: /a/b.csv: found no such file", "A1: /a/b.csv: found no such file");
        row("problem.data: found 0 time steps", "the data: found 0 time steps");
        row("problem.ridge: found -1; expected a value >= 0", "ridge: found -1; expected a value >= 0");
        row("basin_map.trials: found 0", "basin map, trials: found 0");
        row("solvers[1].error: found 2", "solver 2, error: found 2");
        // Neither files nor sentences are places.
        row("values.csv: line 3, column 1: found", "values.csv: line 3, column 1: found");
        row("The run failed: nothing", "The run failed: nothing");
    }
    void placesAreWords() {
        QFETCH(QString, message);
        QFETCH(QString, plain);
        QCOMPARE(plainMessage(message), plain);
    }
};

QTEST_APPLESS_MAIN(PlainMessageTest)
#include "plain_message_test.moc"
