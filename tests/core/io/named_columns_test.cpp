// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/named_columns.h"

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/problem_family.h"
#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/formats/npy.h"
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

    void columns_of_A1_are_chosen_and_stay_in_their_order() {
        const SoftmaxProblemSpec some = softmax_of(parse(R"("A1":"t.csv","columns":["yield","height"])"));
        QCOMPARE(some.A1->value->dense(), (Matrix(3, 2) << 1.5, 3, 2.5, 4, 3, 5).finished());
        QCOMPARE(some.instance.d, Index{2});
        // A column may be a key and a value at once where that is said.
        const SoftmaxProblemSpec twice =
            softmax_of(parse(R"("A1":"t.csv","columns":["width"],"A2":["width"])"));
        QCOMPARE(twice.A1->value->dense(), twice.A2->value->transpose());
        const auto json = experiment_to_json(parse(R"("A1":"t.csv","columns":["width","yield"])"));
        QCOMPARE(json["problem"]["data"]["columns"].dump(), std::string(R"(["width","yield"])"));
        QCOMPARE(experiment_to_json(parse_experiment(json.dump(), "again")).dump(), json.dump());
    }

    void a_missing_value_counts_where_its_column_is_used() {
        folder_.write("gap.csv", "a,note,c\n1,7,2\n# later\n3,NA,4\n5,8,6\n");
        QCOMPARE(softmax_of(parse(R"("A1":"gap.csv","columns":["a","c"])")).instance.d, Index{2});
        for (const char* data : {R"("A1":"gap.csv")", R"("A1":"gap.csv","b":["note"])"})
            verify_mentions(input_error([&] { parse(data); }),
                            "gap.csv: line 4, column 2: \"note\": found no value; expected a number, or "
                            "\"columns\" without \"note\"");
    }

    void columns_of_a_matrix_are_numbered() {
        folder_.write("m.npy", npy_bytes((Matrix(3, 3) << 1, 2, 3, 4, 5, 6, 7, 8, 10).finished()));
        const SoftmaxProblemSpec problem = softmax_of(parse(R"("A1":"m.npy","b":["2"])"));
        QCOMPARE(problem.A1->value->dense(), (Matrix(3, 2) << 1, 3, 4, 6, 7, 10).finished());
        QCOMPARE(*problem.b->value, (Matrix(3, 1) << 2, 5, 8).finished());
        QVERIFY(!problem.A1->report);
        QCOMPARE(softmax_of(parse(R"("A1":"m.npy","columns":["3"])")).instance.d, Index{1});
    }

    void how_the_table_was_read_goes_along() {
        const SoftmaxProblemSpec problem = softmax_of(parse(R"("A1":"t.csv","b":["yield"])"));
        QVERIFY(problem.A1->report);
        QCOMPARE(problem.A1->report->separator, std::string("semicolon"));
        QCOMPARE(problem.A1->report->columns.size(), std::size_t{5});
        QVERIFY(!softmax_of(parse(R"("A1":[[1],[2]])")).A1->report);
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
        verify_mentions(error(R"("A1":"t.csv","columns":["hight"])"),
                        "problem.data.columns: found no column of numbers \"hight\"");
        verify_mentions(error(R"("columns":["height"])"), "problem.data.A1: is missing; expected it beside");
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
