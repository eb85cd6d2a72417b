// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// The keys of a result.json that are both read and written, but for members (results_members.h) and
/// sections (stored_sections.cpp).
namespace basin::result_keys {

inline constexpr const char* format = "format";
inline constexpr const char* result_format = "basin-result";
inline constexpr const char* version = "version";
inline constexpr int result_version = 1;

inline constexpr const char* experiment = "experiment";
inline constexpr const char* minimiser = "minimiser";
inline constexpr const char* certificate = "certificate";
inline constexpr const char* x0 = "x0";
inline constexpr const char* runs = "runs";
inline constexpr const char* failed = "failed";
inline constexpr const char* stopped = "stopped";
inline constexpr const char* cut_off = "cut_off";
inline constexpr const char* environment = "environment";
inline constexpr const char* data = "data";  // where the data were read from

// Of a run: the names of its files.
inline constexpr const char* history = "history";
inline constexpr const char* series = "series";

}  // namespace basin::result_keys
