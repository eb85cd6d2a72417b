// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/matrix_verdict.h"

#include <utility>

#include <QCoreApplication>
#include <QRegularExpression>

#include "core/assess/scales_check.h"
#include "core/experiment/softmax_lines.h"
#include "core/io/formats/matrix_file.h"
#include "core/io/named_columns.h"
#include "core/numeric/input_error.h"
#include "ui/chart/counted.h"
#include "ui/chart/number_format.h"
#include "ui/data/matrix_columns.h"
#include "ui/panels/number_entry.h"

namespace basin::ui {

namespace {

using From = GivenMatrix::From;

// Comparing columns costs rows times their pairs.
constexpr double mostComparisons = 1e9;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(MatrixVerdict)
};

QString nameOf(const std::filesystem::path& file) {
    return QString::fromStdString(file.filename().string());
}

/// A matrix out of a file of its own, whose message names it and not the whole path.
template <class Read>
MatrixSource readFrom(const std::filesystem::path& file, const char* key, const Read& read) {
    try {
        if (file.empty()) throw InputError(key, Words::tr("name the file it is in").toStdString());
        return {std::make_shared<const Matrix>(read(file)), std::filesystem::absolute(file)};
    } catch (const InputError& error) {
        const QString message = QString::fromUtf8(error.what());
        const QString path = QString::fromStdString(file.string()) + QStringLiteral(": ");
        if (file.empty() || !message.startsWith(path)) throw;
        throw InputError(key, (nameOf(file) + QStringLiteral(": ") + message.mid(path.size())).toStdString());
    }
}

/// Numbers apart by blanks or semicolons; a comma is a decimal sign, or stands behind a number.
Matrix readNumbers(const QString& text) {
    static const QRegularExpression apart(QStringLiteral(R"(,?\s+|\s*;\s*)"));
    const QStringList words = text.trimmed().split(apart, Qt::SkipEmptyParts);
    if (words.isEmpty())
        throw InputError("b", Words::tr("type its numbers, with blanks between").toStdString());
    Matrix numbers(words.size(), 1);
    for (Index i = 0; i < words.size(); ++i) {
        const auto number = readNumber(words[i]).real();
        if (!number)
            throw InputError(
                "b",
                Words::tr("found “%1”; expected numbers with blanks between").arg(words[i]).toStdString());
        numbers(i, 0) = *number;
    }
    return numbers;
}

SoftmaxProblemSpec problemOf(const MatrixQuestion& question) {
    const OpenedTable& opened = question.opened;
    SoftmaxProblemSpec problem;
    problem.instance.m = question.outputs;
    if (opened.sparse) {
        problem.A1 = DesignSource{opened.sparse, opened.file};
    } else {
        problem.A1 = keys_of(*opened.table, opened.file);
        problem.reading = opened.reading;
        writeRoles(question.roles, *opened.table, problem);
    }
    problem.standardise = question.standardise && !opened.sparse;
    if (question.values.from == From::file) problem.A2 = readFrom(question.values.file, "A2", read_matrix);
    if (question.wanted.from == From::file) problem.b = readFrom(question.wanted.file, "b", read_column);
    if (question.wanted.from == From::numbers)
        problem.b = MatrixSource{std::make_shared<const Matrix>(readNumbers(question.wanted.numbers)), {}};
    return problem;
}

/// What became of the columns, without how the table was read, except for what was odd in it.
QStringList decisions(const SoftmaxProblemSpec& problem) {
    QStringList words;
    const std::vector<std::string> lines = softmax_lines(problem);
    for (std::size_t k = 1; k < lines.size(); ++k)
        words << QString::fromStdString(lines[k]) + QLatin1Char('.');
    return words;
}

QString sizes(const SoftmaxProblemSpec& problem) {
    const SoftmaxInstanceSpec& size = problem.instance;
    const auto rows = static_cast<int>(size.n), features = static_cast<int>(size.d);
    const auto outputs = static_cast<int>(size.m);
    QString words = Words::tr("n = %1, d = %2, m = %3.")
                        .arg(counted(rows, Words::tr("1 row"), Words::tr("%1 rows")),
                             counted(features, Words::tr("1 feature, so 1 unknown"),
                                     Words::tr("%1 features and as many unknowns")),
                             counted(outputs, Words::tr("1 output"), Words::tr("%1 outputs")));
    if (!problem.A2 && !problem.b) words += Words::tr(" A2 and b are made up, as the panel says.");
    if (!problem.A2 && problem.b) words += Words::tr(" A2 is made up, as the panel says.");
    if (problem.A2 && !problem.b) words += Words::tr(" b is made up from A2 and an x that is drawn.");
    return words;
}

/// What makes the problem hard, in the words of "Check my data".
QStringList cautions(const SoftmaxProblemSpec& problem) {
    QStringList words;
    const DesignMatrix& A1 = *problem.A1->value;
    const auto rows = static_cast<double>(A1.rows()), columns = static_cast<double>(A1.cols());
    if (A1.cols() > A1.rows())
        words << Words::tr(
            "There are more unknowns than rows: some directions of x change nothing. Bring more rows, or "
            "leave "
            "features out.");
    if (A1.is_sparse() || A1.cols() > most_compared_columns || rows * columns * columns > mostComparisons)
        return words;
    const ColumnLikeness likeness = column_likeness(A1.dense());
    const std::vector<std::string> names = key_columns(problem);
    const auto name = [&](Index column) {
        const auto at = static_cast<std::size_t>(column);
        return at < names.size() ? QString::fromStdString(names[at]) : QString::number(column + 1);
    };
    if (likeness.spread >= wide_spread && !problem.standardise)
        words << Words::tr("Features differ in scale by a factor of %1: standardised, the problem is easier.")
                     .arg(formatNumber(likeness.spread));
    if (likeness.correlation >= near_repeat)
        words << Words::tr("“%1” and “%2” nearly repeat one another (correlation %3).")
                     .arg(name(likeness.first), name(likeness.second), formatNumber(likeness.correlation, 4));
    return words;
}

}  // namespace

DataVerdict judgeMatrices(const MatrixQuestion& question) {
    DataVerdict verdict;
    try {
        SoftmaxProblemSpec problem = problemOf(question);
        take_named_columns(problem);
        problem.follow_data();
        problem.validate();
        verdict.lines = decisions(problem) << sizes(problem) << cautions(problem);
        verdict.data = std::move(problem);
    } catch (const InputError& error) {
        const QString message = QString::fromUtf8(error.what());
        verdict.wrong = shortMessage(message, question.opened.file);
        verdict.place = placeIn(message, question.opened.file);
    }
    return verdict;
}

}  // namespace basin::ui
