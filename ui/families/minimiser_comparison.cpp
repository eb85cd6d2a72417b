// SPDX-License-Identifier: GPL-3.0-or-later
// What was measured, against what theory vouches for or what the exact method needs.
#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QLocale>

#include "ui/families/minimiser_view.h"
#include "ui/panels/number_text.h"
#include "ui/plots/run_look.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

struct Comparison {
    Q_DECLARE_TR_FUNCTIONS(Comparison)
};

bool hasEnded(const SolverRun& run) {
    return !run.result.message.empty();
}

/// "4,700", to two digits; beyond a million as a power of ten.
QString timesText(double ratio) {
    if (!(ratio < 1e6) || ratio < 10) return numberText(ratio);
    const double unit = std::pow(10.0, std::floor(std::log10(ratio)) - 1);
    return QLocale(QLocale::English)
        .toString(std::lround(ratio / unit) * static_cast<qlonglong>(std::max(unit, 1.0)));
}

QString percentText(double share) {
    return Comparison::tr("%1 %").arg(std::lround(100 * share));
}

QString stepsText(Index steps) {
    return steps == 1 ? Comparison::tr("one step") : Comparison::tr("%1 steps").arg(steps);
}

/// The run with the exact Hessian that theory is about: newton, or approximate-newton without an error.
const SolverRun* exactRun(const Results& results) {
    const auto& runs = results.runs;
    const auto found = std::ranges::find_if(
        runs, [](const SolverRun& run) { return hasEnded(run) && requestedError(run.spec) == 0; });
    return found == runs.end() ? nullptr : &*found;
}

/// The runs with a crude Hessian, from the smallest error on.
std::vector<const SolverRun*> crudeRuns(const Results& results) {
    std::vector<const SolverRun*> crude;
    for (const SolverRun& run : results.runs)
        if (hasEnded(run) && requestedError(run.spec) > 0) crude.push_back(&run);
    std::ranges::stable_sort(crude, {}, [](const SolverRun* run) { return requestedError(run->spec); });
    return crude;
}

/// What the error of the Hessian costs, by the crudest one.
QString compareErrors(const Results& results) {
    const SolverRun* exact = exactRun(results);
    const auto crude = crudeRuns(results);
    if (!exact || !arrived(*exact) || crude.empty()) return {};
    const SolverRun& crudest = *crude.back();
    const QString error = percentText(requestedError(crudest.spec)),
                  steps = stepsText(exact->result.iterations);
    if (!arrived(crudest))
        return Comparison::tr("The exact Hessian arrives in %1; one that is wrong by %2 does not arrive.")
            .arg(steps, error);
    const Index more = crudest.result.iterations - exact->result.iterations;
    if (more <= 0)
        return Comparison::tr("A Hessian that is wrong by %1 costs no step more: %2.").arg(error, steps);
    return Comparison::tr("A Hessian that is wrong by %1 still arrives, in %2 instead of %3.")
        .arg(error, stepsText(crudest.result.iterations))
        .arg(exact->result.iterations);
}

/// What theory vouches for, against what random starts showed.
QString compareRadii(const Certificate& certificate) {
    const double measured = certificate.basin_radius;
    const bool isProved = certificate.guaranteed_radius_certified > 0;
    const double vouched = isProved ? certificate.guaranteed_radius_certified : certificate.guaranteed_radius;
    if (std::isinf(vouched)) return Comparison::tr("Theory vouches for every start, from however far away.");
    if (!(vouched > 0) || !(measured > 0)) return {};
    const QString theory =
        isProved
            ? Comparison::tr("Theory vouches for %1").arg(numberText(vouched))
            : Comparison::tr("Theory, as far as sampling can tell, vouches for %1").arg(numberText(vouched));
    const QString trials =
        certificate.basin_radius_open
            ? Comparison::tr("in 95 of 100 trials it works from %1 at least").arg(numberText(measured))
            : Comparison::tr("in 95 of 100 trials it works from %1").arg(numberText(measured));
    if (measured <= vouched) return Comparison::tr("%1; %2.").arg(theory, trials);
    return Comparison::tr("%1; %2: %3 times farther.").arg(theory, trials, timesText(measured / vouched));
}

/// The fewest steps against the most, or against a run that did not arrive.
QString compareSteps(const Results& results) {
    const SolverRun *fewest = nullptr, *most = nullptr, *lost = nullptr;
    for (const SolverRun& run : results.runs) {
        if (!hasEnded(run)) continue;
        if (!arrived(run)) {
            if (!lost) lost = &run;
            continue;
        }
        if (!fewest || run.result.iterations < fewest->result.iterations) fewest = &run;
        if (!most || run.result.iterations > most->result.iterations) most = &run;
    }
    if (!fewest) return {};
    const auto label = [&results](const SolverRun* run) {
        return runLabel(results, static_cast<std::size_t>(run - results.runs.data()));
    };
    const QString steps = stepsText(fewest->result.iterations);
    if (lost)
        return Comparison::tr("%1 arrives in %2; %3 does not arrive in %4.")
            .arg(label(fewest), steps, label(lost), stepsText(lost->result.iterations));
    if (most == fewest) return Comparison::tr("%1 arrives in %2.").arg(label(fewest), steps);
    return Comparison::tr("%1 arrives in %2, %3 in %4.")
        .arg(label(fewest), steps, label(most), stepsText(most->result.iterations));
}

/// Whether the experiment is about errors of the Hessian: several of them, or one that is too large.
bool isAboutErrors(const Results& results) {
    const auto crude = crudeRuns(results);
    const SolverRun* exact = exactRun(results);
    return crude.size() > 1 || (crude.size() == 1 && exact && arrived(*exact) && !arrived(*crude.front()));
}

}  // namespace

QString MinimiserView::comparison(const RunModel& model) const {
    if (!model.problem())
        return model.isRunning() ? Comparison::tr("Looking for the lowest point first.") : QString();
    const Results& results = model.results();
    const QString errors = compareErrors(results);
    if (isAboutErrors(results) && !errors.isEmpty()) return errors;
    if (model.hasCertificate())
        if (const QString radii = compareRadii(results.certificate); !radii.isEmpty()) return radii;
    return errors.isEmpty() ? compareSteps(results) : errors;
}

}  // namespace basin::ui
