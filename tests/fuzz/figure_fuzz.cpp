// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>

#include "core/io/figure_record.h"
#include "core/io/formats/figure_text.h"
#include "core/io/report_record.h"
#include "core/numeric/input_error.h"
#include "tests/fuzz/fuzz_target.h"

namespace {

std::string record_text() {
    basin::FigureRecord record;
    record.experiment.solvers = {{"newton", {}}};
    record.plots.push_back(
        basin::plotted_numbers(basin::PlotKind::convergence, {}, "solver,loss\nnewton,1\n", "curve,x,y\n"));
    return basin::figure_record_text(record);
}

/// A PNG of one chunk that is packed in nothing.
std::string png_of(const std::string& text) {
    const std::string content = std::string("basin-experiment") + '\0' + text;
    std::string bytes = "\x89PNG\r\n\x1A\n";
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(content.size() >> shift & 255);
    return bytes + "tEXt" + content + "....";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const auto read = [&](const auto& reader) {
        try {
            reader();
        } catch (const basin::InputError&) {
            // The one way in which bad input may end.
        }
    };
    read([&] { basin::read_figure(bytes, "fuzz", {}); });
    read([&] { basin::drawing_checksum(bytes, "fuzz"); });
    read([&] { basin::read_report(bytes, "fuzz"); });
    return 0;
}

std::vector<std::string> basin::fuzz::seeds() {
    ReportRecord report;
    report.numbers.push_back({"/runs/0/iterations", {}, 23, "23"});
    return {"<svg><desc>" + record_text() + "</desc></svg>", png_of(record_text()),
            "%PDF-1.4 <dc:description><rdf:li a='b'>" + record_text() + "</rdf:li>",
            "<html>" + report_element(report) + "</html>"};
}
