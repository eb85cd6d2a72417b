// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include <QObject>
#include <QTimer>

#include "core/experiment/picture_parts.h"
#include "ui/runs/background_task.h"

namespace basin::ui {

/// When a part of a picture is computed: once the view rests, in the background. Nothing ticks while nothing
/// is asked for.
class PartClock : public QObject {
    Q_OBJECT

  public:
    explicit PartClock(QObject* parent = nullptr);

  signals:
    void changed();  // another picture is there, or none any more

  protected:
    void startSoon() { rest_.start(); }
    void startNow();
    bool isToStart() const { return rest_.isActive(); }
    void dontStart() { rest_.stop(); }
    virtual void start() = 0;
    /// Takes over what is there; false: nothing is at work any more.
    virtual bool collect() = 0;

  private:
    void poll();

    QTimer rest_, poll_;
};

// Pictures that a finer one is laid over until it is whole.
inline bool isWhole(const Landscape& part) {
    return part.stride == 1;
}
inline bool isWhole(const Attraction& part) {
    return part.stride == 1;
}
inline bool isWhole(const BasinMap& part) {
    return part.complete;
}

/// The picture of the part that is looked at, ever finer. Part tells which one, and can be compared.
template <class Picture, class Part>
class PartZoom final : public PartClock {
  public:
    using Shared = std::shared_ptr<const Picture>;
    using Sink = std::function<void(Shared)>;
    /// Tells pictures to the sink, and returns the last one or null; on the computing thread. Is given what
    /// was shown before, or null.
    using Compute = std::function<Shared(const PictureParts&, const Part&, const Shared&, const Sink&,
                                         const std::stop_token&)>;

    explicit PartZoom(Compute compute, QObject* parent = nullptr)
        : PartClock(parent), compute_(std::move(compute)) {}

    /// Of results that have the whole; what was asked for before is not computed any further, but stays below
    /// until this is there, if it is of the same whole.
    void ask(const Results& results, const Shared& whole, const Part& part) {
        const bool same = parts_ != nullptr && whole_ == whole;
        if (same && part == part_) return;
        if (!same) {
            drop();
            whole_ = whole;
            parts_ = std::make_shared<const PictureParts>(without_records(results));
        }
        part_ = part;
        retire();
        startSoon();
    }

    /// The whole is looked at.
    void drop() {
        dontStart();
        retire();
        parts_.reset();
        whole_.reset();
        below_.reset();
        if (std::exchange(picture_, nullptr) != nullptr) emit changed();
    }

    /// Waits for what was asked for; for figures, which no event loop brings it to.
    void finish() {
        if (isToStart()) startNow();
        if (task_ == nullptr) return;
        task_->wait();
        collect();
    }

    /// The newest that is there; null: none.
    const Shared& picture() const { return picture_; }
    /// What was shown before, for where the newest has nothing yet; null: none.
    const Shared& below() const { return below_; }
    /// The newest is still to become finer, or another one to come.
    bool isAtWork() const { return isToStart() || task_ != nullptr; }

  private:
    using Task = BackgroundTask<Shared>;
    struct Mail {
        std::mutex mutex;
        Shared newest;
    };

    void start() override {
        mail_ = std::make_shared<Mail>();
        isFirst_ = true;
        task_ =
            std::make_unique<Task>([compute = compute_, parts = parts_, part = part_, before = lastWhole(),
                                    mail = mail_](const auto&, const std::stop_token& stop) {
                const auto put = [&mail](Shared picture) {
                    const std::lock_guard lock(mail->mutex);
                    mail->newest = std::move(picture);
                };
                return compute(*parts, part, before, put, stop);
            });
    }

    bool collect() override {
        std::erase_if(retired_, [](const auto& task) { return task->hasEnded(); });
        if (task_ != nullptr) {
            const bool ended = task_->hasEnded();  // asked first: what was told before is in the mail
            Shared newest = takeMail();
            // Where it could not be computed, data that have gone for one, the whole stays.
            if (ended) {
                if (Shared last = task_->result().value_or(nullptr)) newest = std::move(last);
                task_.reset();
            }
            const bool isNew = newest != nullptr;
            if (isNew) take(std::move(newest));
            if (isNew || ended) emit changed();
        }
        return task_ != nullptr || !retired_.empty();
    }

    Shared takeMail() {
        const std::lock_guard lock(mail_->mutex);
        return std::exchange(mail_->newest, nullptr);
    }

    void take(Shared newest) {
        if (std::exchange(isFirst_, false)) below_ = lastWhole();
        picture_ = std::move(newest);
    }

    const Shared& lastWhole() const { return picture_ != nullptr && isWhole(*picture_) ? picture_ : below_; }

    void retire() {
        if (task_ == nullptr) return;
        task_->requestStop();
        retired_.push_back(std::move(task_));
    }

    Compute compute_;
    std::shared_ptr<const PictureParts> parts_;  // null: of nothing
    Shared whole_;                               // that they are of
    Part part_{};
    Shared picture_, below_;
    bool isFirst_ = true;  // of what was asked for last nothing has come
    std::shared_ptr<Mail> mail_;
    std::unique_ptr<Task> task_;
    std::vector<std::unique_ptr<Task>> retired_;  // asked to stop, not yet ended
};

}  // namespace basin::ui
