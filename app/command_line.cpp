// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/figure_verbs.h"
#include "app/interrupt.h"
#include "app/option_checks.h"
#include "core/experiment/nearest_word.h"
#include "core/experiment/results.h"
#include "core/io/formats/matrix_format.h"
#include "core/io/presets.h"
#include "core/io/quote.h"
#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"

namespace basin::app {

namespace {

// What estimate takes as a size.
constexpr Index largest_size = 1000000000000, largest_entries = 1000000000000000000;

/// The parser, and the options of every verb that it fills in.
class CommandLine {
  public:
    CommandLine()
        : parser_(
              "How far away, and with how crude a Hessian, a Newton-type method still finds the "
              "minimum. Without a verb: the window.",
              "basin") {
        parser_.set_version_flag("--version", "basin " + current_environment().basin_version);
        parser_.require_subcommand(0, 1);
        parser_.footer("basin VERB --help says more. Exit code: 0 done, 1 a run ended badly, 2 bad input.");
        parser_.add_option("experiment", window_.experiment, experiment_help)->type_name("EXPERIMENT");
        add_solve();
        add_evaluate();
        add_certify();
        add_map();
        add_sweep();
        add_merge();
        add_compare();
        add_exactness();
        add_estimate();
        add_assess();
        figures_.add_to(parser_);
        add_presets();
        add_check();
        add_manual();
    }

    int run(int& argc, char** argv) {
        refuse_unknown_verb(argc, argv);
        try {
            parser_.parse(argc, argv);
        } catch (const CLI::ParseError& error) {
            // Help and the version are no errors, and go to stdout.
            if (error.get_exit_code() == 0) return parser_.exit(error);
            throw InputError("basin", error.what());
        }
        const auto chosen = parser_.get_subcommands();
        if (chosen.empty()) return open_window(window_, argc, argv);
        const std::string verb = chosen.front()->get_name();
        if (verb == "solve") return solve(solve_);
        if (verb == "evaluate") return evaluate(evaluate_);
        if (verb == "certify") return certify(certify_);
        if (verb == "map") return map(map_);
        if (verb == "sweep") return sweep(sweep_);
        if (verb == "merge") return merge(merge_);
        if (verb == "compare") return compare(compare_);
        if (verb == "exactness") return exactness(exactness_);
        if (verb == "estimate") return estimate(estimate_);
        if (verb == "assess") return assess(assess_);
        if (const auto code = figures_.run(verb)) return *code;
        if (verb == "presets") return list_presets(presets_);
        if (verb == "manual") return manual(manual_, parser_);
        return check(check_);
    }

  private:
    /// Without a verb the first word is an experiment for the window: one that is none is a slip of a verb
    /// where it is near one or has words after it.
    void refuse_unknown_verb(int argc, char** argv) const {
        if (argc < 2) return;
        const std::string word = argv[1];
        if (word.empty() || word.starts_with('-') || find_preset(word) || std::filesystem::exists(word))
            return;
        std::vector<std::string> verbs;
        for (const CLI::App* verb : parser_.get_subcommands({})) verbs.push_back(verb->get_name());
        if (std::ranges::find(verbs, word) != verbs.end()) return;
        if (argc == 2 && nearest_word(word, verbs).empty()) return;
        throw InputError("basin", "found unknown verb " + quote(word) + suggestion(word, verbs));
    }

    void add_solve() {
        auto* verb = parser_.add_subcommand("solve", "runs an experiment and writes a results folder");
        verb->add_option("experiment", solve_.experiment, experiment_help)
            ->type_name("EXPERIMENT")
            ->required();
        verb->add_option("-o,--output", solve_.folder, "the results folder; required without --json")
            ->type_name("DIR");
        verb->add_flag("--force", solve_.force, "write into a folder that is not empty");
        verb->add_option("--plots", solve_.formats, "also draw every figure, e.g. png,svg,pdf")
            ->type_name("FORMATS")
            ->delimiter(',')
            ->allow_extra_args(false);  // one list, or it would take EXPERIMENT for a format
        solve_.look.add_style_to(*verb);
        verb->add_flag("--json", solve_.json, "print result.json on stdout");
    }

    void add_evaluate() {
        auto* verb =
            parser_.add_subcommand("evaluate", "value, gradient, Hessian and eigenvalues at the start");
        verb->add_option("experiment", evaluate_.experiment, experiment_help)
            ->type_name("EXPERIMENT")
            ->required();
        verb->add_flag("--json", evaluate_.json, "print them as JSON");
    }

    void add_certify() {
        auto* verb = parser_.add_subcommand(
            "certify",
            "what theory promises about the start, and the basin that is measured; of a recurrent network: "
            "whether its runs ended d-stationary");
        verb->add_option("source", certify_.source,
                         "an experiment, the name of a preset, or a results folder")
            ->type_name("EXPERIMENT|RESULTS")
            ->required();
        verb->add_flag("--json", certify_.json, "print the certificate as JSON");
    }

    void add_map() {
        add_grid("map", "computes the basin map of an experiment, or a shard of it", "map", map_);
    }

    void add_sweep() {
        add_grid("sweep",
                 "runs every solver from several seeds along one to three keys of an experiment, or a shard "
                 "of that",
                 "sweep", sweep_);
    }

    void add_grid(const std::string& name, const std::string& meaning, const std::string& noun,
                  GridOptions& options) {
        auto* verb = parser_.add_subcommand(name, meaning);
        verb->add_option("experiment", options.experiment, experiment_help)
            ->type_name("EXPERIMENT")
            ->required();
        verb->add_option("-o,--output", options.folder, "the results folder")->type_name("DIR")->required();
        verb->add_option("--shard", options.shard, "only share I of N, to be merged with the others later")
            ->type_name("I/N");
        verb->add_flag("--resume", options.resume,
                       "go on with the " + noun +
                           " in the folder, however it was stopped; begins it when there is none");
        verb->add_flag("--force", options.force, "write into a folder that is not empty");
        verb->add_flag("--json", options.json, "print result.json on stdout");
    }

    void add_merge() {
        auto* verb = parser_.add_subcommand("merge", "makes one basin map or sweep of its shards");
        verb->add_option("folders", merge_.folders, "the results folders of all shards")
            ->type_name("DIR")
            ->required();
        verb->add_option("-o,--output", merge_.folder, "the results folder")->type_name("DIR")->required();
        verb->add_flag("--force", merge_.force, "write into a folder that is not empty");
        verb->add_flag("--json", merge_.json, "print result.json on stdout");
    }

    void add_compare() {
        auto* verb = parser_.add_subcommand(
            "compare", "puts runs side by side: a row each, what they differ in, what came of them");
        verb->add_option("folders", compare_.folders, "their results folders")->type_name("DIR")->required();
        verb->add_option("-o,--output", compare_.file, "a file ending in .csv")
            ->type_name("FILE")
            ->required();
        verb->add_flag("--force", compare_.force, "replace the file when it exists");
    }

    void add_exactness() {
        auto* verb = parser_.add_subcommand(
            "exactness",
            "how large the penalty weights of a recurrent network must be: violation against beta");
        verb->add_option("experiment", exactness_.experiment, experiment_help)
            ->type_name("EXPERIMENT")
            ->required();
        verb->add_option("-o,--output", exactness_.folder, "the results folder")
            ->type_name("DIR")
            ->required();
        verb->add_flag("--force", exactness_.force, "write into a folder that is not empty");
        verb->add_flag("--json", exactness_.json, "print result.json on stdout");
    }

    void add_estimate() {
        auto* verb = parser_.add_subcommand(
            "estimate", "times small problems and says what a step and a run would cost at another size");
        verb->add_option("experiment", estimate_.experiment, experiment_help)
            ->type_name("EXPERIMENT")
            ->required();
        for (EstimateOptions::Size& size : estimate_.sizes) {
            const bool entries = std::string_view(size.name) == "nnz";
            const std::string kept = entries ? "as dense as now" : "as now";
            verb->add_option(std::string("--") + size.name, size.value,
                             std::string(size.meaning) + " at that size; left out: " + kept)
                ->type_name("K")
                ->check(whole_number(1, entries ? largest_entries : largest_size));
        }
        verb->add_option("--seconds", estimate_.seconds, "how long the timing may take")
            ->type_name("S")
            ->capture_default_str()
            ->check(positive_number());
        verb->add_flag("--json", estimate_.json, "print it as JSON on stdout");
    }

    void add_assess() {
        auto* verb = parser_.add_subcommand(
            "assess",
            "checks data: are the conditions met, which start radius is safe, which approximation pays");
        auto* experiment = verb->add_option("experiment", assess_.experiment, experiment_help);
        experiment->type_name("EXPERIMENT");
        auto* keys = verb->add_option("--A1", assess_.A1, "file of the keys, n x d: " + matrix_file_words());
        auto* values = verb->add_option("--A2", assess_.A2, "file of the values, m x n");
        auto* wanted = verb->add_option("--b", assess_.b, "file of the wanted output, m numbers");
        for (auto* file : {keys, values, wanted}) file->type_name("FILE");
        verb->add_option("--seconds", assess_.seconds, "how long measuring may take")
            ->type_name("S")
            ->capture_default_str()
            ->check(positive_number());
        verb->add_flag("--json", assess_.json, "print the answers as JSON");
        auto* page =
            verb->add_option("--report", assess_.report,
                             "then run the solvers and write a page about these data, .pdf or .html");
        page->type_name("FILE");
        verb->add_flag("--force", assess_.force, "also over a report that is there")->needs(page);
        verb->callback([this] {
            const bool data = !assess_.A1.empty() || !assess_.A2.empty() || !assess_.b.empty();
            if (assess_.experiment.empty() && !data) throw CLI::RequiredError("EXPERIMENT or --A1");
        });
    }

    void add_presets() {
        auto* verb = parser_.add_subcommand("presets", "lists the experiments that come with the program");
        verb->add_option("--write", presets_.folder, "write them as files into this folder")
            ->type_name("DIR");
        verb->add_flag("--force", presets_.force, "also where some are already, if they were not edited");
    }

    void add_check() {
        auto* verb = parser_.add_subcommand("check", "reads an experiment and says whether it can be run");
        verb->add_option("experiment", check_.experiment, experiment_help)
            ->type_name("EXPERIMENT")
            ->required();
    }

    /// For those who work on the program: in no help text.
    void add_manual() {
        auto* verb = parser_.add_subcommand("manual", "makes the tables of the manual's pages anew");
        verb->group("");
        verb->add_option("folder", manual_.folder, "the folder of the pages")->type_name("DIR")->required();
        verb->add_flag("--check", manual_.check, "only say which pages are stale");
    }

    CLI::App parser_;
    WindowOptions window_;
    SolveOptions solve_;
    EvaluateOptions evaluate_;
    CertifyOptions certify_;
    GridOptions map_, sweep_;
    MergeOptions merge_;
    CompareOptions compare_;
    EstimateOptions estimate_;
    AssessOptions assess_;
    ExactnessOptions exactness_;
    FigureVerbs figures_;
    PresetsOptions presets_;
    CheckOptions check_;
    ManualOptions manual_;
};

int fail(const std::string& sentence) {
    std::cerr << printable(sentence) << '\n';
    return exit_bad_input;
}

}  // namespace

int run(int argc, char** argv) {
    keep_output_apart();
    try {
        const int code = CommandLine().run(argc, argv);
        if (std::cout.flush()) return code;
        return fail("stdout: what was found cannot be written there; expected a place that takes it");
    } catch (const InputError& error) {
        return fail(error.what());
    } catch (const std::bad_alloc&) {
        return fail("basin: the machine's memory is too small for this");
    } catch (const std::exception& error) {
        return fail(std::string("basin: ") + error.what());
    }
}

}  // namespace basin::app
