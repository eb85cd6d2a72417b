// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>
#include <nlohmann/json.hpp>

#include "core/io/report_record.h"

namespace basin::ui {

/// The numbers of a report with their keys in result.json, and how they stand in its text. All of them go
/// through here, so that the report shows none that its record lacks.
class ReportNumbers {
  public:
    explicit ReportNumbers(const nlohmann::json& result) : result_(result) {}

    /// Whether the results have such a number, or a word, that says something.
    bool has(const std::string& key) const;
    /// The number or the word as HTML: a link to its key, and the number of its footnote. Empty where there
    /// is none.
    QString text(const std::string& key);
    /// The same of a duration in seconds.
    QString duration(const std::string& key);

    /// The same of a share, in percent.
    QString percent(const std::string& key);

    /// A plain text as HTML, where each of its numbers is linked to the key under which results have it.
    /// sources: keys, or beginnings of keys, in the order in which they are tried. Nothing where the text has
    /// a number that results have not; 95 %, by which a safe radius is measured, needs no key.
    std::optional<QString> linked(const QString& text, const std::vector<std::string>& sources);

    const std::vector<ReportNumber>& numbers() const { return numbers_; }
    /// "runs[0].iterations", or "a / b" of a ratio.
    static QString pathOf(const ReportNumber& number);

  private:
    struct Token;

    QString added(ReportNumber number);
    QString addedAs(const std::string& key, std::string (*text)(double));
    static int fitOf(const Token& token, const std::string& key);
    std::optional<std::string> keyOf(const Token& token, const std::vector<std::string>& keys) const;
    std::optional<ReportNumber> ratioOf(const QString& token, const std::vector<std::string>& keys) const;
    std::optional<QString> linkOf(const Token& token, const std::vector<std::string>& keys,
                                  std::vector<std::string>& named);
    std::vector<std::string> keysUnder(const std::string& source) const;

    const nlohmann::json& result_;
    std::vector<ReportNumber> numbers_;
};

/// Whether a key tells of the clock, at its end.
bool isTime(const std::string& key);

}  // namespace basin::ui
