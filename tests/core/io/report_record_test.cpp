// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/report_record.h"

#include <QtTest/QTest>

#include "core/numeric/text.h"
#include "tests/support/input_errors.h"

using namespace basin;
using namespace basin::test;
using nlohmann::json;

namespace {

json some_results() {
    return json::parse(R"({"experiment": {"format": "basin-experiment", "title": "</script><!-- & \u0022 -->",
        "problem": {"n": 64}, "view": {"cards": ["landscape"]}},
        "certificate": {"l": 0.12345678, "good_start": true, "basin_radius": 0.471, "guaranteed_radius": 0.0001,
                        "basin_rate_low": 0.9512, "largest": "inf"},
        "runs": [{"iterations": 23, "seconds": 0.00123, "objective": -1.5e-7, "termination": "iteration_limit",
                  "log10_h": -0.52}]})");
}

ReportRecord some_record() {
    const json results = some_results();
    ReportRecord record{results["experiment"], {}};
    record.experiment.erase("view");
    const auto add = [&](const char* key, const char* shown, bool time = false, const char* over = "") {
        record.numbers.push_back({key, over, results.at(json::json_pointer(key)), shown, time});
    };
    add("/certificate/l", "0.123");
    add("/certificate/good_start", "yes");
    add("/certificate/basin_rate_low", "95 %");
    add("/certificate/largest", "infinite");
    add("/certificate/basin_radius", "4,700", false, "/certificate/guaranteed_radius");
    add("/runs/0/iterations", "23");
    add("/runs/0/objective", "−1.5·10⁻⁷");
    add("/runs/0/termination", "iteration limit");
    add("/runs/0/log10_h", "0.302");
    add("/runs/0/seconds", "1.23 ms", true);
    return record;
}

std::string only(const std::vector<std::string>& found) {
    return found.size() == 1 ? found.front() : "found " + std::to_string(found.size());
}

}  // namespace

class ReportRecordTest : public QObject {
    Q_OBJECT

  private slots:
    void an_honest_record_holds() {
        const auto found = differences(some_record(), some_results());
        QVERIFY2(found.empty(), found.empty() ? "" : found.front().c_str());
    }

    void comes_back_from_a_page() {
        const ReportRecord record = some_record();
        const std::string page = "<html><head>" + report_element(record) + "</head><body></body></html>";
        // The title in it, which looks like markup, ends nothing.
        QCOMPARE(page.find("</script><"), page.find("</script></head>"));
        QVERIFY(is_report(page) && !is_report("<html></html>") && !is_report("%PDF-1.4"));
        const ReportRecord read = read_report(page, "page.html");
        QCOMPARE(report_record_text(read), report_record_text(record));
        QVERIFY(differences(read, some_results()).empty());
    }

    void another_value_is_told() {
        json other = some_results();
        other["runs"][0]["iterations"] = 24;
        other["runs"][0]["seconds"] = 1;  // a time may be another
        verify_mentions(only(differences(some_record(), other)),
                        "runs[0].iterations: the report has 23, the results have 24");
        other = some_results();
        other["certificate"].erase("l");
        verify_mentions(only(differences(some_record(), other)),
                        "certificate.l: the report shows 0.123, and");
    }

    void what_is_shown_otherwise_is_told() {
        for (const std::size_t number : {0, 1, 2, 4, 5, 6, 7, 8, 9}) {
            ReportRecord record = some_record();
            record.numbers[number].shown = number == 7 ? "converged" : "0.125";
            verify_mentions(only(differences(record, some_results())),
                            number == 7 ? "shows converged" : "shows 0.125");
        }
        ReportRecord record = some_record();
        record.numbers[0].shown = "0.12";  // two digits are too few
        QCOMPARE(differences(record, some_results()).size(), 1U);
        record = some_record();
        record.numbers[4].shown = "4,400";
        QCOMPARE(differences(record, some_results()).size(), 1U);
    }

    void another_experiment_is_told() {
        json other = some_results();
        other["experiment"]["view"]["cards"] = json::array();  // how it is looked at does not matter
        QVERIFY(differences(some_record(), other).empty());
        other["experiment"]["problem"]["n"] = 65;
        verify_mentions(only(differences(some_record(), other)), "experiment.problem");
        other = some_results();
        other["experiment"]["max_seconds"] = 3;
        verify_mentions(only(differences(some_record(), other)), "experiment.max_seconds");
        QVERIFY(!differences(some_record(), json::array()).empty());
    }

    void damaged_records_are_one_sentence() {
        const auto told = [](const std::string& text) {
            return input_error([&] { parse_report_record(text, "r.html"); });
        };
        verify_mentions(told("{"), "r.html");
        verify_mentions(told(R"({"format": "basin-figure"})"), "expected \"basin-report\"");
        verify_mentions(told(R"({"format": "basin-report", "version": 2})"), "version");
        verify_mentions(told(R"({"format": "basin-report", "version": 1, "experiment": {}, "numbers": 3})"),
                        "numbers");
        verify_mentions(
            told(R"({"format": "basin-report", "version": 1, "experiment": {}, "numbers": [{"key": 3}]})"),
            "numbers[0].key");
        verify_mentions(input_error([] { read_report("<html></html>", "page.html"); }), "found no report");
        ReportRecord record = some_record();
        record.numbers[0].key = "no pointer";
        QCOMPARE(differences(record, some_results()).size(), 1U);
    }

    void keys_read_as_paths() {
        QCOMPARE(key_path("/runs/10/evaluations/values"), std::string("runs[10].evaluations.values"));
        QCOMPARE(key_path("/certificate/l"), std::string("certificate.l"));
    }
};

QTEST_APPLESS_MAIN(ReportRecordTest)
#include "report_record_test.moc"
