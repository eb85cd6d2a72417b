// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/atomic_file.h"

#include <filesystem>

#include <QtTest/QTest>

#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace {

std::ptrdiff_t files_in(const std::filesystem::path& folder) {
    return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
}

}  // namespace

class AtomicFileTest : public QObject {
    Q_OBJECT

  private slots:
    void writes_and_replaces_whole() {
        ScratchFolder folder;
        const auto file = folder.path() / "a.txt";
        write_atomically(file, std::string(100000, 'x'));
        write_atomically(file, "short");
        QCOMPARE(ScratchFolder::read(file), std::string("short"));
        QCOMPARE(files_in(folder.path()), 1);
    }

    void a_failure_leaves_nothing_behind() {
        ScratchFolder folder;
        const auto missing = folder.path() / "none" / "a.txt";
        verify_mentions(input_error([&] { write_atomically(missing, "x"); }), "cannot be written");
        // A folder in the target's place: the temporary file exists by then and must go.
        std::filesystem::create_directory(folder.path() / "taken");
        verify_mentions(input_error([&] { write_atomically(folder.path() / "taken", "x"); }),
                        "cannot be written");
        QCOMPARE(files_in(folder.path()), 1);
    }
};

QTEST_APPLESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
