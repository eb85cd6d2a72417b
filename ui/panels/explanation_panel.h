// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QScrollArea>
#include <QTimer>
#include <QWidget>

namespace basin::ui {

class RunModel;

/// "What am I seeing?": two sentences in plain words, updated as the run goes; technical words explain
/// themselves when pointed at.
class ExplanationPanel : public QWidget {
    Q_OBJECT

  public:
    explicit ExplanationPanel(RunModel* model, QWidget* parent = nullptr);
    QString text() const { return plain_; }
    /// Nobody scrolls while presenting: the type is as large as the whole text has room for.
    void setPresenting(bool presenting);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void showMeaning(const QString& meaning);
    void explain();
    void explainSoon();
    QScrollArea* area() const;
    void fitType();
    bool fits(int size, const QScrollArea& around);
    QString withGlossary(const QString& text) const;

    RunModel* model_;
    QLabel* text_;
    QTimer pause_, fit_;
    QString plain_;
    bool explains_ = false;  // a word
    bool presenting_ = false;
    int largest_ = 0;  // px, of the text's type while presenting
};

}  // namespace basin::ui
