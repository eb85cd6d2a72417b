// SPDX-License-Identifier: GPL-3.0-or-later
// What people open where an experiment is expected.
#pragma once

#include <string>
#include <vector>

#include "core/io/file_kind.h"
#include "core/io/formats/npy.h"
#include "tests/support/scratch_folder.h"

namespace basin::test {

struct OddFile {
    std::string name, content;
    FileKind kind;
    std::string told;  // in the sentence about it; empty: "Open data" opens
};

inline std::vector<OddFile> odd_files() {
    const std::string zeros("\0\1\2\0\3", 5);
    return {
        {"picture.jpg", "\xFF\xD8\xFF\xE0 JFIF", FileKind::picture, "found a picture"},
        {"picture.gif", "GIF89a....", FileKind::picture, "found a picture"},
        {"plain.png", "\x89PNG\r\n\x1A\n....", FileKind::experiment, "found a picture without an experiment"},
        {"empty.basin.json", "", FileKind::empty, "found an empty file"},
        {"blank.txt", " \n\n", FileKind::empty, "found an empty file"},
        {"book.xlsx", std::string("PK\3\4 and more", 14), FileKind::archive, "save the sheet as CSV"},
        {"program",
         "\x7F"
         "ELF" +
             zeros,
         FileKind::binary, "found no text that can be read"},
        {"letter.txt", "Dear reader,\nthis is no table, and says so in words.\nYours\n", FileKind::text,
         "found a text"},
        {"other.json", "{\"name\": 1, \"list\": [2]}", FileKind::other_json, "found JSON of something else"},
        {"broken.json", "{\"name\": 1,, }", FileKind::other_json, "line 1, column"},
        {"table.csv", "day,load\n2012-01-01,3\n2012-01-02,4\n2012-01-03,6\n", FileKind::table, ""},
        {"table.dat", "1.5 2.5\n3.5 4\n5 6.5\n", FileKind::table, ""},
        {"bad.csv", "day,load\n2012-01-01,3\n2012-01-02\n", FileKind::table, ""},
        {"m.npy", npy_bytes(Matrix::Identity(3, 2)), FileKind::matrix, ""},
        {"m.mtx", "%%MatrixMarket matrix coordinate real general\n2 2 2\n1 1 1\n2 2 3\n", FileKind::matrix,
         ""},
    };
}

}  // namespace basin::test
