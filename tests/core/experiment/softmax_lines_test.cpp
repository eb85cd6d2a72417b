// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/softmax_lines.h"

#include <QtTest/QTest>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

/// What is told of the table that matrices were read from.
class SoftmaxLinesTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        folder_.write("t.csv", "id;height;width;kind;yield\nx;1,5;10;a;3\ny;2,5;30;b;4\nz;3;20;a;5\n");
    }

    void what_became_of_the_columns_is_told() {
        const auto lines = softmax_lines(parse(R"("A1":"t.csv","b":["yield"])"));
        QCOMPARE(lines.at(0),
                 std::string("read as UTF-8, separator semicolon, decimal comma, names in a header"));
        QCOMPARE(lines.at(1), std::string(R"(3 rows from line 2; A1: "height" and "width"; b: "yield"; )"
                                          R"(left out, as words and dates are: "id" and "kind")"));
        QVERIFY(softmax_lines(parse(R"("A1":[[1],[2]])")).empty());
    }

    void columns_that_are_not_chosen_are_left_out() {
        const SoftmaxProblemSpec problem =
            parse(R"("A1":"t.csv","columns":["width","height"],"A2":["yield"])");
        QCOMPARE(key_columns(problem), (std::vector<std::string>{"height", "width"}));
        QCOMPARE(softmax_lines(parse(R"("A1":"t.csv","columns":["width"],"A2":["yield"])")).at(1),
                 std::string(R"(3 rows from line 2; A1: "width"; A2: "yield"; left out: "id", "height" and )"
                             R"("kind")"));
    }

  private:
    SoftmaxProblemSpec parse(const std::string& data) const {
        return softmax_of(
            parse_experiment(R"({"format":"basin-experiment","version":1,"problem":{"data":{)" + data + "}}}",
                             "t.json", folder_.path()));
    }

    ScratchFolder folder_;
};

QTEST_APPLESS_MAIN(SoftmaxLinesTest)
#include "softmax_lines_test.moc"
