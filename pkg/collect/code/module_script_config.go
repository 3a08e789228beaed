package code

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// relaxed is what JSON with comments has, nil where it is none, which is told.
func (c *codebase) relaxed(file string) any {
	known := c.scriptNames.configs
	value, read := known[file]
	if !read && len(known) < mostProjects {
		known[file] = nil
		if text, err := c.tree.Read(file); err == nil {
			value = c.scriptNames.parse(file, text)
		}
		known[file] = value
	}
	return value
}

func (s *scripts) parse(file string, text []byte) any {
	if len(bytes.TrimSpace(text)) == 0 {
		return nil // an empty tsconfig.json has the defaults
	}
	standard, err := collect.StandardizeJSON(text)
	if err == nil {
		var value any
		if value, err = collect.ParseJSON(standard); err == nil {
			return value
		}
	}
	told := collect.Redact(file)
	at := snapshot.Location{File: told}
	if wrong, ok := errors.AsType[*collect.JSONError](err); ok {
		at = collect.NewText(told, text).Location(wrong.Offset, wrong.Offset)
	}
	s.problems = append(s.problems, snapshot.Problem{Kind: snapshot.Notice, Location: &at, Message: fmt.Sprintf(
		"%s is no valid JSON with comments here: imports by the names that it gives files are not followed, "+
			"and the rest is judged", collect.Quote(told))})
	return nil
}

// mostConfigured bounds how many files of configuration are followed that extend each other.
const mostConfigured = 8

// configured are the aliases that tsconfig.json has, or what it extends or refers to.
func (c *codebase) configured(file string, read map[string]bool) []alias {
	if read[file] || len(read) == mostConfigured {
		return nil
	}
	read[file] = true
	config := c.relaxed(file)
	options := within(config, "compilerOptions")
	base, hasBase := within(options, "baseUrl").(string)
	base = path.Join(path.Dir(file), base)
	paths, _ := within(options, "paths").(map[string]any)
	var found []alias
	for name, files := range paths {
		one := alias{name: name}
		for _, each := range textsOf(files) {
			one.files = append(one.files, path.Join(base, each))
		}
		found = append(found, one)
	}
	if hasBase {
		found = append(found, alias{"*", []string{base + "/*"}})
	}
	others := textsOf(within(config, "extends"))
	references, _ := within(config, "references").([]any)
	for _, each := range references {
		others = append(others, textsOf(within(each, "path"))...)
	}
	for _, each := range others {
		if len(found) == 0 && strings.HasPrefix(each, ".") {
			found = c.configured(configFile(path.Join(path.Dir(file), each)), read)
		}
	}
	return nearestFirst(found)
}

// configFile is the file that a project extends or refers to, which may be by its folder, or
// without its ending.
func configFile(named string) string {
	switch {
	case strings.HasSuffix(named, ".json"):
		return named
	case strings.Contains(path.Base(named), "tsconfig"):
		return named + ".json"
	default:
		return named + "/tsconfig.json"
	}
}

// within is what an object has by a name.
func within(value any, name string) any {
	object, _ := value.(map[string]any)
	return object[name]
}

// textsOf are a text, or those of a list.
func textsOf(value any) []string {
	if one, ok := value.(string); ok {
		return []string{one}
	}
	var found []string
	list, _ := value.([]any)
	for _, each := range list {
		if one, ok := each.(string); ok {
			found = append(found, one)
		}
	}
	return found
}
