// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/stored_sections.h"

#include <memory>
#include <utility>

#include "core/experiment/solver_labels.h"
#include "core/io/attraction_files.h"
#include "core/io/basin_map_csv.h"
#include "core/io/formats/npy.h"
#include "core/io/grid_kinds.h"
#include "core/io/map_identity.h"
#include "core/io/network_csv.h"
#include "core/io/network_json.h"
#include "core/io/repeats_csv.h"
#include "core/io/results_files.h"
#include "core/io/results_json.h"
#include "core/io/results_members.h"
#include "core/io/spectrum_files.h"
#include "core/io/stored_part.h"
#include "core/io/sweep_csv.h"
#include "core/io/tradeoff_csv.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using Texts = std::vector<std::string>;

constexpr const char* minimisers_key = "minimisers";
constexpr const char* shard_key = "shard";
constexpr const char* sweep_shard_key = "sweep_shard";
constexpr const char* points_key = "points";
constexpr const char* a_posteriori_key = "a_posteriori";

ordered_json landscape_json(const Results& results) {
    ordered_json json = members_json(*results.landscape);
    json["values"] = std::string(landscape_file);
    return json;
}

void read_landscape(const PartSource& from, Results& results) {
    auto landscape = std::make_shared<Landscape>();
    JsonObject object = from.object();
    read_members(object, *landscape);
    check_plane(object, unknowns(results.experiment));
    const std::string file = from.path(landscape_file);
    landscape->values = parse_npy(from.text(landscape_file), file);
    if (landscape->values.rows() != landscape->a.size() || landscape->values.cols() != landscape->b.size())
        throw InputError(file, "found another shape than a and b in result.json have");
    results.landscape = std::move(landscape);
}

StoredPart landscape_part() {
    StoredPart part = part_of_section<Landscape>();
    // A coarse sight of a picture is none: read back it would pass for the whole one.
    part.is_there = [](const Results& r) { return is_whole(r.landscape); };
    part.to_json = landscape_json;
    part.files = {landscape_file, landscape_table_file};
    part.texts = [](const Results& r) -> Texts {
        return {npy_bytes(r.landscape->values), landscape_csv(*r.landscape)};
    };
    part.read = read_landscape;
    return part;
}

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

ordered_json attraction_json(const Results& results) {
    ordered_json json = members_json(*results.attraction);
    json[minimisers_key] = minimisers_json(*results.attraction);
    json["ends"] = std::string(attraction_table_file);
    json["iterations"] = std::string(attraction_file);
    return json;
}

void read_attraction(const PartSource& from, Results& results) {
    auto attraction = std::make_shared<Attraction>();
    const Index d = unknowns(results.experiment);
    JsonObject object = from.object();
    read_members(object, *attraction);
    check_plane(object, d);
    const json& list = object.required(minimisers_key);
    if (!list.is_array()) object.place(minimisers_key).fail(list, "a list");
    for (std::size_t k = 0; k < list.size(); ++k) {
        JsonObject one(list[k], object.place(minimisers_key).item(k));
        AttractionMinimiser& minimiser = attraction->minimisers.emplace_back();
        read_members(one, minimiser);
        check_size(minimiser.x, one.place(x_key), d);
    }
    parse_attraction(from.text(attraction_table_file), from.path(attraction_table_file), *attraction);
    results.attraction = std::move(attraction);
}

StoredPart attraction_part() {
    StoredPart part = part_of_section<Attraction>();
    part.is_there = [](const Results& r) { return is_whole(r.attraction); };
    part.to_json = attraction_json;
    part.files = {attraction_file, attraction_table_file};
    part.texts = [](const Results& r) -> Texts {
        return {npy_bytes(attraction_iterations(*r.attraction)), attraction_csv(*r.attraction)};
    };
    part.read = read_attraction;
    return part;
}

bool asks_for_spectrum(const Experiment& experiment) {
    return experiment.spectrum.has_value();
}

StoredPart spectrum_part() {
    return {
        .key = "spectrum",
        .is_asked_for = asks_for_spectrum,
        .is_there = has_spectrum,
        .to_json = [](const Results&) { return ordered_json(spectrum_file); },
        .files = {spectrum_file},
        .texts = [](const Results& r) -> Texts { return {spectrum_csv(r)}; },
        .read = [](const PartSource& from,
                   Results& r) { parse_spectrum(from.text(spectrum_file), from.path(spectrum_file), r); }};
}

StoredPart density_part() {
    return {.key = "spectral_density",
            .is_asked_for = asks_for_spectrum,
            .is_there = has_spectral_density,
            .to_json = [](const Results&) { return ordered_json(spectral_density_file); },
            .files = {spectral_density_file},
            .texts = [](const Results& r) -> Texts { return {spectral_density_csv(r)}; },
            .read =
                [](const PartSource& from, Results& r) {
                    parse_spectral_density(from.text(spectral_density_file), from.path(spectral_density_file),
                                           r);
                }};
}

MapShard read_shard(const json& value, const JsonPlace& place) {
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

void read_basin_map(const PartSource& from, Results& results) {
    const auto& spec = results.experiment.basin_map;
    if (!spec) from.place().fail("found a basin map that the experiment does not ask for");
    MapPart part;
    if (const json* found = from.top.find(shard_key))
        part.shard = read_shard(*found, from.top.place(shard_key));
    part.known = parse_basin_map(from.text(basin_map_file), from.path(basin_map_file), *spec);
    results.basin_map = std::make_shared<const BasinMap>(assemble_basin_map(*spec, part));
}

StoredPart basin_map_part() {
    StoredPart part = part_of_section<BasinMap>();
    part.to_json = [](const Results&) { return ordered_json(basin_map_file); };
    part.files = {basin_map_file};
    part.texts = [](const Results& r) -> Texts { return {basin_map_csv(*r.basin_map)}; };
    part.read = read_basin_map;
    return part;
}

StoredPart shard_part() {
    StoredPart part = part_of_section<BasinMap>();
    part.key = shard_key;
    part.is_there = [](const Results& r) { return r.basin_map && r.basin_map->shard != MapShard{}; };
    part.to_json = [](const Results& r) { return members_json(r.basin_map->shard); };
    return part;
}

StoredPart map_identity_part() {
    StoredPart part = part_of_section<BasinMap>();
    part.key = MapGrid::identity_key;
    part.to_json = [](const Results& r) { return map_identity(r.experiment); };
    return part;
}

void read_sweep(const PartSource& from, Results& results) {
    if (!results.experiment.sweep) from.place().fail("found a sweep that the experiment does not ask for");
    SweepPart part;
    if (const json* found = from.top.find(sweep_shard_key))
        part.shard = read_shard(*found, from.top.place(sweep_shard_key));
    part.known = parse_sweep(from.text(sweep_file), from.path(sweep_file), from.text(sweep_seconds_file),
                             from.path(sweep_seconds_file), results.experiment);
    results.sweep = std::make_shared<const Sweep>(SweepGrid::assemble(results.experiment, part));
}

StoredPart sweep_part() {
    StoredPart part = part_of_section<Sweep>();
    part.to_json = [](const Results&) {
        return ordered_json{{"cells", sweep_file}, {"seconds", sweep_seconds_file}};
    };
    part.files = {sweep_file, sweep_seconds_file};
    part.texts = [](const Results& r) -> Texts {
        return {sweep_csv(r.experiment, *r.sweep), sweep_seconds_csv(r.experiment, *r.sweep)};
    };
    part.read = read_sweep;
    return part;
}

StoredPart sweep_shard_part() {
    StoredPart part = part_of_section<Sweep>();
    part.key = sweep_shard_key;
    part.is_there = [](const Results& r) { return r.sweep && r.sweep->shard != MapShard{}; };
    part.to_json = [](const Results& r) { return members_json(r.sweep->shard); };
    return part;
}

StoredPart sweep_identity_part() {
    StoredPart part = part_of_section<Sweep>();
    part.key = SweepGrid::identity_key;
    part.to_json = [](const Results& r) { return sweep_identity(r.experiment); };
    return part;
}

ordered_json repeated_solver_json(const std::string& label, const RepeatedSolver& solver) {
    ordered_json json{{"solver", label}, {"done", solver.done()}, {"arrived", solver.arrived()}};
    ordered_json terminations = ordered_json::array(), iterations = ordered_json::array(),
                 causes = ordered_json::array();
    for (const RepeatEnd& end : solver.ends) {
        terminations.push_back(end.done ? ordered_json(to_string(end.termination)) : ordered_json());
        iterations.push_back(end.done ? ordered_json(end.iterations) : ordered_json());
        const bool failed = end.cause != FailureCause::none;
        causes.push_back(failed ? ordered_json(to_string(end.cause)) : ordered_json());
    }
    json["terminations"] = std::move(terminations);
    json["iterations"] = std::move(iterations);
    json["causes"] = std::move(causes);
    return json;
}

ordered_json repeats_json(const Results& results) {
    const Repeats& repeats = *results.repeats;
    ordered_json json{{"runs", repeats_file},
                      {"bands", repeat_bands_file},
                      {"traces", repeat_traces_file},
                      {"finished", repeats.finished}};
    const std::vector<std::string> labels = solver_labels(results.experiment.solvers);
    for (std::size_t i = 0; i < repeats.solvers.size(); ++i)
        json["solvers"].push_back(repeated_solver_json(labels[i], repeats.solvers[i]));
    return json;
}

void read_repeats(const PartSource& from, Results& results) {
    if (!results.experiment.repeats) from.place().fail("found repeats that the experiment does not ask for");
    auto repeats = std::make_shared<Repeats>(
        parse_repeats(from.text(repeats_file), from.path(repeats_file), results.experiment));
    parse_repeat_bands(from.text(repeat_bands_file), from.path(repeat_bands_file), results.experiment,
                       *repeats);
    parse_repeat_traces(from.text(repeat_traces_file), from.path(repeat_traces_file), results.experiment,
                        *repeats);
    if (has_positions(*repeats) && results.landscape) repeats->plane = results.landscape->plane;
    results.repeats = std::move(repeats);
}

StoredPart repeats_part() {
    StoredPart part = part_of_section<Repeats>();
    part.to_json = repeats_json;
    part.files = {repeats_file, repeat_bands_file, repeat_traces_file};
    part.texts = [](const Results& r) -> Texts {
        return {repeats_csv(r.experiment, *r.repeats), repeat_bands_csv(r.experiment, *r.repeats),
                repeat_traces_csv(r.experiment, *r.repeats)};
    };
    part.read = read_repeats;
    return part;
}

ordered_json tradeoff_json(const Results& results) {
    const Tradeoff& tradeoff = *results.tradeoff;
    ordered_json json{{points_key, tradeoff_file}, {"measured", tradeoff.measured}};
    if (const TradeoffPoint* fastest = tradeoff.fastest()) json["fastest"] = members_json(*fastest);
    return json;
}

StoredPart tradeoff_part() {
    StoredPart part = part_of_section<Tradeoff>();
    part.to_json = tradeoff_json;
    part.files = {tradeoff_file};
    part.texts = [](const Results& r) -> Texts { return {tradeoff_csv(*r.tradeoff)}; };
    part.read = [](const PartSource& from, Results& r) {
        r.tradeoff = std::make_shared<const Tradeoff>(
            parse_tradeoff(from.text(tradeoff_file), from.path(tradeoff_file)));
    };
    return part;
}

void read_exactness(const PartSource& from, Results& results) {
    auto curve = std::make_shared<ExactnessCurve>(
        parse_exactness(from.text(exactness_file), from.path(exactness_file)));
    JsonObject object = from.object();
    curve->a_posteriori =
        thresholds_from_json(object.required(a_posteriori_key), object.place(a_posteriori_key));
    results.exactness = std::move(curve);
}

StoredPart exactness_part() {
    StoredPart part = part_of_section<ExactnessCurve>();
    part.to_json = [](const Results& r) {
        return ordered_json{{points_key, exactness_file},
                            {a_posteriori_key, thresholds_to_json(r.exactness->a_posteriori)}};
    };
    part.files = {exactness_file};
    part.texts = [](const Results& r) -> Texts { return {exactness_csv(*r.exactness)}; };
    part.read = read_exactness;
    return part;
}

/// All of them, in the order of a result.json.
const std::vector<StoredPart>& stored_parts() {
    static const std::vector<StoredPart> parts{
        landscape_part(),    attraction_part(),  spectrum_part(),       density_part(),   repeats_part(),
        sweep_part(),        sweep_shard_part(), sweep_identity_part(), basin_map_part(), shard_part(),
        map_identity_part(), tradeoff_part(),    exactness_part()};
    return parts;
}

}  // namespace

std::vector<std::string_view> section_files(const Experiment& experiment) {
    std::vector<std::string_view> names;
    for (const StoredPart& part : stored_parts()) {
        if (part.is_asked_for(experiment)) names.insert(names.end(), part.files.begin(), part.files.end());
    }
    return names;
}

void write_sections(const Results& results, ordered_json& top) {
    for (const StoredPart& part : stored_parts()) {
        if (part.is_there(results)) top[std::string(part.key)] = part.to_json(results);
    }
}

std::vector<FolderFile> section_texts(const Results& results) {
    std::vector<FolderFile> files;
    for (const StoredPart& part : stored_parts()) {
        if (part.files.empty() || !part.is_there(results)) continue;
        Texts texts = part.texts(results);
        for (std::size_t i = 0; i < texts.size(); ++i)
            files.push_back({std::string(part.files[i]), std::move(texts[i])});
    }
    return files;
}

void read_sections(JsonObject& top, const WholeFolder& folder, Results& results) {
    for (const StoredPart& part : stored_parts()) {
        const std::string key(part.key);
        if (part.read != nullptr && top.find(key) != nullptr) part.read({top, key, folder}, results);
    }
}

}  // namespace basin
