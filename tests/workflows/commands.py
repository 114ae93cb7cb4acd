"""The commands in a piece of shell: verbs of ours with their arguments, targets of make."""

import re
import shlex

TOOL = "sipgate-compat"
ENDS = set("|&;()<>")
ARRAY = re.compile(r"\b(\w+)\+?=\((.*)\)")
MAKE = re.compile(r"\bmake(?: -C \S+)? ([\w-]+)")


def verbs(text):
    """The arguments of each call of the tool; arrays of options stand where they are used."""
    lines = text.replace("\\\n", " ").splitlines()
    arrays = {}
    for name, inside in ARRAY.findall("\n".join(lines)):
        arrays.setdefault(name, []).extend(shlex.split(inside))
    for line in lines:
        if re.search(rf"(?<![\w./:-]){TOOL} [a-z]", line) and not line.lstrip().startswith("#"):
            yield from _calls(line, arrays)


def _calls(line, arrays):
    found = shlex.shlex(line, posix=True, punctuation_chars=True)
    found.commenters, found.whitespace_split = "", True
    words = list(found)
    for start, word in enumerate(words):
        if word == TOOL:
            yield list(_arguments(words[start + 1 :], arrays))


def _arguments(words, arrays):
    for word in words:
        if set(word) <= ENDS:
            return
        array = re.fullmatch(r"\$\{(\w+)\[@\]\}", word)
        if array and array[1] in arrays:
            yield from arrays[array[1]]
        else:
            yield word


def targets(text):
    """The targets that make is called with."""
    return MAKE.findall(text)
