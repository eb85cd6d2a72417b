// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace basin {

/// A number, or a word that answers a question, as a report shows it.
struct ReportNumber {
    std::string key;       // JSON pointer into result.json, "/runs/0/iterations"
    std::string over;      // another one, where what is shown is so many times the value there; else empty
    nlohmann::json value;  // as result.json has it under the key
    std::string shown;     // "23", "1.2·10⁻⁷", "60 %", "yes"
    bool time = false;     // measured by the clock: another run has another one
};

/// What a report carries, so that it can be checked: {"format": "basin-report", "version": 1, "experiment",
/// "numbers": [{"key", "over", "value", "shown", "time"}], "page"}; over and time only where they say
/// something. page: the checksum of all that is not this text.
struct ReportRecord {
    nlohmann::ordered_json experiment;
    std::vector<ReportNumber> numbers;
    std::string page = std::string(16, '0');
};

/// On one line.
std::string report_record_text(const ReportRecord& record);
/// Whether JSON says that it is such a record, and has an experiment.
bool is_report_record(const nlohmann::json& top);
/// Throws InputError for what is no such record, and for one of a newer version.
ReportRecord parse_report_record(const std::string& text, const std::string& where);

/// "runs[0].iterations", of "/runs/0/iterations".
std::string key_path(const std::string& pointer);
/// Whether that is a way in which people read the value: rounded to three digits or more, as a share in
/// percent, as a duration, as a power of ten of which it is the logarithm, "yes" of true.
bool is_shown_as(const nlohmann::json& value, std::string_view shown);

/// The element of an HTML page that holds a record; nothing in it ends it.
std::string report_element(const ReportRecord& record);

/// Whether the bytes are an HTML page or a PDF that carries a record.
bool is_report(std::string_view bytes);
/// The text of the record. Throws InputError where there is none.
std::string text_of_report(std::string_view bytes, const std::string& where);
/// The record itself. Throws InputError where there is none, and as parse_report_record() does.
ReportRecord read_report(std::string_view bytes, const std::string& where);

/// The report with the checksum of its page, which zeros stand for before.
std::string sealed_report(std::string bytes, const std::string& where);
/// Whether the page is as it was written.
bool is_page_whole(std::string_view bytes, const std::string& where);

/// What of a report does not hold of a result.json, a sentence each: numbers that are others there, those
/// that are not shown as they are, parts of the experiment that differ; how it is looked at does not matter.
/// Of times only what is shown is compared, with the record's own value. Empty: everything holds.
std::vector<std::string> differences(const ReportRecord& record, const nlohmann::json& result);

}  // namespace basin
