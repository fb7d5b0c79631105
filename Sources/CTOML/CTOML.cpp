// toml++ reads the file; this hands its parts over to Swift in a form that Swift can take.
//
// The header is the system's (libtomlplusplus-dev, 3.3 or later), used without its library.
#include "CTOML.h"

#include <string>
#include <vector>

// Mistakes are returned, and nothing is ever written.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ENABLE_WINDOWS_COMPAT 0
// toml++ (up to 3.4.0) takes for granted in two places what a broken file does not keep, such as "[[[a]]]"
// (marzer/tomlplusplus#301). The code behind these assertions can tell the mistake by itself, as long
// as they neither end the program nor, without them, promise the compiler that they hold.
#undef NDEBUG
#define TOML_ASSERT(condition) static_cast<void>(0)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated"
#include <toml++/toml.h>
#pragma GCC diagnostic pop

struct CTOMLDocument {
  toml::parse_result result;
  std::string mistake;
  std::vector<CTOMLPart> parts;
};

static void list(CTOMLDocument &, const toml::table &, int32_t depth);

static void add(CTOMLDocument &document, const toml::key *key, const toml::node &node, int32_t depth) {
  CTOMLPart part = {};
  part.depth = depth;
  part.line = node.source().begin.line;
  part.column = node.source().begin.column;
  if (key) {
    part.key = key->data();
    part.keyLength = key->length();
    part.keyLine = key->source().begin.line;
    part.keyColumn = key->source().begin.column;
  }
  if (auto text = node.as_string()) {
    part.kind = CTOMLText;
    part.text = text->get().data();
    part.textLength = text->get().length();
  } else if (auto whole = node.as_integer()) {
    part.kind = CTOMLWhole;
    part.whole = whole->get();
  } else if (auto number = node.as_floating_point()) {
    part.kind = CTOMLNumber;
    part.number = number->get();
  } else if (auto flag = node.as_boolean()) {
    part.kind = CTOMLFlag;
    part.flag = flag->get();
  } else {
    part.kind = node.is_table() ? CTOMLTable : node.is_array() ? CTOMLList : CTOMLDate;
  }
  document.parts.push_back(part);
  if (auto table = node.as_table()) list(document, *table, depth + 1);
  if (auto array = node.as_array()) {
    for (const auto &element : *array) add(document, nullptr, element, depth + 1);
  }
}

static void list(CTOMLDocument &document, const toml::table &table, int32_t depth) {
  for (auto &&[key, node] : table) add(document, &key, node, depth);
}

CTOMLDocument *ctoml_read(const char *text, size_t length) {
  auto document = new CTOMLDocument{toml::parse(std::string_view(text, length)), {}, {}};
  if (document->result) {
    list(*document, document->result.table(), 0);
  } else {
    document->mistake = std::string(document->result.error().description());
  }
  return document;
}

void ctoml_release(CTOMLDocument *document) { delete document; }

const char *ctoml_mistake(const CTOMLDocument *document, uint32_t *line, uint32_t *column) {
  if (document->result) return nullptr;
  *line = document->result.error().source().begin.line;
  *column = document->result.error().source().begin.column;
  return document->mistake.c_str();
}

size_t ctoml_count(const CTOMLDocument *document) { return document->parts.size(); }

CTOMLPart ctoml_part(const CTOMLDocument *document, size_t index) {
  return document->parts[index];
}
