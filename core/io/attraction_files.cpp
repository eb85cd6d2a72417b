// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/attraction_files.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "core/io/formats/csv.h"
#include "core/io/quote.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

const std::vector<std::string>& attraction_columns() {
    static const std::vector<std::string> columns{"a", "b", "termination", "iterations", "minimiser"};
    return columns;
}

AttractionPixel parse_pixel(const CsvReader& reader, const std::vector<std::string_view>& cells,
                            const Attraction& attraction) {
    AttractionPixel pixel;
    const auto termination = parse_termination(cells[2]);
    if (!termination) reader.fail(2, "found " + quote(cells[2]) + "; expected the word for how a run ends");
    pixel.termination = *termination;
    const Index iterations = reader.whole(cells, 3);
    if (iterations > std::numeric_limits<std::int32_t>::max()) {
        reader.fail(3, "found " + quote(cells[3]) + "; expected fewer iterations");
    }
    pixel.iterations = static_cast<std::int32_t>(iterations);
    if (!pixel.converged()) return pixel;
    const Index minimiser = reader.whole(cells, 4);
    if (minimiser >= std::ssize(attraction.minimisers)) {
        reader.fail(4, "found " + quote(cells[4]) + "; expected one of the " +
                           std::to_string(attraction.minimisers.size()) + " minimisers of result.json");
    }
    pixel.minimiser = static_cast<std::int32_t>(minimiser);
    return pixel;
}

}  // namespace

std::string attraction_csv(const Attraction& attraction) {
    CsvWriter writer(attraction_columns());
    for (Index j = 0; j < attraction.b.size(); ++j) {
        for (Index i = 0; i < attraction.a.size(); ++i) {
            const AttractionPixel& pixel = attraction.pixel(i, j);
            writer.cell(attraction.a(i)).cell(attraction.b(j)).cell(to_string(pixel.termination));
            writer.cell(Index{pixel.iterations});
            if (pixel.converged()) {
                writer.cell(Index{pixel.minimiser});
            } else {
                writer.cell(not_applicable);
            }
            writer.end_line();
        }
    }
    return writer.text();
}

void parse_attraction(std::string_view text, const std::string& where, Attraction& attraction) {
    CsvReader reader(text, where);
    reader.read_header(attraction_columns());
    std::vector<std::string_view> cells;
    while (reader.next(cells)) attraction.pixels.push_back(parse_pixel(reader, cells, attraction));
    const Index expected = attraction.a.size() * attraction.b.size();
    if (std::ssize(attraction.pixels) != expected) {
        throw InputError(where, "found " + std::to_string(attraction.pixels.size()) + " starts; expected " +
                                    std::to_string(attraction.a.size()) + " x " +
                                    std::to_string(attraction.b.size()) + " as in result.json");
    }
}

Matrix attraction_iterations(const Attraction& attraction) {
    Matrix iterations(attraction.a.size(), attraction.b.size());
    for (Index j = 0; j < attraction.b.size(); ++j) {
        for (Index i = 0; i < attraction.a.size(); ++i) {
            const AttractionPixel& pixel = attraction.pixel(i, j);
            iterations(i, j) = pixel.converged() ? pixel.iterations : not_applicable;
        }
    }
    return iterations;
}

}  // namespace basin
