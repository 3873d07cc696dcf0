/* Loaded before the C library (LD_PRELOAD): counts what a process does to the files below one folder, and at the
 * n-th time fails, or ends the process as a power cut would. Nothing is counted before storm_arm. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

/* TEAR: half of what is to be written, then KILL; CUT: half of it, and no more than that said; above 0: errno */
enum { NOTHING = 0, KILL = -1, TEAR = -2, CUT = -3 };

static char folder[PATH_MAX];
static long at, seen, fired;
static int action, last;

void storm_arm(const char *below, long n, int how, int ever_after) {
    strncpy(folder, below, sizeof folder - 1);
    at = n; action = how; last = ever_after; seen = fired = 0;
}
long storm_seen(void) { return seen; }
long storm_fired(void) { return fired; }

/* 0: go on; 1: fail with errno set; 2: write half and die; 3: write half. */
static int meet(const char *path) {
    if (!folder[0] || strncmp(path, folder, strlen(folder)) != 0) return 0;
    seen++;
    if (action == NOTHING || seen < at || (seen > at && !last)) return 0;
    fired++;
    if (action == KILL) raise(SIGKILL);
    if (action == TEAR) return 2;
    if (action == CUT) return 3;
    errno = action;
    return 1;
}
static int meet_fd(int fd) {
    char link[64], path[PATH_MAX];
    if (!folder[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return meet(path);
}
static int meet_at(int dir, const char *name) {
    char link[64], path[PATH_MAX * 2];
    if (!folder[0] || name[0] == '/') return meet(name);
    if (dir == AT_FDCWD) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    if (n < 0) return 0;
    snprintf(path + n, sizeof path - n, "/%s", name);
    return meet(path);
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, #name)
#define WRITES(name, params, types, args) \
    ssize_t name params { \
        REAL(ssize_t, name, types); \
        switch (meet_fd(fd)) { \
            case 1: return -1; \
            case 2: count /= 2; (void)!real args; raise(SIGKILL); \
            case 3: if (count < 2) { errno = ENOSPC; return -1; } count /= 2; \
        } \
        return real args; \
    }
#define COMMA ,
WRITES(write, (int fd, const void *data, size_t count), int COMMA const void * COMMA size_t, (fd, data, count))
WRITES(pwrite, (int fd, const void *data, size_t count, off_t place),
       int COMMA const void * COMMA size_t COMMA off_t, (fd, data, count, place))
WRITES(pwrite64, (int fd, const void *data, size_t count, off_t place),
       int COMMA const void * COMMA size_t COMMA off_t, (fd, data, count, place))

#define ON_FD(name, params, types, args) \
    int name params { REAL(int, name, types); switch (meet_fd(fd)) { case 1: return -1; case 2: raise(SIGKILL); } return real args; }
ON_FD(fsync, (int fd), int, (fd))
ON_FD(fdatasync, (int fd), int, (fd))
ON_FD(ftruncate, (int fd, off_t size), int COMMA off_t, (fd, size))
ON_FD(ftruncate64, (int fd, off_t size), int COMMA off_t, (fd, size))

#define ON_PATH(name, params, types, args, met) \
    int name params { REAL(int, name, types); switch (met) { case 1: return -1; case 2: raise(SIGKILL); } return real args; }
ON_PATH(rename, (const char *from, const char *to), const char * COMMA const char *, (from, to), meet(to))
ON_PATH(unlink, (const char *path), const char *, (path), meet(path))
ON_PATH(rmdir, (const char *path), const char *, (path), meet(path))
ON_PATH(mkdir, (const char *path, mode_t mode), const char * COMMA mode_t, (path, mode), meet(path))
ON_PATH(unlinkat, (int dir, const char *path, int flags), int COMMA const char * COMMA int, (dir, path, flags), meet_at(dir, path))
ON_PATH(renameat, (int a, const char *from, int b, const char *to), int COMMA const char * COMMA int COMMA const char *,
        (a, from, b, to), meet_at(b, to))
