// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstring>
#include <limits>
#include <string>

#include <QtTest/QTest>

#include "core/io/formats/csv.h"
#include "core/io/formats/matrix_file.h"
#include "core/io/formats/matrix_market.h"
#include "core/io/formats/npy.h"
#include "core/io/json_reader.h"
#include "core/numeric/memory.h"
#include "core/numeric/random.h"
#include "core/numeric/text.h"
#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace {

/// Numbers of every size, with those that are awkward to write.
Matrix awkward_matrix() {
    RandomStream stream(7);
    Matrix matrix(5, 3);
    for (double& value : matrix.reshaped()) value = stream.normal() * std::exp2(stream.below(200) - 100);
    matrix(0, 0) = 0.1;
    matrix(1, 0) = -0.0;
    matrix(2, 0) = std::numeric_limits<double>::denorm_min();
    matrix(3, 0) = std::numeric_limits<double>::max();
    matrix(4, 0) = 100000;
    return matrix;
}

bool same_bits(const Matrix& a, const Matrix& b) {
    return a.rows() == b.rows() && a.cols() == b.cols() &&
           std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(double)) == 0;
}

std::string npy(const std::string& header, const std::string& data) {
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size());
    bytes += '\0';
    return bytes + header + data;
}

template <typename T>
std::string bytes_of(std::initializer_list<T> values) {
    std::string bytes;
    for (const T value : values) {
        char raw[sizeof(T)];
        std::memcpy(raw, &value, sizeof(T));
        bytes.append(raw, sizeof(T));
    }
    return bytes;
}

}  // namespace

class MatrixFilesTest : public QObject {
    Q_OBJECT

  private slots:
    void formats_give_the_same_bits() {
        const Matrix matrix = awkward_matrix();
        ScratchFolder folder;
        const auto csv = folder.write("a.csv", csv_text(matrix));
        const auto market = folder.write("a.mtx", matrix_market_text(matrix));
        const auto numpy = folder.write("a.npy", npy_bytes(matrix));
        QVERIFY(same_bits(read_matrix(csv), matrix));
        QVERIFY(same_bits(read_matrix(market), matrix));
        QVERIFY(same_bits(read_matrix(numpy), matrix));
    }

    void content_decides_without_a_known_extension() {
        const Matrix matrix = awkward_matrix();
        ScratchFolder folder;
        QVERIFY(same_bits(read_matrix(folder.write("a.data", csv_text(matrix))), matrix));
        QVERIFY(same_bits(read_matrix(folder.write("b.data", matrix_market_text(matrix))), matrix));
        QVERIFY(same_bits(read_matrix(folder.write("c.data", npy_bytes(matrix))), matrix));
    }

    void csv_takes_what_people_write() {
        const Matrix expected = (Matrix(2, 2) << 1, -2.5, 3e4, 0.25).finished();
        for (const char* text : {"1,-2.5\n3e4,.25\n", "1,-2.5\r\n3e4,0.25\r\n", "1 , -2.5\n+3e4,\t0.25",
                                 "\xEF\xBB\xBF"
                                 "1,-2.5\n30000,0.25\n\n\n",
                                 "# a comment\n1,-2.5\n30000,0.25\n", "1;-2,5\n30000;0,25\n",
                                 "a\tb\tc\n1\tx\t-2.5\n30000\ty\t.25\n", "1,-2.5\r30000,0.25"}) {
            QVERIFY2(same_bits(parse_csv_matrix(text, "a.csv"), expected), text);
        }
    }

    void csv_errors_name_the_place() {
        const auto error = [](const char* text) {
            return input_error([&] { parse_csv_matrix(text, "a.csv"); });
        };
        QCOMPARE(error("1,2\n3,x\n"), "a.csv: line 2, column 2: found \"x\"; expected a number");
        QCOMPARE(error("1,2\n3\n"), "a.csv: line 2: found 1 columns; expected 2 as in the first line");
        QCOMPARE(error("1,nan\n"), "a.csv: line 1, column 2: found \"nan\"; expected a finite number");
        QCOMPARE(error("1,inf\n"), "a.csv: line 1, column 2: found \"inf\"; expected a finite number");
        QCOMPARE(error("1,\n"), "a.csv: line 1, column 2: found an empty cell; expected a number");
        QCOMPARE(error("1,2\n\n3,4\n"), "a.csv: line 2: found a blank line; expected numbers");
        verify_mentions(error("1,1e999\n"), "line 1, column 2: found \"1e999\"");
        verify_mentions(error("1,2\n3,\"4\n"), "line 2, column 2: found a quote that is not closed");
        verify_mentions(error(""), "a.csv: found an empty file");
    }

    void matrix_market_variants() {
        const Matrix symmetric = (Matrix(2, 2) << 1, 5, 5, 2).finished();
        const std::string head = "%%MatrixMarket matrix ";
        QVERIFY(same_bits(parse_matrix_market(head + "array real symmetric\n% note\n2 2\n1\n5\n2\n", "m"),
                          symmetric));
        QVERIFY(same_bits(
            parse_matrix_market(head + "coordinate integer symmetric\n2 2 3\n1 1 1\n2 1 5\n2 2 2\n", "m"),
            symmetric));
        const Matrix sparse = (Matrix(2, 3) << 0, 0, 4, 7, 0, 0).finished();
        QVERIFY(same_bits(
            parse_matrix_market(head + "coordinate real general\r\n2 3 2\r\n1 3 4\r\n2 1 7\r\n", "m"),
            sparse));
    }

    void matrix_market_errors_name_the_line() {
        const auto error = [](const std::string& text) {
            return input_error([&] { parse_matrix_market("%%MatrixMarket matrix " + text, "a.mtx"); });
        };
        QCOMPARE(error("array complex general\n1 1\n1\n"),
                 "a.mtx: line 1: found field \"complex\"; expected real or integer");
        QCOMPARE(error("array real general\n2 1\n1\nnan\n"),
                 "a.mtx: line 4: found \"nan\"; expected a finite number");
        QCOMPARE(error("coordinate real general\n2 2 1\n3 1 1\n"),
                 "a.mtx: line 3: found index 3; expected 1 to 2");
        verify_mentions(error("coordinate real general\n2 2 2\n1 1 1\n1 1 2\n"), "found entry (1, 1) again");
        verify_mentions(error("array real general\n2 2\n1\n2\n3\n"), "too short");
        verify_mentions(error("array real general\n1 1\n1\n2\n"), "more entries");
        verify_mentions(error("array real symmetric\n1 2\n1\n2\n"), "not square");
        verify_mentions(error("coordinate real general\n4000000000 4000000000 0\n"), "overflows");
        verify_mentions(error("coordinate real general\n1000000 900000000 0\n"), "of memory");
        verify_mentions(error("array real general\n0 3\n"), "at least 1 x 1");
    }

    void npy_variants() {
        const Matrix expected = (Matrix(2, 2) << 1, 2, 3, 4).finished();
        const std::string shape = "'shape': (2, 2), }\n";
        QVERIFY(same_bits(parse_npy(npy("{'descr': '<f8', 'fortran_order': False, " + shape,
                                        bytes_of<double>({1, 2, 3, 4})),
                                    "n"),
                          expected));
        QVERIFY(same_bits(
            parse_npy(npy("{'descr': '<f4', 'fortran_order': True, " + shape, bytes_of<float>({1, 3, 2, 4})),
                      "n"),
            expected));
        QVERIFY(same_bits(parse_npy(npy("{'descr': '<i4', 'fortran_order': False, " + shape,
                                        bytes_of<std::int32_t>({1, 2, 3, 4})),
                                    "n"),
                          expected));
        const Matrix column = (Matrix(3, 1) << -1, 0, 9007199254740993 - 1).finished();
        QVERIFY(same_bits(parse_npy(npy("{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }\n",
                                        bytes_of<std::int64_t>({-1, 0, 9007199254740992})),
                                    "n"),
                          column));
    }

    void npy_errors_say_what_is_wrong() {
        const auto error = [](const std::string& bytes) {
            return input_error([&] { parse_npy(bytes, "a.npy"); });
        };
        const std::string rest = "'fortran_order': False, 'shape': (2,), }\n";
        QCOMPARE(error(npy("{'descr': '>f8', " + rest, bytes_of<double>({1, 2}))),
                 "a.npy: found numbers of type \">f8\"; expected <f8, <f4, <i4 or <i8");
        QCOMPARE(error(npy("{'descr': '<f8', " + rest, bytes_of<double>({1}))),
                 "a.npy: found 8 bytes of data; expected 16");
        QCOMPARE(error(npy("{'descr': '<f8', " + rest, bytes_of<double>({1, 2, 3}))),
                 "a.npy: found 24 bytes of data; expected 16");
        verify_mentions(error(npy("{'descr': '<f8', 'fortran_order': False, 'shape': (1,2,3), }", "")),
                        "3 dimensions");
        verify_mentions(error(npy("{'descr': '<i8', " + rest, bytes_of<std::int64_t>({1, 9007199254740993}))),
                        "found 9007199254740993; expected a number that a double holds");
        verify_mentions(error("hello"), "expected an NPY file");
        verify_mentions(error(std::string("\x93NUMPY\x01\x00", 8)), "end of the file");
    }

    /// Python writes one header in many ways; each means the same matrix.
    void npy_headers_are_read_by_their_grammar_data() {
        QTest::addColumn<QString>("header");
        QTest::newRow("one for true") << "{'descr': '<f8', 'fortran_order': 1, 'shape': (2, 2)}";
        QTest::newRow("no blanks") << "{'descr':'<f8','fortran_order':True,'shape':(2,2)}";
        QTest::newRow("blanks")
            << " { 'descr' : '<f8' , 'fortran_order'\t:\n True , 'shape' : ( 2 , 2 , ) , } ";
        QTest::newRow("double quotes") << R"({"descr": "<f8", "fortran_order": True, "shape": (2, 2), })";
        QTest::newRow("long numbers") << "{'descr': '<f8', 'fortran_order': 1L, 'shape': (2L, 2L), }";
        QTest::newRow("prefixes") << "{u'descr': b'<f8', b'fortran_order': True, 'shape': (2, 2), }";
        QTest::newRow("other order") << "{'shape': (2, 2), 'fortran_order': True, 'descr': '<f8'}";
    }
    void npy_headers_are_read_by_their_grammar() {
        QFETCH(QString, header);
        const Matrix expected = (Matrix(2, 2) << 1, 2, 3, 4).finished();
        const std::string numbers = bytes_of<double>({1, 3, 2, 4});  // column by column
        QVERIFY(same_bits(parse_npy(npy(header.toStdString() + "\n", numbers), "a.npy"), expected));
    }

    void npy_headers_that_are_none_are_refused_data() {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* header, const char* message) {
            QTest::newRow(name) << QString(header) << QString(message);
        };
        row("two", "{'descr': '<f8', 'fortran_order': 2, 'shape': (2, 2)}", "expected True, False, 1 or 0");
        row("lower case", "{'descr': '<f8', 'fortran_order': true, 'shape': (2, 2)}", "expected True, False");
        row("text", "{'descr': '<f8', 'fortran_order': 'True', 'shape': (2, 2)}", "expected True, False");
        row("longer word", "{'descr': '<f8', 'fortran_order': Trueish, 'shape': (2, 2)}", "expected a comma");
        row("order twice", "{'descr': '<f8', 'fortran_order': 0, 'fortran_order': 1, 'shape': (2, 2)}",
            "found the key \"fortran_order\" twice");
        row("another key", "{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 2), 'order': 1}",
            "found the key \"order\"");
        row("no order", "{'descr': '<f8', 'shape': (2, 2)}", "found no 'fortran_order'");
        row("within a text", "{'descr': \"'fortran_order': True, <f8\", 'shape': (2, 2)}",
            "found no 'fortran_order'");
        row("no comma", "{'descr': '<f8', 'fortran_order': 0, 'shape': (2 2)}", "expected a comma");
        row("a number", "{'descr': '<f8', 'fortran_order': 0, 'shape': (4)}",
            "a comma in a shape of one size");
        row("negative", "{'descr': '<f8', 'fortran_order': 0, 'shape': (-2, -2)}", "a whole number >= 0");
        row("octal", "{'descr': '<f8', 'fortran_order': 0, 'shape': (02, 2)}", "expected a whole number");
        row("too large", "{'descr': '<f8', 'fortran_order': 0, 'shape': (9223372036854775808, 2)}", "2^63");
        row("open", "{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 2)", "end of the header");
        row("more", "{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 2)} + 1", "nothing behind");
    }
    void npy_headers_that_are_none_are_refused() {
        QFETCH(QString, header);
        QFETCH(QString, message);
        const std::string bytes = npy(header.toStdString(), bytes_of<double>({1, 3, 2, 4}));
        verify_mentions(input_error([&] { parse_npy(bytes, "a.npy"); }), message.toStdString());
    }

    void npy_versions_are_known_ones() {
        std::string bytes =
            npy("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,), }", bytes_of<double>({1}));
        bytes[7] = 1;  // 1.1
        verify_mentions(input_error([&] { parse_npy(bytes, "a.npy"); }), "another version");
    }

    /// One rule for all formats, and the same sentence.
    void numbers_that_no_double_holds_are_refused_data() {
        QTest::addColumn<QString>("number");
        QTest::addColumn<bool>("held");
        QTest::newRow("2^53") << "9007199254740992" << true;
        QTest::newRow("2^53 + 1") << "9007199254740993" << false;
        QTest::newRow("-(2^53 + 1)") << "-9007199254740993" << false;
        QTest::newRow("2^53 + 2") << "9007199254740994" << true;
        QTest::newRow("2^63") << "9223372036854775808" << true;
        QTest::newRow("2^64 + 1") << "18446744073709551617" << false;
        QTest::newRow("10^22") << "10000000000000000000000" << true;
        QTest::newRow("10^23") << "100000000000000000000000" << false;
        QTest::newRow("with a decimal point") << "9007199254740993.0" << true;
        QTest::newRow("smallest") << "5e-324" << true;
        QTest::newRow("subnormal") << "1.5e-310" << true;
        QTest::newRow("underflow") << "1e-999" << false;
        QTest::newRow("largest") << "1.7976931348623157e308" << true;
        QTest::newRow("overflow") << "1e999" << false;
        QTest::newRow("zero") << "0e-999" << true;
    }
    void numbers_that_no_double_holds_are_refused() {
        QFETCH(QString, number);
        QFETCH(bool, held);
        const std::string text = number.toStdString();
        const std::string mtx = "%%MatrixMarket matrix array real general\n1 1\n" + text + "\n";
        const std::string json = "{\"number\": [" + text + "]}";
        const auto from_json = [&] {
            const auto whole = parse_json(json, "a");
            return json_column(whole["number"], {"a", "number"});
        };
        const std::string in_csv = input_error([&] { parse_csv_matrix(text + "\n", "a"); });
        const std::string in_mtx = input_error([&] { parse_matrix_market(mtx, "a"); });
        const std::string in_json = input_error(from_json);
        QCOMPARE(in_csv.empty(), held);
        QCOMPARE(in_mtx.empty(), held);
        QCOMPARE(in_json.empty(), held);
        if (held) {
            const Matrix matrix = parse_csv_matrix(text + "\n", "a");
            QCOMPARE(parse_matrix_market(mtx, "a"), matrix);
            QCOMPARE(from_json(), matrix);
            return;
        }
        const std::string expected = in_csv.substr(in_csv.find("; expected"));
        verify_mentions(in_csv, "a double");
        verify_mentions(in_mtx, expected);
        verify_mentions(in_json, expected);
    }

    void unusable_files_are_refused() {
        ScratchFolder folder;
        const auto error = [](const std::filesystem::path& file) {
            return input_error([&] { read_matrix(file); });
        };
        verify_mentions(error(folder.path() / "none.csv"), "none.csv: found no such file");
        verify_mentions(error(folder.path()), "found a folder");
        verify_mentions(error(folder.write("empty.npy", "")), "found an empty file");
        const Matrix infinite = Matrix::Constant(1, 2, INFINITY);
        verify_mentions(error(folder.write("a.npy", npy_bytes(infinite))), "row 1, column 1: found inf");
    }

    void a_column_may_lie_down() {
        ScratchFolder folder;
        const Matrix column = (Matrix(3, 1) << 1, 2, 3).finished();
        QVERIFY(same_bits(read_column(folder.write("row.csv", "1,2,3\n")), column));
        QVERIFY(same_bits(read_column(folder.write("column.csv", "1\n2\n3\n")), column));
        const auto wide = folder.write("wide.csv", "1,2\n3,4\n");
        verify_mentions(input_error([&] { read_column(wide); }),
                        "found a matrix of 2 x 2; expected one column");
    }

    void numbers_read_back() {
        for (const double value : {0.1, 1e-300, -0.0, 1e22, 5e-324}) {
            const auto back = parse_number(exact_number_text(value));
            QVERIFY(back && std::memcmp(&*back, &value, sizeof value) == 0);
        }
        QVERIFY(!parse_number("1 "));
        QVERIFY(!parse_number("0x10"));
        QVERIFY(!parse_number("+-1"));
        QVERIFY(!parse_number(""));
    }

    void tables_know_blanks() {
        CsvWriter writer({"a", "b"});
        writer.cell(1.5).cell(not_applicable).end_line();
        writer.cell(Index{2}).cell(INFINITY).end_line();
        QCOMPARE(writer.text(), "a,b\n1.5,\n2,inf\n");
        const CsvTable table = parse_csv_table(writer.text(), "t.csv");
        QCOMPARE(table.columns.size(), 2U);
        QCOMPARE(table.values(0, 0), 1.5);
        QVERIFY(std::isnan(table.values(0, 1)));
        QVERIFY(std::isinf(table.values(1, 1)));
    }
};

QTEST_APPLESS_MAIN(MatrixFilesTest)
#include "matrix_files_test.moc"
