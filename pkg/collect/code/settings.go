package code

import (
	"bytes"
	"fmt"
	"path"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// settings are what files of configuration give programs of Java and C#, by the keys as plainKey has them.
type settings map[string][]setting

// setting is a value, with its place: node is that of the key.
type setting struct {
	value string
	in    *unit
	node  *program.Node
}

func (s *setting) location() snapshot.Location {
	return s.in.located().Location(s.node.Start, s.node.End)
}

// one is the value of a key, where all that give it one agree and it is written out.
func (s settings) one(key string) (setting, bool) {
	all := s[plainKey(key)]
	if len(all) == 0 {
		return setting{}, false
	}
	for _, each := range all {
		if each.value != all[0].value || strings.Contains(each.value, "${") {
			return all[0], false
		}
	}
	return all[0], true
}

// place is where a key stands, first in a file of no profile; nil where it does not.
func (s settings) place(key string) *setting {
	all := s[plainKey(key)]
	for i := range all {
		if !strings.Contains(path.Base(all[i].in.path), "-") {
			return &all[i]
		}
	}
	if len(all) == 0 {
		return nil
	}
	return &all[0]
}

// list is a value that is a list, by one key for each element or all behind commas.
func (s settings) list(key string) (values []string, known bool) {
	if one, known := s.one(key); one.value != "" {
		return strings.FieldsFunc(one.value, func(r rune) bool { return r == ',' || r == ' ' }), known
	}
	for i := 0; ; i++ {
		element := fmt.Sprintf("%s[%d]", key, i)
		if len(s[plainKey(element)]) == 0 {
			return values, true
		}
		one, known := s.one(element)
		if !known {
			return nil, false
		}
		values = append(values, one.value)
	}
}

// plainKey is a key without what Spring lets everybody write in their own way.
func plainKey(key string) string {
	return strings.ToLower(strings.NewReplacer("-", "", "_", "").Replace(key))
}

// settingsOf are the settings of the module that a file belongs to, and those of the whole tree
// where that has none.
func (c *codebase) settingsOf(file string) settings {
	if c.settings == nil {
		c.settings = map[string]settings{}
	}
	folder, _, found := strings.Cut(file, "src/main/")
	if !found {
		folder = ""
	}
	if c.settings[folder] == nil {
		c.settings[folder] = c.readSettings(folder)
	}
	if len(c.settings[folder]) == 0 && folder != "" {
		return c.settingsOf("")
	}
	return c.settings[folder]
}

func (c *codebase) readSettings(folder string) settings {
	found := settings{}
	for _, file := range c.tree.Files {
		if !strings.HasPrefix(file.Path, folder) || !isSettings(file.Path) || isForeign(file.Path) ||
			c.role(file.Path) == "test" {
			continue
		}
		if text, err := c.tree.Read(file.Path); err == nil {
			found.read(newUnit(collect.Redact(file.Path), "", text, &program.Node{Kind: program.Block}))
		}
	}
	return found
}

// isSettings says whether a file has settings of Spring Boot, MicroProfile or ASP.NET.
func isSettings(file string) bool {
	base := path.Base(file)
	switch path.Ext(base) {
	case ".yml", ".yaml", ".properties":
		return strings.HasPrefix(base, "application") || strings.HasPrefix(base, "microprofile-config")
	case ".json":
		return strings.HasPrefix(base, "appsettings")
	default:
		return false
	}
}

func (s settings) read(file *unit) {
	if path.Ext(file.path) == ".properties" {
		s.readProperties(file)
		return
	}
	decoder := yaml.NewDecoder(bytes.NewReader(file.text))
	for {
		root, err := collect.NextYAML(decoder)
		if root == nil || err != nil {
			return
		}
		left := mostSettings
		s.readYAML(file, root, "", deepestSettings, &left)
	}
}

// deepestSettings bounds how deep keys are within each other, and mostSettings how many a
// document has, where what has an anchor counts wherever it stands.
const (
	deepestSettings = 20
	mostSettings    = 100_000
)

func (s settings) readYAML(file *unit, node *yaml.Node, key string, steps int, left *int) {
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	if steps == 0 || node.Kind == yaml.ScalarNode {
		return
	}
	own := map[string]bool{}
	for i, each := range node.Content {
		own[each.Value] = own[each.Value] || node.Kind == yaml.MappingNode && i%2 == 0
	}
	for i, each := range node.Content {
		if *left--; *left < 0 {
			return
		}
		if node.Kind != yaml.MappingNode {
			s.readEntry(file, each, each, fmt.Sprintf("%s[%d]", key, i), steps, left)
			continue
		}
		switch {
		case i%2 == 1:
		case each.Tag == "!!merge":
			s.merge(file, node.Content[i+1], key, own, steps, left)
		default:
			s.readEntry(file, each, node.Content[i+1], joined(key, strings.Trim(each.Value, "[]")), steps, left)
		}
	}
}

func (s settings) readEntry(file *unit, place, value *yaml.Node, name string, steps int, left *int) {
	s.add(file, name, value.Value, file.located().Offset(place.Line, place.Column), len(place.Value))
	s.readYAML(file, value, name, steps-1, left)
}

// merge reads what <<: *defaults gives to a mapping that does not have it itself (YAML 1.1,
// which SnakeYAML of Spring reads).
func (s settings) merge(file *unit, from *yaml.Node, key string, own map[string]bool, steps int, left *int) {
	if from.Kind == yaml.AliasNode {
		from = from.Alias
	}
	if from.Kind == yaml.SequenceNode {
		for _, each := range from.Content {
			s.merge(file, each, key, own, steps-1, left)
		}
		return
	}
	if steps <= 0 || from.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(from.Content); i += 2 {
		if *left--; *left < 0 {
			return
		}
		if name := from.Content[i]; !own[name.Value] {
			own[name.Value] = true // the first of several counts
			s.readEntry(file, name, from.Content[i+1], joined(key, strings.Trim(name.Value, "[]")), steps, left)
		}
	}
}

func joined(key, name string) string { return strings.TrimPrefix(key+"."+name, ".") }

func (s settings) readProperties(file *unit) {
	start := 0
	for line := range bytes.Lines(file.text) {
		text := strings.TrimLeft(string(line), " \t")
		at := start + len(line) - len(text)
		start += len(line)
		end := strings.IndexAny(text, "=:")
		if end < 0 || text[0] == '#' || text[0] == '!' {
			continue
		}
		key := strings.TrimSpace(text[:end])
		s.add(file, key, strings.TrimSpace(text[end+1:]), at, len(key))
		if strings.Count(key, ".") > deepestSettings {
			continue
		}
		for i := strings.LastIndexByte(key, '.'); i > 0; i = strings.LastIndexByte(key[:i], '.') {
			s.add(file, key[:i], "", at, i) // what it is a part of is there too
		}
	}
}

func (s settings) add(file *unit, key, value string, at, length int) {
	end := min(at+length, len(file.text))
	place := &program.Node{Kind: program.String, Name: value, Start: at, End: end}
	s[plainKey(key)] = append(s[plainKey(key)], setting{value, file, place})
}
