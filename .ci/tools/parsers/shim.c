// What pkg/collect/code/syntax asks of tree-sitter: parse a text with one grammar, and
// write the tree as a list of nodes in the order of the text. It is compiled with the
// library and a grammar to one WebAssembly module, and that is translated to Go.
#include <stdlib.h>
#include <tree_sitter/api.h>

const TSLanguage *LANGUAGE(void);

#define EXPORT(name) __attribute__((export_name(#name)))

typedef struct {
  uint16_t symbol, field;
  uint32_t start, end;
  uint32_t depth; // the highest bit says that the node is missing in the text
} Entry;

static const char *text;
static uint32_t length, budget, count, room;
static Entry *entries;

EXPORT(allocate) void *allocate(uint32_t size) { return malloc(size); }
EXPORT(discard) void discard(void *memory) { free(memory); }
EXPORT(nodes) void *nodes(void) { return entries; }
EXPORT(symbols) uint32_t symbols(void) { return ts_language_symbol_count(LANGUAGE()); }
EXPORT(symbol) const char *symbol(uint32_t i) { return ts_language_symbol_name(LANGUAGE(), i); }
EXPORT(fields) uint32_t fields(void) { return ts_language_field_count(LANGUAGE()); }
EXPORT(field) const char *field(uint32_t i) { return ts_language_field_name_for_id(LANGUAGE(), i); }

static const char *rest(void *payload, uint32_t at, TSPoint point, uint32_t *size) {
  (void)payload, (void)point;
  *size = at < length ? length - at : 0;
  return *size ? text + at : "";
}

// Called every so many steps, so that the same text ends at the same step everywhere.
static bool spent(TSParseState *state) {
  (void)state;
  return budget == 0 || --budget == 0;
}

static bool add(const TSTreeCursor *cursor, uint32_t depth) {
  if (count == room) {
    uint32_t wanted = room ? room * 2 : 4096;
    Entry *grown = realloc(entries, wanted * sizeof(Entry));
    if (!grown) return false;
    entries = grown, room = wanted;
  }
  TSNode node = ts_tree_cursor_current_node(cursor);
  if (ts_node_is_missing(node)) depth |= 1u << 31;
  entries[count++] = (Entry){
    ts_node_symbol(node), ts_tree_cursor_current_field_id(cursor),
    ts_node_start_byte(node), ts_node_end_byte(node), depth,
  };
  return true;
}

static int32_t list(TSTree *tree) {
  TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
  uint32_t depth = 0;
  bool more = true;
  count = 0;
  while (more) {
    if (!add(&cursor, depth)) break;
    if (ts_tree_cursor_goto_first_child(&cursor)) {
      depth++;
      continue;
    }
    while (more && !ts_tree_cursor_goto_next_sibling(&cursor)) {
      more = ts_tree_cursor_goto_parent(&cursor);
      depth--;
    }
  }
  ts_tree_cursor_delete(&cursor);
  return more ? -1 : (int32_t)count;
}

// parse gives the number of nodes, or -1 where the budget or the memory did not suffice.
EXPORT(parse) int32_t parse(const char *source, uint32_t size, uint32_t steps) {
  static TSParser *parser;
  if (!parser) {
    parser = ts_parser_new();
    if (!ts_parser_set_language(parser, LANGUAGE())) return -1;
  }
  text = source, length = size, budget = steps;
  ts_parser_reset(parser);
  TSInput input = {NULL, rest, TSInputEncodingUTF8, NULL};
  TSParseOptions options = {NULL, spent};
  TSTree *tree = ts_parser_parse_with_options(parser, NULL, input, options);
  if (!tree) return -1;
  int32_t found = list(tree);
  ts_tree_delete(tree);
  return found;
}
