// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/named_columns.h"

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/problem_family.h"
#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

/// Matrices of a softmax regression out of one table.
class NamedColumnsTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        folder_.write("t.csv", "id;height;width;kind;yield\nx;1,5;10;a;3\ny;2,5;30;b;4\nz;3;20;a;5\n");
    }

    void words_and_named_columns_are_left_out_of_A1() {
        const Experiment experiment = parse(R"("A1":"t.csv","b":["yield"])");
        const SoftmaxProblemSpec& problem = softmax_of(experiment);
        QCOMPARE(problem.A1->value->dense(), (Matrix(3, 2) << 1.5, 10, 2.5, 30, 3, 20).finished());
        QCOMPARE(*problem.b->value, (Matrix(3, 1) << 3, 4, 5).finished());
        QCOMPARE(problem.instance.m, Index{3});
        const SoftmaxProblemSpec rows = softmax_of(parse(R"("A1":"t.csv","A2":["yield","width"])"));
        QCOMPARE(*rows.A2->value, (Matrix(2, 3) << 3, 4, 5, 10, 30, 20).finished());
        QCOMPARE(rows.instance.d, Index{1});
    }

    void what_became_of_the_columns_is_told() {
        const auto lines = key_table_lines(softmax_of(parse(R"("A1":"t.csv","b":["yield"])")));
        QCOMPARE(lines.at(0),
                 std::string("read as UTF-8, separator semicolon, decimal comma, names in a header"));
        verify_mentions(lines.at(1), R"(3 rows from line 2; A1: "height" and "width"; b: "yield"; left out)");
        verify_mentions(lines.at(1), R"("id" and "kind")");
        QVERIFY(key_table_lines(softmax_of(parse(R"("A1":[[1],[2]])"))).empty());
    }

    void standardised_keys_have_mean_0_and_deviation_1() {
        const SoftmaxProblemSpec problem = softmax_of(parse(R"("A1":"t.csv","standardise":true)"));
        const Matrix keys = problem.keys().dense();
        QVERIFY(keys.colwise().mean().norm() < 1e-14);
        QVERIFY((keys.colwise().squaredNorm().array() - 3).matrix().norm() < 1e-12);
        // What is written reads back.
        const auto json = experiment_to_json(parse(R"("A1":"t.csv","b":["yield"],"standardise":true)"));
        QCOMPARE(experiment_to_json(parse_experiment(json.dump(), "again")).dump(), json.dump());
    }

    void a_point_is_told_in_the_units_of_the_data() {
        const Experiment experiment = parse(R"("A1":"t.csv","standardise":true)");
        const SoftmaxProblemSpec& problem = softmax_of(experiment);
        const Vector x = (Vector(3) << 0.5, -2, 1).finished();
        const auto own = family_of(experiment).in_data_units(experiment.problem, x);
        QVERIFY(own.has_value());
        // The exponents differ by the same shift in every row, which a softmax forgets.
        const Vector shift = problem.A1->value->dense() * *own - problem.keys().dense() * x;
        QVERIFY((shift.array() - shift[0]).abs().maxCoeff() < 1e-12);
        const Experiment plain = parse(R"("A1":"t.csv")");
        QVERIFY(!family_of(plain).in_data_units(plain.problem, x));
    }

    void mistakes_are_named() {
        const auto error = [this](const std::string& data) { return input_error([&] { parse(data); }); };
        verify_mentions(error(R"("A1":"t.csv","b":["yeild"])"),
                        "problem.data.b: found no column of numbers \"yeild\"");
        verify_mentions(error(R"("A1":[[1],[2]],"b":["y"])"), "expected them beside an A1 that is a table");
        verify_mentions(error(R"("standardise":true,"b":[1])"),
                        "problem.data.standardise: found it with a generated A1");
    }

  private:
    Experiment parse(const std::string& data) const {
        return parse_experiment(
            R"({"format":"basin-experiment","version":1,"problem":{"data":{)" + data + "}}}", "t.json",
            folder_.path());
    }

    ScratchFolder folder_;
};

QTEST_APPLESS_MAIN(NamedColumnsTest)
#include "named_columns_test.moc"
