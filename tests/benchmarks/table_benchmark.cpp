// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of numbers: bytes a second from text to matrix, of numbers with all their digits and of short ones.
#include <random>
#include <string>

#include <benchmark/benchmark.h>

#include "core/io/formats/table_text.h"
#include "core/numeric/text.h"

using namespace basin;

namespace {

std::string table_of(std::size_t bytes, bool whole_digits) {
    std::mt19937 draw(1);
    std::normal_distribution<double> normal;
    std::string lines, text = "a,b,c,d,e,f\n";
    for (int k = 0; k < 6000; ++k) {
        const double value = normal(draw);
        lines += whole_digits ? exact_number_text(value) : std::to_string(value);
        lines += k % 6 == 5 ? '\n' : ',';
    }
    while (text.size() < bytes) text += lines;
    return text;
}

void read_csv(benchmark::State& state, bool whole_digits) {
    const std::string text = table_of(100'000'000, whole_digits);
    for (auto _ : state) benchmark::DoNotOptimize(parse_table(text, "benchmark").values.sum());
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(text.size()));
}

BENCHMARK_CAPTURE(read_csv, all_digits, true)->Name("ReadCsv/100MB")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_csv, six_digits, false)->Name("ReadCsv/100MB short")->Unit(benchmark::kMillisecond);

}  // namespace
