// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/io/carried_data.h"
#include "core/io/formats/npy.h"
#include "core/io/json_reader.h"
#include "core/io/network_csv.h"
#include "core/io/network_json.h"
#include "core/io/quote.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "core/io/spectrum_files.h"
#include "core/io/tradeoff_csv.h"
#include "core/io/whole_folder.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Coordinates of a point, one for each unknown.
Vector read_point(JsonObject& object, const std::string& key, Index d) {
    Vector point = object.result_numbers(key);
    if (point.size() == d) return point;
    object.place(key).fail("found " + std::to_string(point.size()) + " numbers; expected " +
                           std::to_string(d) + ", one for each unknown");
}

void read_kinks(JsonObject& object, Minimiser& minimiser) {
    const json& kinks = object.required("kinks");
    if (!kinks.is_array()) object.place("kinks").fail(kinks, "a list of outputs");
    for (std::size_t i = 0; i < kinks.size(); ++i) {
        if (!kinks[i].is_number_unsigned()) object.place("kinks").item(i).fail(kinks[i], "an output's index");
        minimiser.kinks.push_back(kinks[i].get<Index>());
    }
    minimiser.slopes = object.result_numbers("slopes");
    Stationarity& stationarity = minimiser.stationarity;
    const std::string word = json_text(object.required("stationary"), object.place("stationary"));
    const auto answer = parse_answer(word);
    if (!answer) object.place("stationary").fail("found unknown word " + quote(word));
    stationarity.answer = *answer;
    stationarity.kinks = std::ssize(minimiser.kinks);
    object.read("patterns", stationarity.patterns);
    stationarity.descent = object.result_numbers("descent");
    stationarity.slope = object.result_number("descent_slope");
}

Minimiser read_minimiser(JsonObject object, Index d) {
    Minimiser minimiser;
    minimiser.objective = object.result_number("objective");
    minimiser.gradient_norm = object.result_number("gradient_norm");
    minimiser.smallest_eigenvalue = object.result_number("smallest_eigenvalue");
    minimiser.eigenvalue_error = object.result_number("eigenvalue_error");
    object.read("verified", minimiser.verified);
    object.read("note", minimiser.note);
    minimiser.x = read_point(object, "x", d);
    // Results of earlier versions know x* to double precision.
    if (object.find("error")) minimiser.error = object.result_number("error");
    if (object.find("resolution")) minimiser.resolution = object.result_number("resolution");
    if (object.find("low")) minimiser.low = object.result_numbers("low");
    if (minimiser.low.size() != 0 && minimiser.low.size() != d)
        object.place("low").fail("found " + std::to_string(minimiser.low.size()) +
                                 " numbers; expected none, or one for each unknown");
    if (object.find("kinks")) read_kinks(object, minimiser);
    return minimiser;
}

Certificate read_certificate(JsonObject object) {
    Certificate certificate;
    for (const CertificateEntry& entry : certificate_entries()) {
        // Results of earlier versions have fewer of them.
        if (object.find(std::string(entry.key)))
            certificate.*entry.value = object.result_number(std::string(entry.key));
    }
    if (object.find("kantorovich_proves")) {
        const std::string word =
            json_text(object.required("kantorovich_proves"), object.place("kantorovich_proves"));
        const auto proves = parse_kantorovich_proves(word);
        if (!proves) object.place("kantorovich_proves").fail("found unknown word " + quote(word));
        certificate.kantorovich_proves = *proves;
    }
    object.read("good_start_certified", certificate.good_start_certified);
    object.read("good_start", certificate.good_start);
    object.read("basin_radius_open", certificate.basin_radius_open);
    return certificate;
}

Termination read_termination(JsonObject& run) {
    const std::string word = json_text(run.required("termination"), run.place("termination"));
    if (const auto termination = parse_termination(word)) return *termination;
    run.place("termination").fail("found unknown word " + quote(word));
}

EndPoint read_end_point(JsonObject object) {
    EndPoint end;
    const std::string word = json_text(object.required("kind"), object.place("kind"));
    const auto kind = parse_end_kind(word);
    if (!kind) object.place("kind").fail("found unknown word " + quote(word));
    end.kind = *kind;
    end.smallest_eigenvalue = object.result_number("smallest_eigenvalue");
    end.largest_eigenvalue = object.result_number("largest_eigenvalue");
    end.eigenvalue_error = object.result_number("eigenvalue_error");
    end.away = object.result_number("away");
    object.read("flat_directions", end.flat_directions);
    object.read("kinks", end.kinks);
    object.read("steps_tried", end.steps_tried);
    end.drop_step = object.result_number("drop_step");
    end.drop = object.result_number("drop");
    return end;
}

/// Where a run ended: of a network a lifted point may be told instead of the weights.
Vector read_end(JsonObject& run, const Experiment& experiment) {
    const Vector end = run.result_numbers("x");
    if (is_recurrent(experiment) && end.size() == elman_of(experiment).layout().dimension()) return end;
    return read_point(run, "x", unknowns(experiment));
}

SolveResult read_solve_result(JsonObject& run, const Experiment& experiment) {
    SolveResult result;
    result.termination = read_termination(run);
    run.read("message", result.message);
    run.read("iterations", result.iterations);
    result.objective = run.result_number("objective");
    result.gradient_norm = run.result_number("gradient_norm");
    result.distance = run.result_number("distance");
    result.seconds = run.result_number("seconds");
    JsonObject counts(run.required("evaluations"), run.place("evaluations"));
    counts.read("values", result.evaluations.values);
    counts.read("gradients", result.evaluations.gradients);
    counts.read("hessians", result.evaluations.hessians);
    counts.read("products", result.evaluations.products);
    result.x = read_end(run, experiment);
    return result;
}

Environment read_environment(JsonObject object) {
    Environment environment;
    object.read("basin_version", environment.basin_version);
    object.read("compiler", environment.compiler);
    object.read("eigen_version", environment.eigen_version);
    object.read("blas", environment.blas);
    object.read("cpu", environment.cpu);
    object.read("operating_system", environment.operating_system);
    Index threads = 0;
    object.read("threads", threads);
    environment.threads = static_cast<int>(threads);
    return environment;
}

std::vector<FailedPart> read_failed(const json& list, const JsonPlace& place) {
    if (!list.is_array()) place.fail(list, "a list");
    std::vector<FailedPart> failed;
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonObject object(list[i], place.item(i));
        FailedPart& one = failed.emplace_back();
        object.read("part", one.part);
        object.read("message", one.message);
    }
    return failed;
}

std::shared_ptr<const NetworkOutcome> read_network(JsonObject& run, const WholeFolder& folder,
                                                   const ElmanSeries& series, Index d) {
    auto outcome = std::make_shared<NetworkOutcome>(network_from_json(run));
    if (outcome->weights.size() != d) {
        run.place("weights").fail("found " + std::to_string(outcome->weights.size()) +
                                  " weights; expected the " + std::to_string(d) + " of the network");
    }
    const std::string name = json_text(run.required("series"), run.place("series"));
    outcome->outputs = parse_series(folder.text(name), folder.path(name).string(), series);
    return outcome;
}

std::vector<SolverRun> read_runs(JsonObject& top, const WholeFolder& folder, const Results& results) {
    const Experiment& experiment = results.experiment;
    const json& list = top.required("runs");
    const JsonPlace place = top.place("runs");
    if (!list.is_array() || list.size() > experiment.solvers.size()) {
        place.fail("found no list of at most one run a solver");
    }
    std::vector<SolverRun> runs;
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonObject object(list[i], place.item(i));
        SolverRun& run = runs.emplace_back();
        run.spec = experiment.solvers[i];
        run.result = read_solve_result(object, experiment);
        object.read("reached_kink", run.reached_kink);
        if (const json* end = object.find("end"))  // results of earlier versions have none
            run.end = read_end_point({*end, object.place("end")});
        const std::string name = json_text(object.required("history"), object.place("history"));
        parse_history(folder.text(name), folder.path(name).string(), run);
        if (results.series && object.find("weights"))
            run.network = read_network(object, folder, *results.series, unknowns(experiment));
    }
    return runs;
}

LandscapePlane read_plane(JsonObject& object, Index d) {
    LandscapePlane plane;
    const auto kind = parse_plane_kind(json_text(object.required("plane"), object.place("plane")));
    if (!kind) object.place("plane").fail("found an unknown plane");
    plane.kind = *kind;
    object.read("exact", plane.exact);
    plane.half_width = object.result_number("half_width");
    plane.plane = {read_point(object, "origin", d), read_point(object, "p1", d), read_point(object, "p2", d)};
    object.read("i", plane.i);
    object.read("j", plane.j);
    object.read("note", plane.note);
    if (plane.kind == PlaneKind::pca) {
        const Vector explained = object.result_numbers("explained");
        if (explained.size() != 2) object.place("explained").fail("found no two shares");
        plane.explained = {explained[0], explained[1]};
    }
    return plane;
}

std::shared_ptr<const Landscape> read_landscape(JsonObject object, const WholeFolder& folder, Index d) {
    auto landscape = std::make_shared<Landscape>();
    landscape->plane = read_plane(object, d);
    const fs::path file = folder.path(landscape_file);
    landscape->values = parse_npy(folder.text(landscape_file), file.string());
    landscape->a = object.result_numbers("a");
    landscape->b = object.result_numbers("b");
    if (landscape->values.rows() != landscape->a.size() || landscape->values.cols() != landscape->b.size()) {
        throw InputError(file.string(), "found another shape than a and b in result.json have");
    }
    return landscape;
}

std::shared_ptr<const Attraction> read_attraction(JsonObject object, const WholeFolder& folder, Index d) {
    auto attraction = std::make_shared<Attraction>();
    attraction->plane = read_plane(object, d);
    attraction->solver = json_text(object.required("solver"), object.place("solver"));
    object.read("max_iterations", attraction->max_iterations);
    object.read("refused", attraction->note);
    attraction->a = object.result_numbers("a");
    attraction->b = object.result_numbers("b");
    const json& minimisers = object.required("minimisers");
    if (!minimisers.is_array()) object.place("minimisers").fail(minimisers, "a list");
    for (std::size_t k = 0; k < minimisers.size(); ++k) {
        JsonObject one(minimisers[k], object.place("minimisers").item(k));
        AttractionMinimiser& minimiser = attraction->minimisers.emplace_back();
        minimiser.x = read_point(one, "x", d);
        minimiser.objective = one.result_number("objective");
    }
    parse_attraction(folder.text(attraction_table_file), folder.path(attraction_table_file).string(),
                     *attraction);
    return attraction;
}

std::shared_ptr<const BasinMap> read_basin_map(JsonObject& top, const WholeFolder& folder,
                                               const Experiment& experiment) {
    if (!experiment.basin_map)
        top.place("basin_map").fail("found a basin map that the experiment does not ask for");
    MapPart part;
    if (const json* found = top.find("shard")) {
        JsonObject shard(*found, top.place("shard"));
        shard.read("index", part.shard.index);
        shard.read("count", part.shard.count);
        shard.finish();
        try {
            part.shard.validate();
        } catch (const InputError& error) {
            shard.place().fail(error.what());
        }
    }
    part.known = parse_basin_map(folder.text(basin_map_file), folder.path(basin_map_file).string(),
                                 *experiment.basin_map);
    return std::make_shared<const BasinMap>(assemble_basin_map(*experiment.basin_map, part));
}

Results read_parts(const WholeFolder& folder) {
    const fs::path file = folder.path(result_file);
    const json whole = parse_json(folder.text(result_file), file.string());
    JsonObject top(whole, {file.string(), ""});
    if (top.required("format") != "basin-result") top.place("format").fail("expected \"basin-result\"");
    if (top.required("version") != 1)
        top.place("version").fail("expected 1, the version that this program reads");
    Results results;
    results.experiment = parse_stored_experiment(whole, file.string(), folder.folder());
    const Index d = unknowns(results.experiment);
    results.minimiser = read_minimiser({top.required("minimiser"), top.place("minimiser")}, d);
    if (is_recurrent(results.experiment)) {
        results.series = std::make_shared<const ElmanSeries>(make_series(elman_of(results.experiment)));
    } else {
        results.certificate = read_certificate({top.required("certificate"), top.place("certificate")});
    }
    results.environment = read_environment({top.required("environment"), top.place("environment")});
    results.x0 = read_point(top, "x0", d);
    top.read("stopped", results.stopped);
    if (const json* found = top.find("failed")) results.failed = read_failed(*found, top.place("failed"));
    top.read("cut_off", results.cut_off);
    results.runs = read_runs(top, folder, results);
    if (const json* found = top.find("landscape")) {
        results.landscape = read_landscape({*found, top.place("landscape")}, folder, d);
    }
    if (const json* found = top.find("attraction")) {
        results.attraction = read_attraction({*found, top.place("attraction")}, folder, d);
    }
    if (top.find("spectrum")) {
        parse_spectrum(folder.text(spectrum_file), folder.path(spectrum_file).string(), results.runs);
    }
    if (top.find("spectral_density")) {
        parse_spectral_density(folder.text(spectral_density_file),
                               folder.path(spectral_density_file).string(), results.runs);
    }
    if (top.find("basin_map")) {
        results.basin_map = read_basin_map(top, folder, results.experiment);
    }
    if (top.find("tradeoff")) {
        results.tradeoff = std::make_shared<const Tradeoff>(
            parse_tradeoff(folder.text(tradeoff_file), folder.path(tradeoff_file).string()));
    }
    if (const json* found = top.find("exactness")) {
        JsonObject exactness(*found, top.place("exactness"));
        auto curve = std::make_shared<ExactnessCurve>(
            parse_exactness(folder.text(exactness_file), folder.path(exactness_file).string()));
        curve->a_posteriori =
            thresholds_from_json(exactness.required("a_posteriori"), exactness.place("a_posteriori"));
        results.exactness = std::move(curve);
    }
    return results;
}

}  // namespace

Results read_results(const fs::path& folder) {
    return read_whole(folder, read_parts);
}

}  // namespace basin
