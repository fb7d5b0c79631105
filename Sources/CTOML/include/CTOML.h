/// What Swift sees of toml++: a settings file as a list of its parts, each with its place.
#ifndef CTOML_H
#define CTOML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum CTOMLKind : int32_t {
  CTOMLText,
  CTOMLWhole,
  CTOMLNumber,
  CTOMLFlag,
  CTOMLList,
  CTOMLTable,
  /// A date or a time.
  CTOMLDate,
} CTOMLKind;

/// One part. A table or a list comes before what is in it, which is one deeper; the root is not in
/// the list, and its members have depth 0. Pointers belong to the document.
typedef struct CTOMLPart {
  CTOMLKind kind;
  int32_t depth;
  /// UTF-8, not ended by a zero; null for an element of a list.
  const char *key;
  size_t keyLength;
  uint32_t keyLine;
  uint32_t keyColumn;
  const char *text;
  size_t textLength;
  int64_t whole;
  double number;
  bool flag;
  /// Where the value begins, from 1, in characters; 0 where nothing in the file stands for it.
  uint32_t line;
  uint32_t column;
} CTOMLPart;

typedef struct CTOMLDocument CTOMLDocument;

/// Reads a whole file. Never null; to be given back by `ctoml_release`.
CTOMLDocument *ctoml_read(const char *text, size_t length);
void ctoml_release(CTOMLDocument *document);

/// Why it could not be read, ended by a zero; null when it was.
const char *ctoml_mistake(const CTOMLDocument *document, uint32_t *line, uint32_t *column);

size_t ctoml_count(const CTOMLDocument *document);
CTOMLPart ctoml_part(const CTOMLDocument *document, size_t index);

#ifdef __cplusplus
}
#endif

#endif
