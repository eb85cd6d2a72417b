// SPDX-License-Identifier: GPL-3.0-or-later
// Every field of every section has words of its own in the window.
#include "ui/panels/field_words.h"

#include <QtTest>

#include "core/experiment/experiment_fields.h"

using namespace basin;
using namespace basin::ui;

namespace {

/// The keys of one specification that lack words.
struct Wordless {
    std::string_view section;
    Families families = every_family;
    QStringList keys = {};

    template <typename Member>
    void operator()(const Field& field, Member&&) {
        if (!hasFieldWords(section, field.key)) keys << QString::fromStdString(std::string(field.key));
    }
};

template <typename Spec>
QStringList wordlessOf(std::string_view section, Spec Experiment::*) {
    Wordless found{section};
    Spec spec;
    describe(spec, found);
    return found.keys;
}
template <typename Spec>
QStringList wordlessOf(std::string_view section, std::optional<Spec> Experiment::*) {
    return wordlessOf(section, static_cast<Spec Experiment::*>(nullptr));
}

}  // namespace

class FieldWordsTest : public QObject {
    Q_OBJECT

  private slots:
    void everyFieldHasWords() {
        for_each_section([](const SectionInfo& info, auto member) {
            QCOMPARE(wordlessOf(info.field.key, member), QStringList());
        });
        QCOMPARE(wordlessOf("stopping", &Experiment::stopping), QStringList());
    }

    void everySectionHasATitleAndASentence() {
        for_each_section([](const SectionInfo& info, auto member) {
            const FieldWords words = groupWords(info.field.key);
            QVERIFY(!words.label.isEmpty() && words.toolTip.endsWith(QLatin1Char('.')));
            constexpr bool always = std::is_same_v<decltype(member), BasinRadiusSpec Experiment::*>;
            QCOMPARE(wishOf(info.field.key).isEmpty(), always);
        });
    }

    void aFamilyHasItsOwnWords() {
        const Field field{.key = "radius_min", .meaning = "a radius"};
        QCOMPARE(fieldWords("basin_map", field, softmax_family).label, QStringLiteral("Radius from"));
        QCOMPARE(fieldWords("basin_map", field, elman_family).label, QStringLiteral("Deviation from"));
    }

    void aFieldWithoutWordsHasThoseOfTheFile() {
        const Field field{.key = "half_life", .meaning = "of the `widget`"};
        QCOMPARE(fieldWords("landscape", field).label, QStringLiteral("Half life"));
        QCOMPARE(fieldWords("landscape", field).toolTip, QStringLiteral("of the widget"));
    }
};

QTEST_APPLESS_MAIN(FieldWordsTest)
#include "field_words_test.moc"
