// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/json_reader.h"
#include "core/io/json_text.h"
#include "core/io/quote.h"
#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"
#include "core/numeric/text.h"
#include "tests/support/input_errors.h"

using namespace basin;
using namespace basin::test;

/// Numbers that sentences and JSON have no digits for.
class WrittenNumbersTest : public QObject {
    Q_OBJECT

  private slots:
    void sentencesHaveWordsForWhatIsNoNumber() {
        QCOMPARE(number_text(-std::nan("")), std::string("unknown"));
        QCOMPARE(number_text(INFINITY), std::string("infinite"));
        QCOMPARE(number_text(-INFINITY), std::string("−infinite"));
        QCOMPARE(seconds_text(std::nan("")), std::string("unknown"));
        QCOMPARE(seconds_text(INFINITY), std::string("infinite"));
        QCOMPARE(exact_number_text(-std::nan("")), std::string("nan"));  // files and what was found in them
    }

    void wholeNumbersAreWhole() {
        QCOMPARE(number_text(12345), std::string("12345"));
        QCOMPARE(number_text(-999999), std::string("−999999"));
        QCOMPARE(number_text(-0.0), std::string("0"));
        QCOMPARE(number_text(12345.5), std::string("12346"));
        QCOMPARE(number_text(1e9), std::string("10⁹"));
    }

    /// The notation of the plots' labels, wherever a person reads.
    void powersOfTenAreWrittenAsSuch() {
        QCOMPARE(number_text(2.8e-5), std::string("2.8·10⁻⁵"));
        QCOMPARE(number_text(-1.234e-7), std::string("−1.23·10⁻⁷"));
        QCOMPARE(number_text(1e-300), std::string("10⁻³⁰⁰"));
        QCOMPARE(number_text(1.7e308), std::string("1.7·10³⁰⁸"));
        QCOMPARE(number_text(999.97), std::string("1000"));
        QCOMPARE(number_text(0.00099999), std::string("0.001"));
        QCOMPARE(number_text(0.30000000000000004), std::string("0.3"));
        QCOMPARE(number_text(1234567.25, 10), std::string("1.23456725·10⁶"));
        QCOMPARE(number_text(0.5, 1), std::string("0.5"));
    }

    void powersBeyondTheDoublesAreWrittenAlike() {
        QCOMPARE(power_text(388.4), std::string("10³⁸⁸"));
        QCOMPARE(power_text(-1732), std::string("10⁻¹⁷³²"));
        QCOMPARE(power_text(-1), number_text(0.1));
        QCOMPARE(power_text(INFINITY), std::string("infinite"));
        QCOMPARE(power_text(-INFINITY), std::string("0"));
        QCOMPARE(power_text(std::nan("")), std::string("unknown"));
    }

    void durationsHaveTheirUnits() {
        QCOMPARE(seconds_text(3.4e-4), std::string("340 µs"));
        QCOMPARE(seconds_text(0.0012), std::string("1.2 ms"));
        QCOMPARE(seconds_text(3.4), std::string("3.4 s"));
        QCOMPARE(seconds_text(9000), std::string("2.5 h"));
        QCOMPARE(time_left_text(11.2), std::string("12 s"));
        QCOMPARE(time_left_text(100), std::string("2 min"));
        QCOMPARE(time_left_text(7201), std::string("3 h"));
        QCOMPARE(time_left_text(NAN), std::string());
    }

    void columnsCountCharactersNotBytes() {
        QCOMPARE(padded("10⁻⁵", 6), std::string("10⁻⁵  "));
        QCOMPARE(padded("long enough", 3), std::string("long enough"));
        QCOMPARE(joined({"a"}, "or"), std::string("a"));
        QCOMPARE(joined({"a", "b"}, "or"), std::string("a or b"));
        QCOMPARE(joined({"a", "b", "c"}, "and"), std::string("a, b and c"));
    }

    void textFromOutsideIsPrintable() {
        QCOMPARE(printable("plain ü ∞ \\ \""), std::string("plain ü ∞ \\ \""));
        QCOMPARE(printable("a\x0b\x1b[31m\n\x7f"), std::string("a\\u000b\\u001b[31m\\n\\u007f"));
        QCOMPARE(printable("\xc2\x9b"), std::string("\\u009b"));  // C1: CSI
        QCOMPARE(printable("\xe2\x80\xae \xef\xbf\xbe"), std::string("\\u202e \\ufffe"));
        QCOMPARE(printable("\xff \xc0\xaf \xed\xa0\x80"),
                 std::string("\\xff \\xc0\\xaf \\xed\\xa0\\x80"));  // overlong, surrogate
        QCOMPARE(printable("\xf0\x9f\x98\x80 \xf0\x9f\x98"), std::string("\xf0\x9f\x98\x80 \\xf0\\x9f\\x98"));
        QCOMPARE(printable(printable("\x1b\xff")), printable("\x1b\xff"));
        QCOMPARE(quote("say \"ü\"\t"), std::string("\"say \\\"ü\\\"\\t\""));
        // Cut after 40 characters, not within one.
        std::string many;
        for (int k = 0; k < 50; ++k) many += "ü";
        QCOMPARE(quote(many), '"' + many.substr(0, 80) + "...\"");
        QCOMPARE(std::string(InputError("a\x1b.csv", "found \xff").what()),
                 std::string("a\\u001b.csv: found \\xff"));
    }

    void jsonKeepsItsMeaningWithoutControlCharacters() {
        const std::string text = "\xc2\x9b\x7f\xe2\x80\xae\xef\xbf\xbf";
        const std::string file = json_file_text({{"text", text}});
        std::string line = file;
        std::erase(line, '\n');
        QCOMPARE(printable(line), line);
        QCOMPARE(parse_json(file, "here")["text"].get<std::string>(), text);
    }

    /// A whole number however it is written; what is refused says the range.
    void wholeNumbersOfJson() {
        const auto read = [](const char* text) {
            const auto json = parse_json(std::string("{\"number\": ") + text + "}", "here");
            Index number = 0;
            JsonObject(json, {"here", ""}).read("number", number);
            return number;
        };
        QCOMPARE(read("1e18"), Index{1000000000000000000});
        QCOMPARE(read("9223372036854775807"), Index{9223372036854775807});
        for (const char* text : {"1e19", "9223372036854775808", "2.5", "1e300"})
            verify_mentions(input_error([&] { read(text); }),
                            "a whole number from -9223372036854775808 to 9223372036854775807");
    }

    void jsonTellsInfinityFromWhatIsNotKnown() {
        const nlohmann::ordered_json json{
            {"list", {1.5, INFINITY, NAN}}, {"number", -INFINITY}, {"text", "inf"}};
        const std::string text = json_file_text(json);
        QCOMPARE(
            text,
            std::string(
                "{\n  \"list\": [1.5,\"inf\",null],\n  \"number\": \"-inf\",\n  \"text\": \"inf\"\n}\n"));
        const nlohmann::json read = parse_json(text, "here");
        JsonObject object(read, {"here", ""});
        const Vector list = object.result_numbers("list");
        QVERIFY(list[0] == 1.5 && list[1] == INFINITY && std::isnan(list[2]));
        QCOMPARE(object.result_number("number"), -INFINITY);
    }

    void wordsThatAreNoNumbers() {
        const nlohmann::json read{{"number", "infinite"}, {"list", 3}};
        JsonObject object(read, {"here", ""});
        verify_mentions(input_error([&] { object.result_number("number"); }), "here: number: found");
        verify_mentions(input_error([&] { object.result_numbers("list"); }), "expected a list of numbers");
        verify_mentions(input_error([&] { object.result_number("none"); }), "here: none: is missing");
    }
};

QTEST_APPLESS_MAIN(WrittenNumbersTest)
#include "written_numbers_test.moc"
