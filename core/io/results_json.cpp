// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_json.h"

#include "core/experiment/problem_family.h"
#include "core/experiment/solver_labels.h"
#include "core/io/experiment_json.h"
#include "core/io/network_json.h"
#include "core/io/results_files.h"
#include "core/io/results_keys.h"
#include "core/io/results_members.h"
#include "core/io/stored_sections.h"

namespace basin {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

ordered_json list(const Vector& values) {
    return std::vector<double>(values.begin(), values.end());
}

/// Beside the point of a part, where the problem sees the data scaled.
void add_data_units(ordered_json& part, const Experiment& experiment, const Vector& x) {
    if (const auto own = family_of(experiment).in_data_units(experiment.problem, x))
        part["x_in_data_units"] = list(*own);
}

ordered_json run_json(const SolverRun& run, const std::string& label, const Experiment& experiment) {
    ordered_json json = members_json(run);
    add_data_units(json, experiment, run.result.x);
    json[result_keys::history] = history_file(label);
    if (!run.network) return json;
    json.update(network_to_json(*run.network, *family_of(experiment).network_shape(experiment.problem)));
    json[result_keys::series] = series_file(label);
    return json;
}

ordered_json failed_json(const std::vector<FailedPart>& failed) {
    ordered_json json = ordered_json::array();
    for (const FailedPart& one : failed) json.push_back(members_json(one));
    return json;
}

constexpr const char* basin_key = "basin";

/// The answers of a certificate to yes-or-no questions, with their kinds.
template <class Some, class Visit>
void visit_answers(Some& certificate, Visit&& visit) {
    visit(Member{.key = "kantorovich_proves", .is_new = true}, Knowledge::certified,
          AsWord{certificate.kantorovich_proves, parse_kantorovich_proves});
    visit(Member{.key = "good_start_certified"}, Knowledge::certified, certificate.good_start_certified);
    visit(Member{.key = "good_start"}, Knowledge::estimated, certificate.good_start);
    visit(Member{.key = "basin_radius_open"}, Knowledge::measured, certificate.basin_radius_open);
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
    json[basin_key] = to_string(certificate.basin_knowledge());
    kinds[basin_key] = to_string(Knowledge::measured);
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

void check_size(const Vector& point, const JsonPlace& place, Index d) {
    if (point.size() == d) return;
    place.fail("found " + std::to_string(point.size()) + " numbers; expected " + std::to_string(d) +
               ", one for each unknown");
}

Vector point_from_json(JsonObject& object, const std::string& key, Index d) {
    Vector point = object.result_numbers(key);
    check_size(point, object.place(key), d);
    return point;
}

Minimiser minimiser_from_json(JsonObject object, Index d) {
    Minimiser minimiser;
    read_members(object, minimiser);
    minimiser.stationarity.kinks = std::ssize(minimiser.kinks);
    check_size(minimiser.x, object.place(x_key), d);
    if (minimiser.low.size() != 0) check_size(minimiser.low, object.place(low_key), d);
    return minimiser;
}

void check_plane(JsonObject& object, Index d) {
    for (const char* key : plane_point_keys) point_from_json(object, key, d);
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
        check_size(run.result.x, object.place(x_key), unknowns(experiment));
    return run;
}

ordered_json results_to_json(const Results& results) {
    ordered_json json{{result_keys::format, result_keys::result_format},
                      {result_keys::version, result_keys::result_version}};
    json[result_keys::experiment] = experiment_to_json(results.experiment);
    json[result_keys::minimiser] = members_json(results.minimiser);
    add_data_units(json[result_keys::minimiser], results.experiment, results.minimiser.x);
    if (!family_of(results.experiment).certifies_ends())
        json[result_keys::certificate] = certificate_to_json(results.certificate);
    json[result_keys::x0] = list(results.x0);
    ordered_json& runs = json[result_keys::runs] = ordered_json::array();
    const auto labels = run_file_labels(results);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        runs.push_back(run_json(results.runs[i], labels[i], results.experiment));
    }
    write_sections(results, json);
    if (!results.failed.empty()) json[result_keys::failed] = failed_json(results.failed);
    json[result_keys::stopped] = results.stopped;
    if (!results.cut_off.empty()) json[result_keys::cut_off] = results.cut_off;
    json[result_keys::environment] = members_json(results.environment);
    return json;
}

}  // namespace basin
