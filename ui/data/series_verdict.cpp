// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/series_verdict.h"

#include <algorithm>

#include <QCoreApplication>

#include "core/experiment/series_columns.h"
#include "core/numeric/input_error.h"
#include "core/problems/series_judgement.h"
#include "ui/chart/number_format.h"
#include "ui/data/reader_message.h"

namespace basin::ui {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SeriesVerdict)
};

QString sentence(const std::string& line) {
    QString text = QString::fromStdString(line);
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    return text + QLatin1Char('.');
}

/// What core decided, without how the file was read, except for what was odd in it.
QStringList decisions(const ElmanDataSpec& data) {
    const TableReport& report = data.table->value->report;
    const std::vector<std::string> lines = series_lines(data);
    QStringList words;
    for (std::size_t k = table_lines(report).size() - report.notes.size(); k < lines.size(); ++k)
        words << sentence(lines[k]);
    return words;
}

QString sizes(const ElmanProblemSpec& spec) {
    const ElmanShape shape = spec.shape();
    return Words::tr("The network has %1 and %2.")
        .arg(shape.inputs == 1 ? Words::tr("1 input") : Words::tr("%1 inputs").arg(shape.inputs),
             shape.outputs == 1 ? Words::tr("1 output") : Words::tr("%1 outputs").arg(shape.outputs));
}

QString naiveWords(const ElmanProblemSpec& spec) {
    const NaiveErrors naive = naive_errors(make_series(spec));
    QStringList errors;
    const auto add = [&errors](const QString& name, const TargetErrors& error) {
        if (error.size() > 0) errors << name.arg(formatNumber(mean_of(error)));
    };
    add(Words::tr("the last value %1"), naive.last_value);
    add(Words::tr("the last season %1"), naive.last_season);
    add(Words::tr("the mean %1"), naive.mean);
    if (errors.isEmpty()) return {};
    return Words::tr("To be beaten, errors without any training: %1.").arg(errors.join(QStringLiteral(", ")));
}

}  // namespace

DataVerdict judgeSeries(const ElmanDataSpec& data) {
    DataVerdict verdict;
    verdict.data = data;
    ElmanProblemSpec spec;
    spec.data = data;
    try {
        ElmanDataSpec open = data;
        open.lags.reset();
        open.horizon = 1;
        verdict.lags = series_plan(open).lags;
        spec.validate();
        verdict.lines = decisions(data);
        verdict.lines.back() += QLatin1Char(' ') + sizes(spec);
        if (const QString naive = naiveWords(spec); !naive.isEmpty()) verdict.lines << naive;
    } catch (const InputError& error) {
        const QString message = QString::fromUtf8(error.what());
        verdict.wrong = shortMessage(message, data.table->file);
        verdict.place = placeIn(message, data.table->file);
    }
    return verdict;
}

}  // namespace basin::ui
