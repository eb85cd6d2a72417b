// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/report.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>
#include <QTextDocument>
#include <nlohmann/json.hpp>

#include "core/experiment/runner.h"
#include "core/io/results_json.h"
#include "tests/support/input_errors.h"
#include "tests/support/network_results.h"
#include "tests/support/scratch_folder.h"
#include "ui/export/report_html.h"
#include "ui/export/report_numbers.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

namespace {

nlohmann::json resultOf(const Results& results) {
    return nlohmann::json::parse(results_to_json(results).dump());
}

Results functionResults() {
    Experiment experiment;
    experiment.title = "A function";
    experiment.problem = TestFunctionProblemSpec{};
    experiment.solvers = {{"newton", {}}, {"gradient-descent", {}}};
    experiment.landscape = LandscapeSpec{.resolution = 9};
    return run_experiment(experiment);
}

/// The words of the page, without markup.
QString textOf(const QString& html) {
    QTextDocument document;
    document.setHtml(html);
    return document.toPlainText();
}

std::string joinedFaults(const std::vector<std::string>& faults) {
    std::string text;
    for (const std::string& fault : faults) text += fault + "\n";
    return text;
}

int pagesOf(const std::string& pdf) {
    int count = 0;
    static const QRegularExpression page(QStringLiteral("/Type\\s*/Page\\b(?!s)"));
    for (auto found = page.globalMatch(QString::fromLatin1(pdf.data(), static_cast<int>(pdf.size())));
         found.hasNext(); found.next())
        ++count;
    return count;
}

}  // namespace

class ReportTest : public QObject {
    Q_OBJECT

  private slots:
    void everyFamilyHasAHonestReport_data() {
        QTest::addColumn<int>("which");
        QTest::newRow("softmax regression") << 0;
        QTest::newRow("network") << 1;
        QTest::newRow("test function") << 2;
    }

    void everyFamilyHasAHonestReport() {
        QFETCH(int, which);
        const Results& results = which == 0 ? softmax_ : which == 1 ? network_ : function_;
        const Report report = makeReport(results);
        QVERIFY(!report.question.isEmpty() && !report.sentences.isEmpty() && report.sentences.size() <= 3);
        QVERIFY(!report.knobs.empty() && !report.facts.empty() && !report.advice.empty());
        QCOMPARE(report.runs.rows.size(), results.runs.size());
        const std::string faults = joinedFaults(differences(report.record, resultOf(results)));
        QVERIFY2(faults.empty(), faults.c_str());
        const ScratchFolder folder;
        for (const char* name : {"report.html", "report.pdf"}) {
            writeReport(results, folder.path() / name);
            const std::string bytes = ScratchFolder::read(folder.path() / name);
            QVERIFY(is_report(bytes));
            ReportRecord read = read_report(bytes, name);
            read.page = report.record.page;  // the checksum of the page is in the file alone
            QVERIFY(nlohmann::json::parse(report_record_text(read)) ==
                    nlohmann::json::parse(report_record_text(report.record)));
        }
        QCOMPARE(pagesOf(ScratchFolder::read(folder.path() / "report.pdf")), 1);
    }

    /// No number of the page without its key, but for those of names, dates and 95 %.
    void everyNumberIsALinkToItsKey() {
        const Report report = makeReport(softmax_);
        const QString html = reportHtml(report, {}, {});
        static const QRegularExpression link(
            QStringLiteral("<a href=\"#key(\\d+)\" title=\"([^\"]*)\">([^<]*)</a>"));
        int links = 0;
        for (auto found = link.globalMatch(html); found.hasNext(); ++links) {
            const QRegularExpressionMatch match = found.next();
            const auto place = static_cast<std::size_t>(match.captured(1).toInt()) - 1;
            QVERIFY(place < report.record.numbers.size());
            QCOMPARE(match.captured(2), ReportNumbers::pathOf(report.record.numbers[place]));
            QCOMPARE(match.captured(3), QString::fromStdString(report.record.numbers[place].shown));
            QVERIFY(html.contains(QStringLiteral("id=\"key%1\"").arg(match.captured(1))));
        }
        QVERIFY(links >= static_cast<int>(report.record.numbers.size()));
        QStringList said = report.sentences;
        for (const ReportGroup& group : report.facts)
            for (const ReportRow& row : group.facts) said << row.text;
        for (const QStringList& row : report.runs.rows) said += row;
        static const QRegularExpression footnote(QStringLiteral("<sup[^>]*>[^<]*</sup>")),
            constant(QStringLiteral("95 %|95 of 100"));
        for (QString text : said) {
            text.remove(link).remove(footnote).remove(constant);
            QVERIFY2(!text.contains(QRegularExpression(QStringLiteral("\\d"))), qPrintable(text));
        }
    }

    void paperHasFootnotesForLinks() {
        const Report report = makeReport(softmax_);
        const QString paper = reportHtml(report, {}, {.footnotes = true}),
                      screen = reportHtml(report, {}, {});
        QVERIFY(paper.contains(QStringLiteral("<sup class=\"k\">&#8239;1</sup>")));
        QVERIFY(!screen.contains(QStringLiteral("<sup")));
        QVERIFY(textOf(screen).contains(QStringLiteral("result.json")));
    }

    void sentencesFindTheirNumbers() {
        const auto result = nlohmann::json::parse(
            R"({"certificate": {"basin_radius": 0.47, "guaranteed_radius_certified": 0.0001, "d": 5},
                "runs": [{"iterations": 5}, {"iterations": 9}],
                "experiment": {"solvers": [{"error": 0.6}, {"error": 0.47}]}})");
        ReportNumbers numbers(result);
        const std::vector<std::string> all{"/certificate", "/runs", "/experiment/solvers"};
        const auto keysOf = [&](const char* text) {
            const std::size_t before = numbers.numbers().size();
            const auto html = numbers.linked(QString::fromUtf8(text), all);
            QString keys = html ? QString() : QStringLiteral("none");
            for (std::size_t k = before; k < numbers.numbers().size(); ++k)
                keys += ReportNumbers::pathOf(numbers.numbers()[k]) + QLatin1Char(' ');
            return keys.trimmed();
        };
        QCOMPARE(keysOf("It took 5 steps."), QStringLiteral("runs[0].iterations"));
        QCOMPARE(keysOf("It is 5."), QStringLiteral("certificate.d"));
        QCOMPARE(keysOf("wrong by 60 %"), QStringLiteral("experiment.solvers[0].error"));
        QCOMPARE(keysOf("approximate-newton (0.47) came"), QStringLiteral("experiment.solvers[1].error"));
        QCOMPARE(keysOf("Vouched for 10⁻⁴; in 95 of 100 trials from 0.47: 4,700 times farther."),
                 QStringLiteral("certificate.guaranteed_radius_certified certificate.basin_radius "
                                "certificate.basin_radius / certificate.guaranteed_radius_certified"));
        QCOMPARE(keysOf("It took 7 steps."), QStringLiteral("none"));
        QCOMPARE(keysOf("x2 and n-3 keep 95 %"), QString());  // names, and what a radius is measured by
    }

    void strangeTitlesStayTitles() {
        const ScratchFolder folder;
        Results results = softmax_;
        for (const std::string& title :
             {std::string("<b>&\"'</script><!--"), std::string("日本語 العربية"), std::string(10000, 'W')}) {
            results.experiment.title = title;
            const Report report = makeReport(results);
            QVERIFY(report.title.size() <= 161);
            const QString html = reportHtml(report, {}, {});
            QVERIFY(textOf(html).contains(report.title));
            QCOMPARE(html.count(QStringLiteral("</script>")), 1);
            for (const char* name : {"report.html", "report.pdf"}) {
                writeReport(results, folder.path() / name);
                const ReportRecord read = read_report(ScratchFolder::read(folder.path() / name), name);
                QCOMPARE(read.experiment.at("title").get<std::string>(), title);
            }
            QCOMPARE(pagesOf(ScratchFolder::read(folder.path() / "report.pdf")), 1);
        }
    }

    void manyRunsStillFitThePage() {
        Results results = network_;
        for (int k = 0; k < 5; ++k)
            for (std::size_t i = 0; i < 3; ++i) {
                results.experiment.solvers.push_back(results.experiment.solvers[i]);
                results.runs.push_back(results.runs[i]);
            }
        const ScratchFolder folder;
        writeReport(results, folder.path() / "report.pdf");
        QCOMPARE(pagesOf(ScratchFolder::read(folder.path() / "report.pdf")), 1);
        QVERIFY(makeReport(results).runs.leftOut > 0);
    }

    void badInputIsOneSentence() {
        const ScratchFolder folder;
        verify_mentions(input_error([&] { writeReport(softmax_, folder.path() / "a.txt"); }),
                        "expected .html or .pdf");
        Results none = softmax_;
        none.runs.clear();
        verify_mentions(input_error([&] { writeReport(none, folder.path() / "a.pdf"); }),
                        "found results without a run");
        QVERIFY(std::filesystem::is_empty(folder.path()));
    }

    /// With BASIN_GALLERY set to a folder they are left there, to be looked at.
    void gallery() {
        const ScratchFolder scratch;
        const QString target = qEnvironmentVariable("BASIN_GALLERY");
        const std::filesystem::path folder =
            target.isEmpty() ? scratch.path() : std::filesystem::path(target.toStdString());
        for (const auto& [name, results] :
             {std::pair{"softmax", &softmax_}, {"network", &network_}, {"function", &function_}}) {
            const auto file = folder / (std::string("report-") + name + ".pdf");
            writeReport(*results, file);
            QVERIFY(ScratchFolder::read(file).starts_with("%PDF-"));
        }
    }

  private:
    const Results softmax_ = syntheticResults();
    const Results network_ = syntheticNetworkResults();
    const Results function_ = functionResults();
};

QTEST_MAIN(ReportTest)
#include "report_test.moc"
