// SPDX-License-Identifier: GPL-3.0-or-later
// The groups of the panel: every field that a file can have in a section is there, under a head that folds.
#include "ui/panels/section_groups.h"

#include <QComboBox>
#include <QSignalSpy>
#include <QtTest>
#include <nlohmann/json.hpp>

#include "core/experiment/experiment_fields.h"
#include "core/io/experiment_json.h"
#include "tests/support/experiments.h"
#include "tests/support/panel.h"
#include "tests/support/small_network.h"
#include "ui/panels/checklist_button.h"
#include "ui/panels/field_words.h"

using namespace basin;
using namespace basin::ui;
using test::control;
using test::type;

namespace {

template <typename Spec>
void ask(Spec&) {}
template <typename Spec>
void ask(std::optional<Spec>& section) {
    if (!section) section.emplace();
}

/// Which is not valid without a key.
void ask(std::optional<SweepSpec>& section) {
    if (!section)
        section = SweepSpec{.axes = {{"stopping.max_iterations", 10, 20, 2, SweepScale::linear, {}}}};
}

/// With all the sections that the family has.
Experiment asking(Experiment experiment) {
    for_each_section([&](const SectionInfo& info, auto member) {
        if ((info.families & family_bit(experiment)) != 0) ask(experiment.*member);
    });
    return experiment;
}

Experiment softmax() {
    return asking(test::tiny_experiment());
}
Experiment network() {
    return asking(test::small_network());
}
Experiment testFunction() {
    Experiment experiment = test::tiny_experiment();
    experiment.problem = TestFunctionProblemSpec{};
    return asking(experiment);
}

struct Shown {
    explicit Shown(const Experiment& experiment) {
        panel.setExperiment(experiment);
        panel.resize(300, 700);
        test::unfoldAll(panel);
        panel.show();
        QApplication::setActiveWindow(&panel);
        QTest::qWait(10);  // until it is laid out
    }
    FoldingSection& group(const char* word) { return *panel.group(QString::fromLatin1(word)); }
    template <typename Control>
    Control* find(const char* word, const char* name) {
        return control<Control>(group(word), QString::fromUtf8(name));
    }
    void set(const char* word, const char* name, const char* text) {
        auto* field = find<NumberField>(word, name);
        QVERIFY2(field != nullptr, name);
        type(*field, QString::fromLatin1(text));
        QVERIFY2(field->refusal().isEmpty(), qPrintable(field->refusal()));
    }
    Experiment experiment() const { return panel.experiment(); }

    ExperimentPanel panel;
};

/// The fields of one section that mean something and have no control in its group.
struct Missing {
    const FoldingSection& group;
    std::string_view section;
    Families families;
    QStringList keys = {};
    int fields = 0;

    template <typename Member>
    void operator()(const Field& field, Member&&) {
        if ((field.families & families) == 0 || !field.written || !field.applies) return;
        ++fields;
        const QString label = fieldWords(section, field, families).label;
        if (control<QWidget>(group, label) == nullptr) keys << label;
    }
};

template <typename Spec>
const Spec& valueOf(const Spec& spec) {
    return spec;
}
template <typename Spec>
const Spec& valueOf(const std::optional<Spec>& spec) {
    return *spec;
}

}  // namespace

class SectionGroupsTest : public QObject {
    Q_OBJECT

  private slots:
    void everyFieldOfAFileIsThere_data() {
        QTest::addColumn<Experiment>("experiment");
        QTest::newRow("softmax regression") << softmax();
        QTest::newRow("recurrent network") << network();
        QTest::newRow("test function") << testFunction();
    }
    void everyFieldOfAFileIsThere() {
        QFETCH(Experiment, experiment);
        if (experiment.spectrum) experiment.spectrum->full_up_to = 16;
        if (experiment.landscape) experiment.landscape->plane = PlaneKind::random;
        Shown shown(experiment);
        int sections = 0;
        for_each_section([&](const SectionInfo& info, auto member) {
            if ((info.families & family_bit(experiment)) == 0) {
                QVERIFY(shown.group(std::string(info.field.key).c_str()).isHidden());
                return;
            }
            ++sections;
            FoldingSection& group = shown.group(std::string(info.field.key).c_str());
            QVERIFY(group.isVisible());
            auto spec = valueOf(experiment.*member);
            Missing missing{group, info.field.key, family_bit(experiment)};
            describe(spec, missing);
            // Of a test function in two unknowns every eigenvalue is computed.
            if (info.field.key == "spectrum" && unknowns(experiment) <= 16) return;
            if (info.field.key == "exactness") missing.keys.removeAll(QStringLiteral("Listed weights"));
            QCOMPARE(missing.keys.join(QLatin1Char(0x2c)), QString());
            QVERIFY(missing.fields >= (info.field.key == "repeats" ? 2 : 3));
        });
        QVERIFY(sections >= 4);
    }

    void experimentsComeBackAsTheyAre() {
        ExperimentPanel panel;
        Experiment experiment = softmax();
        experiment.landscape = {PlaneKind::coordinates, 33, 2.5, 2, 1, 9};
        experiment.attraction = {Index{1}, 65, 30};
        experiment.spectrum->every = 3;
        experiment.spectrum->full_up_to = 20;
        experiment.spectrum->density.probes = 7;
        experiment.basin_map = {0.2, 3, 5, 0.1, 0.7, 4, 1, 9, 33, Approximation::sketch, 0.3, 17};
        experiment.basin_radius = {700, 44, 5};
        experiment.tradeoff->approximations = {Approximation::stale, Approximation::exact};
        experiment.tradeoff->max_seconds = std::numeric_limits<double>::infinity();
        experiment.stopping.max_seconds = std::numeric_limits<double>::infinity();
        experiment.max_seconds = 12;
        panel.setExperiment(experiment);
        QVERIFY(panel.experiment() == experiment);
        Experiment other = network();
        other.exactness->betas = {{1, 2, 3}, {4, 5, 6}};
        other.basin_map->success_within = 0.4;
        panel.setExperiment(other);
        QVERIFY(panel.experiment() == other);
        panel.setExperiment(testFunction());
        QVERIFY(panel.experiment() == testFunction());
    }

    void mapRangesAreTyped() {
        Shown shown(softmax());
        QSignalSpy edited(&shown.panel, &ExperimentPanel::edited);
        shown.set("basin_map", "Radius up to", "8");
        shown.set("basin_map", "Radius from", "0,5");
        shown.set("basin_map", "Radii", "7");
        shown.set("basin_map", "Error up to", "1.5");
        shown.set("basin_map", "Error from", "0.25");
        shown.set("basin_map", "Errors", "6");
        shown.set("basin_map", "Starts a cell", "11");
        shown.set("basin_map", "Finer levels", "3");
        shown.set("basin_map", "Steps a start", "41");
        shown.set("basin_map", "Map seed", "12345678901234567890");
        auto* approximation = shown.find<QComboBox>("basin_map", "Approximation");
        approximation->setFocus();
        QTest::keyClicks(approximation, QStringLiteral("uni"));
        const BasinMapSpec expected{
            0.5, 8, 7, 0.25, 1.5, 6, 3, 11, 41, Approximation::uniform_sampling, 0.1, 12345678901234567890u};
        QVERIFY(shown.experiment().basin_map == expected);
        QCOMPARE(edited.count(), 11);
        shown.experiment().validate();
    }

    void theEndsOfARangeDoNotCross() {
        Shown shown(softmax());
        auto* from = shown.find<RealField>("basin_map", "Radius from");
        auto* upTo = shown.find<RealField>("basin_map", "Radius up to");
        type(*from, QStringLiteral("11"));
        QVERIFY2(from->refusal().contains(QStringLiteral("a number above 0, at most 10")),
                 qPrintable(from->refusal()));
        QTest::keyClick(from, Qt::Key_Escape);
        type(*upTo, QStringLiteral("50"));
        type(*from, QStringLiteral("11"));
        QVERIFY(from->refusal().isEmpty());
        type(*upTo, QStringLiteral("10"));
        QVERIFY2(upTo->refusal().contains(QStringLiteral("at least 11")), qPrintable(upTo->refusal()));
        shown.experiment().validate();
        auto* error = Shown(network()).find<RealField>("basin_map", "Tolerance up to");
        QVERIFY(error != nullptr);
    }

    void errorsOfANetworksMapAreBelowOne() {
        Shown shown(network());
        auto* error = shown.find<RealField>("basin_map", "Tolerance up to");
        type(*error, QStringLiteral("1.5"));
        QVERIFY2(error->refusal().contains(QStringLiteral("0.999")), qPrintable(error->refusal()));
    }

    void whatIsOffFoldsAway() {
        Shown shown(softmax());
        QSignalSpy edited(&shown.panel, &ExperimentPanel::edited);
        for (const char* word : {"landscape", "attraction", "spectrum", "basin_map", "tradeoff"}) {
            FoldingSection& group = shown.group(word);
            QCheckBox* box = group.switchBox();
            QVERIFY(box->isChecked() && group.foldButton()->isVisible());
            const int tall = group.sizeHint().height();
            QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
            QVERIFY(!box->isChecked());
            QVERIFY(!group.foldButton()->isVisible());
            QVERIFY(group.sizeHint().height() < tall / 2);
            QVERIFY(control<NumberField>(group, QStringLiteral("Steps a start")) == nullptr);
        }
        const Experiment off = shown.experiment();
        QVERIFY(!off.landscape && !off.attraction && !off.spectrum && !off.basin_map && !off.tradeoff);
        QCOMPARE(edited.count(), 5);
        // By keyboard, and it comes back as it was.
        QCheckBox* box = shown.group("basin_map").switchBox();
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
        QVERIFY(shown.experiment().basin_map == softmax().basin_map);
    }

    void whatWasTypedComesBackWithTheBox() {
        Shown shown(softmax());
        shown.set("basin_map", "Starts a cell", "77");
        QCheckBox* box = shown.group("basin_map").switchBox();
        for (int k = 0; k < 2; ++k) QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        QCOMPARE(shown.experiment().basin_map->trials, Index{77});
    }

    void onlyWhatMeansSomethingIsThere() {
        Shown shown(softmax());
        auto* plane = shown.find<QComboBox>("landscape", "Plane");
        for (const char* name : {"Across", "Upwards", "Plane seed"})
            QVERIFY2(shown.find<QWidget>("landscape", name) == nullptr, name);
        plane->setFocus();
        QTest::keyClicks(plane, QStringLiteral("two"));
        auto* across = shown.find<WholeField>("landscape", "Across");
        QVERIFY(across != nullptr && shown.find<QWidget>("landscape", "Plane seed") == nullptr);
        QVERIFY(test::hasLabel(shown.panel, QStringLiteral("Across")));
        type(*across, QStringLiteral("3"));  // of two unknowns
        QVERIFY2(across->refusal().contains(QStringLiteral("from 1 to 2")), qPrintable(across->refusal()));
        QTest::keyClick(across, Qt::Key_Escape);
        plane->setCurrentIndex(plane->findText(QStringLiteral("random")));
        QVERIFY(shown.find<QWidget>("landscape", "Across") == nullptr);
        QVERIFY(!test::hasLabel(shown.panel, QStringLiteral("Across")));
        shown.set("landscape", "Plane seed", "5");
        QCOMPARE(shown.experiment().landscape->seed, std::uint64_t{5});
        // Of two unknowns all eigenvalues are computed.
        QVERIFY(shown.find<QWidget>("spectrum", "Probes") == nullptr);
        shown.set("spectrum", "Every … steps", "4");
        QCOMPARE(shown.experiment().spectrum->every, Index{4});
        // No sketch, no choice of one.
        QVERIFY(shown.find<QWidget>("tradeoff", "Sketch") != nullptr);
    }

    void approximationsAreTickedInAList() {
        Shown shown(softmax());
        auto* list = shown.find<ChecklistButton>("tradeoff", "Approximations");
        QVERIFY(list != nullptr);
        QSignalSpy edited(&shown.panel, &ExperimentPanel::edited);
        const auto count = static_cast<std::size_t>(all_approximations.size());
        for (std::size_t i = 0; i < count; ++i) {
            if (!list->box(i)->isChecked() || all_approximations[i] == Approximation::exact) continue;
            QTest::keyClick(list->box(i), Qt::Key_Space);
        }
        QVERIFY(shown.experiment().tradeoff->approximations == std::vector{Approximation::exact});
        QVERIFY(edited.count() > 3);
        QCOMPARE(list->text(), QStringLiteral("1 of 8"));
        QVERIFY(!list->box(0)->isEnabled());  // one has to be
        QVERIFY(shown.find<QWidget>("tradeoff", "Sketch") == nullptr);
        shown.experiment().validate();
    }

    void theSolverOfTheBasinOfAttractionIsChosen() {
        Experiment experiment = softmax();
        experiment.solvers = {{"newton", {}},
                              {"approximate-newton", {{"error", 0.1}}},
                              {"approximate-newton", {{"error", 0.5}}}};
        Shown shown(experiment);
        auto* solver = shown.find<QComboBox>("attraction", "Solver");
        QCOMPARE(solver->currentText(), QStringLiteral("newton"));
        QVERIFY(solver->findText(QStringLiteral("lbfgs")) > 2);
        solver->setCurrentIndex(solver->findText(QStringLiteral("approximate-newton (0.5)")));
        QVERIFY(attraction_solver(shown.experiment()) == experiment.solvers[2]);
        // It stays the same when others go.
        for (const SolverRow* row : shown.panel.solverList()->rows())
            if (row->info().name == "newton") QTest::mouseClick(row->box(), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(attraction_solver(shown.experiment()) == experiment.solvers[2]);
        QCOMPARE(solver->currentText(), QStringLiteral("approximate-newton (0.5)"));
        solver->setCurrentIndex(solver->findText(QStringLiteral("lbfgs")));
        QVERIFY(attraction_solver(shown.experiment()) == (SolverSpec{"lbfgs", {}}));
    }

    void listedWeightsCanBeLeftForARange() {
        Experiment experiment = network();
        experiment.exactness->betas = {{1, 1, 1}, {2, 2, 2}};
        Shown shown(experiment);
        QVERIFY(shown.find<QWidget>("exactness", "Weights from") == nullptr);
        auto* listed = shown.find<QCheckBox>("exactness", "Listed weights");
        QVERIFY(listed != nullptr);
        QTest::mouseClick(listed, Qt::LeftButton, {}, QPoint(8, listed->height() / 2));
        QVERIFY(shown.experiment().exactness->betas.empty());
        QVERIFY(shown.find<QWidget>("exactness", "Weights from") != nullptr);
        QVERIFY(shown.find<QWidget>("exactness", "Listed weights") == nullptr);
    }

    void aHeadFoldsByMouseAndByKeyboard() {
        Shown shown(softmax());
        FoldingSection& group = shown.group("stopping");
        QSignalSpy folds(&shown.panel, &ExperimentPanel::foldsChanged);
        QVERIFY(group.isOpen());
        QTest::mouseClick(group.foldButton(), Qt::LeftButton);
        QVERIFY(!group.isOpen());
        QVERIFY(control<NumberField>(group, QStringLiteral("Tolerance")) == nullptr);
        QCOMPARE(group.foldButton()->accessibleName(), QStringLiteral("Stopping, folded"));
        group.foldButton()->setFocus();
        QTest::keyClick(group.foldButton(), Qt::Key_Space);
        QVERIFY(group.isOpen());
        // Beside the title is as good as the chevron.
        QTest::mouseClick(group.foldButton()->parentWidget(), Qt::LeftButton, {}, QPoint(120, 8));
        QVERIFY(!group.isOpen());
        QCOMPARE(folds.count(), 3);
        QVERIFY(!shown.panel.openGroups().contains(QStringLiteral("stopping")));
    }

    void theWholeRunMayHaveALimitOfTime() {
        Shown shown(softmax());
        shown.set("stopping", "Seconds in all", "30");
        QCOMPARE(shown.experiment().max_seconds, 30.0);
        shown.set("stopping", "Seconds in all", "");
        QVERIFY(std::isinf(shown.experiment().max_seconds));
        shown.set("stopping", "Max. seconds", "");
        QVERIFY(std::isinf(shown.experiment().stopping.max_seconds));
    }

    void everyControlExplainsItself() {
        for (const Experiment& experiment : {softmax(), network(), testFunction()}) {
            Shown shown(experiment);
            for (const FoldingSection* group : shown.panel.findChildren<FoldingSection*>())
                for (const QWidget* each : group->findChildren<QWidget*>()) {
                    if (!(each->focusPolicy() & Qt::TabFocus) || !each->isVisible()) continue;
                    if (qobject_cast<const QAbstractSpinBox*>(each->parentWidget())) continue;
                    QVERIFY2(!each->accessibleName().isEmpty(), qPrintable(group->word()));
                    QVERIFY2(each->toolTip().size() > 10, qPrintable(each->accessibleName()));
                }
        }
    }
};

QTEST_MAIN(SectionGroupsTest)
#include "section_groups_test.moc"
