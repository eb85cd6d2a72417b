// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as people have them, and the dialog "Open data" over them.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/window.h"
#include "ui/data/data_dialog.h"
#include "ui/data/forecast_fields.h"
#include "ui/data/matrix_fields.h"
#include "ui/families/network_view.h"
#include "ui/families/softmax_view.h"

namespace basin::test {

/// Lines of text, each made of its parts.
inline std::string lines(const char* header, int count, const std::function<QString(int)>& line) {
    QString text = QString::fromLatin1(header) + QLatin1Char('\n');
    for (int k = 0; k < count; ++k) text += line(k) + QLatin1Char('\n');
    return text.toStdString();
}

inline QString two(int number) {
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

inline std::string monthly() {
    return lines("\"Month\",\"Passengers\"", 48, [](int k) {
        return QStringLiteral("\"%1-%2\",%3")
            .arg(1949 + k / 12)
            .arg(two(k % 12 + 1))
            .arg(112 + 3 * k + k % 12 * (k % 5));
    });
}

inline std::string weather(bool withMissing) {
    return lines("date,rain,wind,weather", 28, [withMissing](int k) {
        const QString rain =
            withMissing && k == 5 ? QStringLiteral("NA") : QStringLiteral("%1.5").arg(k * 7 % 11);
        return QStringLiteral("2012-01-%1,%2,%3.%4,%5")
            .arg(two(k + 1), rain, QString::number(k * 5 % 13), QString::number(k % 10),
                 k % 3 == 0 ? QStringLiteral("sun") : QStringLiteral("fog"));
    });
}

inline std::string german() {
    return lines("Tag;Menge;Preis;Rest", 20, [](int k) {
        return QStringLiteral("%1.03.2021;%2;%3,5;%4,25")
            .arg(k + 1)
            .arg(100 + k * k % 17)
            .arg(k % 7)
            .arg(k % 3);
    });
}

inline std::string stocks() {
    return lines("symbol,date,price", 60, [](int k) {
        return QStringLiteral("%1,20%2-06-01,%3.5")
            .arg(k < 30 ? QStringLiteral("MSFT") : QStringLiteral("AMZN"), two(k % 30))
            .arg(20 + k * k % 19);
    });
}

inline void choose(QComboBox* combo, const QString& text) {
    QVERIFY2(combo->findText(text) >= 0, qPrintable(text));
    combo->setFocus();
    QTest::keyClick(combo, Qt::Key_Home);
    for (int k = 0; k < combo->count() && combo->currentText() != text; ++k)
        QTest::keyClick(combo, Qt::Key_Down);
    QCOMPARE(combo->currentText(), text);
}

inline void type(QAbstractSpinBox* field, const QString& text) {
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, text);
    QTest::keyClick(field, Qt::Key_Tab);
}

inline void waitFor(const ui::DataDialog& dialog) {
    QTRY_VERIFY_WITH_TIMEOUT(!dialog.isWaiting(), patience);
}

inline ui::ForecastFields* forecastOf(const ui::DataDialog& dialog) {
    return dynamic_cast<ui::ForecastFields*>(dialog.form());
}
inline ui::MatrixFields* matricesOf(const ui::DataDialog& dialog) {
    return dynamic_cast<ui::MatrixFields*>(dialog.form());
}

inline ElmanDataSpec seriesOf(const ui::DataDialog& dialog) {
    return std::get<ElmanDataSpec>(dialog.data());
}
inline SoftmaxProblemSpec regressionOf(const ui::DataDialog& dialog) {
    return std::get<SoftmaxProblemSpec>(dialog.data());
}

/// What the dialog says is what an experiment file says, and is written as one.
inline void compareWithFile(const ui::DataDialog& dialog, const std::string& data,
                            const std::filesystem::path& folder) {
    const std::string text = QStringLiteral(R"({"format": "basin-experiment", "version": 1,
            "problem": {"family": "elman-rnn", "data": %1}, "solvers": [{"name": "lbfgs"}]})")
                                 .arg(QString::fromStdString(data))
                                 .toStdString();
    const Experiment written = parse_experiment(text, "written", folder);
    ElmanDataSpec read = *elman_of(written).data;
    QVERIFY(read.table->value->values.isApprox(seriesOf(dialog).table->value->values) ||
            !seriesOf(dialog).table->value->values.allFinite());
    Experiment chosen = written;
    elman_of(chosen).data = seriesOf(dialog);
    QCOMPARE(experiment_to_json(chosen).dump(), experiment_to_json(written).dump());
    read.table->value = seriesOf(dialog).table->value;  // compared above
    QVERIFY(read == seriesOf(dialog));
}

/// Opens dialogs over files of its own.
class DataDialogFixture : public WindowTest {
  protected:
    std::unique_ptr<ui::DataDialog> open(const std::string& name, const std::string& content,
                                         const ui::FamilyView& shown = ui::networkView()) {
        auto dialog = std::make_unique<ui::DataDialog>(
            ui::openTable(files_.write(name, content), ui::ReadAs::series), shown);
        dialog->show();
        QApplication::setActiveWindow(dialog.get());
        waitFor(*dialog);
        return dialog;
    }

    ScratchFolder files_;
};

}  // namespace basin::test
