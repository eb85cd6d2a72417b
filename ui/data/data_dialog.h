// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>

#include "ui/data/data_form.h"
#include "ui/data/opened_table.h"
#include "ui/families/per_family.h"
#include "ui/window/file_work.h"

namespace basin::ui {

class ColumnList;
class FamilySwitch;
class ReadingFields;
class TablePreview;
class WhyButton;

/// Asks what is to be made of a file of one's own: for which family of problems, how it is read, what its
/// columns are for, and what else that family asks (DataForm). Everything is guessed and shown first. The
/// file is read again, and what comes of it judged, in the background.
class DataDialog : public QDialog {
    Q_OBJECT

  public:
    /// shown: the family that the window shows; another where the table itself says so.
    DataDialog(OpenedTable opened, const FamilyView& shown, QWidget* parent = nullptr);

    /// What an experiment file would say, as it was last judged.
    const ChosenData& data() const { return data_; }

    const FamilyView& family() const { return *family_; }
    FamilySwitch* familySwitch() const { return families_; }
    TablePreview* preview() const { return preview_; }
    ColumnList* columns() const { return columns_; }
    ReadingFields* reading() const { return reading_; }
    /// Of the family that is chosen.
    DataForm* form() const { return forms_.at(family_); }
    QPushButton* acceptButton() const { return accept_; }
    QString note() const { return note_->text(); }
    /// Whether the file is being read or what comes of it judged.
    bool isWaiting() const { return rereading_ || judging_; }

  signals:
    void dataChosen(const basin::ui::ChosenData& data);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void makeForms();
    void makeLayout();
    QLayout* makeFamilyRow();
    QWidget* makeSwitches();
    QWidget* makeNote();
    QDialogButtonBox* makeButtons();
    void connectFields();
    void orderFields();
    void guessFamily(const FamilyView& shown);
    void takeFamily(const FamilyView& family);
    void showFamily();
    void readAgain();
    void stayUnread(const QString& why);
    void take(const OpenedTable& read);
    void showTable();
    void judge();
    void showVerdict(const DataVerdict& verdict);
    void showUse();
    void refuse(const QString& why);
    void tell(const QString& text, bool isWrong);
    void choose();
    bool isRead() const { return opened_.table || opened_.sparse; }

    OpenedTable opened_;   // the last good one, where there was one
    bool unread_ = false;  // the switches say what the file cannot be read by
    bool rereading_ = false, judging_ = false;
    bool wanted_ = false;  // OK was pressed while waiting
    ChosenData data_;
    FileWork reader_, judge_;
    const FamilyView* family_ = nullptr;
    PerFamily<DataForm*> forms_;
    QLabel* title_;
    QLabel* how_;
    FamilySwitch* families_;
    QLabel* meaning_;
    WhyButton* whyFamily_;
    TablePreview* preview_;
    ColumnList* columns_;
    ReadingFields* reading_;
    QLabel* columnsTitle_;
    QLabel* note_;
    bool wrong_ = false;  // what the note says
    QPushButton* accept_ = nullptr;
};

}  // namespace basin::ui
