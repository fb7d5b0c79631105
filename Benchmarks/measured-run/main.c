// Runs a program and says what it took.
//
//   measured-run CORES OUTPUT PROGRAM [ARGUMENT]...
//
// The program may use the first CORES cores, where the system lets one say so, and its standard
// output goes to the file OUTPUT. Prints one line: its status, its seconds by the clock on the
// wall, its seconds of processor time, the most bytes of memory that it had.
//
// It is a program of its own because what a process has had at most counts on in what it starts: a
// large one cannot measure a small one.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(struct timeval time) { return (double)time.tv_sec + time.tv_usec * 1e-6; }

static void run(int cores, const char *output, char **words) {
#ifdef __linux__
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int core = 0; core < cores; core++) CPU_SET(core, &set);
  sched_setaffinity(0, sizeof set, &set);
#endif
  int file = open(output, O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file < 0 || dup2(file, STDOUT_FILENO) < 0) _exit(74);
  execvp(words[0], words);
  _exit(127);
}

int main(int count, char **words) {
  if (count < 4) return 64;
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  pid_t child = fork();
  if (child < 0) return 71;
  if (child == 0) run(atoi(words[1]), words[2], words + 3);
  int status = 0;
  struct rusage used;
  if (wait4(child, &status, 0, &used) != child) return 71;
  clock_gettime(CLOCK_MONOTONIC, &end);
#ifdef __APPLE__
  double bytes = (double)used.ru_maxrss;
#else
  double bytes = (double)used.ru_maxrss * 1024;
#endif
  double wall = (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) * 1e-9;
  printf("%d %.6f %.6f %.0f\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128, wall,
         seconds(used.ru_utime) + seconds(used.ru_stime), bytes);
  return 0;
}
