#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every command and reads every experiment that README and the manual show.

check_documents.py BASIN ROOT. Each page gets a folder of its own, in which its blocks are taken in order. A comment on
the lines before a block or a table says more about it:

    <!-- save: FILE -->       the block becomes that file; an experiment must pass `basin check`
    <!-- writes: FILES -->    these are there after the commands of the block
    <!-- prints: COMMAND -->  the block is what that command prints, on stdout or stderr
    <!-- not run: WHY -->     the block is left out; few may be
    <!-- keys: PATH -->       the table's keys and defaults are those of an experiment that asks for the section
    <!-- names: FILE -->      the table tells every column of a CSV, every member of a JSON that was written before;
                              FILE PATH: of the object there, e.g. runs.0
    <!-- columns: DIRS -->    each row of the table tells every column of its CSV files in these folders, once the page's
                              commands have been run

A command ends with 0, or as its own comment says: `basin solve far   # exit 1: ...`. README shows at most 900 words,
every link leads to a file, and every file that CONTRIBUTING names is there.
"""
import functools
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

MOST_WORDS = 900
MOST_LEFT_OUT = 3
SECONDS = 300
MARK = re.compile(r"<!-- (save|writes|prints|not run|keys|names|columns): (.*?) -->")
HEAD = {"format": "basin-experiment", "version": 1, "max_seconds": 1e-3, "solvers": [{"name": "adam"}]}
# Sections that are not valid without some of their keys.
NEEDED = {
    "sweep": {
        "solvers": [{"name": "newton"}],
        "sweep": {"axes": [{"key": "stopping.max_iterations", "from": 5, "to": 6, "count": 2}]},
    }
}


class Page:
    """One document with its folder."""

    def __init__(self, path, folder, environment):
        self.path, self.folder, self.environment = path, folder, environment
        self.faults, self.commands, self.left_out, self.experiments = [], 0, 0, 0
        self.later = []  # checks for the end of the page
        self.families = {}  # in files, by what the manual calls them

    def fail(self, line, text):
        self.faults.append(f"{self.path.name}:{line}: {text}")

    def run(self, command):
        return subprocess.run(["bash", "-c", command], cwd=self.folder, env=self.environment, capture_output=True,
                              text=True, timeout=SECONDS)

    def check_command(self, line, command):
        wanted = re.search(r"# exit (\d)", command)
        wanted = int(wanted.group(1)) if wanted else 0
        done = self.run(command)
        self.commands += 1
        if done.returncode != wanted:
            self.fail(line, f"{command}\n    ended with {done.returncode} instead of {wanted}: {done.stderr[-800:]}")
        return done

    def take_commands(self, line, text, marks):
        if "not run" in marks:
            self.left_out += 1
            return
        for offset, command in enumerate(text.split("\n")):
            if command.strip():
                self.check_command(line + offset + 1, command)
        for name in marks.get("writes", "").split():
            if not (self.folder / name).is_file() or (self.folder / name).stat().st_size == 0:
                self.fail(line, f"{name} has not been written")

    def take_printed(self, line, text, command):
        done = self.check_command(line, command)
        printed = (done.stdout + done.stderr).replace(f"{self.folder.resolve()}/", "").strip("\n")
        if printed != text:
            self.fail(line, f"{command}\n    printed other than is shown:\n{printed}")

    def take_file(self, line, text, marks, is_experiment):
        if "not run" in marks:
            self.left_out += 1
            return
        if "save" not in marks:
            self.fail(line, "a block without <!-- save: FILE -->")
            return
        (self.folder / marks["save"]).write_text(text + "\n")
        if not is_experiment or '"basin-figure-style"' in text:
            return
        self.experiments += 1
        done = self.run(f"basin check {marks['save']}")
        if done.returncode != 0:
            self.fail(line, f"{marks['save']} is refused: {done.stderr}")

    def take_table(self, line, rows, path):
        """Keys and defaults of one section, as the program itself writes them out."""
        family, section = path.rsplit(" ", 1) if " " in path else ("", path)
        if section == "problem":  # which comes first, and tells what the family is called in files
            self.families[family] = next(re.search(r"`(.+)`", default).group(1) for key, default in rows if "family" in key)
        experiment = HEAD | {"problem": {"family": self.families[family]}}
        sections = section.split(".")
        if section not in ("problem", "start", "stopping"):
            experiment |= {sections[0]: functools.reduce(lambda inner, key: {key: inner}, reversed(sections[1:]), {})}
            experiment |= NEEDED.get(section, {})
        (self.folder / "keys.json").write_text(json.dumps(experiment))
        done = self.run("basin solve keys.json --json")
        written = json.loads(done.stdout)["experiment"]
        if section == "stopping" or section == "start" or sections[0] in written:
            for key in sections:
                written = written[key]
        told = {}
        for key, default in rows:
            keys = re.findall(r"`([^`]+)`", key)
            defaults = re.findall(r"`([^`]+)`", default) or [None] * len(keys)
            told |= dict(zip(keys, defaults))
        for key, value in written.items():
            if key not in told:
                self.fail(line, f"the key {key} of {path} is not told")
            elif told[key] is not None and read(told[key]) != value:
                self.fail(line, f"the default of {path} {key} is {value}, not {told[key]}")
        for key, default in told.items():
            if default is not None and key not in written:
                self.fail(line, f"{path} has no key {key}")

    def take_names(self, line, rows, name):
        """The first cells tell all names that a written file has."""
        told = {word for key, _ in rows for word in re.findall(r"`([^`]+)`", key)}
        file, *path = name.split()
        text = (self.folder / file).read_text()
        there = text.split("\n")[0].split(",") if file.endswith(".csv") else json.loads(text)
        for step in path[0].split(".") if path else []:
            there = there[int(step) if step.isdigit() else step]
        for missing in [word for word in there if word not in told]:
            self.fail(line, f"{missing} of {name} is not told")

    def take_columns(self, line, rows, folders):
        checked = 0
        for files, cell in rows:
            for pattern in re.findall(r"`([\w<>-]+\.csv)`", files):
                for folder in folders.split():
                    for file in (self.folder / folder).glob(re.sub(r"<\w+>", "*", pattern)):
                        checked += 1
                        for column in file.read_text().split("\n")[0].split(","):
                            if column not in cell and "below" not in cell:
                                self.fail(line, f"{column} of {file.name} is not told")
        if checked == 0:
            self.fail(line, "no file of this table has been written")

    def check_links(self, text):
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if "://" not in target and not (self.path.parent / target).exists():
                self.fail(1, f"the link {target} leads nowhere")


def read(text):
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text


def check(page):
    text = page.path.read_text()
    page.check_links(text)
    lines = text.split("\n")
    marks, at = {}, 0
    while at < len(lines):
        line = lines[at]
        if mark := MARK.fullmatch(line.strip()):
            marks[mark.group(1)] = mark.group(2)
        elif line.startswith("```"):
            end = lines.index("```", at + 1)
            block, language = "\n".join(lines[at + 1:end]), line[3:]
            if language in ("sh", "bash"):
                page.take_commands(at + 1, block, marks)
            elif "prints" in marks:
                page.take_printed(at + 1, block, marks["prints"])
            elif language != "cpp":  # house.package compiles that
                page.take_file(at + 1, block, marks, language == "json")
            marks, at = {}, end
        elif line.startswith("|") and marks.keys() & {"keys", "names", "columns"}:
            end = next(k for k in range(at, len(lines)) if not lines[k].startswith("|"))
            cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in lines[at + 2:end]]
            rows = [row[:2] for row in cells]
            if "keys" in marks:
                page.take_table(at + 1, rows, marks["keys"])
            elif "columns" in marks:
                page.later.append((at + 1, [(row[0], row[-1]) for row in cells], marks["columns"]))
            else:
                page.take_names(at + 1, rows, marks["names"])
            marks, at = {}, end
        elif line.strip() and not line.startswith("    "):
            marks = {}
        at += 1
    for table in page.later:
        page.take_columns(*table)


def words_of(text):
    """What a reader reads: no comments, no blocks, no addresses."""
    text = re.sub(r"<!--.*?-->|```.*?```", "", text, flags=re.DOTALL)
    return len(re.sub(r"\]\([^)]*\)", "]", text).split())


def missing_files(root):
    """Files and folders of the project that CONTRIBUTING names and that are not there."""
    text = (root / "CONTRIBUTING.md").read_text()
    named = set(re.findall(r"(?<![\w/])(?:core|ui|app|tests|resources|\.ci)/[\w./-]*\w", text))
    return [f"CONTRIBUTING.md: there is no {name}" for name in sorted(named) if not (root / name).exists()]


def main(basin, root):
    pages = [root / "README.md", *sorted((root / "resources/manual").glob("*.md"))]
    faults, commands, experiments, left_out = missing_files(root), 0, 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        (folder / "bin").mkdir()
        (folder / "bin/basin").symlink_to(pathlib.Path(basin).resolve())
        environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
        environment["PATH"] = f"{folder / 'bin'}:{environment['PATH']}"
        for path in pages:
            page = Page(path, folder / path.stem, environment)
            page.folder.mkdir()
            check(page)
            faults += page.faults
            commands += page.commands
            experiments += page.experiments
            left_out += page.left_out
    words = words_of((root / "README.md").read_text())
    if words > MOST_WORDS:
        faults.append(f"README.md: {words} words; expected at most {MOST_WORDS}")
    if left_out > MOST_LEFT_OUT:
        faults.append(f"{left_out} blocks are not run; expected at most {MOST_LEFT_OUT}")
    print("\n".join(faults) or f"{commands} commands, {experiments} experiments, {words} words in README.md")
    return 1 if faults or commands < 20 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]).resolve()))
