// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/spectrum_files.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "core/experiment/solver_labels.h"
#include "core/io/formats/csv.h"
#include "core/io/quote.h"

namespace basin {

namespace {

const std::vector<std::string>& spectrum_columns() {
    static const std::vector<std::string> columns{"solver", "iteration",  "kind",
                                                  "index",  "eigenvalue", "error"};
    return columns;
}

const std::vector<std::string>& density_columns() {
    static const std::vector<std::string> columns{"solver",       "iteration", "kind",      "low",
                                                  "high",         "share",     "share_low", "share_high",
                                                  "linear_width", "probes",    "steps"};
    return columns;
}

/// Of earlier versions, whose bars were the scatter of the probes alone.
const std::vector<std::string>& earlier_density_columns() {
    static const std::vector<std::string> columns{"solver", "iteration", "kind",         "low",    "high",
                                                  "share",  "error",     "linear_width", "probes", "steps"};
    return columns;
}

constexpr std::string_view estimated_kind = "estimated";

/// The place of an iteration in a history.
std::optional<std::size_t> record_of(const SolverRun& run, Index iteration) {
    const auto likely = static_cast<std::size_t>(iteration);
    if (likely < run.history.size() && run.history[likely].iteration == iteration) return likely;
    const auto found =
        std::find_if(run.history.begin(), run.history.end(),
                     [&](const IterationRecord& record) { return record.iteration == iteration; });
    if (found == run.history.end()) return std::nullopt;
    return static_cast<std::size_t>(found - run.history.begin());
}

/// Of earlier versions, which numbered the solvers of one name.
std::vector<std::string> earlier_labels(const std::vector<SolverRun>& runs) {
    std::map<std::string, int> total, seen;
    for (const SolverRun& run : runs) ++total[run.spec.name];
    std::vector<std::string> labels;
    for (const SolverRun& run : runs) {
        const std::string& name = run.spec.name;
        labels.push_back(total[name] == 1 ? name : name + '-' + std::to_string(++seen[name]));
    }
    return labels;
}

/// Lines that begin with a solver's label and an iteration of its history.
class RecordLines {
  public:
    using Cells = std::vector<std::string_view>;
    using Place = std::pair<std::size_t, std::size_t>;  // run, record

    RecordLines(std::string_view text, const std::string& where, const std::vector<std::string>& header,
                const Results& results)
        : reader_(text, where),
          runs_(results.runs),
          labels_(run_labels(results)),
          earlier_labels_(earlier_labels(results.runs)) {
        reader_.read_header(header);
    }

    std::optional<Place> next(Cells& cells) {
        if (!reader_.next(cells)) return std::nullopt;
        const std::size_t run = run_called(cells[0]);
        const auto record = record_of(runs_[run], reader_.whole(cells, 1));
        if (!record) reader_.fail(1, "found " + quote(cells[1]) + "; expected an iteration of the history");
        return Place{run, *record};
    }
    CsvReader& reader() { return reader_; }

  private:
    std::size_t run_called(std::string_view name) const {
        for (const auto* labels : {&labels_, &earlier_labels_}) {
            const auto found = std::find(labels->begin(), labels->end(), name);
            if (found != labels->end()) return static_cast<std::size_t>(found - labels->begin());
        }
        reader_.fail(0, "found " + quote(name) + "; expected a solver of result.json");
    }

    CsvReader reader_;
    const std::vector<SolverRun>& runs_;
    std::vector<std::string> labels_, earlier_labels_;
};

Vector to_vector(const std::vector<double>& values) {
    return Eigen::Map<const Vector>(values.data(), static_cast<Index>(values.size()));
}

void write_eigenvalues(CsvWriter& writer, const std::string& label, const SolverRun& run, std::size_t record,
                       bool of_model, Index d) {
    const Vector& values = (of_model ? run.model_eigenvalues : run.eigenvalues)[record];
    const bool estimated = run.is_estimated(record);
    const Index lower = estimated ? values.size() / 2 : values.size();
    for (Index i = 0; i < values.size(); ++i) {
        writer.cell(label).cell(run.history[record].iteration).cell(eigenvalue_kind(of_model, estimated));
        writer.cell(i < lower ? i : d - values.size() + i).cell(values[i]);
        writer.cell(estimated && !of_model ? run.eigenvalue_errors[record][i] : not_applicable).end_line();
    }
}

void write_density(CsvWriter& writer, const std::string& label, Index iteration,
                   const SpectralDensity& density) {
    for (Index i = 0; i < density.share.size(); ++i) {
        writer.cell(label).cell(iteration).cell(estimated_kind);
        writer.cell(density.edges[i]).cell(density.edges[i + 1]);
        writer.cell(density.share[i]).cell(density.share_low[i]).cell(density.share_high[i]);
        writer.cell(density.linear_width);
        writer.cell(density.probes).cell(density.steps).end_line();
    }
}

/// One density while its lines are read.
struct DensityLines {
    std::vector<double> edges, share, low, high;
    SpectralDensity rest;
};

void read_density_line(const CsvReader& reader, const std::vector<std::string_view>& cells, bool earlier,
                       DensityLines& density) {
    if (cells[2] != estimated_kind) reader.fail(2, "found " + quote(cells[2]) + "; expected estimated");
    if (density.edges.empty()) density.edges.push_back(reader.number(cells, 3));
    density.edges.push_back(reader.number(cells, 4));
    if (!(density.edges.back() > density.edges[density.edges.size() - 2]))
        reader.fail(4, "found " + quote(cells[4]) + "; expected more than low");
    density.share.push_back(reader.number(cells, 5));
    density.rest.covers = !earlier;
    if (earlier) {
        const double error = reader.number_or_blank(cells, 6);
        density.low.push_back(density.share.back() - error);
        density.high.push_back(density.share.back() + error);
    } else {
        density.low.push_back(reader.number_or_blank(cells, 6));
        density.high.push_back(reader.number_or_blank(cells, 7));
    }
    const std::size_t rest = earlier ? 7 : 8;
    density.rest.linear_width = reader.number(cells, rest);
    density.rest.probes = reader.whole(cells, rest + 1);
    density.rest.steps = reader.whole(cells, rest + 2);
}

}  // namespace

bool has_spectrum(const Results& results) {
    const auto any = [](const std::vector<Vector>& spectra) {
        return std::any_of(spectra.begin(), spectra.end(), [](const Vector& v) { return v.size() > 0; });
    };
    return std::any_of(results.runs.begin(), results.runs.end(), [&](const SolverRun& run) {
        return any(run.eigenvalues) || any(run.model_eigenvalues);
    });
}

bool has_spectral_density(const Results& results) {
    return std::any_of(results.runs.begin(), results.runs.end(), [](const SolverRun& run) {
        return std::any_of(run.densities.begin(), run.densities.end(),
                           [](const auto& density) { return density != nullptr; });
    });
}

std::string_view eigenvalue_kind(bool of_model, bool estimated) {
    if (of_model) return estimated ? "estimated-model" : "model";
    return estimated ? estimated_kind : "exact";
}

std::string spectrum_csv(const Results& results) {
    CsvWriter writer(spectrum_columns());
    const auto labels = run_labels(results);
    for (std::size_t r = 0; r < results.runs.size(); ++r) {
        for (std::size_t i = 0; i < results.runs[r].history.size(); ++i) {
            for (const bool of_model : {false, true}) {
                write_eigenvalues(writer, labels[r], results.runs[r], i, of_model, results.x0.size());
            }
        }
    }
    return writer.text();
}

void parse_spectrum(std::string_view text, const std::string& where, Results& results) {
    RecordLines lines(text, where, spectrum_columns(), results);
    RecordLines::Cells cells;
    using Lists = std::array<std::vector<double>, 3>;  // eigenvalues, model_eigenvalues, errors
    std::map<RecordLines::Place, Lists> found;
    while (const auto place = lines.next(cells)) {
        const bool of_model = cells[2].ends_with("model"), estimated = cells[2].starts_with("estimated");
        if (cells[2] != eigenvalue_kind(of_model, estimated)) {
            lines.reader().fail(
                2, "found " + quote(cells[2]) + "; expected exact, estimated, model or estimated-model");
        }
        Lists& lists = found[*place];
        lists[of_model ? 1 : 0].push_back(lines.reader().number_or_blank(cells, 4));
        if (estimated && !of_model) lists[2].push_back(lines.reader().number(cells, 5));
    }
    for (const auto& [place, lists] : found) {
        SolverRun& run = results.runs[place.first];
        run.eigenvalues[place.second] = to_vector(lists[0]);
        run.model_eigenvalues[place.second] = to_vector(lists[1]);
        run.eigenvalue_errors[place.second] = to_vector(lists[2]);
    }
}

std::string spectral_density_csv(const Results& results) {
    CsvWriter writer(density_columns());
    const auto labels = run_labels(results);
    for (std::size_t r = 0; r < results.runs.size(); ++r) {
        const SolverRun& run = results.runs[r];
        for (std::size_t i = 0; i < run.densities.size(); ++i) {
            if (run.densities[i])
                write_density(writer, labels[r], run.history[i].iteration, *run.densities[i]);
        }
    }
    return writer.text();
}

void parse_spectral_density(std::string_view text, const std::string& where, Results& results) {
    const std::string_view header = text.substr(0, text.find('\n'));
    const bool earlier = header.find("share_low") == std::string_view::npos &&
                         header.find(",error,") != std::string_view::npos;
    RecordLines lines(text, where, earlier ? earlier_density_columns() : density_columns(), results);
    RecordLines::Cells cells;
    std::map<RecordLines::Place, DensityLines> found;
    while (const auto place = lines.next(cells))
        read_density_line(lines.reader(), cells, earlier, found[*place]);
    for (auto& [place, density] : found) {
        density.rest.edges = to_vector(density.edges);
        density.rest.share = to_vector(density.share);
        density.rest.share_low = to_vector(density.low);
        density.rest.share_high = to_vector(density.high);
        results.runs[place.first].densities[place.second] =
            std::make_shared<const SpectralDensity>(density.rest);
    }
}

}  // namespace basin
