// SPDX-License-Identifier: GPL-3.0-or-later
// A user's program that calls nothing of Basin's numerics: BLAS runs on one thread all the same.
#include <cblas.h>

int main() {
    return openblas_get_num_threads() == 1 ? 0 : 1;
}
