// What Swift cannot import from ncurses by itself: the wide-character calls want these two macros
// before the header, and the header's variables are not safe to name in language mode 6.
#ifndef STATS_TOP_CNCURSES_SHIM_H
#define STATS_TOP_CNCURSES_SHIM_H

#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <locale.h>

static inline WINDOW *cncurses_screen(void) { return stdscr; }
static inline int cncurses_rows(void) { return LINES; }
static inline int cncurses_columns(void) { return COLS; }

#endif
