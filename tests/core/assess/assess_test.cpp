// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/assess.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include <QtTest/QTest>

#include "core/assess/softmax_answers.h"
#include "core/assess/tradeoff_answers.h"
#include "core/experiment/certificate_stage.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/runner.h"
#include "core/families/problem_of.h"
#include "core/numeric/deadline.h"
#include "tests/support/input_errors.h"
#include "tests/support/questions.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace {

double figure(const Question& question, std::string_view key) {
    const auto found = std::ranges::find(question.figures, key, &Evidence::key);
    return found == question.figures.end() ? not_applicable : found->value;
}

/// A well-behaved problem whose start is good beyond doubt.
SoftmaxFacts good_facts() {
    SoftmaxFacts facts;
    facts.n = 64;
    facts.d = 2;
    facts.m = 16;
    facts.entries = 128;
    facts.smallest_singular_value = 6;
    facts.method = "newton";
    facts.minimiser.x = Vector::Zero(2);
    facts.minimiser.verified = true;
    facts.minimiser.smallest_eigenvalue = 2;
    facts.minimiser.eigenvalue_error = 0;
    Certificate& c = facts.certificate;
    c.l = 2;
    c.start_radius = 0.001;
    c.guaranteed_radius_certified = 0.002;
    c.guaranteed_radius = 0.02;
    c.good_start_certified = c.good_start = true;
    c.promised_iterations = 18;
    c.ridge = 0.1;
    c.ridge_needed_minimiser = 0;
    c.ridge_needed_start = 0.05;
    c.ridge_promised_minimiser = c.ridge_promised_start = 3;
    c.basin_radius = 0.5;
    c.basin_trials = 88;
    c.basin_rate_low = 0.94;
    c.basin_rate_high = 1;
    return facts;
}

TradeoffPoint arrived_point(Approximation approximation, double seconds) {
    TradeoffPoint point;
    point.approximation = approximation;
    point.runs = point.converged = 1;
    point.steps = 4;
    point.step_seconds = seconds / 4;
    point.seconds = seconds;
    return point;
}

}  // namespace

class AssessTest : public QObject {
    Q_OBJECT

  private slots:
    void answersFitTheirQuestions() {
        const SoftmaxFacts facts = good_facts();
        const auto questions = softmax_answers(facts);
        const auto brief = [&questions](const char* key) {
            return to_text(asked(questions, key).brief_answer());
        };
        QCOMPARE(brief("safe_radius"), std::string("up to 0.5 (measured), 0.002 (guaranteed)"));
        QCOMPARE(brief("start"), std::string("yes, proved"));
        QCOMPARE(brief("approximation"), std::string("not known"));
        QCOMPARE(brief("data"), std::string("yes"));
        verify_mentions(to_text(softmax_verdict(facts)),
                        "starts up to 0.5 from the minimum arrive (measured); theory vouches for 0.002.");
        SoftmaxFacts dependent = facts;
        dependent.smallest_singular_value = 0;
        dependent.certificate.l = 0;
        verify_mentions(to_text(softmax_verdict(dependent)), "cannot be used as they are");
        QCOMPARE(to_text(asked(softmax_answers(dependent), "safe_radius").brief_answer()),
                 std::string("none known"));
    }

    void everyQuestionHasItsTopic() {
        for (const Question& question : softmax_answers(good_facts())) {
            const bool about_pay = question.key == "approximation" || question.key == "cost";
            QCOMPARE(topic_of(question) == Topic::practice, about_pay);
        }
        for (const Topic topic : all_topics) QVERIFY(!title_of(topic).empty() && !to_string(topic).empty());
    }

    void sentencesTakeTheirArguments() {
        QCOMPARE(to_text({"%1 of %2 are 95 % of %1", {"%2", "b"}}), std::string("%2 of b are 95 % of %2"));
        QCOMPARE(to_text({"100 %", {}}), std::string("100 %"));
    }

    void everythingIsGood() {
        const auto questions = softmax_answers(good_facts());
        for (const char* key : {"data", "minimum", "start", "ridge", "safe_radius"})
            QCOMPARE(asked(questions, key).answer, Answer::yes);
        verify_mentions(words(asked(questions, "start")), "at most 18 steps");
        verify_mentions(words(asked(questions, "safe_radius")), "within 0.002");
        verify_mentions(words(asked(questions, "safe_radius")), "up to 0.5");
        QCOMPARE(asked(questions, "approximation").answer, Answer::not_decided);
        QCOMPARE(figure(asked(questions, "cost"), "data_bytes"), 8.0 * (128 + 16 * 64));
        // The kind of a figure is the certificate's.
        for (const Evidence& figure : asked(questions, "safe_radius").figures)
            if (figure.key == "guaranteed_radius") QCOMPARE(figure.kind, Knowledge::estimated);
    }

    void whatIsNotProvedIsNotSaidToBe() {
        SoftmaxFacts facts = good_facts();
        facts.certificate.good_start_certified = false;
        QCOMPARE(asked(softmax_answers(facts), "start").answer, Answer::not_decided);
        verify_mentions(words(asked(softmax_answers(facts), "start")), "not proved");
        facts.certificate.good_start = false;
        QCOMPARE(asked(softmax_answers(facts), "start").answer, Answer::no);
        facts.certificate.basin_radius_open = true;
        verify_mentions(words(asked(softmax_answers(facts), "safe_radius")), "at least up to 0.5");
        facts.certificate.basin_end_radius = 0.6;
        facts.certificate.basin_end_rate = 0.955;
        facts.certificate.basin_end_trials = 600;
        verify_mentions(words(asked(softmax_answers(facts), "safe_radius")),
                        "At 0.6 95.5 % of 600 arrived, which does not decide");
        facts.minimiser.eigenvalue_error = 1e-4;
        QCOMPARE(asked(softmax_answers(facts), "minimum").figures.front().kind, Knowledge::estimated);
    }

    /// With an approximate Hessian the theorem's count of steps is no proof.
    void stepsArePromisedToNewtonAlone() {
        SoftmaxFacts facts = good_facts();
        facts.certificate.promised_iterations = not_applicable;
        facts.certificate.energy_bound_certified = 0.3;
        const auto questions = softmax_answers(facts);
        const Question& start = asked(questions, "start");
        QCOMPARE(start.answer, Answer::yes);
        verify_mentions(words(start), "steps a method with an approximate Hessian takes is not proved");
        verify_mentions(words(start), "leaves at most 0.3 of the error in the energy norm");
        QVERIFY(words(start).find("promises") == std::string::npos);
        QCOMPARE(figure(start, "energy_bound_certified"), 0.3);
        facts.certificate.energy_bound_certified = 1.2;
        QVERIFY(words(asked(softmax_answers(facts), "start")).find("energy norm") == std::string::npos);
    }

    /// What was asked for is no bound on what a draw comes to.
    void onlyErrorsThatAreKeptAreProved() {
        Experiment experiment = small_experiment();
        for (const auto& [approximation, kept] : {std::pair<std::string, bool>{"exact", true},
                                                  {"controlled", true},
                                                  {"leverage-sampling", false},
                                                  {"uniform-sampling", false},
                                                  {"sketch", false},
                                                  {"diagonal", false}}) {
            experiment.solvers = {{"approximate-newton", {{"approximation", approximation}, {"error", 0.2}}}};
            const Certificate c =
                certificate_stage(experiment, prepare(experiment, {}), [](const RunEvent&) {}, {});
            QVERIFY(c.l > 0);
            QCOMPARE(!std::isnan(c.energy_bound_certified), kept);
            QCOMPARE(c.promised_iterations > 0, approximation == "exact");
        }
    }

    void sparseDataTakeTheirPlaces() {
        SoftmaxFacts facts = good_facts();
        facts.entries = 100;
        // 12 bytes an entry, 8 a row, and A2.
        QCOMPARE(figure(asked(softmax_answers(facts), "cost"), "data_bytes"),
                 12.0 * 100 + 8 * 64 + 8 * 16 * 64);
    }

    void tooLittleRidge() {
        SoftmaxFacts facts = good_facts();
        facts.certificate.ridge = facts.certificate.ridge_needed_start = 0;
        QCOMPARE(asked(softmax_answers(facts), "ridge").answer, Answer::yes);  // none is needed
        facts.certificate.ridge = 0.1;
        facts.certificate.ridge_needed_start = 0.4;
        const auto questions = softmax_answers(facts);
        QCOMPARE(asked(questions, "ridge").answer, Answer::no);
        verify_mentions(words(asked(questions, "ridge")), "more than 0.4 at the start");
    }

    /// What is rounding is told as 0, in sentences and figures alike, and what is quoted twice is one number.
    void roundingIsToldAsZeroEverywhere() {
        SoftmaxFacts facts = good_facts();
        Certificate& c = facts.certificate;
        c.ridge = 0;
        c.ridge_needed_minimiser = c.ridge_needed_start = 0;
        facts.ridge_hidden_start = 1e-17;
        const auto ridge = [&] { return asked(softmax_answers(facts), "ridge"); };
        QCOMPARE(ridge().answer, Answer::no);
        verify_mentions(words(ridge()), "takes more than 0 at the minimum and more than 0 at the start");
        QCOMPARE(figure(ridge(), "ridge_needed_start"), 0.0);
        c.ridge = 1e-18;
        QCOMPARE(ridge().answer, Answer::not_decided);
        verify_mentions(words(ridge()), "singular to rounding");
        c.ridge = 0.1;
        QCOMPARE(ridge().answer, Answer::yes);
        verify_mentions(words(ridge()), "any above 0 keeps");
        // The proved bound is the figure, and the sentence quotes it.
        c.l = 1.5;
        facts.minimiser.smallest_eigenvalue = 2;
        const auto questions = softmax_answers(facts);
        QCOMPARE(figure(asked(questions, "minimum"), "l"), 1.5);
        verify_mentions(words(asked(questions, "minimum")), "curvature 1.5 or more");
        facts.minimiser.smallest_eigenvalue = 2.2e-17;
        c.l = -1e-17;
        verify_mentions(words(asked(softmax_answers(facts), "minimum")), "is 0 to rounding");
    }

    void dependentColumns() {
        SoftmaxFacts facts = good_facts();
        facts.smallest_singular_value = 0;
        // A proved curvature of A1^T (...) A1 outdoes what rounding hides of A1.
        QCOMPARE(asked(softmax_answers(facts), "data").answer, Answer::yes);
        facts.certificate = {};
        QCOMPARE(asked(softmax_answers(facts), "minimum").answer, Answer::no);
        QCOMPARE(asked(softmax_answers(facts), "data").answer, Answer::no);
        verify_mentions(words(asked(softmax_answers(facts), "data")), "depend on one another");
        facts.d = 100;
        verify_mentions(words(asked(softmax_answers(facts), "data")), "only 64 rows");
    }

    /// Not asked for, no time, none: three things.
    void whatWasNotMeasuredIsNotNone() {
        SoftmaxFacts facts = good_facts();
        Certificate& c = facts.certificate;
        c.set_basin({});
        const auto radius = [&] { return words(asked(softmax_answers(facts), "safe_radius")); };
        verify_mentions(radius(), "the time was over");
        facts.basin_wanted = false;
        verify_mentions(radius(), "not measured: no trials were asked for");
        QVERIFY(radius().find("none") == std::string::npos);
        facts.basin_wanted = true;
        c.set_basin({.end = {.radius = 0.002, .trials = 8, .verdict = SuccessVerdict::fails},
                     .failed = {.radius = 0.002, .trials = 8, .verdict = SuccessVerdict::fails}});
        verify_mentions(radius(), "Measured with newton: none, from");
        c.set_basin(
            {.last = {.radius = 0.5, .trials = 88, .successes = 88},
             .end = {.radius = 0.6, .trials = 40, .successes = 10, .verdict = SuccessVerdict::fails},
             .failed = {.radius = 0.6, .trials = 40, .successes = 10, .verdict = SuccessVerdict::fails},
             .beyond = {.radius = 4, .trials = 88, .successes = 88}});
        verify_mentions(radius(), "At 0.6 25 % of 40 arrived: fewer than 95 % do");
        verify_mentions(radius(), "not monotone");
    }

    void noMinimumOrOneOnAKink() {
        SoftmaxFacts facts = good_facts();
        facts.certificate = {};
        facts.minimiser.kinks = {3};
        auto questions = softmax_answers(facts);
        QCOMPARE(asked(questions, "minimum").answer, Answer::no);
        for (const char* key : {"start", "ridge", "safe_radius"})
            QCOMPARE(asked(questions, key).answer, Answer::not_decided);
        QVERIFY(asked(questions, "ridge").figures.empty());
        facts.minimiser.kinks.clear();
        facts.minimiser.verified = false;
        facts.minimiser.note = "The descent diverged.";
        questions = softmax_answers(facts);
        QCOMPARE(asked(questions, "minimum").answer, Answer::not_decided);
        verify_mentions(words(asked(questions, "minimum")), "The descent diverged.");
        QCOMPARE(asked(questions, "minimum").figures.front().kind, Knowledge::measured);
    }

    void whichApproximationPays() {
        Tradeoff tradeoff;
        tradeoff.points = {arrived_point(Approximation::exact, 2), arrived_point(Approximation::diagonal, 3),
                           arrived_point(Approximation::stale, 0.5), arrived_point(Approximation::stale, 9)};
        tradeoff.points[2].refresh = 4;
        tradeoff.measured = 4;
        Question question = about_approximation(&tradeoff, 0.1, false);
        QCOMPARE(question.answer, Answer::yes);
        verify_mentions(words(question), "stale 4");
        verify_mentions(words(question), "4 times faster");
        // The distance, and four figures of the best setting of each approximation.
        QCOMPARE(question.figures.size(), std::size_t{1 + 3 * 4});
        tradeoff.points[2].seconds = 1.9;  // within what one run differs from the next
        question = about_approximation(&tradeoff, 0.1, false);
        QCOMPARE(question.answer, Answer::no);
        verify_mentions(words(question), "exact Hessian takes 2 s");
        for (TradeoffPoint& point : tradeoff.points) point.seconds = point.steps = not_applicable;
        question = about_approximation(&tradeoff, 0.1, false);
        QCOMPARE(question.answer, Answer::not_decided);
        // All of them arrived, and had no step to take.
        verify_mentions(words(question), "the start is at the minimum already");
        tradeoff.points.front().converged = tradeoff.points.front().runs = 0;
        for (TradeoffPoint& point : tradeoff.points) point.converged = 0;
        question = about_approximation(&tradeoff, 0.1, false);
        verify_mentions(words(question), "no setting arrived every time.\nStart closer");
        verify_mentions(words(about_approximation(&tradeoff, 0.1, true)), "on a kink");
    }

    void agreesWithTheCertificate() {
        Experiment experiment = small_experiment();
        experiment.start.radius = 50;  // far outside
        const Assessment assessment = assess(experiment, {.max_seconds = 20});
        QVERIFY(!assessment.stopped);
        const Certificate certificate = certify_only(experiment).certificate;
        const Question *start = assessment.find("start"), *radius = assessment.find("safe_radius"),
                       *approximation = assessment.find("approximation");
        QVERIFY(start && radius && approximation && !assessment.find("no such question"));
        QCOMPARE(figure(*start, "start_radius"), certificate.start_radius);
        QCOMPARE(figure(*start, "M_certified"), certificate.M_certified);
        QCOMPARE(figure(*radius, "guaranteed_radius_certified"), certificate.guaranteed_radius_certified);
        QCOMPARE(figure(*radius, "basin_radius"), certificate.basin_radius);
        // The approximations are compared where they arrive.
        const double from = figure(*approximation, "start_radius");
        QVERIFY(std::abs(from - certificate.basin_radius / 2) < 1e-9);
        QVERIFY(approximation->answer != Answer::not_decided);
        QVERIFY(figure(*assessment.find("cost"), "seconds") > 0);
    }

    void aMethodWithoutABasinGivesWayToNewton() {
        Experiment experiment = small_experiment();
        experiment.solvers = {{"approximate-newton", {{"error", 1.9}}}};
        const Assessment assessment = assess(experiment, {.max_seconds = 20});
        const Question& radius = *assessment.find("safe_radius");
        verify_mentions(words(radius), "With approximate-newton (1.9) fewer than 95 % of the starts arrive");
        verify_mentions(words(radius), "Measured with newton: ");
        QVERIFY(figure(radius, "basin_radius") > 0);
    }

    void moreUnknownsThanRows() {
        Experiment experiment;
        softmax_of(experiment).instance.n = 4;
        softmax_of(experiment).instance.d = 6;
        const Assessment assessment = assess(experiment, {.max_seconds = 1});
        QCOMPARE(assessment.find("data")->answer, Answer::no);
        QCOMPARE(assessment.find("minimum")->answer, Answer::no);  // flat along some direction everywhere
    }

    void stopped() {
        std::stop_source source;
        source.request_stop();
        const Assessment assessment = assess(small_experiment(), {}, {}, source.get_token());
        QVERIFY(assessment.stopped);
        QCOMPARE(assessment.find("approximation")->answer, Answer::not_decided);
    }

    void theTimeMayBeOver() {
        const Assessment assessment = assess(small_experiment(), {.max_seconds = 1e-9});
        QVERIFY(!assessment.stopped);
        verify_mentions(words(*assessment.find("safe_radius")), "the time was over");
        verify_mentions(words(*assessment.find("approximation")), "no time");
    }

    void unusableInput() {
        QVERIFY(
            input_error([] { assess(small_experiment(), {.max_seconds = 0}); }).starts_with("max_seconds"));
    }

    void deadlines() {
        std::stop_source outer;
        const Deadline far(1e30, outer.get_token());
        QVERIFY(!far.token().stop_requested());
        outer.request_stop();
        QVERIFY(far.token().stop_requested());
        const Deadline near(0.01, {});
        QTRY_VERIFY(near.token().stop_requested());
    }
};

QTEST_APPLESS_MAIN(AssessTest)
#include "assess_test.moc"
