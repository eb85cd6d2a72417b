// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/view_spec.h"

#include <string>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/results_fold.h"
#include "core/experiment/runner.h"
#include "core/experiment/solver_labels.h"
#include "core/io/experiment_json.h"
#include "core/io/experiment_paths.h"
#include "core/io/map_identity.h"
#include "core/io/results_io.h"
#include "tests/support/experiments.h"
#include "tests/support/input_errors.h"

using namespace basin;
using namespace basin::test;

namespace {

const char* const whole_view = R"({"cards":["landscape","convergence","spectrum","tradeoff"],)"
                               R"("plots":{"landscape":{"view":"quantile","zoom":{"x":[-0.5,0.25]}},)"
                               R"("convergence":{"view":"gradient-norm","against":"time",)"
                               R"("zoom":{"x":[0.0,10.0],"y":[1e-08,1.0]}},)"
                               R"x("spectrum":{"view":"histogram","solver":"approximate-newton (0.3)"},)x"
                               R"("tradeoff":{"view":"table"}},"maximised":"tradeoff","iteration":7})";

std::string with(const std::string& view) {
    return R"({"format":"basin-experiment","version":1,"solvers":[{"name":"newton"},{"name":"approximate-newton","error":0.1},{"name":"approximate-newton","error":0.3}])" +
           (view.empty() ? "" : R"(,"view":)" + view) + "}";
}

Experiment parse(const std::string& view) {
    return parse_experiment(with(view), "t.json");
}

std::string mistake(const std::string& view) {
    return input_error([&] { parse(view); });
}

}  // namespace

/// How an experiment is looked at, as files tell it.
class ViewSpecTest : public QObject {
    Q_OBJECT

  private slots:
    void every_key_is_read() {
        const ViewSpec view = parse(whole_view).view.value();
        QVERIFY((view.cards == std::vector{PlotKind::landscape, PlotKind::convergence, PlotKind::spectrum,
                                           PlotKind::tradeoff}));
        QCOMPARE(view.plots.size(), std::size_t{4});
        const PlotSpec& convergence = view.plots.at(PlotKind::convergence);
        QCOMPARE(convergence.view, std::string("gradient-norm"));
        QVERIFY(convergence.against == Against::time);
        QVERIFY((convergence.zoom == ZoomSpec{AxisRange{0, 10}, AxisRange{1e-8, 1}}));
        QVERIFY(!view.plots.at(PlotKind::landscape).zoom->y);
        QCOMPARE(view.plots.at(PlotKind::spectrum).solver, std::string("approximate-newton (0.3)"));
        QVERIFY(view.maximised == PlotKind::tradeoff && view.iteration == Index{7});
    }

    void it_is_written_as_it_was_read() {
        const std::string one_plot = R"({"plots":{"spectrum":{}}})";
        for (const std::string& text : {std::string(whole_view), std::string("{}"), one_plot})
            QCOMPARE(experiment_to_json(parse(text))["view"].dump(), text);
    }

    void without_one_nothing_is_written() {
        QVERIFY(!parse("").view);
        QVERIFY(!experiment_to_json(parse("")).contains("view"));
    }

    void mistakes_are_named_data() {
        QTest::addColumn<QString>("view");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* view, const char* message) {
            QTest::newRow(name) << QString(view) << QString(message);
        };
        row("key", R"({"card":[]})", R"(t.json: view: found unknown key "card"; did you mean "cards"?)");
        row("card", R"({"cards":["landscape","convergense"]})",
            R"(view.cards[1]: found "convergense"; did you mean "convergence"?)");
        row("two of a card", R"({"cards":["basin-map","tradeoff"]})",
            R"(view.cards[1]: found "tradeoff" after "basin-map"; expected one of them: they share a card)");
        row("card of another family", R"({"cards":["series"]})",
            R"(view.cards[0]: found "series" beside a softmax regression; expected landscape, attraction,)");
        row("plot", R"({"plots":{"spectrums":{}}})",
            R"(view.plots: found unknown key "spectrums"; did you mean "spectrum"?)");
        row("plot of another family", R"({"plots":{"penalty":{}}})",
            R"(view.plots: found "penalty" beside a softmax regression; expected landscape,)");
        row("key of a plot", R"({"plots":{"spectrum":{"veiw":"density"}}})",
            R"(view.plots.spectrum: found unknown key "veiw"; did you mean "view"?)");
        row("word", R"({"plots":{"convergence":{"view":"gradient-nrom"}}})",
            R"(view.plots.convergence.view: found "gradient-nrom"; did you mean "gradient-norm"?)");
        row("word of another family", R"({"plots":{"convergence":{"view":"feasibility"}}})",
            R"(view.plots.convergence.view: found "feasibility"; known are loss-gap, gradient-norm,)");
        row("against", R"({"plots":{"convergence":{"against":"tim"}}})",
            R"(view.plots.convergence.against: found "tim"; did you mean "time"?)");
        row("no such axis", R"({"plots":{"landscape":{"against":"time"}}})",
            R"(view.plots.landscape.against: found it of "landscape"; expected it of convergence or nonsm)");
        row("solver", R"({"plots":{"spectrum":{"solver":"newtn"}}})",
            R"(view.plots.spectrum.solver: found "newtn"; did you mean "newton"?)");
        row("no such choice", R"({"plots":{"tradeoff":{"solver":"newton"}}})",
            R"(view.plots.tradeoff.solver: found it of "tradeoff"; expected it of spectrum, series, penalty, slope-rose or sweep)");
        row("one number", R"({"plots":{"spectrum":{"zoom":{"x":[1]}}}})",
            R"(view.plots.spectrum.zoom.x: found a list; expected two numbers, from and to)");
        row("a word for a number", R"({"plots":{"spectrum":{"zoom":{"x":[1,"2"]}}}})",
            R"(view.plots.spectrum.zoom.x[1]: found the text "2"; expected a number)");
        row("no extent", R"({"plots":{"spectrum":{"zoom":{"y":[2,2]}}}})",
            R"(view.plots.spectrum.zoom.y: found 2 to 2; expected two finite numbers, the smaller first)");
        row("maximised", R"({"maximised":"map"})", R"(view.maximised: found "map"; known are landscape,)");
        row("alone of another family", R"({"maximised":"series"})",
            "view.maximised: found \"series\" beside");
        row("iteration", R"({"iteration":-1})", "view.iteration: found -1; expected iteration >= 0");
    }
    void mistakes_are_named() {
        QFETCH(QString, view);
        QFETCH(QString, message);
        verify_mentions(mistake(view.toStdString()), message.toUtf8().constData());
    }

    void outputs_are_numbered() {
        const auto found = [](const char* word) {
            Experiment network;
            network.problem.emplace<ElmanProblemSpec>();
            network.view.emplace().plots[PlotKind::series].view = word;
            return input_error([&] { network.validate(); });
        };
        QCOMPARE(found("output-1") + found("autocorrelation-12"), std::string());
        for (const char* word : {"output", "output-0", "output-N", "kinks-1"})
            verify_mentions(found(word), "view.plots.series.view: found");
        verify_mentions(found("outpu-1"), "did you mean \"output-N\"?");
    }

    void fields_have_paths() {
        Experiment experiment = parse(whole_view);
        QCOMPARE(read_field(experiment, "view.iteration").dump(), std::string("7"));
        set_field(experiment, "view.maximised", "spectrum");
        QVERIFY(experiment.view->maximised == PlotKind::spectrum);
        set_field(experiment, "view", nlohmann::json::object());
        QVERIFY(experiment.view == ViewSpec());
    }

    /// Nothing that is computed or kept depends on it.
    void it_makes_no_other_run() {
        const Experiment plain = tiny_experiment();
        Experiment seen = plain;
        seen.view = ViewSpec{{PlotKind::basin_map}, {{PlotKind::convergence, {"step", {}, {}, {}}}}, {}, 2};
        Experiment map = seen;
        map.basin_map.emplace();
        QVERIFY(map_identity(map) == map_identity(map.only("basin_map")));
        QVERIFY(is_same_map(plain, seen));
        const Results results = run_experiment(plain);
        QVERIFY(can_redraw(results, seen));
        auto json = results_to_json(run_experiment(seen)), expected = results_to_json(results);
        QVERIFY(json["experiment"].contains("view"));
        json["experiment"].erase("view");
        QCOMPARE(json["experiment"].dump(), expected["experiment"].dump());
        QCOMPARE(json["minimiser"].dump(), expected["minimiser"].dump());
    }

    void every_plot_has_its_words() {
        for (const PlotWords& plot : plot_list) {
            QVERIFY(!plot.word.empty() && !plot.views.empty() && plot.families != 0);
            QVERIFY(&words_of(plot.kind) == &plot);
            for (const std::string& word : words_of_views(plot, every_family))
                QVERIFY2(has_view(plot, plot.numbered ? word.substr(0, word.size() - 1) + "3" : word,
                                  every_family),
                         word.c_str());
        }
    }

    void runs_are_called_as_in_legends() {
        const Experiment experiment = parse("");
        QVERIFY((solver_labels(experiment.solvers) ==
                 std::vector<std::string>{"newton", "approximate-newton (0.1)", "approximate-newton (0.3)"}));
        QVERIFY(solver_labels({}).empty());
    }
};

QTEST_APPLESS_MAIN(ViewSpecTest)
#include "view_spec_test.moc"
