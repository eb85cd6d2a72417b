// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/figure_text.h"

#include <array>
#include <optional>
#include <utility>

#include "core/io/formats/gzip.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

constexpr std::string_view png_begin = "\x89PNG\r\n\x1A\n", pdf_begin = "%PDF-";
constexpr std::string_view keyword = "basin-experiment";

bool is_svg(std::string_view bytes) {
    constexpr std::size_t head = 1000;
    return bytes.starts_with('<') && bytes.substr(0, head).find("<svg") != std::string_view::npos;
}

std::size_t big_endian(std::string_view four) {
    std::size_t value = 0;
    for (const char byte : four) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
}

/// Takes what is before the mark, and the mark.
std::optional<std::string_view> take_until(std::string_view& text, std::string_view mark) {
    const std::size_t end = text.find(mark);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view taken = text.substr(0, end);
    text.remove_prefix(end + mark.size());
    return taken;
}

/// The text of a chunk tEXt, zTXt or iTXt with our keyword.
std::optional<std::string> png_text(std::string_view type, std::string_view chunk, const std::string& where) {
    constexpr std::string_view nul("\0", 1);
    if (take_until(chunk, nul) != keyword) return std::nullopt;
    if (type == "tEXt") return std::string(chunk);
    if (type == "zTXt") return chunk.empty() ? std::nullopt : std::optional(gunzip(chunk.substr(1), where));
    if (chunk.size() < 2) return std::nullopt;
    const bool packed = chunk[0] != 0;
    chunk.remove_prefix(2);  // and how it is packed
    if (!take_until(chunk, nul) || !take_until(chunk, nul))
        return std::nullopt;  // language, translated keyword
    return packed ? gunzip(chunk, where) : std::string(chunk);
}

std::optional<std::string> of_png(std::string_view bytes, const std::string& where) {
    constexpr std::size_t around = 12;  // length and type before a chunk, its check sum behind
    bytes.remove_prefix(png_begin.size());
    while (bytes.size() >= around) {
        const std::size_t length = big_endian(bytes.substr(0, 4));
        const std::string_view type = bytes.substr(4, 4);
        if (length > bytes.size() - around) return std::nullopt;
        if (type == "tEXt" || type == "zTXt" || type == "iTXt")
            if (auto text = png_text(type, bytes.substr(8, length), where)) return text;
        bytes.remove_prefix(length + around);
    }
    return std::nullopt;
}

std::string without_entities(std::string_view xml) {
    constexpr std::array<std::pair<std::string_view, char>, 5> entities{
        {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&amp;", '&'}}};
    std::string text;
    while (!xml.empty()) {
        std::size_t length = 1;
        char letter = xml.front();
        for (const auto& [entity, meaning] : entities) {
            if (!xml.starts_with(entity)) continue;
            length = entity.size();
            letter = meaning;
        }
        text += letter;
        xml.remove_prefix(length);
    }
    return text;
}

std::optional<std::string> of_xml(std::string_view bytes, std::string_view open, std::string_view close) {
    if (!take_until(bytes, open) || !take_until(bytes, ">")) return std::nullopt;
    const auto text = take_until(bytes, close);
    return text ? std::optional(without_entities(*text)) : std::nullopt;
}

}  // namespace

bool is_figure(std::string_view bytes) {
    return bytes.starts_with(png_begin) || bytes.starts_with(pdf_begin) || is_svg(bytes);
}

std::string experiment_of_figure(std::string_view bytes, const std::string& where) {
    std::optional<std::string> found;
    if (bytes.starts_with(png_begin)) {
        found = of_png(bytes, where);
    } else if (is_svg(bytes)) {
        found = of_xml(bytes, "<desc", "</desc>");
    } else if (const std::size_t at = bytes.find("<dc:description>"); at != std::string_view::npos) {
        found = of_xml(bytes.substr(at), "<rdf:li", "</rdf:li>");
    }
    if (!found || found->find("basin-experiment") == std::string::npos)
        throw InputError(where,
                         "found a picture without an experiment in it; expected an experiment "
                         "(*.basin.json), or a figure that Basin has written");
    return *found;
}

}  // namespace basin
