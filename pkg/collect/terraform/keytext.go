package terraform

import (
	"regexp"
	"sync"

	"github.com/pinelint/pinelint/pkg/collect"
)

// keysWithin are those that a text puts after their names, as a script does that writes
// what a program takes its environment from.
func (n *node) keysWithin(at span, left *int) (found []entry) {
	if n.template == nil {
		return nil
	}
	before := ""
	for _, p := range n.template.within {
		if *left -= 1 + len(p.text)/16; *left < 0 {
			return found
		}
		if p.node == nil {
			before = p.text
			continue
		}
		one := entry{at: p.at, node: p.node}
		if name := assigned(before); collect.IsKeyName(name) && one.holdsKey() {
			found = append(found, entry{key: name, at: one.place(at), node: p.node})
		} else {
			found = append(found, p.node.keys("", one.place(at), left)...)
		}
		before = ""
	}
	return found
}

var assignment = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`([A-Za-z_][\w.-]*)["']?[ \t]*[=:][ \t]*["']?$`)
})

// assigned is the name that a text ends in which takes what follows.
func assigned(text string) string {
	const longest = 200
	if match := assignment().FindStringSubmatch(text[max(0, len(text)-longest):]); match != nil {
		return match[1]
	}
	return ""
}
