// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_folder.h"

#include <filesystem>
#include <fstream>
#include <sys/stat.h>

#include <QtTest/QTest>

#include "core/io/atomic_file.h"
#include "core/io/experiment_json.h"
#include "core/io/manifest.h"
#include "core/io/temporary_entry.h"
#include "tests/support/folder_contents.h"
#include "tests/support/input_errors.h"
#include "tests/support/two_results.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

using Contents = std::map<std::string, std::string>;
using enum ResultsFolder::Existing;

ino_t inode(const fs::path& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

}  // namespace

class ResultsFolderTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() { results_ = std::make_unique<TwoResults>(); }

    void init() {
        scratch_ = std::make_unique<ScratchFolder>();
        folder_ = scratch_->path() / "out";
    }

    void theManifestListsEveryFile() {
        write_results(results_->one, folder_);
        const auto manifest = find_manifest(folder_);
        QVERIFY(manifest.has_value());
        auto files = folder_contents(folder_);
        QCOMPARE(files.erase("manifest.json"), std::size_t{1});
        QCOMPARE(files.size(), manifest->files.size());
        for (const ManifestEntry& entry : manifest->files) {
            QCOMPARE(entry.bytes, files.at(entry.name).size());
            QVERIFY2(is_as_listed(folder_, entry), entry.name.c_str());
        }
    }

    void filesThatDoNotBelongTogetherAreRefused() {
        write_results(results_->one, folder_);
        const Contents whole = folder_contents(folder_);
        for (const auto& [name, content] : whole) {
            if (name == manifest_file) continue;
            std::string other = content;
            other[other.size() / 2] ^= 1;
            for (const auto& change : {other, content + "\n"}) {
                scratch_->write("out/" + name, change);
                refused_by_all_readers(name + ": found another file than the folder's manifest lists");
            }
            fs::remove(folder_ / name);
            refused_by_all_readers(name + ": found no such file");
            scratch_->write("out/" + name, content);
        }
        scratch_->write("out/manifest.json", whole.at("manifest.json").substr(0, 100));
        refused_by_all_readers("manifest.json: found no manifest of results");
        scratch_->write("out/manifest.json", whole.at("manifest.json"));
        QCOMPARE(read_results(folder_).experiment.title, std::string("One"));
    }

    void foldersOfEarlierVersionsAreRead() {
        write_results(results_->one, folder_);
        fs::remove(folder_ / "manifest.json");
        QCOMPARE(read_results(folder_).experiment.title, std::string("One"));
        QCOMPARE(read_experiment(folder_ / "result.json").title, std::string("One"));
        // Nothing says that its files were written by the program.
        const Contents before = folder_contents(folder_);
        verify_mentions(input_error([&] { write_results(results_->two, folder_); }),
                        "found a file that this program did not write");
        QVERIFY(folder_contents(folder_) == before);
    }

    void resultsAreExchangedWhole() {
        write_results(results_->one, folder_);
        const ino_t before = inode(folder_);
        fs::permissions(folder_, fs::perms::owner_all | fs::perms::group_exec);
        const auto link = scratch_->path() / "link";
        fs::create_directory_symlink("out", link);
        write_results(results_->two, link);
        QVERIFY(inode(folder_) != before);
        QVERIFY(fs::is_symlink(link));
        QCOMPARE(fs::status(folder_).permissions(), fs::perms::owner_all | fs::perms::group_exec);
        holds_only(folder_, results_->two);
        QCOMPARE(entries(scratch_->path()), (std::set<std::string>{"link", "out"}));
    }

    void whatTheProgramDidNotWriteStays() {
        write_results(results_->one, folder_);
        const ino_t before = inode(folder_);
        scratch_->write("out/history-mine.csv", "mine");
        scratch_->write("out/landscape.png", "mine");
        scratch_->write("out/deep/er/notes.txt", "mine");
        fs::create_symlink("nowhere", folder_ / "series-link.csv");
        write_results(results_->two, folder_);
        QCOMPARE(inode(folder_), before);
        for (const char* name : {"history-mine.csv", "landscape.png", "deep/er/notes.txt"}) {
            QCOMPARE(ScratchFolder::read(folder_ / name), std::string("mine"));
            fs::remove(folder_ / name);
        }
        QVERIFY(fs::remove(folder_ / "series-link.csv"));
        fs::remove_all(folder_ / "deep");
        holds_only(folder_, results_->two);
    }

    void whatIsInTheWayIsNotOverwritten() {
        write_results(results_->one, folder_);
        const std::string spectrum = ScratchFolder::read(folder_ / "spectrum.csv");
        // Changed since, a link, and one of another's making that only the later results would write.
        scratch_->write("out/spectrum.csv", spectrum + "# my note\n");
        refuses_two("spectrum.csv");
        fs::remove(folder_ / "spectrum.csv");
        scratch_->write("mine.csv", spectrum);
        fs::create_symlink("../mine.csv", folder_ / "spectrum.csv");
        refuses_two("spectrum.csv");
        fs::remove(folder_ / "spectrum.csv");
        scratch_->write("out/spectrum.csv", spectrum);
        scratch_->write("out/history-newton.csv", "mine");
        refuses_two("history-newton.csv");
        fs::remove(folder_ / "history-newton.csv");
        write_results(results_->two, folder_);
        holds_only(folder_, results_->two);
        const fs::path web = scratch_->write("web/manifest.json", R"({"name":"my page"})").parent_path();
        verify_mentions(input_error([&] { write_results(results_->two, web); }),
                        "manifest.json: found a file");
        QCOMPARE(folder_contents(web).size(), std::size_t{1});
    }

    void theCurrentFolderStaysTheCurrentOne() {
        write_results(results_->one, folder_);
        const fs::path before = fs::current_path();
        fs::current_path(folder_);
        const ino_t place = inode(".");
        write_results(results_->two, ".");
        const bool stayed = inode(folder_) == place;
        fs::current_path(before);
        QVERIFY(stayed);
        holds_only(folder_, results_->two);
    }

    void figuresGoWithTheirResults() {
        ResultsFolder folder(folder_, refuse);
        write_results(results_->one, folder);
        const auto draw = [&](const std::string& text) {
            return [text](const fs::path& place) {
                std::ofstream(place / "convergence.svg") << text;
                return std::vector{place / "convergence.svg"};
            };
        };
        folder.add_figures(draw("a figure"));
        folder.add_figures(draw("a better figure"));
        QCOMPARE(ScratchFolder::read(folder_ / "convergence.svg"), std::string("a better figure"));
        QVERIFY(find_manifest(folder_)->find("convergence.svg"));
        QCOMPARE(read_results(folder_).experiment.title, std::string("One"));
        write_results(results_->two, folder);
        holds_only(folder_, results_->two);
        scratch_->write("out/convergence.svg", "mine");
        verify_mentions(input_error([&] { folder.add_figures(draw("a figure")); }),
                        "convergence.svg: found a file that this program did not write");
        QCOMPARE(ScratchFolder::read(folder_ / "convergence.svg"), std::string("mine"));
        folder.add_figures(draw("as the user said"), replace);
        QVERIFY(find_manifest(folder_)->find("convergence.svg"));
    }

    void partsOfResultsAreNotOverwrittenOneByOne() {
        write_results(results_->one, folder_);
        const Contents before = folder_contents(folder_);
        for (const char* name : {"result.json", "manifest.json", "landscape.csv"}) {
            verify_mentions(input_error([&] { write_output_file(folder_ / name, "x"); }),
                            "found a part of the results in this folder; expected another file");
        }
        QVERIFY(folder_contents(folder_) == before);
        write_output_file(folder_ / "else.csv", "x");
        QCOMPARE(read_results(folder_).experiment.title, std::string("One"));
    }

    void thereIsOneWriterAtATime() {
        {
            ResultsFolder first(folder_, refuse);
            for (const auto existing : {refuse, replace})
                verify_mentions(input_error([&] { ResultsFolder(folder_, existing); }),
                                "found another process writing here; expected to be alone");
            write_results(results_->one, first);
            // Exchanged, the folder is another one and as locked.
            verify_mentions(input_error([&] { ResultsFolder(folder_, replace); }), "another process");
            QCOMPARE(read_results(folder_).experiment.title, std::string("One"));
        }
        ResultsFolder second(folder_, replace);
    }

    void leftoversGoAndWhatIsInUseStays() {
        using Kind = TemporaryEntry::Kind;
        fs::create_directory(folder_);
        const auto file = TemporaryEntry::create(folder_, Kind::file);
        const auto beside = TemporaryEntry::create(scratch_->path(), Kind::folder);
        scratch_->write("out/.basin-tmp-abcdef", "torn");
        scratch_->write(".basin-tmp-abcdef/result.json", "torn");
        scratch_->write("out/.basin-tmp-notes", "mine");
        write_results(results_->one, scratch_->path() / ".basin-tmp-whole0");
        scratch_->write(".basin-tmp-whole0/notes.txt", "mine");
        { ResultsFolder opened(folder_, replace); }
        QVERIFY(fs::exists(file->path()) && fs::exists(beside->path()));
        QVERIFY(!fs::exists(folder_ / ".basin-tmp-abcdef"));
        QVERIFY(!fs::exists(scratch_->path() / ".basin-tmp-abcdef"));
        QCOMPARE(ScratchFolder::read(folder_ / ".basin-tmp-notes"), std::string("mine"));
        QCOMPARE(entries(scratch_->path() / ".basin-tmp-whole0"), (std::set<std::string>{"notes.txt"}));
    }

  private:
    void refused_by_all_readers(const std::string& message) {
        verify_mentions(input_error([&] { read_results(folder_); }), message);
        verify_mentions(input_error([&] { read_experiment(folder_ / "result.json"); }), message);
    }

    void refuses_two(const std::string& name) {
        const Contents before = folder_contents(folder_);
        verify_mentions(input_error([&] { write_results(results_->two, folder_); }),
                        name + ": found a file that this program did not write or that was changed since");
        QVERIFY(folder_contents(folder_) == before);
    }

    std::unique_ptr<TwoResults> results_;
    std::unique_ptr<ScratchFolder> scratch_;
    fs::path folder_;
};

QTEST_APPLESS_MAIN(ResultsFolderTest)
#include "results_folder_test.moc"
