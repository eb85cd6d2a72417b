// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/map_journal.h"

#include <cmath>
#include <filesystem>

#include <QtTest/QTest>

#include "core/families/problem_of.h"
#include "core/io/map_identity.h"
#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace {

const PlacedCell first{{0, 3, 5}, {24, 17, 6.5}};
const PlacedCell second{{2, 7, 1}, {24, 0, not_applicable}};
const PlacedCell caused{{1, 3, 3}, {24, 4, 7, 0.5, {{0, 11, 0, 0, 0, 9, 0, 0, 0}}}};

bool same(const PlacedCell& a, const PlacedCell& b) {
    return a.place == b.place && journal_line(a) == journal_line(b);
}

}  // namespace

class MapJournalTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<ScratchFolder>();
        file_ = folder_->path() / map_journal_file;
        MapJournal journal(file_, map_identity(small_experiment()), {2, 4});
        QVERIFY(journal.empty());
        journal.append(first);
        journal.append(second);
        QVERIFY(!journal.empty());
    }

    void linesReadBack() {
        for (const PlacedCell& placed : {first, second, caused}) {
            const auto back = parse_journal_line(journal_line(placed));
            QVERIFY(back && same(*back, placed));
        }
        QVERIFY(std::isnan(parse_journal_line(journal_line(second))->cell.median_iterations));
    }

    void causesReadBack() {
        const auto back = parse_journal_line(journal_line(caused));
        QVERIFY(back && back->cell.causes == caused.cell.causes);
        QCOMPARE(back->cell.median_objective, 0.5);
        // As earlier versions wrote it.
        const auto older = parse_journal_line(journal_line(first));
        QVERIFY(older && older->cell.causes.total() == 0);
    }

    void anyChangedByteIsNoticed_data() {
        QTest::addColumn<bool>("with_causes");
        QTest::newRow("causes") << true;
        QTest::newRow("no causes") << false;
    }
    void anyChangedByteIsNoticed() {
        QFETCH(bool, with_causes);
        const std::string line = journal_line(with_causes ? caused : first);
        for (std::size_t i = 0; i < line.size(); ++i) {
            std::string changed = line;
            changed[i] = changed[i] == '1' ? '2' : '1';
            QVERIFY(!parse_journal_line(changed));
            QVERIFY(!parse_journal_line(line.substr(0, i)));
        }
    }

    void whatWasThereIsTakenUp() {
        const auto journal = open();
        QCOMPARE(journal->cells().size(), std::size_t{2});
        QVERIFY(same(journal->cells()[0], first) && same(journal->cells()[1], second));
        QCOMPARE(journal->damaged(), Index{0});
    }

    void aFileCutAnywhereIsReadAsFarAsItGoes() {
        const std::string whole = ScratchFolder::read(file_);
        const std::size_t header = whole.find('\n') + 1, line = whole.find('\n', header) + 1;
        for (std::size_t size = 0; size <= whole.size(); size += size + 20 < header ? 97 : 1) {
            folder_->write(std::string(map_journal_file), whole.substr(0, size));
            const std::size_t expected = size < line ? 0 : size < whole.size() ? 1 : 2;
            {
                const auto journal = open();
                QCOMPARE(journal->cells().size(), expected);
                QCOMPARE(journal->damaged(), Index{0});
                journal->append(second);
            }
            QCOMPARE(open()->cells().size(), expected + 1);  // nothing is glued to the torn line
        }
    }

    void aDamagedLineIsLeftOut() {
        std::string text = ScratchFolder::read(file_);
        text[text.find('\n') + 3] ^= 1;
        folder_->write(std::string(map_journal_file), text);
        const auto journal = open();
        QCOMPARE(journal->cells().size(), std::size_t{1});
        QVERIFY(same(journal->cells()[0], second));
        QCOMPARE(journal->damaged(), Index{1});
    }

    void anotherMapIsRefusedAndNothingIsLost() {
        const std::string before = ScratchFolder::read(file_);
        Experiment other = small_experiment();
        other.basin_map->trials = 5;
        verify_mentions(input_error([&] {
                            MapJournal(file_, map_identity(other), {2, 4});
                        }),
                        "basin_map.trials is 4 there and 5 here");
        verify_mentions(input_error([&] {
                            MapJournal(file_, map_identity(small_experiment()), {1, 4});
                        }),
                        "shard is \"2/4\" there and \"1/4\" here");
        folder_->write("notes", "my own notes\n");
        verify_mentions(
            input_error([&] { MapJournal(folder_->path() / "notes", map_identity(small_experiment()), {}); }),
            "found no header of a basin map's journal");
        QCOMPARE(ScratchFolder::read(file_), before);
        QCOMPARE(ScratchFolder::read(folder_->path() / "notes"), std::string("my own notes\n"));
    }

    void whatAMapDoesNotDependOnIsNoDifference() {
        Experiment other = small_experiment();
        other.title = "Another";
        other.start.radius = 2;
        other.solvers.clear();
        other.landscape.reset();
        QCOMPARE(map_difference(map_identity(small_experiment()), map_identity(other)), std::string());
        softmax_of(other).b = MatrixSource{std::make_shared<const Matrix>(Matrix::Ones(5, 1)), "/b.csv"};
        const auto data = map_identity(other);
        verify_mentions(map_difference(map_identity(small_experiment()), data), "data.b is left out there");
        softmax_of(other).b = MatrixSource{std::make_shared<const Matrix>(Matrix::Ones(5, 1)), "/c.csv"};
        QCOMPARE(map_difference(data, map_identity(other)), std::string());
    }

    void oneProcessAtATime() {
        const auto journal = open();
        verify_mentions(input_error([this] { open(); }), "found another process writing this map");
    }

    void begunAnewItForgetsWhatWasThere() {
        const auto identity = map_identity(small_experiment());
        {
            const auto journal = open();
            verify_mentions(input_error([&] { MapJournal(file_, identity, {}, MapJournal::Start::anew); }),
                            "found another process writing this map");
        }
        QVERIFY(MapJournal::is_of(file_, identity, {2, 4}));
        QVERIFY(!MapJournal::is_of(file_, identity, {}));
        QCOMPARE(open()->cells().size(), std::size_t{2});
        QVERIFY(MapJournal(file_, identity, {}, MapJournal::Start::anew).empty());
        QVERIFY(MapJournal::is_of(file_, identity, {}));
        QVERIFY(!MapJournal::is_of(folder_->path() / "none", identity, {}));
    }

  private:
    std::unique_ptr<MapJournal> open() const {
        return std::make_unique<MapJournal>(file_, map_identity(small_experiment()), MapShard{2, 4});
    }

    std::unique_ptr<ScratchFolder> folder_;
    std::filesystem::path file_;
};

QTEST_APPLESS_MAIN(MapJournalTest)
#include "map_journal_test.moc"
