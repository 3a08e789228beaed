package cloudformation

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// transform is the key of a macro that is given what stands beside it.
const transform = "Fn::Transform"

// transforms says of macros, which may make anything of a template, that they are not run.
func (s *stack) transforms() {
	root := s.Root
	for i := range root.Entries {
		entry := &root.Entries[i]
		if entry.Name != "Transform" {
			continue
		}
		for _, one := range append([]*document.Node{entry.Value}, entry.Value.Items...) {
			name := one.String()
			if name == "" {
				name = one.Get("Name").String()
			}
			if name == "" || leavesAlone(name) {
				continue
			}
			if !strings.HasPrefix(name, "AWS::") { // those of AWS's add to what is there
				s.macro = name
			}
			s.problem(snapshot.Gap, s.Whole(entry), "is changed by the macro "+collect.Quote(collect.Redact(name))+
				" before it is deployed, which is not run here")
		}
	}
}

// leavesAlone says whether a macro of AWS's does nothing to what is looked into.
func leavesAlone(macro string) bool {
	return strings.HasPrefix(macro, "AWS::Serverless-") || strings.HasPrefix(macro, "AWS::SecretsManager-") ||
		macro == "AWS::LanguageExtensions" || macro == "AWS::CodeDeployBlueGreen"
}

// macroOf is the macro that may change a resource: the template's, or one within it.
func (s *stack) macroOf(resource *document.Node) string {
	if s.macro != "" {
		return s.macro
	}
	for _, n := range []*document.Node{resource, resource.Get("Properties")} {
		if name := n.Get(transform).Get("Name").String(); name != "" {
			return name
		}
	}
	name := s.template.resources.Get(transform).Get("Name").String()
	if strings.HasPrefix(name, "AWS::") {
		return "" // it adds others
	}
	return name
}

// unsettle says of what a resource makes what may make it otherwise: conditions that nobody can
// decide, and a macro.
func (s *stack) unsettle(made []*snapshot.Observation, resource *document.Node) {
	macro := s.macroOf(resource)
	for _, one := range made {
		one.Conditions = s.undecided(resource)
		if macro == "" {
			continue
		}
		if one.Unknown == nil {
			one.Unknown = map[string]snapshot.Unknown{}
		}
		reason := "the macro " + collect.Quote(collect.Redact(macro)) + " may change it before it is deployed"
		one.Unknown[""] = snapshot.Unknown{Reason: reason, Needed: "a live reading"}
	}
}

// withoutMacro is a mapping as it is written.
func withoutMacro(n *document.Node) *document.Node {
	plain := *n
	plain.Entries = slices.DeleteFunc(slices.Clone(n.Entries), func(e document.Entry) bool { return e.Name == transform })
	return &plain
}
