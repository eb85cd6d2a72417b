// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/json_reader.h"
#include "core/io/json_text.h"
#include "core/numeric/text.h"
#include "tests/support/input_errors.h"

using namespace basin;
using namespace basin::test;

/// Numbers that sentences and JSON have no digits for.
class WrittenNumbersTest : public QObject {
    Q_OBJECT

  private slots:
    void noNumberHasNoSign() {
        QCOMPARE(number_text(-std::nan("")), std::string("nan"));
        QCOMPARE(exact_number_text(-std::nan("")), std::string("nan"));
        QCOMPARE(number_text(-INFINITY), std::string("-inf"));
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
