/* The system calls by which a program writes, seen from below it: loaded before the C library, so
   that what the program is told of them can be written down, and so that one of them can fail.

   CRASH_DIR   the folder that is watched; a call on anything else passes
   CRASH_LOG   where the calls are written down, if they are
   CRASH_AT    the number of the call, from 1, at which something happens, if anything does
   CRASH_HOW   what happens there: kill (before it), torn (in the middle of a write, or after the
               call), EIO, ENOSPC, EROFS (it fails so, once), and the same with `+` behind (from
               there on all do)

   A line in the log is `KIND OFFSET LENGTH PATH`, and for a write (W) its bytes after it; T is a new
   length, S a sync of a file or a folder, C a new name, R a name that was given to what had another
   (its line is followed by the other name as bytes), U a name that was taken away. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t begun = PTHREAD_ONCE_INIT;
static char folder[4096];
static size_t folder_length;
static int book = -1;
static long at, count;
static const char *how = "";

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);
static int (*real_mkdir)(const char *, mode_t);

static void begin(void) {
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_write = dlsym(RTLD_NEXT, "write");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_open = dlsym(RTLD_NEXT, "open64");
  real_openat = dlsym(RTLD_NEXT, "openat64");
  real_rename = dlsym(RTLD_NEXT, "rename");
  real_unlink = dlsym(RTLD_NEXT, "unlink");
  real_mkdir = dlsym(RTLD_NEXT, "mkdir");
  const char *dir = getenv("CRASH_DIR"), *log = getenv("CRASH_LOG");
  if (dir && realpath(dir, folder)) folder_length = strlen(folder);
  if (folder_length && log) book = real_open(log, O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);
  if (getenv("CRASH_AT")) at = atol(getenv("CRASH_AT"));
  if (getenv("CRASH_HOW")) how = getenv("CRASH_HOW");
}

/* Whether a path lies in the watched folder. */
static int is_inside(const char *path) {
  return folder_length && !strncmp(path, folder, folder_length) &&
         (path[folder_length] == '/' || !path[folder_length]);
}

/* The path of an open file, if it is watched. */
static int watched(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, 4095);
  if (length < 0) return 0;
  path[length] = 0;
  return is_inside(path);
}

static void write_down(char kind, const char *path, off_t offset, const void *bytes, size_t length) {
  if (book < 0) return;
  char line[4200];
  int size = snprintf(line, sizeof line, "%c %lld %zu %s\n", kind, (long long)offset, length, path);
  char *whole = malloc(size + length + 1);
  if (!whole) abort();
  memcpy(whole, line, size);
  if (length) memcpy(whole + size, bytes, length);
  if (real_write(book, whole, size + length) != (ssize_t)(size + length)) abort();
  free(whole);
}

/* What happens at this call: 0 nothing, 1 its second half is lost and the program with it, below 0
   it fails so. With the turn held. */
static int happens(void) {
  count++;
  if (!at || count < at) return 0;
  int goes_on = how[0] && how[strlen(how) - 1] == '+';
  if (count > at && !goes_on) return 0;
  if (!strcmp(how, "kill")) raise(SIGKILL);
  if (!strcmp(how, "torn")) return 1;
  if (!strncmp(how, "EIO", 3)) return -EIO;
  if (!strncmp(how, "ENOSPC", 6)) return -ENOSPC;
  if (!strncmp(how, "EROFS", 5)) return -EROFS;
  return 0;
}

#define BEGIN                                                                                      \
  pthread_once(&begun, begin);                                                                     \
  char path[4096]

/* One call: counted, perhaps failed, written down if it was done. */
#define CALL(KIND, OFFSET, BYTES, LENGTH, WHOLE, HALF)                                             \
  pthread_mutex_lock(&turn);                                                                       \
  int what = happens();                                                                            \
  if (what < 0) {                                                                                  \
    pthread_mutex_unlock(&turn);                                                                   \
    errno = -what;                                                                                 \
    return -1;                                                                                     \
  }                                                                                                \
  if (what > 0) {                                                                                  \
    HALF;                                                                                          \
    raise(SIGKILL);                                                                                \
  }                                                                                                \
  long done = WHOLE;                                                                               \
  int why = errno;                                                                                 \
  if (done >= 0) write_down(KIND, path, OFFSET, BYTES, LENGTH);                                    \
  pthread_mutex_unlock(&turn);                                                                     \
  errno = why;                                                                                     \
  return done

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t offset) {
  BEGIN;
  if (!watched(fd, path)) return real_pwrite(fd, bytes, length, offset);
  CALL('W', offset, bytes, (size_t)done, real_pwrite(fd, bytes, length, offset),
       (void)!real_pwrite(fd, bytes, length / 2, offset));
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  return pwrite64(fd, bytes, length, offset);
}

ssize_t write(int fd, const void *bytes, size_t length) {
  BEGIN;
  if (!watched(fd, path)) return real_write(fd, bytes, length);
  off_t offset = lseek(fd, 0, SEEK_CUR);
  CALL('W', offset, bytes, (size_t)done, real_write(fd, bytes, length),
       (void)!real_write(fd, bytes, length / 2));
}

int ftruncate64(int fd, off_t length) {
  BEGIN;
  if (!watched(fd, path)) return real_ftruncate(fd, length);
  CALL('T', length, "", 0, real_ftruncate(fd, length), real_ftruncate(fd, length));
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int fsync(int fd) {
  BEGIN;
  if (!watched(fd, path)) return real_fsync(fd);
  CALL('S', 0, "", 0, real_fsync(fd), real_fsync(fd));
}

int fdatasync(int fd) {
  BEGIN;
  if (!watched(fd, path)) return real_fdatasync(fd);
  CALL('S', 0, "", 0, real_fdatasync(fd), real_fdatasync(fd));
}

/* A path from the root, without `.` and links in the folder above; 0 if there is none. */
static int whole(const char *name, char *path) {
  char above[4096], kept[4096];
  if (strlen(name) > 4000) return 0;
  strcpy(above, name);
  char *last = strrchr(above, '/');
  if (last) *last = 0;
  if (!realpath(last ? (above[0] ? above : "/") : ".", kept)) return 0;
  snprintf(path, 4096, "%.2000s/%.2000s", kept, last ? last + 1 : name);
  return 1;
}

static int opened(int above, const char *name, int flags, mode_t mode) {
  BEGIN;
  int is_new = (flags & O_CREAT) && whole(name, path) && is_inside(path) && access(name, F_OK);
  if (!is_new) return real_openat(above, name, flags, mode);
  CALL('C', 0, "", 0, real_openat(above, name, flags, mode),
       (void)!real_openat(above, name, flags, mode));
}

#define MODE                                                                                       \
  mode_t mode = 0;                                                                                 \
  if (flags & (O_CREAT | O_TMPFILE)) {                                                             \
    va_list rest;                                                                                  \
    va_start(rest, flags);                                                                         \
    mode = va_arg(rest, mode_t);                                                                   \
    va_end(rest);                                                                                  \
  }

int open(const char *name, int flags, ...) {
  MODE return opened(AT_FDCWD, name, flags, mode);
}

int open64(const char *name, int flags, ...) {
  MODE return opened(AT_FDCWD, name, flags, mode);
}

int openat(int above, const char *name, int flags, ...) {
  MODE return opened(above, name, flags, mode);
}

int openat64(int above, const char *name, int flags, ...) {
  MODE return opened(above, name, flags, mode);
}

int mkdir(const char *name, mode_t mode) {
  BEGIN;
  if (!whole(name, path) || !is_inside(path)) return real_mkdir(name, mode);
  CALL('M', 0, "", 0, real_mkdir(name, mode), real_mkdir(name, mode));
}

int rename(const char *from, const char *to) {
  BEGIN;
  char before[4096];
  if (!whole(to, path) || !is_inside(path) || !whole(from, before)) return real_rename(from, to);
  CALL('R', 0, before, strlen(before), real_rename(from, to), real_rename(from, to));
}

int unlink(const char *name) {
  BEGIN;
  if (!whole(name, path) || !is_inside(path)) return real_unlink(name);
  CALL('U', 0, "", 0, real_unlink(name), real_unlink(name));
}
