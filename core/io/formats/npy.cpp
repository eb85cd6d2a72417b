// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/npy.h"

#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

#include "core/io/formats/npy_header.h"
#include "core/io/formats/written_number.h"
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

Layout parse_layout(std::string_view text, const std::string& where) {
    NpyHeader header = parse_npy_header(text, where);
    const std::string& type = header.descr;
    if (type != "<f8" && type != "<f4" && type != "<i4" && type != "<i8")
        fail(where, "found numbers of type " + quote(type) + "; expected <f8, <f4, <i4 or <i8");
    const std::vector<Index>& shape = header.shape;
    if (shape.size() != 1 && shape.size() != 2)
        fail(where, "found " + std::to_string(shape.size()) + " dimensions; expected one or two");
    Layout layout{std::move(header.descr), header.fortran_order, shape[0],
                  shape.size() == 2 ? shape[1] : Index{1}};
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
    if (version < 1 || version > 3 || bytes[magic.size() + 1] != 0)
        fail(where, "found another version of NPY; expected 1, 2 or 3");
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
    const WrittenNumber number = written_number(value);
    if (!number.good()) fail(where, "found " + std::to_string(value) + "; expected " + number.expected);
    return number.value;
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
