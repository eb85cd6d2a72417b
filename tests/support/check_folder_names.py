# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of a folder may compile together (compile_by_folder() in CMakeLists.txt). Then a function of a file's own that has
the name of another one could take its calls. Says where that could be; such files are to be named as apart.
"""
import collections
import os
import re
import sys

TARGETS = {"core": "basin_core", "ui": "basin_ui", "app": "basin"}
OWN = re.compile(r"^(?:template.*>\s*)?(?:[\w:<>,&*\s~]*?[\s&*>])(\w+)\(")
DECLARED = re.compile(r"^(?:\[\[nodiscard\]\] )?[\w:<>,&*\s]*?[\s&*>](\w+)\(")


def apart(room):
    text = open(os.path.join(room, "CMakeLists.txt"), encoding="utf-8").read()
    found = re.search(r"compile_by_folder\(" + TARGETS[os.path.basename(room)] + r"\b([^)]*)\)", text)
    return set(found.group(1).split()) if found else None


def own_functions(path):
    """Of the unnamed namespaces of a formatted file: what begins at the margin there."""
    names, inside = set(), False
    for line in open(path, encoding="utf-8"):
        if line.startswith("namespace {"):
            inside = True
        elif line.startswith("}  // namespace"):
            inside = False
        elif inside and line[0] not in " }/#\n" and not re.match(r"(class|struct|enum|using|namespace|static_assert)\b", line):
            found = OWN.match(line)
            if found:
                names.add(found.group(1))
    return names


def declared_functions(root):
    names = set()
    for room in ("core", "ui", "app"):
        for folder, _, files in os.walk(os.path.join(root, room)):
            for name in files:
                if name.endswith(".h"):
                    for line in open(os.path.join(folder, name), encoding="utf-8"):
                        found = DECLARED.match(line)
                        if found and line[0] not in " #/":
                            names.add(found.group(1))
    return names


def main(root):
    declared, faults = declared_functions(root), []
    for room in TARGETS:
        outside = apart(os.path.join(root, room))
        if outside is None:
            continue
        for folder, _, files in os.walk(os.path.join(root, room)):
            where = collections.defaultdict(list)
            for name in sorted(files):
                if name.endswith(".cpp") and name not in outside and os.path.basename(folder) not in outside:
                    for function in own_functions(os.path.join(folder, name)):
                        where[function].append(name)
                        if function in declared:
                            faults.append(f"{folder}/{name}: {function}() is declared in a header too")
            faults += [f"{folder}: {function}() is in {' and '.join(names)}" for function, names in where.items() if len(names) > 1]
    print("\n".join(sorted(faults)))
    return bool(faults)


sys.exit(main(sys.argv[1]))
