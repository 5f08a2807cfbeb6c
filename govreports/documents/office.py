"""LibreOffice as the reader of last resort, where it is installed: for old and foreign formats, and damaged files.

It turns the file into a .docx, which is read as any other. It runs apart from the user's own: with a
profile of its own that forbids macros and links, no way to the network, bounds on time and on what
it writes, and it ends with this process's call whatever happens.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

from govreports.documents.docx import read_docx
from govreports.documents.model import Document, UnreadableError

Kind: TypeAlias = Literal["MS Word 97", "MS Word 95", "MS WinWord 6.0", "MS_Works"]
"""LibreOffice's names for what it can read."""

WORKS: Final = "application/vnd.ms-works"

_MOST_BYTES: Final = 32 * 1024 * 1024
_MOST_WRITTEN: Final = 256 * 1024 * 1024
_BLOCK: Final = 512
_SECONDS: Final = 45.0
"""Less than a crawl gives a reader (READER_TIMEOUT), so that it ends in order."""

# Limits are set by a shell, before the program begins: they hold even if this process is killed.
_LIMITED: Final = 'ulimit -t "$1" && ulimit -f "$2" && ulimit -c 0 && shift 2 && exec "$@"'
# The discard port of this machine: what asks for the network gets no answer.
_NOWHERE: Final = ("127.0.0.1", 9)

_SETTINGS: Final = (
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", 2),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", _NOWHERE[0]),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", _NOWHERE[1]),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE[0]),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", _NOWHERE[1]),
    ("/org.openoffice.Inet/Settings", "ooInetFTPProxyName", _NOWHERE[0]),
    ("/org.openoffice.Inet/Settings", "ooInetFTPProxyPort", _NOWHERE[1]),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", 3),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", 0),
)


def read_through_office(data: bytes, kind: Kind, *, media_type: str, reason: str) -> Document:
    """Read *data* through LibreOffice; *reason* says why nothing else can, and is noted on the document.

    *kind* is what the file is taken for: left to itself, LibreOffice reads what it does not know as text.

    Raises:
        UnreadableError: LibreOffice is not installed, or cannot read it either.
    """

    def error(message: str) -> UnreadableError:
        return UnreadableError(f"{reason}; {message}", media_type=media_type)

    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise error("LibreOffice may read it, but is not installed (there is no soffice on the PATH)")
    if len(data) > _MOST_BYTES:
        raise error(f"it is larger than the {_MOST_BYTES} bytes that are given to LibreOffice")
    with tempfile.TemporaryDirectory(prefix="govreports-", ignore_cleanup_errors=True) as folder:
        try:
            converted = _converted(program, data, kind, Path(folder))
        except TimeoutError:
            raise error(f"LibreOffice took longer than {_SECONDS:g} seconds over it") from None
        except OSError as problem:
            raise error(f"LibreOffice could not be run: {problem}") from None
    if converted is None:
        raise error("LibreOffice cannot read it either")
    try:
        document = read_docx(converted)
    except UnreadableError as problem:
        raise error(f"what LibreOffice makes of it cannot be read: {problem}") from None
    return replace(
        document, media_type=media_type, reader="office", notes=(*document.notes, f"read by LibreOffice: {reason}")
    )


def read_works(data: bytes) -> Document:
    """Read a document of Microsoft Works, whose .wps has nothing but the name in common with that of WPS Office.

    Raises:
        UnreadableError: LibreOffice is not installed, or cannot read it.
    """
    return read_through_office(data, "MS_Works", media_type=WORKS, reason="the file was written by Microsoft Works")


def _converted(program: str, data: bytes, kind: Kind, folder: Path) -> bytes | None:
    """*data* as a .docx; None where LibreOffice makes nothing of it."""
    profile, target = folder / "profile", folder / "made"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_profile(), "utf-8")
    source = folder / "document.doc"
    source.write_bytes(data)
    options = ["--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]
    command = [program, f"-env:UserInstallation={profile.as_uri()}", *options]
    command += [f"--infilter={kind}", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target), str(source)]
    limits = [str(int(_SECONDS) + 1), str(_MOST_WRITTEN // _BLOCK)]
    _run(["/bin/sh", "-c", _LIMITED, "sh", *limits, *command], _environment(folder))
    made = target / "document.docx"
    if not made.is_file() or not 0 < made.stat().st_size <= _MOST_WRITTEN:
        return None
    return made.read_bytes()


def _run(command: list[str], environment: dict[str, str]) -> None:
    # A session of its own, so that all it starts can be ended with it.
    with subprocess.Popen(  # noqa: S603  nothing in it comes from the document
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            raise TimeoutError from None
        finally:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)


def _environment(folder: Path) -> dict[str, str]:
    nowhere = "http://{}:{}".format(*_NOWHERE)
    proxies = {f"{scheme}_proxy": nowhere for scheme in ("http", "https", "ftp", "all")}
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",  # draws into memory: no display is looked for
        **proxies,
        **{name.upper(): value for name, value in proxies.items()},
    }


def _profile() -> str:
    items = "\n".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n{items}\n</oor:items>\n'
    )
