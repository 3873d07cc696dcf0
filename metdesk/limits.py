"""What a process that reads foreign files may use, and how much it does use, on each system.

`bind` is called in that process, before it looks at the file; `memory_of` watches it from outside, where a library
that never lets Python's lock go cannot keep the watch from being kept.
"""

import ctypes
import os
import signal
import sys

_MOST_FILES = 64
_SECONDS_MORE = 5
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_DARWIN_TASK_INFO, _DARWIN_TASK_INFO_BYTES = 4, 96


def bind(memory_bytes: int, seconds: float, parent: int) -> None:
    """Limits this process: memory on top of what it has, processor time, no file written, no process begun.

    macOS knows no limit on memory; there the watch from outside is all. On Linux it ends with `parent`, who
    began it.
    """
    if sys.platform == "win32":
        _join_job(memory_bytes)
    else:
        _set_limits(memory_bytes, seconds)
    if sys.platform == "linux":
        _end_with(parent)


def memory_of(pid: int, handle: int = 0) -> int:
    """Bytes of memory that a process has now; 0 where that cannot be told. `handle` is Windows' own."""
    if sys.platform == "win32":
        return _committed(handle)
    return _resident_on_macos(pid) if sys.platform == "darwin" else _resident(pid)


def _set_limits(memory_bytes: int, seconds: float) -> None:
    if sys.platform == "win32":
        return
    import resource

    most_seconds = round(seconds) + _SECONDS_MORE  # ends it where nobody is left to do so
    limits = {
        resource.RLIMIT_CPU: most_seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NPROC: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: _MOST_FILES,
    }
    if sys.platform == "linux":
        limits[resource.RLIMIT_AS] = _address_space() + memory_bytes
    for what, most in limits.items():
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def _end_with(parent: int) -> None:
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended before that was said
        os._exit(1)


def _address_space() -> int:
    return _pages("self", 0)


def _resident(pid: int) -> int:
    try:
        return _pages(str(pid), 1)
    except (OSError, ValueError, IndexError):  # it has just ended
        return 0


def _pages(process: str, place: int) -> int:
    """A figure of Linux's statm, in bytes."""
    import mmap
    from pathlib import Path

    pages = Path("/proc", process, "statm").read_text("ascii").split()[place]
    return int(pages) * mmap.PAGESIZE


def _resident_on_macos(pid: int) -> int:
    """pti_resident_size, the second figure of libproc's proc_taskinfo."""
    info = (ctypes.c_uint64 * (_DARWIN_TASK_INFO_BYTES // 8))()
    libproc = ctypes.CDLL("/usr/lib/libproc.dylib")
    filled = libproc.proc_pidinfo(pid, _DARWIN_TASK_INFO, ctypes.c_uint64(0), ctypes.byref(info), ctypes.sizeof(info))
    return info[1] if filled > 0 else 0


def _committed(handle: int) -> int:
    """PagefileUsage of GetProcessMemoryInfo's PROCESS_MEMORY_COUNTERS: two DWORDs, then eight sizes."""
    counters = (ctypes.c_size_t * 9)()
    call = vars(ctypes)["windll"].psapi.GetProcessMemoryInfo
    done = call(ctypes.c_void_p(handle), ctypes.byref(counters), ctypes.c_uint32(ctypes.sizeof(counters)))
    return counters[7] if done else 0


class JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION, as Windows has it on 64 bits."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_working_set", ctypes.c_size_t),
        ("most_working_set", ctypes.c_size_t),
        ("most_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
        ("input_output", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


_ONE_PROCESS, _PROCESS_MEMORY, _NO_CRASH_DIALOG = 0x8, 0x100, 0x400
_EXTENDED_LIMITS = 9


def _join_job(memory_bytes: int) -> None:
    """Puts this process into a job of its own; where Windows will not, the watch from outside is left."""
    kernel = vars(ctypes)["windll"].kernel32
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    limits = JobLimits(flags=_ONE_PROCESS | _PROCESS_MEMORY | _NO_CRASH_DIALOG, most_processes=1)
    this = ctypes.c_void_p(kernel.GetCurrentProcess())
    limits.process_memory = _committed(this.value or 0) + memory_bytes
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.c_uint32(ctypes.sizeof(limits)))
    kernel.AssignProcessToJobObject(job, this)
