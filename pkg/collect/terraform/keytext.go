package terraform

import "github.com/pinelint/pinelint/pkg/collect"

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
		if name := collect.TakesNext(before); collect.IsKeyName(name) && one.holdsKey() {
			found = append(found, entry{key: name, at: one.place(at), node: p.node})
		} else {
			found = append(found, p.node.keys("", one.place(at), left)...)
		}
		before = ""
	}
	return found
}
