package code

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// appKept is what the applications of a tree keep for all of their files: app.state.index of
// Starlette, app.index of Flask, which others call current_app, app.locals.index of Express.
type appKept struct {
	// given are the places that give it something, by its name.
	given map[string][]declaration
	// files are those that may read it or give it something.
	files map[string]bool
}

// hasHandle says whether something is kept that is a client, a handle or a store.
func (k *appKept) hasHandle() bool {
	for _, found := range k.given {
		if slices.ContainsFunc(found, isHandle) {
			return true
		}
	}
	return false
}

// keptByApps reads what applications keep, once. Who has more files that do so than are looked at
// has the rest of them read as any other.
func (c *codebase) keptByApps() *appKept {
	if c.apps != nil {
		return c.apps
	}
	c.learnWords()
	c.apps = &appKept{given: map[string][]declaration{}, files: map[string]bool{}}
	for _, path := range slices.Sorted(maps.Keys(c.words)) {
		if len(c.apps.files) == mostImporters || !c.mayKeepByApp(path) {
			continue
		}
		c.apps.files[path] = true
		if unit := c.at(path); unit != nil {
			unit.givesApp(c.apps.given)
		}
	}
	return c.apps
}

// mayKeepByApp says whether a file has the words by which an application keeps something.
func (c *codebase) mayKeepByApp(path string) bool {
	holder := appHolder(languageOf(path))
	switch words := c.words[path]; {
	case holder == "":
		return false
	case holder == "state" && (words.has("Flask") || words.has("current_app")):
		return true
	default:
		return words.hasAll([]string{"app", holder}) && bytes.Contains(c.textOf(path), []byte("app."+holder))
	}
}

// appHolder is what an application calls that which it keeps, empty where it keeps nothing.
func appHolder(language syntax.Language) string {
	switch {
	case language == syntax.Python:
		return "state"
	case isScript(language):
		return "locals"
	default:
		return ""
	}
}

// givesApp adds what the text gives an application to keep, but for nothing at all.
func (u *unit) givesApp(given map[string][]declaration) {
	for name, found := range u.attributes {
		for _, each := range found[:min(nearest, len(found))] {
			if target := each.node.Child(program.Target); each.value != nil && !isNull(each.value) && u.isOfApp(target) {
				given[name] = append(given[name], declaration{each, u})
			}
		}
	}
}

// keptByApp is what another file gave an application to keep: request.app.state.index. Where
// there are many applications, it is the one that stands nearest.
func (u *unit) keptByApp(member *program.Node, steps int) *thing {
	if u.all == nil || steps == 0 || !u.isOfApp(member) {
		return nil
	}
	var found *thing
	most := -1
	for _, each := range u.all.keptByApps().given[member.Name] {
		near := shared(u.path, each.in.path)
		if isOfKind(each.in.path, u) && (near > most || near == most && found == nil) {
			found, most = each.in.export(each.binding, false, steps-1), near
		}
	}
	return found
}

// shared is how many folders two files have in common.
func shared(one, other string) int {
	count := 0
	left, right := strings.Split(one, "/"), strings.Split(other, "/")
	for count < min(len(left), len(right))-1 && left[count] == right[count] {
		count++
	}
	return count
}

// isOfApp says whether a member is one of what an application keeps, also where that has a name
// of its own: state = request.app.state.
func (u *unit) isOfApp(member *program.Node) bool {
	if member == nil || member.Kind != program.Member {
		return false
	}
	holder := member.Child(program.Obj)
	switch {
	case holder == nil || holder.Kind != program.Name:
		return u.holdsForApp(holder)
	case u.language == syntax.Python && (holder.Name == "app" || holder.Name == "current_app"):
		return true
	}
	return slices.ContainsFunc(u.bindings(holder.Name, holder), func(each binding) bool {
		return u.holdsForApp(each.value)
	})
}

func (u *unit) holdsForApp(holder *program.Node) bool {
	return holder != nil && holder.Kind == program.Member && holder.Name == appHolder(u.language) &&
		strings.HasSuffix(plainName(objectName(holder)), "app")
}
