package drift

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// policies compares a role's inline policies. Their names grant nothing, and who names none
// gets one: those that only one side has are compared by what they say.
func (c *comparison) policies(at spot, declared, live any) {
	written, _ := declared.(map[string]any)
	shown, _ := live.(map[string]any)
	var declaredOnly, shownOnly []item
	for _, name := range c.names(at.declared, written) {
		below := at.child(name)
		switch reason := c.hidden(below.live); {
		case shown[name] != nil:
			c.policy(below, written[name], shown[name])
		case reason != "":
			c.undecided(below, reason)
		default:
			declaredOnly = append(declaredOnly, item{below.declared, written[name]})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(shown)) {
		if _, unknown := c.declared.Unknown[at.child(name).declared]; written[name] == nil && !unknown {
			shownOnly = append(shownOnly, item{at.child(name).live, shown[name]})
		}
	}
	for _, reason := range c.refused(at.live, written) {
		c.undecided(at, reason)
	}
	c.sets(at, declaredOnly, shownOnly, normalDocument, (*comparison).policy)
}

// refused is why services did not show members of an object that nobody declares.
func (c *comparison) refused(pointer string, declared map[string]any) []string {
	names := map[string]bool{}
	for _, o := range c.live.Observations {
		for _, at := range slices.AppendSeq(slices.Collect(maps.Keys(o.Unread)), maps.Keys(o.Unknown)) {
			if snapshot.Parent(at) == pointer && at != "" {
				names[at] = true
			}
		}
	}
	var reasons []string
	for _, at := range slices.Sorted(maps.Keys(names)) {
		tokens := snapshot.Tokens(at)
		if _, known := declared[tokens[len(tokens)-1]]; !known {
			reasons = append(reasons, c.hidden(at))
		}
	}
	return reasons
}

func normalDocument(value any) any {
	if document, ok := value.(map[string]any); ok {
		return normalPolicy(document)
	}
	return value
}

// policy compares two documents, and says in which part of a statement they differ.
func (c *comparison) policy(at spot, declared, live any) {
	if declared == nil {
		if why, ok := c.unknown(at.declared); ok {
			c.unresolved(at, why, live, normalDocument)
		}
		return
	}
	written, isDocument := declared.(map[string]any)
	shown, isToo := live.(map[string]any)
	switch {
	case !isDocument || !isToo:
		if !same(declared, live) {
			c.differ(at, declared, live)
		}
		return
	case !c.hidesBelow(at.declared) && SamePolicy(declared, live):
		return
	}
	said := len(c.differences) + len(c.open)
	c.parts(at, written, shown)
	if said == len(c.differences)+len(c.open) && !c.hidesBelow(at.declared) {
		c.differ(at, declared, live) // in what no policy has
	}
}

// parts compares what documents are made of.
func (c *comparison) parts(at spot, written, shown map[string]any) {
	version := at.child("Version")
	if _, hidden := c.unknown(version.declared); hidden {
		c.value(nil, version, nil, shown["Version"])
	} else if !same(written["Version"], shown["Version"]) {
		c.differ(version, written["Version"], shown["Version"])
	}
	statements := at.child("Statement")
	if why, ok := c.unknown(statements.declared); ok {
		c.undecided(statements, declaredAs(why))
		return
	}
	c.sets(statements, elements(written["Statement"], statements.declared), elements(shown["Statement"], statements.live),
		normalStatement, (*comparison).statement)
}

// elements are those of a list, or a lone value; none of what is unset.
func elements(value any, pointer string) []item {
	if value == nil {
		return nil
	}
	return items(value, pointer)
}

// statement compares two statements member by member.
func (c *comparison) statement(at spot, declared, live any) {
	if declared == nil {
		if why, ok := c.unknown(at.declared); ok {
			c.undecided(at, declaredAs(why))
		}
		return
	}
	written, shown := members(declared, at.declared), members(live, at.live)
	for name, pointer := range c.hiddenMembers(at.declared, declared) {
		switch guess := c.guess(pointer); {
		case guess.Certain:
			for _, text := range guess.Texts {
				written[name] = append(written[name], item{pointer, text})
			}
		case guess.Pattern != "":
			written[name] = []item{{pointer, nil}}
		default:
			why, _ := c.unknown(pointer)
			c.undecided(spot{pointer, at.live}, declaredAs(why))
			drop(written, name)
			drop(shown, name)
		}
	}
	names := slices.AppendSeq(slices.Collect(maps.Keys(written)), maps.Keys(shown))
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		c.sets(c.member(at, name, written[name], shown[name]), written[name], shown[name],
			func(text any) any { return normalText(name, text) },
			func(c *comparison, at spot, declared, live any) { c.text(name, at, declared, live) })
	}
}

// hiddenMembers are the parts of a statement that are unknown as objects or lists, with
// their pointers.
func (c *comparison) hiddenMembers(pointer string, statement any) map[string]string {
	all := map[string]string{}
	object, _ := statement.(map[string]any)
	for at := range c.declared.Unknown {
		if !snapshot.Within(at, pointer) || at == pointer || at == snapshot.Child(pointer, "Sid") {
			continue
		}
		tokens := snapshot.Tokens(strings.TrimPrefix(at, pointer))
		above, _ := snapshot.Lookup(object, snapshot.Parent(strings.TrimPrefix(at, pointer)))
		if _, isObject := above.(map[string]any); !isObject && len(tokens) > 1 {
			continue // an element of a list
		}
		name := strings.Join(tokens, "/")
		if tokens[0] == "Condition" {
			name = tokens[0] + strings.ToLower(name[len(tokens[0]):])
		}
		all[name] = at
	}
	return all
}

func drop(all map[string][]item, name string) {
	maps.DeleteFunc(all, func(member string, _ []item) bool { return snapshot.Within("/"+member, "/"+name) })
}

// member is where a part of a statement stands, as each side writes it.
func (c *comparison) member(at spot, name string, declared, shown []item) spot {
	place := func(statement string, list []item) string {
		if len(list) == 0 {
			return snapshot.Child(statement, strings.Split(name, "/")[0])
		}
		if len(list) == 1 {
			return list[0].pointer
		}
		return snapshot.Parent(list[0].pointer)
	}
	return spot{place(at.declared, declared), place(at.live, shown)}
}

// text compares two texts of a statement.
func (c *comparison) text(member string, at spot, declared, live any) {
	normal := func(value any) any { return normalText(member, value) }
	why, unknown := c.unknown(at.declared)
	switch {
	case declared == nil && unknown:
		c.unresolved(at, why, live, normal)
	case !reflect.DeepEqual(normal(declared), normal(live)):
		c.differ(at, declared, live)
	}
}
