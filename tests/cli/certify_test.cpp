// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

class CertifyTest : public QObject {
    Q_OBJECT

  private slots:
    void an_experiment_and_its_results_give_the_same_certificate() {
        const std::string experiment = folder_.path() / "small.basin.json";
        const std::string results = folder_.path() / "results";
        write_experiment(small_experiment(), experiment);
        QCOMPARE(run_basin({"solve", experiment, "-o", results}).exit_code, 0);
        const ProgramRun fresh = run_basin({"certify", experiment, "--json"});
        QCOMPARE(fresh.exit_code, 0);
        const ProgramRun stored = run_basin({"certify", results, "--json"});
        QCOMPARE(stored.exit_code, 0);
        const auto json = nlohmann::json::parse(fresh.out);
        QVERIFY(json == nlohmann::json::parse(stored.out));
        QVERIFY(json["M_estimate"] <= json["M_certified"]);
        QVERIFY(json["guaranteed_radius_certified"] <= json["guaranteed_radius"]);
        QVERIFY(json["basin_radius"] > json["guaranteed_radius_certified"]);
        for (const char* kind : {"certified", "estimated", "measured"}) {
            const auto& kinds = json["kinds"];
            QVERIFY(std::any_of(kinds.begin(), kinds.end(), [&](const auto& k) { return k == kind; }));
        }
        verify_mentions(fresh.err, "certified: l = ");
        verify_mentions(fresh.err, "measured: basin every radius tried up to");
    }

    void the_three_kinds_are_three_groups() {
        const ProgramRun run = run_basin({"certify", "two-rulers"});
        QCOMPARE(run.exit_code, 0);
        const auto certified = run.out.find("certified\n"), estimated = run.out.find("estimated\n"),
                   measured = run.out.find("measured\n");
        QVERIFY(certified < estimated && estimated < measured && measured != std::string::npos);
        const auto l = run.out.find("  l "), M = run.out.find("  M_estimate "),
                   radius = run.out.find("  basin_radius ");
        QVERIFY(certified < l && l < estimated && estimated < M && M < measured && measured < radius);
    }

    void a_minimiser_on_a_kink_is_told() {
        const ProgramRun run = run_basin({"solve", "kink", "--json"});
        verify_mentions(run.err, "minimiser on a kink");
        verify_mentions(run.err, "d-stationary yes");
        const auto json = nlohmann::json::parse(run.out);
        QVERIFY(json["minimiser"]["on_kink"] == true && json["minimiser"]["verified"] == true);
        QVERIFY(json["minimiser"]["stationary"] == "yes");
        QCOMPARE(json["minimiser"]["kinks"].size(), json["minimiser"]["slopes"].size());
        QVERIFY(!json.contains("basin_map"));
        QVERIFY(json["certificate"]["l"].is_null());
    }

    void neither_an_experiment_nor_results() {
        const ProgramRun run = run_basin({"certify", "no-such-thing"});
        QCOMPARE(run.exit_code, 2);
        verify_mentions(run.err, "no-such-thing");
    }

  private:
    ScratchFolder folder_;
};

QTEST_APPLESS_MAIN(CertifyTest)
#include "certify_test.moc"
