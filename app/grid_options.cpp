// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/grid_options.h"

#include <algorithm>
#include <iostream>
#include <string_view>

#include "app/output_folder.h"
#include "core/io/json_text.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin::app {

/// "2/4"; the whole map when empty.
MapShard parse_shard(const std::string& text) {
    if (text.empty()) return {};
    const std::string_view rest = text;
    const auto slash = std::min(rest.find('/'), rest.size());
    const auto number = [&](std::string_view part) {
        const bool digits = !part.empty() && part.size() <= 7 &&
                            part.find_first_not_of("0123456789") == std::string_view::npos;
        return digits ? static_cast<Index>(*parse_number(part)) : Index{0};
    };
    const MapShard shard{number(rest.substr(0, slash)),
                         number(rest.substr(std::min(slash + 1, rest.size())))};
    constexpr Index most = 1000000;  // see MapShard::validate()
    if (shard.index < 1 || shard.count < shard.index || shard.count > most) {
        throw InputError("--shard", "found " + text + "; expected I/N with 1 <= I <= N <= 1000000, e.g. 2/4");
    }
    return shard;
}

GridStart parse_start(const GridOptions& options) {
    if (options.resume && options.force) {
        throw InputError(
            "",
            "found --resume and --force; expected one of them: to go on with what is there, or to "
            "begin it anew");
    }
    return options.resume ? GridStart::resume : options.force ? GridStart::replace : GridStart::fresh;
}

void print_known(std::size_t known, Index damaged) {
    if (known > 0) std::cerr << "going on with " << known << " cells that are there\n";
    if (damaged > 0) std::cerr << damaged << " damaged lines of the journal are computed again\n";
}

void write_and_tell(const std::vector<std::filesystem::path>& files, const Results& results, bool json) {
    print_written(files);
    if (json) std::cout << json_file_text(results_to_json(results));
}

}  // namespace basin::app
