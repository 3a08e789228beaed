package code

import (
	"bytes"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// having are the production files of a language within a folder that have all of some words, which
// what registers something for others has; none where they are too many. What they do with Pinecone
// is not asked of them.
func (c *codebase) having(language syntax.Language, folder string, words ...string) []*unit {
	asked := strings.Join(append(words, string(language), folder), " ")
	if found, known := c.havingWords[asked]; known {
		return found
	}
	var found []*unit
	for _, file := range c.tree.Files {
		if languageOf(file.Path) != language || !isWithin(file.Path, folder) || isForeign(file.Path) ||
			c.role(file.Path) != "source" {
			continue
		}
		text, err := c.tree.Read(file.Path)
		if err != nil || !hasAll(text, words) {
			continue
		}
		if len(found) == mostNaming {
			found = nil
			break
		}
		if one := c.besides(file.Path, text); one != nil {
			found = append(found, one)
		}
	}
	if c.havingWords == nil {
		c.havingWords = map[string][]*unit{}
	}
	c.havingWords[asked] = found
	return found
}

func isWithin(file, folder string) bool { return folder == "." || strings.HasPrefix(file, folder+"/") }

func hasAll(text []byte, words []string) bool {
	for _, each := range words {
		if !bytes.Contains(text, []byte(each)) {
			return false
		}
	}
	return true
}

// besides is a file that was read, or is read for what it registers alone.
func (c *codebase) besides(file string, text []byte) *unit {
	told := collect.Redact(file)
	if c.has(told) {
		return c.units[told]
	}
	if found, known := c.readBesides[told]; known {
		return found
	}
	one := &result{path: told, role: c.role(file), text: text}
	one.parse(languageOf(file), c.parsers)
	if one.unit != nil {
		one.unit.all, one.unit.role = c, one.role
	}
	if c.readBesides == nil {
		c.readBesides = map[string]*unit{}
	}
	c.readBesides[told] = one.unit
	return one.unit
}
