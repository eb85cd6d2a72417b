// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/network_answers.h"

#include <cmath>
#include <memory>

#include <QtTest/QTest>

#include "core/assess/assess.h"
#include "core/experiment/runner.h"
#include "core/families/problem_of.h"
#include "tests/support/input_errors.h"
#include "tests/support/questions.h"
#include "tests/support/recurrent_experiments.h"

using namespace basin;
using namespace basin::test;

class NetworkAnswersTest : public QObject {
    Q_OBJECT

  private slots:
    void trainingThatCannotBegin() {
        Experiment experiment = small_recurrent();
        elman_of(experiment).steps = 600;
        experiment.start.deviation = 30;
        const Assessment assessment = assess(experiment, {.max_seconds = 1});
        const Question* training = assessment.find("training");
        QVERIFY(training && training->answer == Answer::no);
        verify_mentions(words(*training), "piecewise-affine did not: L is not finite at the start");
        verify_mentions(words(*training), "lbfgs did not: ");
    }

    /// Quotients of errors are told where they are numbers.
    void predictionsAreComparedWhereTheyCanBe() {
        Results results = run_experiment(small_recurrent());
        const auto answer = [&](const auto& change) {
            ElmanSeries series = *results.series;
            change(series);
            Results changed = results;
            changed.series = std::make_shared<const ElmanSeries>(series);
            const Question question = asked(network_answers(changed), "prediction");
            for (const char* word : {"inf", "nan", "unknown"}) {
                if (words(question).find(word) != std::string::npos) qFatal("%s", words(question).c_str());
            }
            return question;
        };
        verify_mentions(words(answer([](ElmanSeries&) {})), "of what the mean of the targets has");
        const Question constant = answer([](ElmanSeries& series) {
            series.Y.setConstant(0.3);
            series.Y_test.setConstant(0.3);
        });
        QCOMPARE(constant.answer, Answer::not_decided);
        verify_mentions(words(constant), "The targets are constant: there is nothing to be predicted.");
        // The training targets vary, those of the test steps are their mean.
        const Question mean = answer([](ElmanSeries& series) {
            for (Index t = 0; t < series.Y.cols(); ++t) series.Y.col(t).setConstant(t % 2 == 0 ? 1 : -1);
            series.Y_test.setZero();
        });
        QCOMPARE(mean.answer, Answer::not_decided);
        verify_mentions(words(mean), "no network can predict better");
        for (SolverRun& run : results.runs) {
            auto outcome = std::make_shared<NetworkOutcome>(*run.network);
            outcome->test_error = INFINITY;
            run.network = outcome;
        }
        const Question overflow = answer([](ElmanSeries&) {});
        QCOMPARE(overflow.answer, Answer::no);
        verify_mentions(words(overflow), "not finite");
    }
};

QTEST_APPLESS_MAIN(NetworkAnswersTest)
#include "network_answers_test.moc"
