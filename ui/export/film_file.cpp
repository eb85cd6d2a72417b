// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/film_file.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <QBuffer>

#include "core/io/atomic_file.h"
#include "core/io/new_folder.h"
#include "core/numeric/input_error.h"
#include "ui/export/color_table.h"
#include "ui/export/gif_writer.h"

namespace basin::ui {

namespace {

namespace fs = std::filesystem;

// Enough to see every colour that a run comes to.
constexpr int mostLooks = 12;
constexpr std::string_view frameBegin = "frame-", frameEnd = ".png";
constexpr std::size_t frameDigits = 5;

std::string_view viewOf(const QByteArray& bytes) {
    return {bytes.constData(), static_cast<std::size_t>(bytes.size())};
}

std::string frameName(int number) {
    const std::string digits = std::to_string(number);
    return std::string(frameBegin) + std::string(frameDigits - std::min(digits.size(), frameDigits), '0') +
           digits + std::string(frameEnd);
}

bool isFrameName(const std::string& name) {
    if (name.size() != frameBegin.size() + frameDigits + frameEnd.size() || !name.starts_with(frameBegin) ||
        !name.ends_with(frameEnd))
        return false;
    return std::all_of(name.begin() + frameBegin.size(), name.end() - frameEnd.size(),
                       [](unsigned char letter) { return std::isdigit(letter); });
}

class GifFile : public FilmFile {
  public:
    explicit GifFile(fs::path path) : path_(std::move(path)) {}
    int looks() const override { return mostLooks; }
    void look(const QImage& picture) override { census_.add(picture); }
    void add(const QImage& picture, int hundredths) override {
        if (!writer_) writer_.emplace(picture.size(), census_.table(GifWriter::mostColors));
        writer_->add(picture, hundredths);
    }
    void finish() override { write_output_file(path_, viewOf(writer_->finish())); }

  private:
    fs::path path_;
    ColorCensus census_;
    std::optional<GifWriter> writer_;
};

class PngFolder : public FilmFile {
  public:
    PngFolder(const fs::path& path, Existing existing)
        : folder_(path, existing == Existing::replace ? NewFolder::Replaceable(isFrameName) : nullptr) {}
    void add(const QImage& picture, int) override {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        if (!picture.save(&buffer, "PNG")) throw InputError("film", "a picture cannot be written as PNG");
        folder_.write(frameName(count_++), viewOf(bytes));
    }
    void finish() override { folder_.finish(); }

  private:
    NewFolder folder_;
    int count_ = 0;
};

}  // namespace

std::unique_ptr<FilmFile> makeFilmFile(const fs::path& path, FilmFile::Existing existing) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    if (ending.empty()) return std::make_unique<PngFolder>(path, existing);
    if (ending != ".gif")
        throw InputError(path.string(), "found the ending " + path.extension().string() +
                                            "; expected .gif, or none for a folder of PNG pictures");
    std::error_code error;
    if (existing == FilmFile::Existing::refuse && fs::exists(path, error))
        throw InputError(path.string(), "exists already; expected a new file, or --force");
    check_output_file(path);
    return std::make_unique<GifFile>(path);
}

FilmMaking::FilmMaking(const Results& results, const FilmOptions& options, std::unique_ptr<FilmFile> file)
    : film_(results, options), file_(std::move(file)), looks_(std::min(file_->looks(), film_.frames())) {}

int FilmMaking::frameOf(int step) const {
    if (step >= looks_) return step - looks_;
    return looks_ > 1 ? step * (film_.frames() - 1) / (looks_ - 1) : film_.frames() - 1;
}

QImage FilmMaking::draw(int step) {
    return film_.frame(frameOf(step));
}

void FilmMaking::keep(int step, const QImage& picture) {
    if (step < looks_) {
        file_->look(picture);
        return;
    }
    file_->add(picture, film_.hundredthsOf(frameOf(step)));
    if (step == steps() - 1) file_->finish();
}

bool writeFilm(const Results& results, const FilmOptions& options, std::unique_ptr<FilmFile> file,
               const std::function<void(double)>& tell, const std::stop_token& stop) {
    FilmMaking making(results, options, std::move(file));
    for (int step = 0; step < making.steps(); ++step) {
        if (stop.stop_requested()) return false;
        making.keep(step, making.draw(step));
        tell(static_cast<double>(step + 1) / making.steps());
    }
    return true;
}

}  // namespace basin::ui
