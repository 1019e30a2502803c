"""What must come out of a guest test's image: reads the `expect` file of its folder (see README.md)."""
import os
import re
import subprocess
import sys
import tempfile


class Expectation:
    def __init__(self, folder):
        self.folder = folder
        self.machines, self.lines, self.never, self.differ = ["pc"], [], [], []
        self.exit, self.module, self.memory, self.stop = 0, None, None, None
        with open(f"{folder}/expect", encoding="utf-8") as file:
            for text in file:
                word, _, rest = text.strip().partition(" ")
                if not word or word.startswith("#"):
                    continue
                if word == "machines":
                    self.machines = rest.split()
                elif word == "exit":
                    self.exit = int(rest)
                elif word == "line":
                    self.lines.append(rest)
                elif word == "never":
                    self.never.append(rest)
                elif word == "differ":
                    self.differ.append(rest)
                elif word in ("module", "memory", "stop"):
                    setattr(self, word, rest)
                else:
                    sys.exit(f"{folder}/expect: unknown word '{word}'")
        with open(f"{folder}/service.yaml", encoding="utf-8") as file:
            found = re.search(r"^memory: (\S+)", file.read(), re.M)
        self.memory = self.memory or found.group(1)

    def problems(self, status, outputs):
        """What is wrong with the exit code and the console of one or two runs."""
        found = []
        if status != self.exit:
            found.append(f"exit code {status}, not {self.exit}")
        for line in self.lines:
            if not re.search(line, outputs[0], re.M):
                found.append(f"no line matches: {line}")
        for line in self.never:
            if re.search(line, outputs[0], re.M):
                found.append(f"a line matches: {line}")
        for line in self.differ:
            values = [re.search(line, output, re.M) for output in outputs]
            if not all(values) or len({value.group(1) for value in values}) < 2:
                found.append(f"does not differ: {line}")
        return found


def archive(folder):
    """The folder's files as a cpio archive, in a temporary file."""
    names = sorted(os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names)
    made = tempfile.NamedTemporaryFile(suffix=".cpio")
    subprocess.run(["cpio", "-o", "-H", "newc", "--quiet"], input="\n".join(names).encode(), stdout=made, cwd=folder,
                   check=True)
    return made
