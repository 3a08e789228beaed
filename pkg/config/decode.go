package config

import (
	"encoding"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// maxExpanded bounds the nodes that aliases and merge keys may add to a document.
const maxExpanded = 20_000

const secretMessage = "a key value stands here: remove it and rotate the key (a manifest names keys, it holds none)"

// decoder fills a File from the document's nodes, by the tags of the File's types. All of
// its methods go on after a problem.
type decoder struct {
	text     *text
	redact   func(string) string
	file     *File
	known    map[reflect.Type]keys
	problems []Problem
	unsaid   int // problems beyond maxProblems
	// aliases are those that are being expanded, from the outermost inwards.
	aliases  []*node
	expanded int
	halted   bool // expanded went over maxExpanded, and a problem says so
}

func (d *decoder) problem(place Span, format string, args ...any) {
	if d.full() {
		return
	}
	d.problems = append(d.problems, Problem{Message: d.redact(fmt.Sprintf(format, args...)), Span: place})
}

// full counts a problem that there is no room for.
func (d *decoder) full() bool {
	if len(d.problems) < maxProblems {
		return false
	}
	d.unsaid++
	return true
}

// invalid is a problem of a value; it begins with the value's path.
func (d *decoder) invalid(at *node, pointer, format string, args ...any) (any, bool) {
	d.file.Invalid = append(d.file.Invalid, pointer)
	d.problem(d.elementSpan(at), "%s %s", readable(pointer), fmt.Sprintf(format, args...))
	return nil, false
}

// value decodes a node into out and gives it as a part of [File.Values]; false where
// nothing of it can be used.
func (d *decoder) value(at *node, pointer string, out reflect.Value, want constraint) (any, bool) {
	if len(d.aliases) > 0 {
		d.expanded++
	}
	switch {
	case d.expanded > maxExpanded:
		return d.exhausted(at)
	case at.Kind == yaml.AliasNode:
		return d.alias(at, pointer, func(target *node) (any, bool) { return d.value(target, pointer, out, want) })
	case at.Tag == "!!null":
		return d.invalid(at, pointer, "has no value: write %s, or remove the key", wanted(out.Type()))
	case out.Kind() == reflect.Pointer:
		out.Set(reflect.New(out.Type().Elem()))
		return d.value(at, pointer, out.Elem(), want)
	}
	if reader, ok := reflect.TypeAssert[encoding.TextUnmarshaler](out.Addr()); ok && at.Kind == yaml.ScalarNode {
		return d.word(at, pointer, reader)
	}
	switch out.Kind() {
	case reflect.Struct:
		return d.mapping(at, pointer, out)
	case reflect.Map:
		return d.table(at, pointer, out, want)
	case reflect.Slice:
		return d.list(at, pointer, out, want)
	default:
		return d.scalar(at, pointer, out, want)
	}
}

// exhausted says once that aliases make the document too large.
func (d *decoder) exhausted(at *node) (any, bool) {
	if d.halted {
		return nil, false
	}
	d.halted = true
	d.problem(d.text.span(at),
		"the aliases and merge keys up to here add more than %d values: the rest of them is not read", maxExpanded)
	return nil, false
}

// alias follows an alias, unless it is being followed already.
func (d *decoder) alias(at *node, pointer string, follow func(*node) (any, bool)) (any, bool) {
	if slices.Contains(d.aliases, at.Alias) {
		return d.invalid(at, pointer, "holds the anchor *%s within itself: that has no end", at.Value)
	}
	d.aliases = append(d.aliases, at.Alias)
	defer func() { d.aliases = d.aliases[:len(d.aliases)-1] }()
	return follow(at.Alias)
}

func (d *decoder) mapping(at *node, pointer string, out reflect.Value) (any, bool) {
	if at.Kind != yaml.MappingNode {
		return d.invalid(at, pointer, "must be a mapping (of %s)", choice(d.keysOf(out.Type()).names))
	}
	known := d.keysOf(out.Type())
	values, seen, meant := map[string]any{}, map[string]bool{}, map[string]entry{}
	for _, entry := range d.entries(at, pointer) {
		field, ok := known.fields[entry.name]
		if !ok {
			if near := d.unknownKey(entry, pointer, known.names); near != "" {
				meant[near] = entry
			}
			continue
		}
		seen[entry.name] = true
		below := child(pointer, entry.name)
		d.file.spans[below] = d.entrySpan(entry)
		if value, ok := d.value(entry.value, below, out.Field(field.index), field.want); ok {
			values[entry.name] = value
		}
	}
	d.required(at, pointer, known, seen)
	for _, name := range slices.Sorted(maps.Keys(meant)) {
		if below := child(pointer, name); !seen[name] {
			d.file.Invalid = append(d.file.Invalid, below)
			d.file.spans[below] = d.entrySpan(meant[name])
		}
	}
	return values, true
}

func (d *decoder) required(at *node, pointer string, known keys, seen map[string]bool) {
	for _, name := range known.names {
		want := known.fields[name].want
		if !want.required || seen[name] {
			continue
		}
		advice := "add it"
		if len(want.enum) > 0 {
			advice = fmt.Sprintf("add %s: %s", name, choice(want.enum))
		}
		d.problem(d.elementSpan(at), "%s lacks the key %q: %s", readable(pointer), name, advice)
	}
}

// table decodes a mapping with keys of the user's choice.
func (d *decoder) table(at *node, pointer string, out reflect.Value, want constraint) (any, bool) {
	if at.Kind != yaml.MappingNode {
		return d.invalid(at, pointer, "must be a mapping")
	}
	values := map[string]any{}
	out.Set(reflect.MakeMap(out.Type()))
	for _, entry := range d.entries(at, pointer) {
		below := child(pointer, entry.name)
		d.file.spans[below] = d.entrySpan(entry)
		element := reflect.New(out.Type().Elem()).Elem()
		if value, ok := d.value(entry.value, below, element, want); ok {
			values[entry.name] = value
			out.SetMapIndex(reflect.ValueOf(entry.name), element)
		}
	}
	return values, true
}

func (d *decoder) list(at *node, pointer string, out reflect.Value, want constraint) (any, bool) {
	if at.Kind != yaml.SequenceNode {
		return d.invalid(at, pointer, "must be a list, such as [a, b]")
	}
	if len(at.Content) < want.minItems {
		return d.invalid(at, pointer, "must not be empty")
	}
	values := make([]any, len(at.Content))
	out.Set(reflect.MakeSlice(out.Type(), len(at.Content), len(at.Content)))
	for i, content := range at.Content {
		below := element(pointer, i)
		d.file.spans[below] = d.elementSpan(content)
		if value, ok := d.value(content, below, out.Index(i), want); ok {
			values[i] = value
		}
	}
	return values, true
}

// readable writes a pointer as a person would: projects[0].indexes[1].name.
func readable(pointer string) string {
	if pointer == "" {
		return "the manifest"
	}
	var out strings.Builder
	for token := range strings.SplitSeq(pointer[1:], "/") {
		if strings.Contains(token, "~") {
			token = strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
		}
		switch _, err := strconv.Atoi(token); {
		case err == nil:
			fmt.Fprintf(&out, "[%s]", token)
		case !plainKey().MatchString(token):
			fmt.Fprintf(&out, "[%q]", token)
		case out.Len() > 0:
			out.WriteString("." + token)
		default:
			out.WriteString(token)
		}
	}
	return out.String()
}

// child appends a key to a JSON pointer (RFC 6901).
func child(pointer, key string) string {
	if strings.ContainsAny(key, "~/") {
		key = strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
	}
	return pointer + "/" + key
}

func element(pointer string, index int) string { return pointer + "/" + strconv.Itoa(index) }
