// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_io.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/io/atomic_file.h"
#include "core/io/json_text.h"
#include "core/io/network_csv.h"
#include "core/io/npy.h"
#include "core/io/results_files.h"
#include "core/io/spectrum_files.h"
#include "core/io/text_file.h"
#include "core/io/tradeoff_csv.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

namespace fs = std::filesystem;

/// The files that `solve --plots` names after the plots.
bool is_figure(const fs::path& file) {
    constexpr std::array plots{"convergence", "landscape", "attraction", "spectrum",     "basin-map",
                               "tradeoff",    "series",    "penalty",    "nonsmoothness"};
    constexpr std::array formats{".png", ".svg", ".pdf"};
    return std::find(plots.begin(), plots.end(), file.stem().string()) != plots.end() &&
           std::find(formats.begin(), formats.end(), file.extension().string()) != formats.end();
}

bool is_written_by_us(const std::string& name) {
    constexpr std::array fixed{result_file,           landscape_file, landscape_table_file,  attraction_file,
                               attraction_table_file, spectrum_file,  spectral_density_file, basin_map_file,
                               tradeoff_file,         exactness_file};
    return std::find(fixed.begin(), fixed.end(), name) != fixed.end() || is_figure(name) ||
           ((name.starts_with("history-") || name.starts_with("series-")) && name.ends_with(".csv"));
}

/// A history or map of an earlier run beside a new result.json would be taken for its part.
void remove_earlier_results(const fs::path& folder, const std::vector<fs::path>& written) {
    std::vector<fs::path> earlier;
    for (const auto& entry : fs::directory_iterator(folder)) {
        const fs::path file = folder / entry.path().filename();
        if (is_written_by_us(file.filename().string()) &&
            std::find(written.begin(), written.end(), file) == written.end())
            earlier.push_back(file);
    }
    for (const fs::path& file : earlier) fs::remove(file);
}

void create_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw InputError(folder.string(), "cannot be created (" + error.message() + ")");
    if (access(folder.c_str(), W_OK | X_OK) != 0) {
        throw InputError(folder.string(), std::string("cannot be written to (") + std::strerror(errno) + ")");
    }
}

}  // namespace

std::vector<fs::path> missing_folders(const fs::path& folder) {
    std::vector<fs::path> missing;
    std::error_code error;
    for (fs::path path = folder; !path.empty() && !fs::exists(path, error); path = path.parent_path())
        missing.push_back(path);
    return missing;
}

void check_output_folder(const fs::path& folder, bool force) {
    require_utf8(folder);
    std::error_code error;
    const auto status = fs::status(folder, error);
    if (fs::exists(status) && !fs::is_directory(status)) {
        throw InputError(folder.string(), "found a file; expected a folder for the results");
    }
    create_folder(folder);
    if (!force && !fs::is_empty(folder)) {
        throw InputError(folder.string(), "found files in it; expected a new or empty folder, or --force");
    }
}

std::vector<fs::path> write_results(const Results& results, const fs::path& folder) {
    create_folder(folder);
    std::vector<fs::path> files;
    const auto write = [&](std::string_view name, const std::string& content) {
        files.push_back(folder / name);
        write_atomically(files.back(), content);
    };
    const auto labels = run_labels(results.runs);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const SolverRun& run = results.runs[i];
        write(history_file(labels[i]), history_csv(run));
        if (run.network && results.series)
            write(series_file(labels[i]), series_csv(*results.series, run.network->outputs));
    }
    if (results.landscape) {
        write(landscape_file, npy_bytes(results.landscape->values));
        write(landscape_table_file, landscape_csv(*results.landscape));
    }
    if (results.attraction) {
        write(attraction_file, npy_bytes(attraction_iterations(*results.attraction)));
        write(attraction_table_file, attraction_csv(*results.attraction));
    }
    if (has_spectrum(results)) write(spectrum_file, spectrum_csv(results));
    if (has_spectral_density(results)) write(spectral_density_file, spectral_density_csv(results));
    if (results.basin_map) write(basin_map_file, basin_map_csv(*results.basin_map));
    if (results.tradeoff) write(tradeoff_file, tradeoff_csv(*results.tradeoff));
    if (results.exactness) write(exactness_file, exactness_csv(*results.exactness));
    write(result_file, json_file_text(results_to_json(results)));
    // Last, so that a disk that is full loses nothing.
    remove_earlier_results(folder, files);
    return files;
}

}  // namespace basin
