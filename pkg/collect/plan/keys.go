package plan

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

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

// environmentOf is the argument of a type that shows the environment of a program, empty where
// none does.
func environmentOf(kind string) string {
	switch kind {
	case "aws_lambda_function", "aws_codebuild_project":
		return "environment"
	case "aws_ecs_task_definition":
		return "container_definitions"
	case "aws_apprunner_service":
		return "source_configuration"
	case "aws_amplify_app", "google_cloudfunctions_function":
		return "environment_variables"
	case "google_cloudfunctions2_function":
		return "service_config"
	case "azurerm_container_app", "google_cloud_run_service", "google_cloud_run_v2_job", "google_cloud_run_v2_service":
		return "template"
	case "azurerm_linux_function_app", "azurerm_linux_web_app", "azurerm_windows_function_app", "azurerm_windows_web_app":
		return "app_settings"
	case "kubernetes_config_map", "kubernetes_config_map_v1":
		return "data"
	case "kubernetes_cron_job_v1", "kubernetes_deployment", "kubernetes_deployment_v1", "kubernetes_job_v1",
		"kubernetes_pod_v1", "kubernetes_stateful_set_v1":
		return "spec"
	default:
		return ""
	}
}

// hasEnvironment says whether a resource shows the environment of a program.
func (h *header) hasEnvironment() bool { return h.mode != "data" && environmentOf(h.kind) != "" }

// environment puts a member aside that shows the environment of a program: the change of a
// plan, or what a state has.
func (c *collector) environment(one *header, name string) error {
	if !one.hasEnvironment() || name != "change" && name != "values" && name != "sensitive_values" {
		return c.SkipValue()
	}
	return c.copyMember(name)
}

// takeKeys takes the keys of a resource, of which the file shows everything but where it
// comes from: what is sensitive there is no text of the configuration.
func (h *header) takeKeys(resource []byte) {
	if !h.hasEnvironment() || !collect.MentionsPinecone(resource) {
		return
	}
	var one struct {
		Change struct {
			After     any `json:"after"`
			Sensitive any `json:"after_sensitive"`
		} `json:"change"`
		Values    any `json:"values"`
		Sensitive any `json:"sensitive_values"`
	}
	_ = json.Unmarshal(resource, &one) // JSON of another shape has no environment
	values, marks := one.Change.After, one.Change.Sensitive
	if values == nil {
		values, marks = one.Values, one.Sensitive
	}
	argument := environmentOf(h.kind)
	value, _ := snapshot.Lookup(values, "/"+argument)
	if text, ok := value.(string); ok {
		var containers any
		_ = json.Unmarshal([]byte(text), &containers)
		value = containers
	}
	search := keySearch{found: map[string]bool{}}
	search.below("", value, below(marks, argument))
	h.keys = append(h.keys, slices.Sorted(maps.Keys(search.found))...)
}

// keySearch finds the names of keys in a value of which parts are marked.
type keySearch struct{ found map[string]bool }

// below is the mark of a member of what is marked.
func below(marks any, name string) any {
	if marks == true {
		return true
	}
	inner, _ := snapshot.Lookup(marks, snapshot.Child("", name))
	return inner
}

// below searches a value that has a name. What is called a secret takes a reference to one.
func (k *keySearch) below(name string, value, marks any) {
	switch value := value.(type) {
	case string:
		if marks == true && value != "" && collect.IsKeyName(name) {
			k.found[name] = true
		}
	case []any:
		for i, item := range value {
			k.below("", item, below(marks, strconv.Itoa(i)))
		}
	case map[string]any:
		if collect.KeepsSecrets(name) {
			return
		}
		if called, ok := value["name"].(string); ok {
			k.below(called, value["value"], below(marks, "value"))
		}
		for member, inner := range value {
			k.below(member, inner, below(marks, member))
		}
	}
}

// holdKeys puts a resource's keys aside, each once for all its instances.
func (c *collector) holdKeys(one *header, at snapshot.Location) {
	at.File = c.name
	for _, variable := range one.keys {
		flow := collect.Flow{Type: one.kind, Resource: collect.Keyless(one.address), Argument: environmentOf(one.kind)}
		if sink := flow.Address() + " " + variable; !c.held[sink] {
			c.held[sink] = true
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
