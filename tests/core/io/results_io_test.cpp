// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_io.h"

#include <cmath>
#include <filesystem>
#include <fstream>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/runner.h"
#include "core/io/basin_map_csv.h"
#include "core/io/experiment_json.h"
#include "core/io/formats/csv.h"
#include "core/io/formats/npy.h"
#include "core/io/results_files.h"
#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

std::vector<std::string> keys(const nlohmann::json& object) {
    std::vector<std::string> names;
    for (const auto& [key, value] : object.items()) names.push_back(key);
    return names;
}

/// The folder as earlier versions wrote it, whose readers see every change for themselves.
void write_as_earlier(const Results& results, const fs::path& folder) {
    fs::remove_all(folder);
    write_results(results, folder);
    fs::remove(folder / "manifest.json");
}

nlohmann::json read_json(const fs::path& file) {
    return nlohmann::json::parse(ScratchFolder::read(file));
}

}  // namespace

class ResultsIoTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { results_ = run_experiment(small_experiment()); }

    /// Read back it would pass for the whole picture.
    void a_coarse_sight_of_a_picture_is_not_written() {
        Results stopped = results_;
        Landscape landscape = *results_.landscape;
        landscape.stride = 4;
        stopped.landscape = std::make_shared<const Landscape>(std::move(landscape));
        Attraction attraction = *results_.attraction;
        attraction.stride = 2;
        stopped.attraction = std::make_shared<const Attraction>(std::move(attraction));
        ScratchFolder folder;
        write_results(stopped, folder.path());
        const auto json = read_json(folder.path() / "result.json");
        QVERIFY(!json.contains("landscape") && !json.contains("attraction"));
        QVERIFY(!fs::exists(folder.path() / "landscape.npy") &&
                !fs::exists(folder.path() / "attraction.csv"));
        const Results again = read_results(folder.path());
        QVERIFY(!again.landscape && !again.attraction && again.basin_map);
    }

    void result_json_has_its_keys() {
        ScratchFolder folder;
        write_results(results_, folder.path());
        const auto json = read_json(folder.path() / "result.json");
        for (const char* key :
             {"objective", "gradient_norm", "smallest_eigenvalue", "error", "resolution", "x", "low"}) {
            QVERIFY2(json["minimiser"].contains(key), key);
        }
        QVERIFY(json["minimiser"]["low"].size() == json["minimiser"]["x"].size());
        const auto& certificate = json["certificate"];
        for (const char* key : {"M_estimate", "good_start", "guaranteed_radius", "l", "start_radius"}) {
            QVERIFY2(certificate.contains(key) && !certificate[key].is_null(), key);
        }
        // Nothing is told without what kind of knowledge it is.
        for (const std::string& key : keys(certificate)) {
            if (key != "kinds") QVERIFY2(certificate["kinds"].contains(key), key.c_str());
        }
        QVERIFY(certificate["kinds"]["l"] == "certified");
        QVERIFY(certificate["kinds"]["M_estimate"] == "estimated");
        QVERIFY(certificate["kinds"]["basin_radius"] == "measured");
        QVERIFY(keys(json["runs"][0]) ==
                (std::vector<std::string>{"distance", "end", "evaluations", "gradient_norm", "history",
                                          "iterations", "message", "objective", "reached_kink", "seconds",
                                          "solver", "termination", "x"}));
        QVERIFY(keys(json["runs"][0]["evaluations"]) ==
                (std::vector<std::string>{"gradients", "hessians", "products", "values"}));
        QVERIFY(!json["environment"]["compiler"].get<std::string>().empty());
        QVERIFY(json["runs"][0]["history"] == "history-newton-1.csv");
        QVERIFY(json["runs"][1]["history"] == "history-approximate-newton.csv");
        QVERIFY(json["runs"][2]["history"] == "history-newton-2.csv");
    }

    void results_read_back() {
        ScratchFolder folder;
        const auto files = write_results(results_, folder.path());
        QVERIFY(files.back() == folder.path() / "result.json");
        const Results back = read_results(folder.path());
        QCOMPARE(results_to_json(back).dump(), results_to_json(results_).dump());
        for (std::size_t r = 0; r < back.runs.size(); ++r) {
            const SolverRun &run = results_.runs[r], &again = back.runs[r];
            QCOMPARE(again.history.size(), run.history.size());
            for (std::size_t i = 0; i < run.history.size(); ++i) {
                QCOMPARE(again.history[i].objective, run.history[i].objective);
                QVERIFY(again.history[i].evaluations == run.history[i].evaluations);
                QCOMPARE(again.path[i].a, run.path[i].a);
                QVERIFY(again.eigenvalues[i] == run.eigenvalues[i]);
                QVERIFY(again.model_eigenvalues[i] == run.model_eigenvalues[i]);
            }
        }
        QVERIFY(back.landscape->values == results_.landscape->values);
        QVERIFY(back.landscape->a == results_.landscape->a);
        QVERIFY(back.attraction->a == results_.attraction->a && back.attraction->b == results_.attraction->b);
        QVERIFY(back.attraction->pixels == results_.attraction->pixels);
        QCOMPARE(back.attraction->solver, results_.attraction->solver);
        QCOMPARE(back.attraction->minimisers.size(), results_.attraction->minimisers.size());
        QVERIFY(back.attraction->minimisers[0].x == results_.attraction->minimisers[0].x);
        QVERIFY(back.basin_map->radii == results_.basin_map->radii);
        QVERIFY(back.basin_map->errors == results_.basin_map->errors);
        QCOMPARE(basin_map_csv(*back.basin_map), basin_map_csv(*results_.basin_map));
        QVERIFY(back.basin_map->complete);
        QCOMPARE(back.basin_map->computed, results_.basin_map->computed);
        QCOMPARE(back.basin_map->cell(2, 1).successes, results_.basin_map->cell(2, 1).successes);
    }

    /// Results of earlier versions know x* as one vector, and not how well.
    void earlier_results_know_less_of_the_minimiser() {
        ScratchFolder folder;
        write_results(results_, folder.path());
        auto json = read_json(folder.path() / "result.json");
        for (const char* key : {"error", "resolution", "low"}) json["minimiser"].erase(key);
        json["certificate"].erase("kantorovich_proves");
        std::filesystem::remove(folder.path() / "manifest.json");  // there was none
        folder.write("result.json", json.dump());
        const Results back = read_results(folder.path());
        QVERIFY(back.minimiser.x == results_.minimiser.x && back.minimiser.low.size() == 0);
        QVERIFY(std::isnan(back.minimiser.error) && std::isnan(back.minimiser.resolution));
        QVERIFY(back.certificate.kantorovich_proves == KantorovichProves::nothing);
        json["certificate"]["kantorovich_proves"] = "peak";
        folder.write("result.json", json.dump());
        verify_mentions(input_error([&] { read_results(folder.path()); }), "kantorovich_proves");
    }

    void files_begin_with_their_header() {
        ScratchFolder folder;
        write_results(results_, folder.path());
        const auto first_line = [&](const char* name) {
            const std::string text = ScratchFolder::read(folder.path() / name);
            return text.substr(0, text.find('\n'));
        };
        std::string expected;
        for (const RecordColumn& column : record_columns()) expected += std::string(column.name) + ",";
        QCOMPARE(first_line("history-newton-1.csv"), expected + "a,b,outside");
        QCOMPARE(first_line("spectrum.csv"), std::string("solver,iteration,kind,index,eigenvalue,error"));
        QCOMPARE(first_line("landscape.csv"), std::string("a,b,value"));
        QCOMPARE(first_line("attraction.csv"), std::string("a,b,termination,iterations,minimiser"));
        const Matrix iterations =
            parse_npy(ScratchFolder::read(folder.path() / "attraction.npy"), "attraction.npy");
        QCOMPARE(iterations.rows(), results_.attraction->a.size());
        QCOMPARE(first_line("basin_map.csv"),
                 std::string("level,radius,error,trials,successes,rate,rate_low,rate_high,median_iterations,"
                             "indefinite_hessian,overshot,kink_cycle,another_minimiser,not_a_minimum,"
                             "still_falling,overflow,stalled,refused"));
    }

    void causes_of_a_map_read_back() {
        BasinMap map = *results_.basin_map;
        for (BasinMapCell& cell : map.cells) {
            cell = {4, 1, 5, not_applicable, {}};
            cell.causes[FailureCause::overshot] = 2;
            cell.causes[FailureCause::stalled] = 1;
        }
        map.refined.clear();
        map.cells[0].causes = {};  // of an older file
        const BasinMapSpec& spec = *results_.experiment.basin_map;
        for (const double objective : {not_applicable, 0.25}) {
            for (BasinMapCell& cell : map.cells) cell.median_objective = objective;
            const auto cells = parse_basin_map(basin_map_csv(map), "basin_map.csv", spec);
            QCOMPARE(cells.front().cell.causes.total(), Index{0});
            QCOMPARE(cells[1].cell.causes, map.cells[1].causes);
        }
        std::string text = basin_map_csv(map);
        text.replace(text.rfind(",2,"), 3, ",3,");
        verify_mentions(input_error([&] { parse_basin_map(text, "basin_map.csv", spec); }),
                        "found causes of 4 failures; expected those of 3");
    }

    void basin_maps_of_older_versions_are_read() {
        ScratchFolder folder;
        write_as_earlier(results_, folder.path());
        std::string older = "radius,error,trials,successes,rate,rate_low,rate_high,median_iterations\n";
        for (const char* error : {"0", "0.9"})
            for (const char* radius : {"0.01", "0.31622776601683794", "10"})
                older += std::string(radius) + "," + error + ",4,3,0.75,0.3,0.95,5\n";
        folder.write("basin_map.csv", older);
        const auto map = read_results(folder.path()).basin_map;
        QCOMPARE(map->cell(2, 1).successes, Index{3});
        QVERIFY(map->refined.empty());
    }

    void the_experiment_inside_repeats_the_run() {
        ScratchFolder folder;
        write_results(results_, folder.path());
        const Results again = run_experiment(read_experiment(folder.path() / "result.json"));
        QCOMPARE(again.runs.size(), results_.runs.size());
        for (std::size_t i = 0; i < again.runs.size(); ++i) {
            QVERIFY(again.runs[i].result.x == results_.runs[i].result.x);
        }
    }

    void what_an_end_is_reads_back() {
        Results results = results_;
        results.runs[0].result.termination = Termination::not_a_minimum;
        EndPoint& end = results.runs[0].end;
        end = {.kind = EndKind::saddle, .smallest_eigenvalue = -2, .largest_eigenvalue = 3};
        end.flat_directions = 1;
        end.drop = 0.25;
        ScratchFolder folder;
        write_as_earlier(results, folder.path());
        const SolverRun back = read_results(folder.path()).runs[0];
        QCOMPARE(back.result.termination, Termination::not_a_minimum);
        QCOMPARE(back.end.kind, EndKind::saddle);
        QCOMPARE(back.end.smallest_eigenvalue, -2.0);
        QCOMPARE(back.end.flat_directions, Index{1});
        QCOMPARE(back.end.drop, 0.25);
        QVERIFY(std::isnan(back.end.away) && !arrived(back));
        auto json = read_json(folder.path() / "result.json");
        json["runs"][0].erase("end");
        json["runs"][0]["termination"] = "converged";
        std::filesystem::remove(folder.path() / "manifest.json");  // there was none
        folder.write("result.json", json.dump());
        const SolverRun older = read_results(folder.path()).runs[0];
        QVERIFY(older.end.kind == EndKind::none && arrived(older));
    }

    void numbers_that_do_not_exist_are_null() {
        Results results = results_;
        results.certificate.M_estimate = not_applicable;
        ScratchFolder folder;
        write_results(results, folder.path());
        const auto json = read_json(folder.path() / "result.json");
        QVERIFY(json["certificate"]["M_estimate"].is_null());
        QVERIFY(std::isnan(read_results(folder.path()).certificate.M_estimate));
    }

    void infinite_numbers_are_told_from_unknown_ones() {
        Results results = results_;
        results.runs[0].result.distance = INFINITY;
        results.certificate.guaranteed_radius = -INFINITY;
        ScratchFolder folder;
        write_results(results, folder.path());
        const auto json = read_json(folder.path() / "result.json");
        QVERIFY(json["runs"][0]["distance"] == "inf" && json["certificate"]["guaranteed_radius"] == "-inf");
        const Results back = read_results(folder.path());
        QCOMPARE(back.runs[0].result.distance, INFINITY);
        QCOMPARE(back.certificate.guaranteed_radius, -INFINITY);
    }

    void points_have_a_coordinate_for_each_unknown_data() {
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("message");
        for (const char* place : {"/minimiser/x", "/x0", "/runs/0/x", "/landscape/origin", "/landscape/p1",
                                  "/attraction/p2", "/attraction/minimisers/0/x"})
            QTest::newRow(place) << QString(place) << "found 0 numbers; expected 2, one for each unknown";
        QTest::newRow("kinks") << "/minimiser/kinks"
                               << "minimiser.kinks[0]: found -1";
    }
    void points_have_a_coordinate_for_each_unknown() {
        QFETCH(QString, place);
        QFETCH(QString, message);
        ScratchFolder folder;
        write_as_earlier(results_, folder.path());
        auto json = read_json(folder.path() / "result.json");
        json[nlohmann::json::json_pointer(place.toStdString())] =
            place.endsWith("kinks") ? nlohmann::json{-1} : nlohmann::json::array();
        folder.write("result.json", json.dump());
        verify_mentions(input_error([&] { read_results(folder.path()); }), message.toStdString());
    }

    void earlier_results_do_not_mix_in() {
        ScratchFolder folder;
        write_results(results_, folder.path());
        folder.write("notes.txt", "mine");
        folder.write("landscape.svg", "a figure of mine");
        ResultsFolder(folder.path(), ResultsFolder::Existing::replace).add_figures([](const fs::path& place) {
            std::ofstream(place / "attraction.svg") << "a figure of the program's";
            return std::vector{place / "attraction.svg"};
        });
        Results fewer = results_;
        fewer.runs.resize(1);
        fewer.landscape.reset();
        fewer.attraction.reset();
        write_results(fewer, folder.path());
        QVERIFY(fs::exists(folder.path() / "history-newton-1.csv"));  // of two that were asked for
        QVERIFY(!fs::exists(folder.path() / "history-newton-2.csv"));
        QVERIFY(!fs::exists(folder.path() / "history-approximate-newton.csv"));
        QVERIFY(!fs::exists(folder.path() / "landscape.npy"));
        QVERIFY(!fs::exists(folder.path() / "attraction.npy"));
        QVERIFY(!fs::exists(folder.path() / "attraction.csv"));
        QVERIFY(!fs::exists(folder.path() / "attraction.svg"));
        QVERIFY(fs::exists(folder.path() / "notes.txt") && fs::exists(folder.path() / "landscape.svg"));
    }

    void what_cannot_be_replaced_stays() {
        ScratchFolder folder;
        write_results(results_, folder.path());
        const std::string before = ScratchFolder::read(folder.path() / "result.json");
        // A folder in the place of a file is not written over.
        fs::remove(folder.path() / "basin_map.csv");
        folder.write("basin_map.csv/inside", "x");
        Results fewer = results_;
        fewer.attraction.reset();
        verify_mentions(input_error([&] { write_results(fewer, folder.path()); }),
                        "basin_map.csv: found a file that this program did not write");
        QCOMPARE(ScratchFolder::read(folder.path() / "result.json"), before);
        QVERIFY(fs::exists(folder.path() / "attraction.csv"));
    }

    void output_folders_are_checked() {
        using enum ResultsFolder::Existing;
        ScratchFolder folder;
        const fs::path deep = folder.path() / "new" / "deep";
        {
            const ResultsFolder made(deep, refuse);
            QVERIFY(fs::is_directory(deep));
        }
        QVERIFY(!fs::exists(deep.parent_path()));
        const auto file = folder.write("file", "x");
        verify_mentions(input_error([&] { ResultsFolder(file, replace); }), "found a file");
        verify_mentions(input_error([&] { ResultsFolder(file / "below", replace); }), "cannot be created");
        verify_mentions(input_error([&] { ResultsFolder(folder.path(), refuse); }), "--force");
        ResultsFolder(folder.path(), replace);
        verify_mentions(input_error([&] { ResultsFolder(folder.path() / "bad\xff", replace); }),
                        "found a name that is no UTF-8");
        QCOMPARE(missing_folders(folder.path() / "a" / "b"),
                 (std::vector<fs::path>{folder.path() / "a" / "b", folder.path() / "a"}));
    }

    void damaged_results_are_named() {
        ScratchFolder folder;
        verify_mentions(input_error([&] { read_results(folder.path()); }), "result.json: found no such file");
        write_as_earlier(results_, folder.path());
        folder.write("history-newton-1.csv", "iteration\n0\n");
        verify_mentions(input_error([&] { read_results(folder.path()); }),
                        "history-newton-1.csv: found no column");
        write_as_earlier(results_, folder.path());
        folder.write("history-newton-1.csv", history_with("iteration", ""));
        verify_mentions(input_error([&] { read_results(folder.path()); }), "column iteration: found a blank");
        folder.write("history-newton-1.csv", history_with("gradients", "1.5"));
        verify_mentions(input_error([&] { read_results(folder.path()); }), "column gradients: found 1.5");
        write_as_earlier(results_, folder.path());
        folder.write("attraction.csv", "a,b,termination,iterations,minimiser\n0,0,finished,1,0\n");
        verify_mentions(input_error([&] { read_results(folder.path()); }),
                        "found \"finished\"; expected the word");
        folder.write("attraction.csv", "a,b,termination,iterations,minimiser\n0,0,converged,1,9\n");
        verify_mentions(input_error([&] { read_results(folder.path()); }), "minimisers of result.json");
        folder.write("attraction.csv", "a,b,termination,iterations,minimiser\n0,0,diverged,1,\n");
        verify_mentions(input_error([&] { read_results(folder.path()); }),
                        "found 1 starts; expected 20 x 20");
        write_as_earlier(results_, folder.path());
        folder.write("landscape.npy", npy_bytes(Matrix::Ones(2, 2)));
        verify_mentions(input_error([&] { read_results(folder.path()); }),
                        "landscape.npy: found another shape");
        write_as_earlier(results_, folder.path());
        folder.write("basin_map.csv",
                     "level,radius,error,trials,successes,rate,rate_low,rate_high,"
                     "median_iterations\n0,0.02,0,4,4,1,0.5,1,3\n");
        verify_mentions(input_error([&] { read_results(folder.path()); }),
                        "basin_map.csv: line 2, column 2: found \"0.02\"; expected a radius of");
        folder.write("basin_map.csv",
                     "level,radius,error,trials,successes,rate,rate_low,rate_high,"
                     "median_iterations\n0,0.01,0,4,5,1,0.5,1,3\n");
        verify_mentions(input_error([&] { read_results(folder.path()); }),
                        "line 2, column 5: found \"5\" successes; expected at most the 4 trials");
        folder.write("basin_map.csv", "radius\n1\n");
        verify_mentions(input_error([&] { read_results(folder.path()); }), "basin_map.csv: line 1");
    }

    void olderHistoriesLackTheLaterColumns() {
        std::string header, line;
        for (const RecordColumn& column : record_columns()) {
            if (column.later) continue;
            header.append(header.empty() ? "" : ",").append(column.name);
            line.append(line.empty() ? "" : ",").append(column.whole ? "0" : "0.5");
        }
        QVERIFY(header.find("samples") == std::string::npos);
        SolverRun run;
        parse_history(header + "\n" + line + "\n", "here", run);
        QCOMPARE(run.history.size(), std::size_t{1});
        QCOMPARE(run.history[0].objective, 0.5);
        QVERIFY(std::isnan(run.history[0].samples) && std::isnan(run.history[0].distinct_rows));
    }

  private:
    /// A history of one record, with that cell in the column.
    static std::string history_with(std::string_view name, std::string_view cell) {
        std::string header, line;
        for (const RecordColumn& column : record_columns()) {
            header.append(header.empty() ? "" : ",").append(column.name);
            line.append(&column == record_columns().data() ? "" : ",")
                .append(column.name == name ? cell : "0");
        }
        return header + '\n' + line + '\n';
    }

    Results results_;
};

QTEST_APPLESS_MAIN(ResultsIoTest)
#include "results_io_test.moc"
