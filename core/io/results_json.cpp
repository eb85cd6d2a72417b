// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_json.h"

#include <map>

#include "core/experiment/problem_family.h"
#include "core/io/experiment_json.h"
#include "core/io/map_identity.h"
#include "core/io/network_json.h"
#include "core/io/results_files.h"
#include "core/io/results_members.h"
#include "core/io/spectrum_files.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json list(const Vector& values) {
    return std::vector<double>(values.begin(), values.end());
}

ordered_json run_json(const SolverRun& run, const std::string& label, const Experiment& experiment) {
    ordered_json json = members_json(run);
    json["history"] = history_file(label);
    if (!run.network) return json;
    json.update(network_to_json(*run.network, *family_of(experiment).network_shape(experiment.problem)));
    json["series"] = series_file(label);
    return json;
}

ordered_json landscape_json(const Landscape& landscape) {
    ordered_json json = members_json(landscape.plane);
    json["a"] = list(landscape.a);
    json["b"] = list(landscape.b);
    json["values"] = std::string(landscape_file);
    return json;
}

constexpr const char* minimisers_key = "minimisers";

ordered_json minimisers_json(const Attraction& attraction) {
    std::vector<Index> starts(attraction.minimisers.size());
    for (const AttractionPixel& pixel : attraction.pixels) {
        if (pixel.converged()) ++starts[static_cast<std::size_t>(pixel.minimiser)];
    }
    ordered_json json = ordered_json::array();
    for (std::size_t k = 0; k < starts.size(); ++k) {
        ordered_json& one = json.emplace_back(members_json(attraction.minimisers[k]));
        one["starts"] = starts[k];
    }
    return json;
}

ordered_json attraction_json(const Attraction& attraction) {
    ordered_json json = members_json(attraction);
    json[minimisers_key] = minimisers_json(attraction);
    json["ends"] = std::string(attraction_table_file);
    json["iterations"] = std::string(attraction_file);
    return json;
}

ordered_json tradeoff_json(const Tradeoff& tradeoff) {
    ordered_json json{{"points", std::string(tradeoff_file)}, {"measured", tradeoff.measured}};
    if (const TradeoffPoint* fastest = tradeoff.fastest()) {
        json["fastest"] = {{"approximation", to_string(fastest->approximation)},
                           {"error", fastest->error},
                           {"refresh", fastest->refresh},
                           {"step_seconds", fastest->step_seconds},
                           {"steps", fastest->steps},
                           {"seconds", fastest->seconds},
                           {"achieved_error", fastest->achieved_error}};
    }
    return json;
}

ordered_json failed_json(const std::vector<FailedPart>& failed) {
    ordered_json json = ordered_json::array();
    for (const FailedPart& one : failed) json.push_back(members_json(one));
    return json;
}

/// The answers of a certificate to yes-or-no questions, with their kinds.
template <class Some, class Visit>
void visit_answers(Some& certificate, Visit&& visit) {
    visit(Member{.key = "kantorovich_proves", .is_new = true}, Knowledge::certified,
          AsWord{certificate.kantorovich_proves, parse_kantorovich_proves});
    visit(Member{.key = "good_start_certified"}, Knowledge::certified, certificate.good_start_certified);
    visit(Member{.key = "good_start"}, Knowledge::estimated, certificate.good_start);
    visit(Member{.key = "basin_radius_open"}, Knowledge::measured, certificate.basin_radius_open);
}

void require_size(const Vector& point, const JsonPlace& place, Index d) {
    if (point.size() == d) return;
    place.fail("found " + std::to_string(point.size()) + " numbers; expected " + std::to_string(d) +
               ", one for each unknown");
}

}  // namespace

ordered_json certificate_to_json(const Certificate& certificate) {
    ordered_json json, kinds;
    for (const CertificateEntry& entry : certificate_entries()) {
        json[std::string(entry.key)] = certificate.*entry.value;
        kinds[std::string(entry.key)] = to_string(entry.kind);
    }
    MemberWriter writer(json);
    visit_answers(certificate, [&](const Member& member, Knowledge kind, const auto& answer) {
        writer(member, answer);
        kinds[std::string(member.key)] = to_string(kind);
    });
    json["basin"] = to_string(certificate.basin_knowledge());
    kinds["basin"] = to_string(Knowledge::measured);
    json["kinds"] = std::move(kinds);
    return json;
}

Certificate certificate_from_json(JsonObject object) {
    Certificate certificate;
    for (const CertificateEntry& entry : certificate_entries()) {
        // Results of earlier versions have fewer of them.
        if (object.find(std::string(entry.key)))
            certificate.*entry.value = object.result_number(std::string(entry.key));
    }
    MemberReader reader(object);
    visit_answers(certificate,
                  [&reader](const Member& member, Knowledge, auto&& answer) { reader(member, answer); });
    return certificate;
}

Vector point_from_json(JsonObject& object, const std::string& key, Index d) {
    Vector point = object.result_numbers(key);
    require_size(point, object.place(key), d);
    return point;
}

Minimiser minimiser_from_json(JsonObject object, Index d) {
    Minimiser minimiser;
    read_members(object, minimiser);
    minimiser.stationarity.kinks = std::ssize(minimiser.kinks);
    require_size(minimiser.x, object.place("x"), d);
    if (minimiser.low.size() != 0) require_size(minimiser.low, object.place("low"), d);
    return minimiser;
}

LandscapePlane plane_from_json(JsonObject& object, Index d) {
    LandscapePlane plane;
    read_members(object, plane);
    for (const char* key : {"origin", "p1", "p2"}) point_from_json(object, key, d);
    return plane;
}

Attraction attraction_from_json(JsonObject object, Index d) {
    Attraction attraction;
    read_members(object, attraction);
    attraction.plane = plane_from_json(object, d);
    const json& list = object.required(minimisers_key);
    if (!list.is_array()) object.place(minimisers_key).fail(list, "a list");
    for (std::size_t k = 0; k < list.size(); ++k) {
        JsonObject one(list[k], object.place(minimisers_key).item(k));
        AttractionMinimiser& minimiser = attraction.minimisers.emplace_back();
        read_members(one, minimiser);
        require_size(minimiser.x, one.place("x"), d);
    }
    return attraction;
}

Environment environment_from_json(JsonObject object) {
    Environment environment;
    read_members(object, environment);
    return environment;
}

std::vector<FailedPart> failed_from_json(const json& list, const JsonPlace& place) {
    if (!list.is_array()) place.fail(list, "a list");
    std::vector<FailedPart> failed;
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonObject object(list[i], place.item(i));
        read_members(object, failed.emplace_back());
    }
    return failed;
}

SolverRun run_from_json(JsonObject& object, const Experiment& experiment) {
    SolverRun run;
    read_members(object, run);
    if (!family_of(experiment).has_points_of(experiment.problem, run.result.x.size()))
        require_size(run.result.x, object.place("x"), unknowns(experiment));
    return run;
}

MapShard shard_from_json(const json& value, const JsonPlace& place) {
    JsonObject object(value, place);
    MapShard shard;
    read_members(object, shard);
    object.finish();
    try {
        shard.validate();
    } catch (const InputError& error) {
        place.fail(error.what());
    }
    return shard;
}

std::vector<std::string> run_labels(const std::vector<SolverRun>& runs) {
    std::map<std::string, int> total, seen;
    for (const SolverRun& run : runs) ++total[run.spec.name];
    std::vector<std::string> labels;
    for (const SolverRun& run : runs) {
        const std::string& name = run.spec.name;
        labels.push_back(total[name] == 1 ? name : name + "-" + std::to_string(++seen[name]));
    }
    return labels;
}

ordered_json results_to_json(const Results& results) {
    ordered_json json{{"format", "basin-result"}, {"version", 1}};
    json["experiment"] = experiment_to_json(results.experiment);
    json["minimiser"] = members_json(results.minimiser);
    if (!family_of(results.experiment).certifies_ends())
        json["certificate"] = certificate_to_json(results.certificate);
    json["x0"] = list(results.x0);
    json["runs"] = ordered_json::array();
    const auto labels = run_labels(results.runs);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        json["runs"].push_back(run_json(results.runs[i], labels[i], results.experiment));
    }
    // A coarse sight of a picture is none: read back it would pass for the whole one.
    if (is_whole(results.landscape.get())) json["landscape"] = landscape_json(*results.landscape);
    if (is_whole(results.attraction.get())) json["attraction"] = attraction_json(*results.attraction);
    if (has_spectrum(results)) json["spectrum"] = std::string(spectrum_file);
    if (has_spectral_density(results)) json["spectral_density"] = std::string(spectral_density_file);
    if (results.basin_map) {
        json["basin_map"] = std::string(basin_map_file);
        const MapShard& shard = results.basin_map->shard;
        if (shard != MapShard{}) json["shard"] = members_json(shard);
        json["map_identity"] = map_identity(results.experiment);
    }
    if (results.tradeoff) json["tradeoff"] = tradeoff_json(*results.tradeoff);
    if (results.exactness) {
        json["exactness"] = {{"points", std::string(exactness_file)},
                             {"a_posteriori", thresholds_to_json(results.exactness->a_posteriori)}};
    }
    if (!results.failed.empty()) json["failed"] = failed_json(results.failed);
    json["stopped"] = results.stopped;
    if (!results.cut_off.empty()) json["cut_off"] = results.cut_off;
    json["environment"] = members_json(results.environment);
    return json;
}

}  // namespace basin
