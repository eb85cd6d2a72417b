// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

#include "core/assess/assessment.h"
#include "core/experiment/experiment.h"
#include "ui/panels/fields.h"
#include "ui/runs/background_task.h"

class QFormLayout;

namespace basin::ui {

class AssessmentTable;
class FileField;

/// "Check my data": takes the files of A1, A2 and b, has them assessed on a worker, and shows the answers in
/// plain words with the figures behind each. Not modal.
class AssessDialog : public QDialog {
    Q_OBJECT

  public:
    /// source: the experiment that the window shows now; files that are not named are taken from it.
    explicit AssessDialog(std::function<Experiment()> source, QWidget* parent = nullptr);
    ~AssessDialog() override;

    FileField* keysFile() const { return keys_; }      // A1
    FileField* valuesFile() const { return values_; }  // A2
    FileField* wantedFile() const { return wanted_; }  // b
    QComboBox* activation() const { return activation_; }
    RealField* ridge() const { return ridge_; }
    RealField* seconds() const { return seconds_; }
    QPushButton* startButton() const { return start_; }
    QPushButton* useButton() const { return use_; }
    QPushButton* reportButton() const { return report_; }
    AssessmentTable* answers() const { return answers_; }
    QString note() const { return note_->text(); }
    bool isComputing() const { return worker_ != nullptr; }

    void start();
    void stop();
    /// Runs the experiment that was checked and writes a page about it, .pdf or .html. Something was checked.
    void saveReport(const QString& file);

  signals:
    void reportWritten(const QString& file);
    /// The user wants to see these data in the window.
    void chosen(const basin::Experiment& experiment);

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    /// What was asked about, and what came of it.
    struct Checked {
        Experiment experiment;
        Assessment assessment;
    };

    FileField* addFile(QFormLayout* form, const QString& label, const QString& toolTip);
    QLayout* makeQuestion();
    QLayout* makeButtons();
    /// Gives what is to be done with its result in the window.
    using Work = BackgroundTask<std::function<void()>>;
    void begin(Work::Work work);
    void askReport();
    void tick();
    void showState();
    void showChecked();
    void tell(const QString& text, bool isWrong);

    std::function<Experiment()> source_;
    FileField* keys_ = nullptr;
    FileField* values_ = nullptr;
    FileField* wanted_ = nullptr;
    QComboBox* activation_;
    RealField* ridge_;
    RealField* seconds_;
    QPushButton* start_;
    QPushButton* use_;
    QPushButton* report_;
    QProgressBar* progress_;
    AssessmentTable* answers_;
    QLabel* note_;
    QTimer timer_;
    bool edited_ = false;  // activation and ridge are the user's, else the window's
    std::optional<Checked> checked_;
    std::unique_ptr<Work> worker_;  // null when nothing is computed
};

}  // namespace basin::ui
