package plan

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// keyed is a place of a resource that has a Pinecone key by the name that programs know it
// by.
type keyed struct {
	collect.Flow

	variable string
	place    snapshot.Location
}

// environmentOf is the argument of a type that has an environment, empty where none has.
func environmentOf(kind string) string {
	switch kind {
	case "aws_lambda_function":
		return "environment"
	case "aws_ecs_task_definition":
		return "container_definitions"
	default:
		return ""
	}
}

// environment takes the keys of a change, of which the plan shows everything but where it
// comes from: what is sensitive there is no text of the configuration.
func (c *collector) environment(one *header) error {
	raw, err := c.ReadValue()
	argument := environmentOf(one.kind)
	if err != nil || !collect.MentionsPinecone(raw) {
		return err
	}
	var change struct {
		After     any `json:"after"`
		Sensitive any `json:"after_sensitive"`
	}
	_ = json.Unmarshal(raw, &change) // JSON of another shape has no environment
	variables := map[string]any{}
	value, _ := snapshot.Lookup(change.After, "/"+argument)
	pointer := "/" + argument
	if text, ok := value.(string); ok {
		containerVariables(text, variables)
	} else {
		pointer = "/environment/0/variables"
		found, _ := snapshot.Lookup(change.After, pointer)
		variables, _ = found.(map[string]any)
	}
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		given, _ := variables[name].(string)
		if collect.IsKeyName(name) && given != "" && isMarked(change.Sensitive, pointer, name) {
			one.keys = append(one.keys, name)
		}
	}
	return nil
}

// containerVariables takes the environment of the containers that a text in JSON has.
func containerVariables(text string, into map[string]any) {
	var containers []struct {
		Environment []struct {
			Name  string `json:"name"`
			Value string `json:"value"`
		} `json:"environment"`
	}
	if json.Unmarshal([]byte(text), &containers) != nil {
		return
	}
	for _, container := range containers {
		for _, variable := range container.Environment {
			into[variable.Name] = variable.Value
		}
	}
}

// isMarked says whether a member of what a pointer leads to is marked, or something that it
// is in.
func isMarked(marks any, pointer, name string) bool {
	for _, token := range append(snapshot.Tokens(pointer), name) {
		if marks == true {
			return true
		}
		marks, _ = snapshot.Lookup(marks, snapshot.Child("", token))
	}
	return marks == true
}

// holdKeys puts a resource's keys aside, each once for all its instances.
func (c *collector) holdKeys(one *header, at snapshot.Location) {
	at.File = c.name
	for _, variable := range one.keys {
		flow := collect.Flow{Type: one.kind, Resource: collect.Keyless(one.address), Argument: environmentOf(one.kind)}
		if again := flow.Address() + " " + variable; !c.seen[again] {
			c.seen[again] = true // which is no address
			c.keys = append(c.keys, keyed{flow, variable, at})
		}
	}
}

// keySinks are the keys that no reference to a credential of the configuration's own told of.
func (c *collector) keySinks(told []*snapshot.Observation) []*snapshot.Observation {
	known := map[string]bool{}
	for _, o := range told {
		known[o.Address] = true
	}
	var sinks []*snapshot.Observation
	for _, one := range c.keys {
		if known[one.Address()] {
			continue
		}
		o := one.KeySink(c.source.ID, one.variable)
		o.Locations = snapshot.Locations{{Position: snapshot.Position{Location: one.place}}}
		collect.Finish(c.options.Types, o)
		sinks = append(sinks, o)
	}
	return sinks
}
