// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/figure_text.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <utility>

#include "core/io/checksum.h"
#include "core/io/formats/gzip.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

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

/// A chunk of a PNG.
struct Chunk {
    std::string_view type, content;
};

/// Tells the chunks one after the other, until one is told that ends it or the file does.
void visit_chunks(std::string_view png, const std::function<bool(const Chunk&)>& wants_more) {
    constexpr std::size_t around = 12;  // length and type before a chunk, its check sum behind
    png.remove_prefix(png_begin.size());
    while (png.size() >= around) {
        const std::size_t length = big_endian(png.substr(0, 4));
        if (length > png.size() - around) return;
        if (!wants_more({png.substr(4, 4), png.substr(8, length)})) return;
        png.remove_prefix(length + around);
    }
}

/// The text of a chunk tEXt, zTXt or iTXt with our keyword.
std::optional<std::string> png_text(const Chunk& of, const std::string& where) {
    constexpr std::string_view nul("\0", 1);
    constexpr auto most = static_cast<double>(most_figure_text);
    std::string_view chunk = of.content;
    if (take_until(chunk, nul) != keyword) return std::nullopt;
    if (of.type == "tEXt") return std::string(chunk);
    if (of.type == "zTXt")
        return chunk.empty() ? std::nullopt : std::optional(gunzip(chunk.substr(1), where, most));
    if (of.type != "iTXt" || chunk.size() < 2) return std::nullopt;
    const bool packed = chunk[0] != 0;
    chunk.remove_prefix(2);  // and how it is packed
    if (!take_until(chunk, nul) || !take_until(chunk, nul))
        return std::nullopt;  // language, translated keyword
    return packed ? gunzip(chunk, where, most) : std::string(chunk);
}

std::optional<std::string> of_png(std::string_view bytes, const std::string& where) {
    std::optional<std::string> text;
    visit_chunks(bytes, [&](const Chunk& chunk) {
        text = png_text(chunk, where);
        return !text;
    });
    return text;
}

constexpr std::array<std::pair<std::string_view, char>, 5> entities{
    {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&amp;", '&'}}};

std::string without_entities(std::string_view xml) {
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

/// As Qt writes them, which leaves the apostrophe alone.
std::string with_entities(std::string_view text) {
    std::string xml;
    for (const char letter : text) {
        const auto* found = std::ranges::find(entities, letter, &std::pair<std::string_view, char>::second);
        if (found == entities.end() || letter == '\'')
            xml += letter;
        else
            xml += found->first;
    }
    return xml;
}

/// Where the text stands in an SVG or a PDF, in its entities.
std::optional<std::string_view> xml_text(std::string_view bytes) {
    std::string_view rest = bytes;
    if (!is_svg(bytes) && !take_until(rest, "<dc:description>")) return std::nullopt;
    const std::string_view open = is_svg(bytes) ? "<desc" : "<rdf:li";
    if (!take_until(rest, open) || !take_until(rest, ">")) return std::nullopt;
    return take_until(rest, is_svg(bytes) ? "</desc>" : "</rdf:li>");
}

std::optional<std::string> text_of(std::string_view bytes, const std::string& where) {
    if (bytes.starts_with(png_begin)) return of_png(bytes, where);
    const auto text = xml_text(bytes);
    return text ? std::optional(without_entities(*text)) : std::nullopt;
}

}  // namespace

bool is_figure(std::string_view bytes) {
    return bytes.starts_with(png_begin) || bytes.starts_with(pdf_begin) || is_svg(bytes);
}

std::string text_of_figure(std::string_view bytes, const std::string& where) {
    const std::optional<std::string> found = text_of(bytes, where);
    if (!found || found->find("\"basin-") == std::string::npos)
        throw InputError(where,
                         "found a picture without an experiment in it; expected an experiment "
                         "(*.basin.json), or a figure that Basin has written");
    if (found->size() > most_figure_text)
        throw InputError(where, "found " + bytes_text(static_cast<double>(found->size())) +
                                    " of text in a picture; expected at most " +
                                    bytes_text(static_cast<double>(most_figure_text)));
    return *found;
}

void replace_figure_text(std::string& bytes, std::string_view text, const std::string& where) {
    const std::string xml = with_entities(text);
    const auto place = bytes.starts_with(png_begin) ? std::nullopt : xml_text(bytes);
    if (!place || place->size() != xml.size())
        throw InputError(where, "has no room for the text that a figure carries");
    bytes.replace(static_cast<std::size_t>(place->data() - bytes.data()), xml.size(), xml);
}

std::uint64_t drawing_checksum(std::string_view bytes, const std::string& where) {
    std::uint64_t sum = empty_checksum;
    if (bytes.starts_with(png_begin)) {
        visit_chunks(bytes, [&](const Chunk& chunk) {
            constexpr std::array drawn{"IHDR", "PLTE", "tRNS", "IDAT"};
            if (std::ranges::find(drawn, chunk.type) != drawn.end())
                sum = checksum(chunk.content, checksum(chunk.type, sum));
            return true;
        });
        return sum;
    }
    const auto text = xml_text(bytes);
    if (!text) throw InputError(where, "found no text in the picture; expected a figure that Basin wrote");
    const auto begin = static_cast<std::size_t>(text->data() - bytes.data());
    return checksum(bytes.substr(begin + text->size()), checksum(bytes.substr(0, begin)));
}

}  // namespace basin
