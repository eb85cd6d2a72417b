// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <string>

namespace basin::app {

/// The manual's tables of the fields of an experiment, in Markdown: "fields start", "fields network start",
/// "fields landscape", ..., with key, default, range and meaning as they are described for reader and writer.
std::map<std::string, std::function<std::string()>> field_tables();

}  // namespace basin::app
