// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/opened_table.h"

#include <cmath>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

#include "core/io/formats/matrix_file.h"
#include "core/io/formats/table_dialect.h"
#include "core/io/formats/text_encoding.h"
#include "core/io/named_columns.h"
#include "core/io/series_table.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin::ui {

namespace {

constexpr std::size_t sampleRecords = 1000, headBytes = 1 << 22;
constexpr std::size_t mostLevels = 1000, mostNumbers = 50;

/// The first cells of the text, as the reader splits them.
std::vector<SampleRecord> sampleOf(const std::filesystem::path& file, const TableOptions& reading,
                                   const std::string& separatorFound) {
    const DecodedText decoded = decode_text(read_file(file), file.string());
    const std::string_view head = std::string_view(decoded.text).substr(0, headBytes);
    TableOptions options = reading;
    if (!separatorFound.empty()) options.separator = separatorFound;
    const char separator = options.separator == "auto"
                               ? find_separator(head, options)
                               : separator_named(options.separator).value_or(find_separator(head, reading));
    return sample_records(head, separator, static_cast<std::size_t>(reading.skip_lines), sampleRecords);
}

RowChoice numbersOf(const SeriesTable& table, Index column) {
    std::set<double> values;
    for (const double value : table.values.col(column)) {
        if (std::isfinite(value)) values.insert(value);
        if (values.size() > mostNumbers) return {};
    }
    RowChoice choice{QString::fromStdString(table.columns[static_cast<std::size_t>(column)]), {}};
    if (2 * std::ssize(values) > table.values.rows()) return {};
    for (const double value : values) choice.values << QString::fromStdString(exact_number_text(value));
    return choice;
}

std::vector<RowChoice> rowChoicesOf(const SeriesTable& table) {
    std::vector<RowChoice> choices;
    for (Index j = 0; j < table.values.cols(); ++j) {
        RowChoice choice;
        if (table.kind(j) == ColumnKind::number) choice = numbersOf(table, j);
        const auto column = static_cast<std::size_t>(j);
        if (table.kind(j) == ColumnKind::text && table.levels[column].size() <= mostLevels) {
            choice.column = QString::fromStdString(table.columns[column]);
            for (const std::string& level : table.levels[column])
                choice.values << QString::fromStdString(level);
        }
        if (choice.values.size() > 1) choices.push_back(std::move(choice));
    }
    return choices;
}

ColumnFlaw flawOf(const Eigen::Ref<const Vector>& values) {
    if (values.hasNaN()) return ColumnFlaw::missing;
    if ((values.array() == values[0]).all()) return ColumnFlaw::constant;
    const Index steps = values.size() - 1;
    const bool counts = steps > 1 && (values.tail(steps) - values.head(steps)).cwiseEqual(1).all();
    return counts ? ColumnFlaw::counts : ColumnFlaw::none;
}

double spreadOf(const OpenedTable& opened) {
    double least = std::numeric_limits<double>::infinity(), most = 0;
    for (Index j = 0; j < opened.table->values.cols(); ++j) {
        const bool counts = opened.table->kind(j) == ColumnKind::number &&
                            opened.flaws[static_cast<std::size_t>(j)] == ColumnFlaw::none;
        if (!counts) continue;
        const auto values = opened.table->values.col(j).array();
        const double deviation = std::sqrt((values - values.mean()).square().mean());
        least = std::min(least, deviation);
        most = std::max(most, deviation);
    }
    return most > 0 ? most / least : 1;
}

void describeTable(OpenedTable& opened) {
    const SeriesTable& table = *opened.table;
    std::vector<SampleRecord> sample;
    if (!table.report.decimal.empty())  // of a text
        sample = sampleOf(opened.file, opened.reading, table.report.separator);
    opened.reasons = reasonsOf(table, sample);
    for (Index j = 0; j < table.values.cols(); ++j) {
        opened.courses.push_back(courseOf(table.values.col(j)));
        opened.flaws.push_back(flawOf(table.values.col(j)));
    }
    opened.spread = spreadOf(opened);
    opened.rowChoices = rowChoicesOf(table);
}

}  // namespace

OpenedTable openTable(const std::filesystem::path& file, ReadAs as, const TableOptions& reading, bool index) {
    OpenedTable opened;
    opened.file = file;
    opened.as = as;
    opened.reading = reading;
    opened.index = index;
    if (is_sparse_design(file)) {
        opened.sparse = std::make_shared<const DesignMatrix>(read_design(file));
        return opened;
    }
    try {
        opened.table = std::make_shared<const SeriesTable>(
            as == ReadAs::matrix ? read_key_table(file, reading) : read_series_table(file, index, reading));
    } catch (const InputError& error) {
        opened.problem = QString::fromStdString(error.what());
        if (file.extension() == ".npy" || file.extension() == ".mtx") throw;
        opened.raw = sampleOf(file, reading, {});  // throws too where this is no text
        if (opened.raw.empty()) throw;
        return opened;
    }
    describeTable(opened);
    return opened;
}

}  // namespace basin::ui
