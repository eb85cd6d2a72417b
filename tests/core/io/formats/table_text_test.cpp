// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/table_text.h"

#include <cmath>

#include <QtTest/QTest>

#include "tests/support/input_errors.h"

using namespace basin;
using namespace basin::test;

namespace {

std::string error(const std::string& text, const TableOptions& options = {}) {
    return input_error([&] { parse_table(text, "t.csv", options); });
}

/// The table of two columns t = 0, 1, 2 and v = 1.5, -2.25, 1234.5.
void verify_small(const std::string& text, const TableOptions& options = {}) {
    const Table table = parse_table(text, "t.csv", options);
    const Matrix expected = (Matrix(3, 2) << 0, 1.5, 1, -2.25, 2, 1234.5).finished();
    QCOMPARE(table.columns, (std::vector<std::string>{"t", "v"}));
    QVERIFY2(table.values == expected, text.c_str());
}

std::string utf16(const std::string& text, bool big, bool marked) {
    std::string bytes;
    const auto put = [&](char high, char low) {
        bytes.append(1, big ? high : low).append(1, big ? low : high);
    };
    if (marked) put('\xFE', '\xFF');
    for (const char c : text) put('\0', c);
    return bytes;
}

}  // namespace

class TableTextTest : public QObject {
    Q_OBJECT

  private slots:
    void separators_and_decimal_marks_are_found_out() {
        for (const char* text : {"t,v\n0,1.5\n1,-2.25\n2,1234.5\n", "t;v\n0;1,5\n1;-2,25\n2;1234,5\n",
                                 "t\tv\n0\t1,5\n1\t-2,25\n2\t1.234,5\n", "t|v\n0|1.5\n1|-2.25\n2|1,234.5\n",
                                 "t v\n0   1.5\n1   -2.25\n 2 1234.5\n",
                                 "\"t\",\"v\"\n\"0\",\"1.5\"\n\"1\",\"-2.25\"\n\"2\",\"1,234.5\"\n",
                                 "\"t\",\"v\"\n0,\"1,5\"\n1,\"-2,25\"\n2,\"1234,5\"\n",
                                 "t;v\n0;1,5\n1;\xE2\x88\x92"
                                 "2,25\n2;1 234,5\n",
                                 "t;v\n0;1.5\n1;-2.25\n2;1'234.5\n"})
            verify_small(text);
    }

    void line_ends_marks_and_encodings_make_no_difference() {
        for (const char* text :
             {"t,v\r\n0,1.5\r\n1,-2.25\r\n2,1234.5\r\n", "t,v\r0,1.5\r1,-2.25\r2,1234.5\r",
              "t,v\n0,1.5\n1,-2.25\n2,1234.5", "\xEF\xBB\xBFt,v\n0,1.5\n1,-2.25\n2,1234.5\n\n\n"})
            verify_small(text);
        for (const bool big : {false, true})
            for (const bool marked : {false, true})
                verify_small(utf16("t,v\n0,1.5\n1,-2.25\n2,1234.5\n", big, marked));
        const Table latin = parse_table("K\xF6ln,v\n0,1\n", "t.csv");
        QCOMPARE(latin.columns.front(), std::string("K\xC3\xB6ln"));
        QCOMPARE(latin.report.encoding, std::string("Latin-1"));
    }

    void what_is_no_table_is_passed_over_and_told() {
        const std::string text =
            "# made by a logger\nExport of channel 3\n\nt,v\n[s],[kW]\n0,1.5\n# a pause\n1,-2.25\n2,1234.5\n";
        verify_small(text);
        const Table table = parse_table(text, "t.csv");
        QCOMPARE(table.report.notes.size(), std::size_t{3});
        QCOMPARE(table.line(0), Index{6});
        QCOMPARE(table.line(1), Index{8});
        // Words and numbers above names are no rows; above numbers they may be a row cut short.
        verify_small("Logger 7, firmware 2.1\nt v\n0 1.5\n1 -2.25\n2 1234.5\n");
        verify_mentions(error("a 7 2.1\n0 1.5\n1 -2.25\n2 1234.5\n", {.separator = "space"}),
                        "found 2 columns; expected 3");
        verify_small("anything\n\"t\nv\nt,v\n0,1.5\n1,-2.25\n2,1234.5\n", {.skip_lines = 3});
    }

    void missing_values_percent_and_units() {
        const Table table =
            parse_table("a,b\n1,NA\n-999,2\n3,-\n4,\n", "t.csv", {.missing_values = {"-999"}});
        QVERIFY(std::isnan(table.values(0, 1)) && std::isnan(table.values(1, 0)) &&
                std::isnan(table.values(3, 1)));
        QCOMPARE(table.report.columns[1].missing, Index{3});
        QCOMPARE(parse_table("a\n12 %\n50%\n", "t.csv", {.percent = true}).values(1, 0), 0.5);
        QCOMPARE(parse_table("a\n12 kW\n50kW\n7\n", "t.csv", {.units = {"kW"}}).values(1, 0), 50.0);
    }

    void units_may_stand_before_numbers_and_beside_either_mark() {
        const std::string euros = "d;v\n2023-01-01;1.234,56 \xE2\x82\xAC\n2023-01-02;7,5 \xE2\x82\xAC\n";
        verify_mentions(parse_table(euros, "t.csv").report.notes.at(0),
                        "\"units\": [\"\xE2\x82\xAC\"] reads it");
        QCOMPARE(parse_table(euros, "t.csv", {.units = {"\xE2\x82\xAC"}}).values(0, 1), 1234.56);
        const std::string dollars = "d,v\n2023-01-01,\"$1,234.50\"\n2023-01-02,$7\n";
        verify_mentions(parse_table(dollars, "t.csv").report.notes.at(0), "\"units\": [\"$\"] reads it");
        QCOMPARE(parse_table(dollars, "t.csv", {.units = {"$"}}).values(0, 1), 1234.5);
        QVERIFY(parse_table("room,v\nroom 12,1\nroom 13,2\n", "t.csv").report.notes.empty());
    }

    void a_cell_that_is_no_date_among_dates_is_told() {
        const std::string text = "day,v\n2023-01-01,3\n2023-01-02,4\n2023-01-03,6\nTotal,13\n";
        verify_mentions(error(text),
                        "line 5, column 1: \"day\": found \"Total\"; expected a date as \"2012-01-31\"");
        QVERIFY(std::isnan(parse_table(text, "t.csv", {.missing_values = {"Total"}}).values(3, 0)));
        // A first row with a date is no line of units.
        verify_mentions(error("day,v\n2023-01-01,3*\n2023-01-02,4\n2023-01-03,6\n"),
                        "line 2, column 2: \"v\": found \"3*\"");
        verify_mentions(parse_table("m,v\nJan-23,3\nFeb-23,4\n", "t.csv").report.notes.at(0),
                        "years of two digits are not read; Jan-2023 is");
    }

    void dates_and_texts_are_columns_of_their_own() {
        const Table table = parse_table(
            "day,n,w\n2012-02-28,1,rain\n2012-02-29,2,\"sun,\n\"\"dry\"\"\"\n2012-03-01,3,rain\n", "t.csv");
        QCOMPARE(table.kinds, (std::vector{ColumnKind::date, ColumnKind::number, ColumnKind::text}));
        QCOMPARE(table.values(2, 0) - table.values(0, 0), 2 * 86400.0);
        QCOMPARE(date_text(table.values(1, 0)), std::string("2012-02-29"));
        QCOMPARE(table.levels[2], (std::vector<std::string>{"rain", "sun,\n\"dry\""}));
        QCOMPARE(table.values(2, 2), 0.0);
        QCOMPARE(table.line(2), Index{5});
        for (const char* day : {"Jan 31 2012", "31.01.2012", "2012-01-31T00:00:00Z", "31/01/2012",
                                "31 January 2012", "2012/1/31 00:00"})
            QVERIFY2(parse_table(std::string("d,v\n") + day + ",1\n", "t.csv").values(0, 0) == 1327968000.0,
                     day);
    }

    void months_with_a_point_are_dates_beside_a_decimal_comma() {
        const Table table = parse_table("Monat;Absatz\n01.2023;1.204,5\n02.2023;1.187,0\n", "t.csv");
        QCOMPARE(table.kinds, (std::vector{ColumnKind::date, ColumnKind::number}));
        QCOMPARE(date_text(table.values(1, 0)), std::string("2023-02-01"));
        QCOMPARE(table.values(0, 1), 1204.5);
        verify_mentions(error("a;b\n13.2023;1,5\n02.2023;1,7\n"), "expected one of them, or \"decimal\"");
        QCOMPARE(parse_table("a;b\n1.2023;2.5\n2.2023;3.5\n", "t.csv").kind(0), ColumnKind::number);
    }

    void ambiguous_dates_stay_text_and_are_told() {
        const Table table = parse_table("d,v\n01/02/2020,1\n02/02/2020,2\n", "t.csv");
        QCOMPARE(table.kind(0), ColumnKind::text);
        verify_mentions(table.report.notes.at(0), "cannot be told apart");
    }

    void numbers_may_be_names() {
        QCOMPARE(parse_table("date,2021,2022\n01-01,3.1,3.4\n01-02,3.0,3.5\n", "t.csv").columns[1],
                 std::string("2021"));
        QCOMPARE(parse_table(",0,1,2\n0,.5,.6,.7\n1,.5,.6,.7\n", "t.csv").columns[3], std::string("2"));
        QCOMPARE(parse_table("1,2\n3,4\n", "t.csv").values.rows(), Index{2});
        verify_mentions(error("0,1,2\n4.5,3,1\n"), "\"header\": true or false");
        QCOMPARE(parse_table("0,1,2\n4.5,3,1\n", "t.csv", {.header = true}).values.rows(), Index{1});
        QCOMPARE(parse_table("0,1,2\n4.5,3,1\n", "t.csv", {.header = false}).values.rows(), Index{2});
    }

    void refusals_name_place_find_and_key() {
        QCOMPARE(
            error("a,b\n1,2\n3,x\n4,5\n"),
            "t.csv: line 3, column 2: \"b\": found \"x\"; expected a number, or \"missing_values\": [\"x\"]");
        verify_mentions(error("a,b\n1,2\n3,4 kW\n4,5\n"), "\"units\": [\"kW\"]");
        verify_mentions(error("a,b\n1,2\n3,4%\n4,5\n"), "\"percent\": true");
        verify_mentions(
            error("a;b\n1,234;2\n2,000;3\n"),
            "line 2, column 1: found \"1,234\", which may be a fraction or thousands; expected \"decimal\"");
        verify_mentions(error("a;b\n1,25;2\n2.5;3\n"), "\"decimal\"");
        verify_mentions(error("a,b\n1,2\n3\n"), "line 3: found 1 columns; expected 2 as in the first line");
        verify_mentions(error("a,b\n1,\"2\n"), "line 2, column 2: found a quote that is not closed");
        verify_mentions(error("a,a\n1,2\n"), "line 1, column 2: found the name \"a\" again");
        verify_mentions(error("PK\x03\x04"
                              "aaaa"),
                        "save the sheet as CSV");
        verify_mentions(error(std::string("a,b\n1,\0", 7)), "zero byte at byte 7");
        verify_mentions(error(""), "empty file");
        verify_mentions(error("a,b\n1,2\n", {.separator = "dash"}), "\"semicolon\"");
    }
};

QTEST_APPLESS_MAIN(TableTextTest)
#include "table_text_test.moc"
