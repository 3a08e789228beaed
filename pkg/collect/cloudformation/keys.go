package cloudformation

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// environment observes what of the environment of a function or a container has a Pinecone
// key by the name that programs know it by. Everybody reads it who may read the resource.
func (s *stack) environment(entry *document.Entry, name string) {
	at := snapshot.Position{Location: s.Key(entry)}
	switch name {
	case "AWS::Lambda::Function", "AWS::Serverless::Function":
		s.function(entry.Name, s.properties(entry.Value, at))
	case "AWS::ECS::TaskDefinition":
		for i, container := range s.elements(s.properties(entry.Value, at).Get("ContainerDefinitions"), 0) {
			for _, variable := range s.elements(container.Get("Environment"), 0) {
				called, _ := variable.Get("Name").Known()
				s.key(keyed{entry.Name, "aws_ecs_task_definition", "container_definitions", i}, called, variable.Get("Value"))
			}
		}
	case "AWS::SSM::Parameter":
		s.stored(entry.Name, s.properties(entry.Value, at))
	default:
		if kind, property, argument := shown(name); kind != "" {
			s.within(keyed{name: entry.Name, kind: kind, argument: argument}, "", s.properties(entry.Value, at).Get(property), 0)
		}
	}
}

// globals observes the environment that SAM gives every function of a template.
func (s *stack) globals() {
	if functions := s.Root.Get("Globals").Get("Function"); functions != nil {
		s.function("Globals", s.value(functions, s.Place(functions), 0))
	}
}

func (s *stack) function(name string, properties *document.Value) {
	for _, environment := range s.elements(properties.Get("Environment"), 0) {
		for _, variables := range s.elements(environment.Get("Variables"), 0) {
			for _, variable := range variables.Fields {
				s.key(keyed{name, "aws_lambda_function", "environment", 0}, variable.Name, variable.Value)
			}
		}
	}
}

// elements are those of a list, where a condition chooses those of either choice.
func (s *stack) elements(v *document.Value, depth int) []*document.Value {
	if s.left--; s.left < 0 || depth > deepest {
		return nil
	}
	var all []*document.Value
	for _, one := range listed(v) {
		if one.Unknown == nil || len(one.Items) == 0 {
			all = append(all, one)
			continue
		}
		for _, choice := range one.Items {
			all = append(all, s.elements(choice, depth+1)...)
		}
	}
	return all
}

// keyed is an argument that may have a key, as Terraform calls it, of which there may be
// several.
type keyed struct {
	name, kind, argument string
	index                int
}

func (s *stack) key(of keyed, variable string, value *document.Value) {
	if !collect.IsKeyName(variable) {
		return
	}
	for _, one := range s.elements(value, 0) {
		if s.holdsKey(one) {
			s.tell(of, variable, one)
			return
		}
	}
}

// tell observes a key that a value has for certain.
func (s *stack) tell(of keyed, variable string, value *document.Value) {
	flow := collect.Flow{Type: of.kind, Resource: s.prefix + of.name, Argument: of.argument}
	o := flow.KeySink(s.source.ID, variable)
	o.Address = s.prefix + of.name + "." + instance(of.argument, of.index) + "." + variable
	if of.kind == "aws_ssm_parameter" {
		o.Values["type"] = "String" // CloudFormation makes no other
	}
	o.Locations = snapshot.Locations{{Position: taken(value.At)}}
	if collect.Finish(s.options.Types, o) {
		s.unit = append(s.unit, o)
	}
}

// taken is where the last that took a value did.
func taken(at snapshot.Position) snapshot.Position {
	if last := len(at.Via) - 1; last >= 0 {
		return snapshot.Position{Location: at.Via[last].Location}
	}
	return at
}

// holdsKey says whether a value is the key itself: a parameter that whoever deploys gives, or
// what CloudFormation reads from a store and puts there. It is neither a text of the template
// nor where the key is.
func (s *stack) holdsKey(v *document.Value) bool {
	if v == nil || v.Unknown == nil {
		return false
	}
	name, ok := strings.CutPrefix(v.Unknown.Pattern, "${")
	name, closed := strings.CutSuffix(name, "}")
	if !ok || !closed {
		return false
	}
	if stored, ok := strings.CutPrefix(name, "resolve:"); ok {
		stored = strings.TrimRight(stored, ":") // which stand before a stage and a version that are not given
		return !collect.SaysWhere(stored[strings.LastIndexAny(stored, ":/")+1:])
	}
	return len(v.References) == 0 && s.givesKey(name)
}

// givesKey says whether a name is that of a parameter that has a secret, and not where it is.
func (s *stack) givesKey(name string) bool {
	return s.hasParameter(name) && !collect.SaysWhere(snake(name))
}

// hasParameter says whether a name is that of a parameter, here or where this is nested.
func (s *stack) hasParameter(name string) bool {
	for ; s != nil; s = s.parent {
		if s.Root.Get("Parameters").Get(name) != nil {
			return true
		}
	}
	return false
}
