// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_command.h"

#include <algorithm>

#include <QRegularExpression>
#include <QStringList>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/io/json_text.h"
#include "core/io/presets.h"
#include "ui/export/style_file.h"

namespace basin::ui {

namespace {

/// A word of a shell's command line.
QString shellWord(const QString& word) {
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:=,+-]+$"));
    if (plain.match(word).hasMatch()) return word;
    QString quoted = word;
    return QLatin1Char('\'') + quoted.replace(QLatin1Char('\''), QStringLiteral("'\\''")) + QLatin1Char('\'');
}

const Preset* presetOf(const Experiment& experiment) {
    const auto found = std::ranges::find_if(
        presets(), [&](const Preset& preset) { return preset_experiment(preset) == experiment; });
    return found != presets().end() ? &*found : nullptr;
}

QString renderLine(const QString& folder, std::optional<PlotKind> plot, const FigureOptions& options) {
    const QString name = plot ? toString(*plot) : QStringLiteral("page");
    QStringList words{QStringLiteral("basin"), QStringLiteral("render"), folder};
    if (plot) words << QStringLiteral("--plot") << name;
    if (plot && !options.view.isEmpty()) words << QStringLiteral("--view") << options.view;
    words << QStringLiteral("-o") << name + QStringLiteral(".pdf") << lineOptions(options);
    std::ranges::transform(words, words.begin(), shellWord);
    return words.join(QLatin1Char(' '));
}

}  // namespace

QString figureCommand(const Experiment& experiment, std::optional<PlotKind> plot,
                      const FigureOptions& options) {
    const Preset* preset = presetOf(experiment);
    QString text, name = QStringLiteral("figure.basin.json"), folder = QStringLiteral("figure-results");
    if (preset != nullptr) {
        name = QString::fromStdString(preset->name);
        folder = name + QStringLiteral("-results");
    } else {
        const std::string json = json_file_text(experiment_to_json(experiment));
        text = QStringLiteral("cat > %1 <<'END'\n").arg(name) + QString::fromStdString(json) +
               QStringLiteral("END\n");
    }
    return text + QStringLiteral("basin solve %1 -o %2\n").arg(name, folder) +
           renderLine(folder, plot, options) + QLatin1Char('\n');
}

}  // namespace basin::ui
