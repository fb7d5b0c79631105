// What Swift cannot import from ncurses by itself: the wide-character calls want these two macros
// before the header, the header's variables are not safe to name in language mode 6, and attributes
// are macros that do not import.
#ifndef STATS_TOP_CNCURSES_SHIM_H
#define STATS_TOP_CNCURSES_SHIM_H

#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <locale.h>
#include <sys/ioctl.h>
#include <wchar.h>

// From <term.h>, which cannot be included: it turns words like `lines` and `columns` into macros.
extern int setupterm(const char *term, int fd, int *error);
extern char *tigetstr(const char *capability);

// From <wchar.h>, which declares it for X/Open programs alone.
extern int wcwidth(wchar_t character);

static inline WINDOW *cncurses_screen(void) { return stdscr; }
static inline int cncurses_rows(void) { return LINES; }
static inline int cncurses_columns(void) { return COLS; }
static inline int cncurses_colors(void) { return COLORS; }

// Bytes that wait to be read; 0 where that is not known. A macro on macOS that does not import.
static inline int cncurses_pending_bytes(int fd) {
  int count = 0;
  return ioctl(fd, FIONREAD, &count) == 0 ? count : 0;
}

// The next refresh sends the whole screen, whatever the terminal is thought to show.
static inline void cncurses_redraw_all(void) { clearok(curscr, TRUE); }

// Exchanges the character of a cell that has no marks, its look kept: what `setcchar` does, without
// looking for the end of a text and for a colour pair.
static inline void cncurses_set_character(cchar_t *cell, wchar_t character) {
  cell->chars[0] = character;
}

static inline attr_t cncurses_bold(void) { return A_BOLD; }
static inline attr_t cncurses_dim(void) { return A_DIM; }
static inline attr_t cncurses_reverse(void) { return A_REVERSE; }
static inline attr_t cncurses_underline(void) { return A_UNDERLINE; }

#endif
