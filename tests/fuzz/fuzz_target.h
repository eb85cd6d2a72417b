// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// libFuzzer's entry point: returns 0, and ends the program for anything but an InputError.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace basin::fuzz {

/// Good inputs, from which bad ones are made.
std::vector<std::string> seeds();

}  // namespace basin::fuzz
