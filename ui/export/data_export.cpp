// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/data_export.h"

#include <string_view>

#include "core/io/atomic_file.h"
#include "core/numeric/input_error.h"
#include "ui/plots/plot_view.h"

namespace basin::ui {

void exportData(const PlotView& plot, const std::filesystem::path& file) {
    if (!plot.emptyMessage().isEmpty())
        throw InputError("data", "found nothing to write: " + plot.emptyMessage().toStdString());
    const QByteArray text = plot.csv();
    write_output_file(file, std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
}

}  // namespace basin::ui
