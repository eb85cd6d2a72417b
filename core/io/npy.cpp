// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/npy.h"

#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <vector>

#include "core/io/quote.h"
#include "core/numeric/input_error.h"
#include "core/numeric/memory.h"

namespace basin {

namespace {

static_assert(std::endian::native == std::endian::little, "NPY bytes are copied as they are");

constexpr std::string_view magic = "\x93NUMPY";

struct Layout {
    std::string type;
    bool fortran_order = false;
    Index rows = 0;
    Index columns = 0;
};

[[noreturn]] void fail(const std::string& where, const std::string& problem) {
    throw InputError(where, problem);
}

/// What stands behind 'key': in the header, from the first character that is no blank.
std::string_view value_of(std::string_view header, std::string_view key, const std::string& where) {
    std::string name = "'";
    name.append(key).append("':");
    const auto place = header.find(name);
    if (place == std::string_view::npos)
        fail(where, "found no " + name.substr(0, name.size() - 1) + " in the header");
    header.remove_prefix(place + name.size());
    const auto first = header.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view() : header.substr(first);
}

std::string parse_type(std::string_view header, const std::string& where) {
    std::string_view value = value_of(header, "descr", where);
    const auto end = value.find('\'', 1);
    if (!value.starts_with('\'') || end == std::string_view::npos)
        fail(where, "found a structured type; expected '<f8'");
    const std::string type(value.substr(1, end - 1));
    if (type != "<f8" && type != "<f4" && type != "<i4" && type != "<i8") {
        fail(where, "found numbers of type " + quote(type) + "; expected <f8, <f4, <i4 or <i8");
    }
    return type;
}

std::vector<Index> parse_shape(std::string_view header, const std::string& where) {
    std::string_view value = value_of(header, "shape", where);
    const auto end = value.find(')');
    if (!value.starts_with('(') || end == std::string_view::npos) fail(where, "found no shape in the header");
    value = value.substr(1, end - 1);
    std::vector<Index> shape;
    while (!value.empty()) {
        if (value.front() == ',' || value.front() == ' ') {
            value.remove_prefix(1);
            continue;
        }
        Index size = 0;
        const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), size);
        if (error != std::errc{}) fail(where, "found shape (" + quote(value) + "; expected whole numbers");
        shape.push_back(size);
        value.remove_prefix(static_cast<std::size_t>(stop - value.data()));
    }
    return shape;
}

Layout parse_layout(std::string_view header, const std::string& where) {
    Layout layout;
    layout.type = parse_type(header, where);
    layout.fortran_order = value_of(header, "fortran_order", where).starts_with("True");
    const std::vector<Index> shape = parse_shape(header, where);
    if (shape.size() != 1 && shape.size() != 2) {
        fail(where, "found " + std::to_string(shape.size()) + " dimensions; expected one or two");
    }
    layout.rows = shape[0];
    layout.columns = shape.size() == 2 ? shape[1] : 1;
    require_fits(where, layout.rows, layout.columns);
    return layout;
}

std::size_t little_endian(std::string_view bytes) {
    std::size_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) value = value * 256 + static_cast<unsigned char>(bytes[i]);
    return value;
}

/// Splits off the header text; bytes is what follows it.
std::string_view take_header(std::string_view& bytes, const std::string& where) {
    if (!bytes.starts_with(magic)) fail(where, "found other first bytes; expected an NPY file");
    const bool cut = bytes.size() < magic.size() + 2;
    const int version = cut ? 0 : bytes[magic.size()];
    if (version < 1 || version > 3) fail(where, "found another version of NPY; expected 1, 2 or 3");
    const std::size_t width = version == 1 ? 2 : 4;
    bytes.remove_prefix(magic.size() + 2);
    if (bytes.size() < width) fail(where, "found the end of the file in its header");
    const std::size_t length = little_endian(bytes.substr(0, width));
    bytes.remove_prefix(width);
    if (bytes.size() < length) fail(where, "found the end of the file in its header");
    const std::string_view header = bytes.substr(0, length);
    bytes.remove_prefix(length);
    return header;
}

double exact(std::int64_t value, const std::string& where) {
    const auto result = static_cast<double>(value);
    // 2^63 as a double is outside the range that may be cast back.
    if (result >= 0x1p63 || static_cast<std::int64_t>(result) != value) {
        fail(where, "found the whole number " + std::to_string(value) + ", which no double holds exactly");
    }
    return result;
}

template <typename T>
Matrix decode(std::string_view bytes, const Layout& layout, const std::string& where) {
    const auto count = static_cast<std::size_t>(layout.rows * layout.columns);
    if (bytes.size() != count * sizeof(T)) {
        fail(where, "found " + std::to_string(bytes.size()) + " bytes of data; expected " +
                        std::to_string(count * sizeof(T)));
    }
    Matrix matrix(layout.rows, layout.columns);
    for (std::size_t k = 0; k < count; ++k) {
        T value;
        std::memcpy(&value, bytes.data() + k * sizeof(T), sizeof(T));
        const auto place = static_cast<Index>(k);
        double& entry = layout.fortran_order ? matrix.data()[place]
                                             : matrix(place / layout.columns, place % layout.columns);
        if constexpr (sizeof(T) == 8 && std::is_integral_v<T>) {
            entry = exact(value, where);
        } else {
            entry = static_cast<double>(value);
        }
    }
    return matrix;
}

}  // namespace

Matrix parse_npy(std::string_view bytes, const std::string& where) {
    const std::string_view header = take_header(bytes, where);
    const Layout layout = parse_layout(header, where);
    if (layout.type == "<f8") return decode<double>(bytes, layout, where);
    if (layout.type == "<f4") return decode<float>(bytes, layout, where);
    if (layout.type == "<i4") return decode<std::int32_t>(bytes, layout, where);
    return decode<std::int64_t>(bytes, layout, where);
}

std::string npy_bytes(const Matrix& matrix) {
    std::string header = "{'descr': '<f8', 'fortran_order': True, 'shape': (" +
                         std::to_string(matrix.rows()) + ", " + std::to_string(matrix.cols()) + "), }";
    constexpr std::size_t alignment = 64;  // of the data, as NumPy writes it
    constexpr std::size_t before = magic.size() + 4;
    header.append(alignment - (before + header.size() + 1) % alignment, ' ');
    header += '\n';
    std::string bytes(magic);
    bytes += '\x01';
    bytes += '\x00';
    bytes += static_cast<char>(header.size() & 0xFF);
    bytes += static_cast<char>(header.size() >> 8);
    bytes += header;
    bytes.append(reinterpret_cast<const char*>(matrix.data()),
                 static_cast<std::size_t>(matrix.size()) * sizeof(double));
    return bytes;
}

}  // namespace basin
