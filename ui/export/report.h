// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

#include <QString>
#include <QStringList>

#include "core/experiment/results.h"
#include "core/io/report_record.h"

namespace basin::ui {

/// A name and what is to be said of it; what is said is HTML, made by ReportNumbers.
struct ReportRow {
    QString name, text;
    QString meaning = {};  // for a tool tip
};

/// What is known in one way: proved, estimated or measured.
struct ReportGroup {
    QString title, meaning;
    std::vector<ReportRow> facts;
};

/// The runs side by side; cells are HTML.
struct ReportTable {
    QStringList head;
    std::vector<QStringList> rows;
    int leftOut = 0;  // rows that there is no room for
};

/// What a report says, in the words of the window and of assess(). Every number in it has its place in the
/// record; plain texts are no HTML yet.
struct Report {
    QString title, question, story;  // plain; the story may be empty
    QStringList sentences;           // up to three, that anyone can say
    std::vector<ReportRow> knobs;
    std::vector<ReportGroup> facts;
    QString adviceTitle;  // plain
    std::vector<ReportRow> advice;
    ReportTable runs;
    QString machine;  // plain
    ReportRecord record;
};

/// Throws InputError for results without a run. Needs a QApplication.
Report makeReport(const Results& results);

/// Writes the report as one page of HTML, with its pictures inside, or as a page of PDF, A4, by the ending of
/// the file; atomically. Throws InputError for another ending, results without a run, and a path that cannot
/// be written.
void writeReport(const Results& results, const std::filesystem::path& file);
/// Throws InputError for another ending.
void checkReportFile(const std::filesystem::path& file);

}  // namespace basin::ui
