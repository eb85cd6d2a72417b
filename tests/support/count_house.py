#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts what the house is measured by: count_house.py [ROOT], a checkout of any revision (this one).

lines             of sources, tests and comments as they are
family decisions  places outside core/families and ui/families that ask which family a problem is of
keys typed twice  JSON keys that core both reads and writes by a text in quotes of its own
unresolved        citations that check_citations.py would not find, or that name a document which is not there
README words      all of them, code included
"""
import pathlib
import re
import subprocess
import sys

SUFFIXES = {".h", ".cpp", ".py", ".cmake"}
DECISION = re.compile(
    r"\bis_recurrent\(|\bsoftmax_of\(|\belman_of\(|\bFamily::(?:softmax|network)\b|\bfamilyOf\(|\bisNetwork\(|"
    r"holds_alternative<\w*ProblemSpec>|get_if<\w*ProblemSpec>|"
    r"dynamic_cast<(?:const )?(?:SoftmaxRegression|ElmanRnn|PenaltyRnn)\b")
READS = re.compile(r"\b(?:read|find|required|result_numbers?|matrix|column|read_name|contains|value|at)\((?:\w+, )?\"(\w+)\"")
WRITES = re.compile(r"\{\"(\w+)\",|\w*json\w*\[\"(\w+)\"\]\s*=")


def sources(root, *folders):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in SUFFIXES:
                yield path, path.read_text(errors="replace")


def decisions(root):
    found = {}
    for path, text in sources(root, "core", "ui", "app"):
        name = str(path.relative_to(root))
        if "/families/" not in name:
            count = sum(len(DECISION.findall(line)) for line in text.split("\n") if not line.strip().startswith("//"))
            if count:
                found[name] = count
    return found


def keys_typed_twice(root):
    read, written = set(), set()
    for path, text in sources(root, "core/io"):
        code = "\n".join(line for line in text.split("\n") if not line.strip().startswith("//"))
        read.update(READS.findall(code))
        written.update(first or second for first, second in WRITES.findall(code))
    return sorted(read & written)


def unresolved(root):
    checker = root / "tests/support/check_citations.py"
    if checker.is_file():
        out = subprocess.run([sys.executable, checker, root], capture_output=True, text=True).stdout
        return 0 if "citations resolve" in out else len(out.splitlines())
    documents = r"\b[\w-]+\.md\b"
    return sum(len([d for d in re.findall(documents, text) if not (root / d).is_file()])
               for _, text in sources(root, "core", "ui", "app", "tests"))


def main(root):
    for folder in ("core", "ui", "app", "tests"):
        print(f"lines of {folder:12} {sum(text.count(chr(10)) for _, text in sources(root, folder))}")
    asked = decisions(root)
    print(f"family decisions      {sum(asked.values())} in {len(asked)} files")
    twice = keys_typed_twice(root)
    print(f"keys typed twice      {len(twice)} {' '.join(twice)}")
    print(f"unresolved citations  {unresolved(root)}")
    print(f"README words          {len((root / 'README.md').read_text().split())}")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve())
