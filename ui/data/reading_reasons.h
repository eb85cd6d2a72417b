// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QString>
#include <QStringList>

#include "core/io/formats/table_sample.h"
#include "core/numeric/table.h"

namespace basin::ui {

/// Why the reader decided as it did, in plain words; empty where there was nothing to decide.
struct ReadingReasons {
    QString header, separator, decimal, skipped, missing;
    QStringList kinds;  // one a column
};

/// sample: the first records of the text, split as the reader did; empty where there was no text.
ReadingReasons reasonsOf(const Table& table, const std::vector<SampleRecord>& sample);

/// "semicolon", "tab", as people call them.
QString separatorName(const QString& word);

}  // namespace basin::ui
