// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/experiment/results.h"

namespace basin {

// The files of a results folder that tell about eigenvalues, and their text.

inline constexpr std::string_view spectrum_file = "spectrum.csv";
inline constexpr std::string_view spectral_density_file = "spectral_density.csv";

/// Whether any eigenvalues were computed.
bool has_spectrum(const Results& results);
/// Whether any density was.
bool has_spectral_density(const Results& results);

/// The word in the column `kind` for eigenvalues of a Hessian (exact, estimated) or of its model (model,
/// estimated-model); estimated are those that Lanczos found at both ends.
std::string_view eigenvalue_kind(bool of_model, bool estimated);

/// solver (its label), iteration, kind, index (the rank among all d, from 0, ascending), eigenvalue, error
/// (where the kind is estimated: an eigenvalue lies that near).
std::string spectrum_csv(const Results& results);
/// Needs the histories, whose iterations it refers to.
void parse_spectrum(std::string_view text, const std::string& where, Results& results);

/// solver, iteration, kind (estimated), low and high (ends of the bin), share (of the eigenvalues in it),
/// share_low and share_high (it lies between them with 95 % probability), linear_width, probes, steps.
std::string spectral_density_csv(const Results& results);
/// Likewise; also files of earlier versions, with the standard error of the probes alone.
void parse_spectral_density(std::string_view text, const std::string& where, Results& results);

}  // namespace basin
