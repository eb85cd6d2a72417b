// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "app/figure_look.h"
#include "core/numeric/types.h"

namespace CLI {
class App;
}

namespace basin::app {

// The verbs. Each returns an exit code (command_line.h) and throws InputError for bad input, before anything
// is written. Experiments are given as a file or as the name of a preset.

struct WindowOptions {
    std::string experiment;  // empty: what the window showed last
};
int open_window(const WindowOptions& options, int& argc, char** argv);

struct SolveOptions {
    std::string experiment;
    std::string folder;                // may be empty with json
    std::vector<std::string> formats;  // png, svg, pdf: figures beside the results
    FigureLook look;
    bool force = false;
    bool json = false;
};
int solve(const SolveOptions& options);

struct EvaluateOptions {
    std::string experiment;
    bool json = false;
};
int evaluate(const EvaluateOptions& options);

struct CertifyOptions {
    std::string source;  // an experiment, a preset or a results folder
    bool json = false;
};
/// What theory promises about the start and what was measured, each with its kind of knowledge. Of a
/// recurrent network: whether the ends of its runs (the start, where there are none) are d-stationary.
int certify(const CertifyOptions& options);

/// Of a basin map or a sweep.
struct GridOptions {
    std::string experiment;
    std::string folder;
    std::string shard;  // "I/N", empty: the whole
    bool resume = false;
    bool force = false;
    bool json = false;
};
int map(const GridOptions& options);
/// Says what it will cost, and runs every cell.
int sweep(const GridOptions& options);

struct MergeOptions {
    std::vector<std::string> folders;  // of the shards
    std::string folder;
    bool force = false;
    bool json = false;
};
int merge(const MergeOptions& options);

struct CompareOptions {
    std::vector<std::string> folders;  // of results
    std::string file;                  // .csv
    bool force = false;
};
/// Runs side by side: a row each, with what they differ in and what came of them.
int compare(const CompareOptions& options);

struct ExactnessOptions {
    std::string experiment;
    std::string folder;
    bool force = false;
    bool json = false;
};
/// How far the penalised problem is from the network's equations, against its penalty weights.
int exactness(const ExactnessOptions& options);

struct PresetsOptions {
    std::string folder;  // empty: list only
    bool force = false;
};
int list_presets(const PresetsOptions& options);

struct EstimateOptions {
    std::string experiment;
    struct Size {
        const char* name;     // --NAME
        const char* meaning;  // "... at that size"
        std::optional<Index> value = {};
    };
    std::array<Size, 7> sizes{{{"n", "rows of A1"},
                               {"d", "unknowns"},
                               {"nnz", "nonzeros of A1"},
                               {"T", "training steps of the series"},
                               {"Nh", "hidden units"},
                               {"Nx", "inputs"},
                               {"Ny", "outputs"}}};
    double seconds = 10;  // for timing
    bool json = false;
};
/// What a step and the whole would cost at another size.
int estimate(const EstimateOptions& options);

struct AssessOptions {
    std::string experiment;  // may be empty with data
    std::string A1, A2, b;   // files that take the place of the experiment's data
    double seconds = 60;     // for measuring
    bool json = false;
    std::string report;  // .pdf or .html; empty: none
    bool force = false;  // where such a file is already
};
/// Whether the conditions hold on these data, which start radius is safe, which approximation pays.
int assess(const AssessOptions& options);

struct CheckOptions {
    std::string experiment;
};
int check(const CheckOptions& options);

struct ManualOptions {
    std::string folder;  // of the manual's pages
    bool check = false;
};
/// Makes the tables of the manual anew from the program itself; with check only says which are stale (1).
int manual(const ManualOptions& options, const CLI::App& parser);

}  // namespace basin::app
