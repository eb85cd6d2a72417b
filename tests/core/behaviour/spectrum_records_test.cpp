// SPDX-License-Identifier: GPL-3.0-or-later
// What solvers record and files keep of a spectrum that is too large to be computed whole.
#include <cmath>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/runner.h"
#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/results_io.h"
#include "core/io/spectrum_files.h"
#include "core/numeric/input_error.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace {

/// Forty unknowns of which only three eigenvalues at either end are asked for.
Experiment estimated_experiment() {
    Experiment experiment = small_experiment();
    softmax_of(experiment).instance.n = 90;
    softmax_of(experiment).instance.d = 40;
    softmax_of(experiment).instance.m = 6;
    experiment.start.radius = 0.05;
    experiment.solvers = {{"newton", {}}, {"truncated-newton", {}}, {"approximate-newton", {}}};
    experiment.landscape.reset();
    experiment.basin_map.reset();
    experiment.spectrum = SpectrumSpec{};
    experiment.spectrum->full_up_to = 20;
    experiment.spectrum->ends = 3;
    experiment.spectrum->density_every = 2;
    experiment.spectrum->density = {.probes = 4, .steps = 20, .seed = 9};
    return experiment;
}

std::string message_of(const SpectrumSpec& spec) {
    try {
        spec.validate();
    } catch (const InputError& error) {
        return error.what();
    }
    return {};
}

}  // namespace

class SpectrumRecordsTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { results_ = run_experiment(estimated_experiment()); }

    void endsAgreeWithTheWholeSpectrum() {
        Experiment whole = estimated_experiment();
        whole.spectrum->full_up_to = 1000;
        const Results exact = run_experiment(whole);
        for (std::size_t r = 0; r < exact.runs.size(); ++r) {
            const SolverRun &full = exact.runs[r], &ends = results_.runs[r];
            QCOMPARE(ends.history.size(), full.history.size());
            for (std::size_t k = 0; k < full.history.size(); ++k) {
                QCOMPARE(full.eigenvalues[k].size(), 40);
                QCOMPARE(ends.eigenvalues[k].size(), 6);
                QVERIFY(!full.is_estimated(k) && ends.is_estimated(k));
                const Vector expected =
                    (Vector(6) << full.eigenvalues[k].head(3), full.eigenvalues[k].tail(3)).finished();
                const Vector away = (ends.eigenvalues[k] - expected).cwiseAbs();
                const double rounding = 1e-12 * full.history[k].lambda_max;
                QVERIFY((away.array() <= ends.eigenvalue_errors[k].array() + rounding).all());
                // The record says which of the two it holds.
                QCOMPARE(full.history[k].lambda_error, 0.0);
                QVERIFY(ends.history[k].lambda_error > 0);
                QCOMPARE(ends.history[k].lambda_min, ends.eigenvalues[k][0]);
                QCOMPARE(ends.history[k].lambda_max, ends.eigenvalues[k][5]);
                QVERIFY(full.densities[k] == nullptr);
            }
        }
    }

    void modelsHaveEndsToo() {
        const SolverRun& approximate = results_.runs[2];
        QCOMPARE(approximate.model_eigenvalues[0].size(), 6);
        QVERIFY(approximate.model_eigenvalues[0] != approximate.eigenvalues[0]);
        QCOMPARE(results_.runs[1].model_eigenvalues[0].size(), 0);
    }

    void rareSpectraStillHaveTheirDensities() {
        Experiment rare = estimated_experiment();
        rare.spectrum->every = 100;
        const Results results = run_experiment(rare);
        const SolverRun& run = results.runs[1];
        for (std::size_t k = 0; k < run.history.size(); ++k) {
            QCOMPARE(run.eigenvalues[k].size() > 0, run.densities[k] != nullptr);
        }
        QVERIFY(run.densities.back());
    }

    void densitiesWhenDue() {
        for (const SolverRun& run : results_.runs) {
            for (std::size_t k = 0; k < run.history.size(); ++k) {
                const bool last = k + 1 == run.history.size();
                QCOMPARE(run.densities[k] != nullptr, k % 2 == 0 || last);
            }
            const SpectralDensity& density = *run.densities[0];
            QVERIFY(std::abs(density.share.sum() - 1) <= 0.01);
            QVERIFY(density.lowest() < run.history[0].lambda_min);
            QVERIFY(density.highest() > run.history[0].lambda_max);
        }
    }

    // Nobody forms a Hessian that the solver has no use for.
    void noHessiansForTheSpectrumAlone() {
        QCOMPARE(results_.runs[1].result.evaluations.hessians, 0);
        QVERIFY(results_.runs[1].history[0].lambda_max > 0);
    }

    void filesReadBack() {
        ScratchFolder folder;
        write_results(results_, folder.path());
        const Results back = read_results(folder.path());
        QCOMPARE(spectrum_csv(back), spectrum_csv(results_));
        QCOMPARE(spectral_density_csv(back), spectral_density_csv(results_));
        const SolverRun &run = results_.runs[2], &again = back.runs[2];
        QVERIFY(again.eigenvalues[0] == run.eigenvalues[0]);
        QVERIFY(again.eigenvalue_errors[0] == run.eigenvalue_errors[0]);
        QVERIFY(again.model_eigenvalues[0] == run.model_eigenvalues[0]);
        QVERIFY(again.is_estimated(0));
        QCOMPARE(again.history[0].lambda_error, run.history[0].lambda_error);
        QVERIFY(again.densities[0]->share == run.densities[0]->share);
        QVERIFY(again.densities[0]->share_low == run.densities[0]->share_low);
        QVERIFY(again.densities[0]->share_high == run.densities[0]->share_high);
        QVERIFY(again.densities[0]->covers);
        QVERIFY(again.densities[0]->edges == run.densities[0]->edges);
        QCOMPARE(again.densities[0]->steps, run.densities[0]->steps);
        for (std::size_t k = 0; k < run.densities.size(); ++k) {
            QCOMPARE(again.densities[k] != nullptr, run.densities[k] != nullptr);
        }
    }

    /// What earlier versions wrote is read, and told as what it is.
    void earlierDensitiesAreRead() {
        Results read = results_;
        parse_spectral_density(
            "solver,iteration,kind,low,high,share,error,linear_width,probes,steps\n"
            "newton,0,estimated,-1,2,0.25,0.05,0.5,10,50\n"
            "newton,0,estimated,2,4,0.75,,0.5,10,50\n",
            "spectral_density.csv", read);
        const SpectralDensity& density = *read.runs[0].densities[0];
        QVERIFY(!density.covers);
        QCOMPARE(density.share_low[0], 0.2);
        QCOMPARE(density.share_high[0], 0.3);
        QVERIFY(std::isnan(density.share_low[1]));
        QCOMPARE(density.linear_width, 0.5);
        QCOMPARE(density.steps, 50);
    }

    void filesSayWhatIsEstimated() {
        const std::string text = spectrum_csv(results_);
        QVERIFY(text.find("newton,0,estimated,0,") != std::string::npos);
        QVERIFY(text.find("newton,0,estimated,39,") != std::string::npos);  // the rank among all
        QVERIFY(text.find("approximate-newton,0,estimated-model,37,") != std::string::npos);
        QVERIFY(text.find(",exact,") == std::string::npos);
        QVERIFY(spectral_density_csv(results_).find("newton,0,estimated,") != std::string::npos);
    }

    void damagedFiles() {
        Results read = results_;
        const auto refuses = [&](const std::string& text, const char* expected) {
            try {
                parse_spectrum(text, "s.csv", read);
            } catch (const InputError& error) {
                return QString::fromUtf8(error.what()).contains(QLatin1String(expected));
            }
            return false;
        };
        const std::string header = "solver,iteration,kind,index,eigenvalue,error\n";
        QVERIFY(refuses("", "found an empty file"));
        QVERIFY(refuses("a,b\n", "another header"));
        QVERIFY(refuses(header + "newton,0,guessed,0,1,\n", "expected exact, estimated"));
        QVERIFY(refuses(header + "newtom,0,exact,0,1,\n", "a solver of result.json"));
        QVERIFY(refuses(header + "newton,99,exact,0,1,\n", "an iteration of the history"));
        QVERIFY(refuses(header + "newton,0,estimated,0,1,\n", "column 6"));
    }

    void keysOfTheExperiment() {
        const Experiment experiment = estimated_experiment();
        const Experiment back =
            parse_experiment(experiment_to_json(experiment).dump(), "e.json", std::filesystem::path());
        QCOMPARE(back.spectrum->full_up_to, 20);
        QCOMPARE(back.spectrum->ends, 3);
        QCOMPARE(back.spectrum->density_every, 2);
        QCOMPARE(back.spectrum->density.probes, 4);
        QCOMPARE(back.spectrum->density.steps, 20);
        QCOMPARE(back.spectrum->density.seed, 9u);
    }

    void rangesOfTheKeys() {
        QVERIFY(message_of({}).empty());
        QVERIFY(message_of({.every = -1}).starts_with("every: found -1; expected"));
        QVERIFY(message_of({.full_up_to = 2}).starts_with("full_up_to: found 2; expected"));
        QVERIFY(message_of({.ends = 0}).starts_with("ends: found 0; expected"));
        QVERIFY(message_of({.density_every = -2}).starts_with("density_every: found -2; expected"));
        QVERIFY(message_of({.density = {.probes = 0}}).starts_with("probes: found 0; expected"));
        QVERIFY(message_of({.density = {.steps = 0}}).starts_with("steps: found 0; expected"));
    }

  private:
    Results results_;
};

QTEST_GUILESS_MAIN(SpectrumRecordsTest)
#include "spectrum_records_test.moc"
