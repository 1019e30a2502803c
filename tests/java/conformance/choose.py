"""choose.py: which of OpenJDK's tests can be judged by the exit status of one Java program. The rules are those of
issue and docs/java.md: one file with a main method, no library, no special flags. What is not chosen has a reason."""
import os
import re
from dataclasses import dataclass, field

FOLDERS = [f'jdk/java/{name}' for name in ('lang', 'util', 'io', 'text', 'math', 'time', 'net', 'nio')]
FOLDERS.append('hotspot/jtreg/runtime')
MODULES = {'java.base', 'java.logging', 'java.xml', 'jdk.unsupported'}
COMMENT = re.compile(r'/\*.*?\*/', re.S)
TAG = re.compile(r'^[ \t]*(?:/\*)?[*\s]*@(\w+)\b(.*?)(?=^[ \t]*\**[ \t]*@\w+\b|\Z)', re.S | re.M)
# A child started with these would be HotSpot, and its verdict HotSpot's.
STARTS_JAVA = re.compile(r'"java\.home"|"test\.jdk"|"compile\.jdk"|ToolProvider|ProcessTools|jdk\.test\.lib')


@dataclass
class Test:
    name: str                                    # jdk/java/util/BitSet/BSMethods.java
    runs: list = field(default_factory=list)     # each: main class and arguments
    modules: list = field(default_factory=list)  # --add-exports, --add-opens: for javac and HotSpot
    seconds: int = 120                           # jtreg's default
    reason: str = ''                             # why it is not chosen


def tags_of(text):
    """The (name, words) of each tag of the file's only test description; a reason when there is not just one."""
    descriptions = [c for c in COMMENT.findall(text) if re.search(r'^[/*\s]*@test\b', c, re.M)]
    if len(descriptions) != 1:
        return None, 'no test description' if not descriptions else 'several tests in one file'
    body = descriptions[0][:-2]
    return [(m[1], re.sub(r'^[ \t]*\*', '', m[2], flags=re.M).split()) for m in TAG.finditer(body)], ''


def requires(words):
    """Whether `@requires` holds here: True, False, or None for what only HotSpot has."""
    text = ''.join(words).strip('()')
    equal = re.fullmatch(r'os\.family(==|!=)"(\w+)"', text)
    if equal:
        return (equal[2] == 'linux') == (equal[1] == '==')
    return True if text in ('vm.flagless', 'vm.bits==64', 'vm.bits=="64"') else None


def read_run(test, words, package, own):
    """One @run: fills in test.runs, or test.reason."""
    action, *rest = words or ['']
    kind, *options = action.split('/')
    if kind in ('junit', 'testng'):
        test.reason = f'a {kind} test'
    elif kind not in ('main', 'driver'):
        test.reason = f'@run {kind}'
    for option in options:
        if option.startswith('timeout='):
            test.seconds = int(option[len('timeout='):]) or 120
        elif option != 'othervm':
            test.reason = test.reason or f'@run main/{option.split("=")[0]}'
    if rest and rest[0].startswith('-'):
        test.reason = test.reason or 'special flags'
    if not rest:
        test.reason = test.reason or '@run without a class'
    if not test.reason:
        name = rest[0] if '.' in rest[0] or not package else f'{package}.{rest[0]}'
        test.runs.append([name, *rest[1:]])


def choose(root, name):
    test = Test(name)
    with open(os.path.join(root, name), encoding='utf-8', errors='replace') as file:
        text = file.read()
    own = os.path.basename(name)[:-len('.java')]
    package = re.search(r'^\s*package\s+([\w.]+)\s*;', text, re.M)
    package = package[1] if package else ''
    tags, test.reason = tags_of(text)
    ran = False
    for tag, words in tags or []:
        if test.reason:
            break
        if tag == 'run':
            ran = True
            read_run(test, words, package, own)
        elif tag == 'library':
            test.reason = '@library'
        elif tag == 'modules':
            for word in words:
                module, _, rest = word.partition('/')
                rest, _, opened = rest.partition(':')
                if module not in MODULES:
                    test.reason = f'module {module}'
                elif rest:
                    test.modules += ['--add-opens' if 'open' in opened else '--add-exports', f'{module}/{rest}=ALL-UNNAMED']
                    if opened.startswith('+'):
                        test.modules += ['--add-exports', f'{module}/{rest}=ALL-UNNAMED']
        elif tag in ('build', 'clean'):
            if any(word.split('.')[-1] != own for word in words):
                test.reason = '@build of other files'
        elif tag == 'compile':
            if words != [own + '.java']:
                test.reason = '@compile'
        elif tag == 'requires':
            holds = requires(words)
            if holds is not True:
                test.reason = 'another system' if holds is False else f'@requires {" ".join(words)}'[:80]
        elif tag in ('ignore', 'enablePreview'):
            test.reason = f'@{tag}'
        elif tag == 'key' and {'headful', 'printer', 'sound'} & set(words):
            test.reason = '@key ' + words[0]
    if not test.reason and not ran:
        test.runs.append([f'{package}.{own}' if package else own])
    if not test.reason and not re.search(r'\bmain\s*\(', text):
        test.reason = 'no main method'
    if not test.reason and STARTS_JAVA.search(text):
        test.reason = 'starts another java'
    return test


def problems(root):
    """What OpenJDK itself does not run on Linux, by name: bugs by number."""
    found = {}
    for suite, prefix in (('jdk', 'jdk/'), ('hotspot/jtreg', 'hotspot/jtreg/')):
        path = os.path.join(root, suite, 'ProblemList.txt')
        with open(path, encoding='utf-8') as file:
            for line in file:
                words = line.split('#')[0].split()
                if len(words) >= 3 and re.search(r'generic-all|linux-(all|x64)', words[2]):
                    found[prefix + words[0]] = f"in OpenJDK's ProblemList: {words[1]}"
    return found


def excluded_by_hand():
    """name or folder → reason, from the file `exclusions` beside this one."""
    found = {}
    with open(os.path.join(os.path.dirname(__file__), 'exclusions'), encoding='utf-8') as file:
        for number, line in enumerate(file, 1):
            if line.strip() and not line.startswith('#'):
                name, _, reason = line.strip().partition(' ')
                if not reason.strip():
                    raise SystemExit(f'exclusions:{number}: {name} has no reason')
                found[name] = reason.strip()
    return found


def choose_all(root):
    """Every file of FOLDERS that describes a test, in order; those with a reason are not to be run."""
    known_problems, by_hand, tests = problems(root), excluded_by_hand(), []
    for folder in FOLDERS:
        for path, folders, files in os.walk(os.path.join(root, folder)):
            folders.sort()
            for file in sorted(files):
                if not file.endswith('.java'):
                    continue
                name = os.path.relpath(os.path.join(path, file), root)
                test = choose(root, name)
                if test.reason == 'no test description':
                    continue
                test.reason = test.reason or known_problems.get(name, '') or by_hand.get(name, '')
                tests.append(test)
    return tests
