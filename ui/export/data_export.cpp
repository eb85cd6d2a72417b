// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/data_export.h"

#include <string>

#include "core/io/atomic_file.h"
#include "core/io/formats/npy.h"
#include "core/io/json_text.h"
#include "core/numeric/input_error.h"
#include "ui/export/figure_script.h"
#include "ui/export/plot_numbers.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

namespace {

namespace fs = std::filesystem;

std::string endingOf(const fs::path& file) {
    return QString::fromStdString(file.extension().string()).toLower().toStdString();
}

void exportScript(const nlohmann::ordered_json& numbers, const fs::path& file) {
    constexpr std::size_t mostInline = std::size_t{1} << 20;
    const std::string text = numbers.dump(-1, ' ', true);
    if (text.size() <= mostInline) {
        write_output_file(file, figureScript(text));
        return;
    }
    fs::path beside = file;
    beside.replace_extension(".json");
    write_output_file(beside, text + '\n');
    write_output_file(file, figureScriptReading(beside.filename().string()));
}

}  // namespace

bool holdsNumbers(const fs::path& file) {
    const std::string ending = endingOf(file);
    return ending == ".csv" || ending == ".npy" || ending == ".json" || ending == ".py";
}

void exportData(PlotView& plot, const PlotStyle& style, QSizeF size, const fs::path& file) {
    plot.refresh();
    if (!plot.emptyMessage().isEmpty())
        throw InputError("data", "found nothing to write: " + plot.emptyMessage().toStdString());
    const std::string ending = endingOf(file);
    if (ending == ".csv")
        write_output_file(file, plot.csv().toStdString());
    else if (ending == ".npy")
        write_output_file(file, npy_bytes(plotMatrix(plot)));
    else if (ending == ".py")
        exportScript(plotNumbers(plot, style, size), file);
    else
        write_output_file(file, json_file_text(plotNumbers(plot, style, size)));
}

}  // namespace basin::ui
