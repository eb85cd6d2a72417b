// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/film_dialog.h"

#include <filesystem>

#include <QImageReader>
#include <QSignalSpy>

#include "tests/support/network_results.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/window.h"
#include "ui/panels/message_bar.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;

namespace {

QString pathOf(const std::filesystem::path& file) {
    return QString::fromStdString(file.string());
}

void askForLittle(FilmDialog& dialog) {
    dialog.widthField()->setValue(320);
    dialog.heightField()->setValue(200);
    dialog.seconds()->setValue(1);
    dialog.framesPerSecond()->setValue(5);
}

}  // namespace

class FilmDialogTest : public test::WindowTest {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    void makesWhatIsAskedFor() {
        FilmDialog dialog(results_, settings_.get());
        dialog.show();
        askForLittle(dialog);
        QVERIFY(dialog.plot(PlotKind::convergence)->isChecked());
        QVERIFY(dialog.plot(PlotKind::landscape)->isChecked());
        QVERIFY(dialog.plot(PlotKind::penalty) == nullptr);  // a softmax regression has none
        QTest::mouseClick(dialog.plot(PlotKind::landscape), Qt::LeftButton, {}, QPoint(8, 8));
        dialog.theme()->setCurrentIndex(1);
        QSignalSpy written(&dialog, &FilmDialog::written);
        const auto file = files_.path() / "run.gif";
        dialog.make(pathOf(file), FilmFile::Existing::refuse);
        QVERIFY(dialog.isMaking());
        QVERIFY(!dialog.saveButton()->isEnabled());
        QCOMPARE(dialog.cancelButton()->text(), QStringLiteral("&Cancel"));
        QTRY_VERIFY_WITH_TIMEOUT(!dialog.isMaking(), test::patience);
        QCOMPARE(written.count(), 1);
        QCOMPARE(dialog.note(), QStringLiteral("Written: run.gif"));
        QImageReader reader(pathOf(file));
        QCOMPARE(reader.imageCount(), 5);
        const QImage first = reader.read();
        QCOMPARE(first.size(), QSize(320, 200));
        QVERIFY(first.pixelColor(1, 199).lightness() < 80);  // dark
    }

    void cancelLeavesNothing() {
        FilmDialog dialog(results_, settings_.get());
        dialog.show();
        dialog.seconds()->setValue(600);
        for (const char* name : {"cancelled.gif", "cancelled"}) {
            const auto before = entries();
            dialog.make(pathOf(files_.path() / name), FilmFile::Existing::refuse);
            QTRY_VERIFY_WITH_TIMEOUT(dialog.progressBar()->value() > 0, test::patience);
            QTest::mouseClick(dialog.cancelButton(), Qt::LeftButton);
            QVERIFY(!dialog.isMaking());
            QVERIFY(dialog.note().contains(QStringLiteral("nothing was written")));
            QVERIFY(dialog.isVisible());
            QCOMPARE(entries(), before);
        }
        dialog.make(pathOf(files_.path() / "closed.gif"), FilmFile::Existing::refuse);
        dialog.close();
        QVERIFY(!dialog.isMaking());
        QVERIFY(!std::filesystem::exists(files_.path() / "closed.gif"));
    }

    void whatCannotBeWrittenIsSaid() {
        FilmDialog dialog(results_, settings_.get());
        dialog.show();
        dialog.make(pathOf(files_.path() / "none" / "run.gif"), FilmFile::Existing::refuse);
        QVERIFY(!dialog.isMaking());
        QVERIFY(dialog.note().contains(QStringLiteral("found no folder")));
        for (const PlotKind kind : {PlotKind::convergence, PlotKind::landscape})
            dialog.plot(kind)->setChecked(false);
        QVERIFY(!dialog.saveButton()->isEnabled());  // of nothing
    }

    void belongsToTheWindow() {
        const auto window = makeWindow();
        test::waitUntilDone(*window);
        window->actions()->film->trigger();
        auto* dialog = window->findChild<FilmDialog*>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        askForLittle(*dialog);
        const auto target = files_.path() / "pictures";
        dialog->make(pathOf(target), FilmFile::Existing::refuse);
        // The window goes on meanwhile.
        window->actions()->run->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->isMaking(), test::patience);
        QVERIFY(std::filesystem::exists(target / "frame-00004.png"));
        QTest::mouseClick(dialog->cancelButton(), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(window->findChild<FilmDialog*>() == nullptr, test::patience);
        test::waitUntilDone(*window);
    }

  private:
    std::ptrdiff_t entries() const {
        return std::distance(std::filesystem::directory_iterator(files_.path()),
                             std::filesystem::directory_iterator());
    }

    const Results results_ = test::syntheticResults();
    test::ScratchFolder files_;
};

QTEST_MAIN(FilmDialogTest)
#include "film_dialog_test.moc"
