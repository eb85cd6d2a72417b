#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that every citation in the sources resolves.

check_citations.py ROOT: reads all comments of core, ui, app and tests, and core/mathematics.md itself.

- "mathematics.md 1.4, 1.5" names headings of core/mathematics.md;
- a tag such as [LSWY] or [Tropp 2012] stands under References there, and a paper is cited by its tag alone;
- a document that is named (CONTRIBUTING.md) is there.
"""
import pathlib
import re
import sys

SOURCES = {".h", ".cpp", ".py", ".cmake", ".txt", ".sh"}
NAME = r"[A-ZÀ-Þ][\w'’-]*"
YEAR = r"(?:18|19|20)\d\d"
TAG = rf"\[((?:{NAME}(?:, {NAME})*(?: and others)? {YEAR})|[A-Z]{{3,}}\d?|NLopt)\]"
PLACEHOLDERS = {"COUNT", "ROOT"}  # of command lines
SECTIONS = r"mathematics\.md((?:(?:,| and)? \d+(?:\.\d+)?(?![\w.]*\d))*)"
LOOSE = rf"{NAME}(?:(?:,| and) {NAME})*(?: and others)?,? {YEAR}\b(?!\])|\barXiv\b"
DOCUMENT = r"[\w./-]*\w\.md\b"
FOLDERS = ("", "core/", "resources/manual/", "tests/fixtures/rnn/")


def comments(text, suffix):
    """The comments of a source, each with its line; consecutive line comments are one."""
    if suffix not in {".h", ".cpp"}:
        tokens = re.finditer(r'"""(?:.|\n)*?"""|#[^\n]*', text)
    else:
        strings = r'R"(\w*)\((?:.|\n)*?\)\1"|"(?:\\.|[^"\\\n])*"' + r"|'(?:\\.|[^'\\\n])+'"
        tokens = re.finditer(rf"{strings}|/\*(?:.|\n)*?\*/|//[^\n]*", text)
    found, end = [], -1
    for token in tokens:
        words = token.group()
        if suffix in {".h", ".cpp"} and not words.startswith("/"):
            continue
        words = re.sub(r"^\s*(///?|#+|/?\*+)[<!]?", "", words, flags=re.MULTILINE)
        if found and not text[end:token.start()].strip() and text[end:token.start()].count("\n") == 1:
            found[-1][1] += " " + words
        else:
            found.append([text.count("\n", 0, token.start()) + 1, words])
        end = token.end()
    return [(line, re.sub(r"\s+", " ", words)) for line, words in found]


class Mathematics:
    def __init__(self, text):
        body, references = text.split("\n## References\n")
        self.body = body
        self.headings = set(re.findall(r"^##+ (\d+(?:\.\d+)?)\b", body, re.MULTILINE))
        self.tags = re.findall(r"^- \[([^\]]+)\]", references, re.MULTILINE)

    def faults(self, words, has_document):
        """What does not resolve in one comment."""
        for match in re.finditer(SECTIONS, words):
            sections = re.findall(r"\d+(?:\.\d+)?", match.group(1))
            if not sections:
                yield "mathematics.md without a heading"
            for section in sections:
                if section not in self.headings:
                    yield f"mathematics.md has no heading {section}"
        for tag in re.findall(TAG, words):
            if tag not in self.tags and tag not in PLACEHOLDERS:
                yield f"mathematics.md lists no reference [{tag}]"
        for loose in re.findall(LOOSE, re.sub(r"\[[^\]]*\]|SPDX.*|Copyright.*", "", words)):
            yield f'"{loose}" is to be cited by a tag of mathematics.md'
        for document in re.findall(DOCUMENT, words):
            if not has_document(document):
                yield f"there is no document {document}"


def check_itself(mathematics):
    """Each kind of fault is seen."""
    known, tag = sorted(mathematics.headings)[0], mathematics.tags[0]
    wrong = {
        "mathematics.md 99.7": 1,
        f"(mathematics.md {known}, 99.7)": 1,
        "by mathematics.md": 1,
        "[Nobody 1999]": 1,
        "[NOBODY]": 1,
        "(Nobody, Nowhere 1999)": 1,
        "arXiv 2311.15390": 1,
        "see nowhere.md": 1,
        f"[{tag}]; mathematics.md {known}, step 4": 0,
        "CONTRIBUTING.md and the interval [a, b]": 0,
    }
    for words, count in wrong.items():
        found = list(mathematics.faults(words, lambda name: name in {"mathematics.md", "CONTRIBUTING.md"}))
        assert len(found) == count, f"{words}: {found}"


def main(root):
    mathematics = Mathematics((root / "core/mathematics.md").read_text())
    check_itself(mathematics)
    faults, citations = [], 0
    cited = set(re.findall(TAG, mathematics.body))

    def has_document(name):
        return any((root / folder / name).is_file() for folder in FOLDERS)

    for folder in ("core", "ui", "app", "tests"):
        for path in sorted((root / folder).rglob("*")):
            if path.suffix not in SOURCES or path == pathlib.Path(__file__).resolve():
                continue
            for line, words in comments(path.read_text(), path.suffix):
                citations += len(re.findall(rf"{SECTIONS}|{TAG}", words))
                cited |= set(re.findall(TAG, words))
                faults += [f"{path.relative_to(root)}:{line}: {fault}"
                           for fault in mathematics.faults(words, has_document)]
    for section in re.findall(r"[(,] ?(\d\.\d+)(?=[,);])", mathematics.body):
        if section[0] != "0" and section not in mathematics.headings:
            faults.append(f"core/mathematics.md: there is no heading {section}")
    faults += [f"core/mathematics.md: lists no reference [{tag}]"
               for tag in sorted(set(re.findall(TAG, mathematics.body)) - set(mathematics.tags))]
    faults += [f"core/mathematics.md: nothing cites [{tag}]" for tag in mathematics.tags if tag not in cited]
    print("\n".join(faults) or f"{citations} citations resolve")
    return 1 if faults or citations < 100 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve()))
