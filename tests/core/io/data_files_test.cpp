// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/data_files.h"

#include <QtTest/QTest>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/formats/matrix_file.h"
#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

class DataFilesTest : public QObject {
    Q_OBJECT

  private slots:
    void sizesFollowFromTheFiles() {
        const auto A1 = folder_.write("keys.csv", "1,2,3\n4,5,6\n7,8,10\n1,0,1\n");
        const auto A2 = folder_.write("values.csv", "1,2,3,4\n0,1,0,1\n");
        const auto b = folder_.write("wanted.csv", "0.5\n0.25\n");
        Experiment old = small_experiment();
        old.landscape->plane = PlaneKind::coordinates;
        old.start.x0 = MatrixSource{std::make_shared<const Matrix>(Matrix::Zero(2, 1)), {}};
        const Experiment experiment = with_data(old, {A1, A2, b});
        const SoftmaxInstanceSpec& sizes = softmax_of(experiment).instance;
        QCOMPARE(sizes.n, Index{4});
        QCOMPARE(sizes.d, Index{3});
        QCOMPARE(sizes.m, Index{2});
        QCOMPARE(softmax_of(experiment).A1->value->dense()(2, 2), 10.0);
        QCOMPARE(softmax_of(experiment).b->file, b);
        // What was made for other sizes is gone, the rest stays.
        QVERIFY(!experiment.start.x0);
        QCOMPARE(experiment.landscape->plane, LandscapeSpec{}.plane);
        QCOMPARE(experiment.solvers.size(), old.solvers.size());
    }

    void columnsOfATableGoWithThatTable() {
        folder_.write("t.csv", "a;b;yield\n1;2;0,5\n3;5;0,1\n4;7;0,9\n");
        const Experiment table = parse_experiment(
            R"({"format":"basin-experiment","version":1,"problem":{"data":{"A1":"t.csv","A2":["yield"],)"
            R"("separator":"semicolon"}}})",
            "t.json", folder_.path());
        // Another A2: A1 stays what it is.
        const Experiment other = with_data(table, {{}, folder_.write("A2.csv", "1,2,3\n0,1,1\n"), {}});
        QCOMPARE(softmax_of(other).instance.d, Index{2});
        QCOMPARE(softmax_of(other).columns, (std::vector<std::string>{"a", "b"}));
        // Another A1: nothing is left of how the table was read.
        const Experiment next = with_data(table, {folder_.write("A1.csv", "1,2\n3,4\n5,6\n"), {}, {}});
        QVERIFY(!softmax_of(next).A2 && softmax_of(next).reading == TableOptions{});
        QVERIFY2(input_error([&] {
                     with_data(table, {folder_.write("gap.csv", "p,q\n1,2\n3,\n5,6\n"), {}, {}});
                 }).find("line 3, column 2") != std::string::npos,
                 "a missing value is told with its place");
    }

    void withoutFilesNothingChanges() {
        const Experiment old = small_experiment();
        QVERIFY(with_data(old, {}) == old);
    }

    void filesThatCannotBeUsed() {
        const auto refusal = [](const DataFiles& files) {
            return input_error([&] { with_data(small_experiment(), files); });
        };
        verify_mentions(refusal({folder_.path() / "none.csv", {}, {}}), "problem.data.A1");
        verify_mentions(refusal({folder_.path() / "none.csv", {}, {}}), "none.csv");
        const auto A1 = folder_.write("four.csv", "1,2\n4,5\n7,8\n1,0\n");
        const auto A2 = folder_.write("three.csv", "1,2,3\n0,1,0\n");
        verify_mentions(refusal({A1, A2, {}}), "problem.data.A2");
        verify_mentions(refusal({folder_.write("bad.csv", "1,2\n3,4\n5,6\n7,two\n"), {}, {}}), "bad.csv");
        verify_mentions(refusal({folder_.path() / "bad\xff.csv", {}, {}}), "found a name that is no UTF-8");
    }

  private:
    ScratchFolder folder_;
};

QTEST_APPLESS_MAIN(DataFilesTest)
#include "data_files_test.moc"
