package cloudformation

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	// maxVisits bounds the nodes that are evaluated of a template and those that it nests: an
	// alias of YAML costs nothing to write.
	maxVisits = 500_000
	// deepest bounds how far functions and references lead on.
	deepest = 100
	// deepestStack bounds how far templates are nested in templates.
	deepestStack = 10
	mostProblems = 50
)

// deployment is a template that no other nests, with all that it nests.
type deployment struct {
	*collector

	top       string // the file of the template
	source    *snapshot.Source
	imports   map[string]bool // the files of the templates that it imports from
	unit      []*snapshot.Observation
	resources int
	used      int
	left      int
}

func (d *deployment) problem(kind string, at snapshot.Location, clause string) {
	if kind != snapshot.Notice {
		d.source.Status, d.source.Reason = snapshot.Partial, "some of the template could not be read"
	}
	if len(d.source.Problems) < mostProblems {
		d.source.Problems = append(d.source.Problems, snapshot.Problem{
			Kind: kind, Message: collect.Quote(at.File) + " " + clause, Location: &at,
		})
	}
}

// stack is a template in one place of a deployment, with the values of its parameters.
type stack struct {
	*deployment
	*template

	// prefix comes before the logical ids: "Network." of what the stack Network nests.
	prefix string
	parent *stack
	given  *document.Value
	// decided are conditions, by name; one that is being decided is there as unsure.
	decided map[string]truth
	// open are the conditions on which the stack is made and that nobody can decide.
	open   []string
	nested map[string]*stack
	depth  int
	// macro is one that may change whatever the template says, empty where there is none.
	macro string
}

func newStack(d *deployment, one *template, prefix string, parent *stack) *stack {
	one.read = true
	d.used++
	return stackOf(d, one, prefix, parent)
}

func stackOf(d *deployment, one *template, prefix string, parent *stack) *stack {
	return &stack{
		deployment: d, template: one, prefix: prefix, parent: parent,
		decided: map[string]truth{}, nested: map[string]*stack{},
	}
}

// observe hands on the resources of the stack and of those that it nests.
func (s *stack) observe() {
	for _, at := range s.Twice {
		s.problem(snapshot.Notice, at, "has a key twice in one mapping, of which only the last counts: remove one")
	}
	if s.further > 0 {
		s.problem(snapshot.Gap, snapshot.Location{File: s.file}, "has several templates, of which only the first is read: "+
			"give each a file of its own")
	}
	s.transforms()
	s.globals()
	for i := range s.template.resources.Entries {
		entry := &s.template.resources.Entries[i]
		s.deployment.resources++
		s.unresolved(entry)
		switch kind := entry.Value.Get("Type").String(); {
		case isLoop(*entry) && !matters(*entry):
		case strings.HasPrefix(entry.Name, "Fn::"):
			s.problem(snapshot.Gap, s.Key(entry), "makes resources with "+collect.Quote(entry.Name)+
				", which is not evaluated: judge the template that `aws cloudformation get-template` shows after it was processed")
		case s.excluded(entry.Value):
			s.leaveOut(entry, kind)
		case kind == "AWS::CloudFormation::Stack" || kind == "AWS::Serverless::Application":
			s.nest(entry)
		case kind == "AWS::CloudFormation::StackSet" || strings.HasSuffix(kind, "::MODULE"):
			s.problem(snapshot.Gap, s.Key(entry), "has the stack set or module "+collect.Quote(s.prefix+entry.Name)+
				": what that declares is not read")
		default:
			s.documents(entry, kind)
			before := len(s.unit)
			s.resource(entry, kind)
			s.unsettle(s.unit[before:], entry.Value)
		}
	}
}

// conditionOf is the name of a resource's condition, empty where it has none. What is no name
// is that of no condition, which nobody can decide.
func conditionOf(resource *document.Node) string {
	condition := resource.Get("Condition")
	if condition == nil {
		return ""
	}
	return cmp.Or(condition.String(), "?")
}

// unresolved tells of a resource whose condition the template does not have, as CloudFormation
// does. A macro may add it.
func (s *stack) unresolved(entry *document.Entry) {
	name := conditionOf(entry.Value)
	if name == "" || s.Root.Get("Conditions").Get(name) != nil || s.Root.Get("Transform") != nil {
		return
	}
	s.problem(snapshot.Broken, s.Place(entry.Value.Get("Condition")), "makes "+collect.Quote(s.prefix+entry.Name)+
		" on a condition that is none of its Conditions: name one of them, as text")
}

// excluded says whether the condition of a resource is known to be false.
func (s *stack) excluded(resource *document.Node) bool {
	name := conditionOf(resource)
	return name != "" && s.condition(name) == no
}

// undecided are the conditions on which a resource is made and that nobody can decide.
func (s *stack) undecided(resource *document.Node) []string {
	name := conditionOf(resource)
	if name == "" || s.condition(name) != unsure {
		return s.open
	}
	return append(slices.Clip(s.open), s.prefix+name)
}

// leaveOut tells of a resource that is not made by the values that parameters have here, since
// a deployment may give others.
func (s *stack) leaveOut(entry *document.Entry, kind string) {
	s.reading(entry, kind)
	_, known := kindOf(kind)
	if _, holds := holderOf(kind); known || holds || kind == "AWS::CloudFormation::Stack" {
		s.problem(snapshot.Notice, s.Key(entry), "does not make "+collect.Quote(s.prefix+entry.Name)+
			", which is not judged: the values that parameters have here make its condition false")
	}
}

// nest observes what a nested stack declares.
func (s *stack) nest(entry *document.Entry) {
	file := s.nestedFile(s.template, entry.Value)
	if file == "" || s.depth >= deepestStack {
		s.problem(snapshot.Gap, s.Key(entry), "nests a template that is not in this repository: what it declares is not read")
		return
	}
	inner := newStack(s.deployment, s.templates[file], s.prefix+entry.Name+".", s)
	inner.depth, inner.macro = s.depth+1, s.macro
	inner.open = s.undecided(entry.Value)
	inner.given = s.property(entry.Value, "Parameters", 0)
	s.nested[entry.Name] = inner
	inner.observe()
}

// property is an attribute of a resource, evaluated.
func (s *stack) property(resource *document.Node, name string, depth int) *document.Value {
	properties := resource.Get("Properties")
	if properties == nil {
		return nil
	}
	for i := range properties.Entries {
		if entry := &properties.Entries[i]; entry.Name == name {
			return s.value(entry.Value, s.Whole(entry), depth)
		}
	}
	return nil
}
