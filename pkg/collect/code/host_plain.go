package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// plainHost keeps what makes a host that does not stand in the text one that is spoken to without
// encryption: a text that it falls back on, or what files give the variable or the setting that it is.
// Of a bare host nothing is said, since the SDKs speak to that by https.
func (u *unit) plainHost(s *sight, host *program.Node) {
	for _, each := range u.alternatives(nil, host, true, deepest) {
		switch is := u.plainly(each.node); {
		case is == yes && each.falls:
			s.values["tls"] = false
			s.places["/tls"] = each.node
			return
		case is == yes:
			s.unsure(u, "/tls", "whether the host is one without encryption depends on a condition", each.node)
		case is == unknown:
			s.unsure(u, "/tls", "it is made without encryption for a host that stands elsewhere", each.node)
		case u.plainByFiles(s, each.node):
			return
		}
	}
}

// alternative is one of the values that something may have; falls says that it has it where others
// have nothing, rather than under a condition.
type alternative struct {
	node  *program.Node
	falls bool
}

// alternatives adds the values of a || b, of c ? a : b, of getenv(name, a), and of a name for one.
func (u *unit) alternatives(found []alternative, node *program.Node, falls bool, steps int) []alternative {
	if node == nil || steps == 0 || len(found) == nearest {
		return found
	}
	var parts []*program.Node
	switch {
	case node.Kind == program.Operation && slices.Contains([]string{"??", "||", "or"}, node.Name):
		parts = node.Children
	case node.Kind == program.Operation && node.Name == "?":
		parts, falls = node.All(program.None), false
	case node.Kind == program.Call && hasDefault(node):
		parts = node.All(program.Argument)[1:2]
	case node.Kind == program.Name || node.Kind == program.Member:
		if value := u.constant(node); value != nil {
			return u.alternatives(found, value, falls, steps-1)
		}
		parts, falls = u.assigned(node), false
	}
	found = append(found, alternative{node, falls})
	for _, each := range parts {
		found = u.alternatives(found, each, falls, steps-1)
	}
	return found
}

// assigned are the values that a name is given in the function that it stands in, where there are
// several.
func (u *unit) assigned(name *program.Node) []*program.Node {
	if name.Kind != program.Name {
		return nil
	}
	var found []*program.Node
	for _, each := range u.bindings(name.Name, name) {
		if each.node.Kind == program.Assign && each.value != nil && enclosing(each.node) == enclosing(name) {
			found = append(found, each.value)
		}
	}
	return found
}

// hasDefault says whether a call asks for a variable or a setting by its name, and says what it is
// without one: os.getenv("HOST", "products"), config.get("host", "products").
func hasDefault(call *program.Node) bool {
	given := call.All(program.Argument)
	return len(given) == 2 && given[0].Kind == program.String && asksSetting(call)
}

func asksSetting(call *program.Node) bool {
	return isOneOf(callee(call), []string{
		"get", "getenv", "getenvironmentvariable", "lookupenv", "getproperty", "getvalue", "getstring", "getordefault",
	})
}

// plainly says whether a text is an address without encryption that leads to another machine: yes,
// no, or unknown where it leads to what is put in.
func (u *unit) plainly(node *program.Node) tri {
	text, _ := u.word(node)
	switch {
	case node.Kind == program.String, node.Kind == program.Operation && node.Name == "+":
		text = withoutParts(u.address(node, shallow))
	case node.Kind == program.Call && isOneOf(callee(node), []string{"sprintf", "format"}):
		format := positional(node, 0)
		if object := calledOn(node); object != nil && object.Kind == program.String {
			format = object
		}
		text, _ = u.word(format)
		text = strings.NewReplacer("%s", aPart, "%v", aPart, "{}", aPart, "{0}", aPart).Replace(text)
	}
	return isPlain(text)
}

func isPlain(address string) tri {
	if !strings.HasPrefix(strings.ToLower(address), "http://") {
		return no
	}
	if host := bareHost(address); strings.Contains(host, aPart) && !strings.Contains(host, ".") {
		return unknown
	}
	return is(!isLocal(address))
}

// plainByFiles keeps what files of configuration give a host that is a variable or a setting, and
// says whether all that they give it is without encryption.
func (u *unit) plainByFiles(s *sight, host *program.Node) bool {
	var plain *setting
	given := u.settingsGiven(host)
	given = slices.DeleteFunc(given, func(each setting) bool { return !isElsewhere(each.value) })
	for i := range given {
		if isPlain(given[i].value) == yes && plain == nil {
			plain = &given[i]
		}
	}
	switch {
	case plain == nil:
		return false
	case slices.ContainsFunc(given, func(each setting) bool { return isPlain(each.value) != yes }):
		s.unsureGiven(u, "/tls", "one file gives a host without encryption, and another one with it", host, plain)
		return false
	default:
		s.values["tls"] = false
		s.given["/tls"] = plain
		return true
	}
}

// isElsewhere says whether a value is a host that is not of a machine of a developer.
func isElsewhere(value string) bool { return !strings.ContainsAny(value, "${<%") && !isLocal(value) }
