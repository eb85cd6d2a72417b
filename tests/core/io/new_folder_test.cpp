// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/new_folder.h"

#include <filesystem>

#include <QtTest/QTest>

#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace {

std::ptrdiff_t entries_in(const std::filesystem::path& folder) {
    return std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator());
}

bool is_frame(const std::string& name) {
    return name.starts_with("frame-");
}

}  // namespace

class NewFolderTest : public QObject {
    Q_OBJECT

  private slots:
    void comes_whole_with_its_name() {
        const ScratchFolder scratch;
        const auto target = scratch.path() / "film" / "";
        NewFolder folder(target);
        folder.write("frame-1", "one");
        QVERIFY(!std::filesystem::exists(target));
        folder.finish();
        QCOMPARE(ScratchFolder::read(target / "frame-1"), std::string("one"));
        QCOMPARE(entries_in(scratch.path()), 1);
        const auto permissions = std::filesystem::status(target).permissions();
        QVERIFY((permissions & std::filesystem::perms::owner_all) == std::filesystem::perms::owner_all);
    }

    void leaves_nothing_without_its_end() {
        const ScratchFolder scratch;
        {
            const NewFolder folder(scratch.path() / "film");
            folder.write("frame-1", "one");
        }
        QCOMPARE(entries_in(scratch.path()), 0);
    }

    void takes_the_place_of_an_empty_folder() {
        const ScratchFolder scratch;
        const auto target = scratch.path() / "film";
        std::filesystem::create_directory(target);
        NewFolder folder(target);
        folder.write("frame-1", "one");
        folder.finish();
        QCOMPARE(entries_in(target), 1);
    }

    void replaces_only_what_may_be_replaced() {
        const ScratchFolder scratch;
        const auto target = scratch.path() / "film";
        scratch.write("film/frame-1", "old");
        scratch.write("film/frame-2", "old");
        verify_mentions(input_error([&] { NewFolder{target}; }), "found a folder that holds frame-");
        NewFolder folder(target, is_frame);
        folder.write("frame-1", "new");
        folder.finish();
        QCOMPARE(ScratchFolder::read(target / "frame-1"), std::string("new"));
        QCOMPARE(entries_in(target), 1);
        QCOMPARE(entries_in(scratch.path()), 1);
        scratch.write("film/notes.txt", "mine");
        verify_mentions(input_error([&] { NewFolder(target, is_frame); }), "holds notes.txt");
    }

    void what_comes_in_its_way_meanwhile_stays() {
        const ScratchFolder scratch;
        const auto target = scratch.path() / "film";
        {
            NewFolder folder(target);
            folder.write("frame-1", "one");
            scratch.write("film/notes.txt", "mine");
            verify_mentions(input_error([&] { folder.finish(); }), "holds notes.txt");
        }
        QCOMPARE(ScratchFolder::read(target / "notes.txt"), std::string("mine"));
        QCOMPARE(entries_in(scratch.path()), 1);
    }

    void a_file_or_no_folder_around_it_is_refused() {
        const ScratchFolder scratch;
        const auto file = scratch.write("taken", "x");
        verify_mentions(input_error([&] { NewFolder{file}; }), "found a file or a link");
        verify_mentions(input_error([&] { NewFolder(scratch.path() / "none" / "film"); }),
                        "cannot be written");
    }
};

QTEST_APPLESS_MAIN(NewFolderTest)
#include "new_folder_test.moc"
