// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/npy_header.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "core/io/formats/written_number.h"
#include "core/io/quote.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

/// The literal, from the left.
class HeaderReader {
  public:
    HeaderReader(std::string_view text, const std::string& where) : rest_(text), where_(where) {}

    NpyHeader read() {
        expect('{', "a dictionary");
        while (!take('}')) {
            read_entry();
            if (take(',')) continue;
            expect('}', "a comma or the end of the dictionary");
            break;
        }
        skip_blanks();
        if (!rest_.empty()) fail("nothing behind the dictionary");
        for (const auto& [name, seen] :
             {std::pair("descr", has_descr_), {"fortran_order", has_order_}, {"shape", has_shape_}})
            if (!seen) throw InputError(where_, std::string("found no '") + name + "' in the header");
        return std::move(header_);
    }

  private:
    [[noreturn]] void fail(const std::string& expected) const {
        const std::string found = rest_.empty() ? "the end of the header" : quote(rest_) + " in the header";
        throw InputError(where_, "found " + found + "; expected " + expected);
    }

    void skip_blanks() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\n\r\f"), rest_.size())); }

    bool take(char c) {
        skip_blanks();
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    void expect(char c, const std::string& meaning) {
        if (!take(c)) fail(meaning);
    }

    void read_entry() {
        const std::string key = read_text("a key in quotes");
        expect(':', "a colon behind '" + key + "'");
        bool* const seen = key == "descr"           ? &has_descr_
                           : key == "fortran_order" ? &has_order_
                           : key == "shape"         ? &has_shape_
                                                    : nullptr;
        if (seen == nullptr)
            throw InputError(where_, "found the key " + quote(key) +
                                         " in the header; expected descr, fortran_order and shape");
        if (std::exchange(*seen, true))
            throw InputError(where_,
                             "found the key " + quote(key) + " twice in the header; expected it once");
        if (key == "descr") {
            header_.descr = read_descr();
        } else if (key == "fortran_order") {
            header_.fortran_order = read_truth();
        } else {
            header_.shape = read_shape();
        }
    }

    std::string read_descr() {
        skip_blanks();
        if (rest_.starts_with('[')) throw InputError(where_, "found a structured type; expected '<f8'");
        return read_text("the type of the numbers in quotes");
    }

    std::string read_text(const std::string& meaning) {
        skip_blanks();
        const std::size_t prefix = !rest_.empty() && (rest_[0] == 'b' || rest_[0] == 'u') ? 1 : 0;
        const char mark = rest_.size() > prefix ? rest_[prefix] : ' ';
        if (mark != '\'' && mark != '"') fail(meaning);
        const auto end = rest_.find(mark, prefix + 1);
        std::string text(rest_.substr(prefix + 1, end - prefix - 1));
        // An escape would stand for another text; no key or type has one.
        if (end == std::string_view::npos || text.find('\\') != std::string::npos) fail(meaning);
        rest_.remove_prefix(end + 1);
        return text;
    }

    bool read_truth() {
        skip_blanks();
        const std::string expected = "True, False, 1 or 0 behind 'fortran_order'";
        if (const auto number = take_whole()) {
            if (*number > 1) fail(expected);
            return *number == 1;
        }
        for (const auto& [word, meaning] : {std::pair("True", true), {"False", false}}) {
            if (!rest_.starts_with(word)) continue;
            rest_.remove_prefix(std::string_view(word).size());
            return meaning;
        }
        fail(expected);
    }

    /// A whole number >= 0, with or without the L; nothing where none begins.
    std::optional<Index> take_whole() {
        skip_blanks();
        const std::string_view begin = rest_;
        Index value = 0;
        const auto [stop, error] = std::from_chars(begin.data(), begin.data() + begin.size(), value);
        if (begin.empty() || !is_digit(begin.front())) return std::nullopt;
        if (error != std::errc{}) fail("a whole number below 2^63");
        const auto length = static_cast<std::size_t>(stop - begin.data());
        // Python has no 007, and 2 had octal numbers of that look.
        if (length > 1 && begin.front() == '0') fail("a whole number");
        rest_.remove_prefix(length);
        if (rest_.starts_with('L') || rest_.starts_with('l')) rest_.remove_prefix(1);
        return value;
    }

    std::vector<Index> read_shape() {
        expect('(', "sizes in parentheses behind 'shape'");
        std::vector<Index> shape;
        bool comma = false;
        while (!take(')')) {
            const auto size = take_whole();
            if (!size) fail("a whole number >= 0 in the shape");
            shape.push_back(*size);
            comma = take(',');
            if (comma) continue;
            expect(')', "a comma or the end of the shape");
            break;
        }
        // (3) is a number to Python, and no tuple.
        if (shape.size() == 1 && !comma) fail("a comma in a shape of one size");
        return shape;
    }

    std::string_view rest_;
    const std::string& where_;
    NpyHeader header_;
    bool has_descr_ = false, has_order_ = false, has_shape_ = false;
};

}  // namespace

NpyHeader parse_npy_header(std::string_view text, const std::string& where) {
    return HeaderReader(text, where).read();
}

}  // namespace basin
