package generate

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

// Plan writes what `terraform show -json` prints of a plan that creates so many
// resources: planned values, changes and configuration, about 1.5 KB a resource. They are
// of ten types, mixed as in a large organization: 10 % are Pinecone's, 60 % are of AWS's
// types that pinelint reads, nearly all for other purposes, and 30 % are of a type that
// it does not read.
func Plan(path string, resources int) error { return writePlan(path, production(), resources) }

// DensePlan writes a plan with as many resources of each of the types of [Plan], of which
// nine in ten have to do with Pinecone. No organization has such a plan.
func DensePlan(path string, resources int) error { return writePlan(path, dense(), resources) }

// writePlan holds one resource at a time.
func writePlan(path string, of mix, resources int) error {
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("write a plan: %w", err)
	}
	defer file.Close()
	plan := &stream{of: of, out: bufio.NewWriterSize(file, 1<<16)}
	plan.text(`{"format_version":"1.2","terraform_version":"1.11.4","planned_values":{"root_module":{"resources":[`)
	plan.each(resources, planned)
	plan.text(`]}},"resource_changes":[`)
	plan.each(resources, change)
	plan.text(`],"configuration":{"provider_config":{`)
	plan.text(`"aws":{"name":"aws","full_name":"registry.terraform.io/hashicorp/aws"},`)
	plan.text(`"pinecone":{"name":"pinecone","full_name":"registry.terraform.io/pinecone-io/pinecone"}},`)
	plan.text(`"root_module":{"resources":[`)
	plan.each(resources, configuration)
	plan.text(`]}},"timestamp":"2026-11-22T00:00:00Z","applyable":true,"complete":true,"errored":false}` + "\n")
	if plan.err != nil {
		return fmt.Errorf("write a plan: %w", plan.err)
	}
	if err := plan.out.Flush(); err != nil {
		return fmt.Errorf("write a plan: %w", err)
	}
	return file.Close()
}

// stream writes until the first error, and keeps it.
type stream struct {
	of  mix
	out *bufio.Writer
	err error
}

func (s *stream) text(text string) {
	if s.err == nil {
		_, s.err = s.out.WriteString(text)
	}
}

func (s *stream) each(count int, section func(made resource) any) {
	for i := range count {
		if i > 0 {
			s.text(",")
		}
		data, err := json.Marshal(section(newResource(s.of, i)))
		if s.err == nil {
			s.err = err
		}
		s.text(string(data))
	}
}

func provider(kind string) string {
	if providerName(kind) == "aws" {
		return "registry.terraform.io/hashicorp/aws"
	}
	return "registry.terraform.io/pinecone-io/pinecone"
}

func providerName(kind string) string {
	name, _, _ := strings.Cut(kind, "_")
	return name
}

// head is how every description of a resource begins. Members are in Terraform's order.
type head struct {
	Address string `json:"address"`
	Mode    string `json:"mode"`
	Type    string `json:"type"`
	Name    string `json:"name"`
}

func newHead(made resource) head {
	return head{Address: made.address(), Mode: "managed", Type: made.kind, Name: made.name}
}

type plannedValues struct {
	head
	Provider        string         `json:"provider_name"`
	SchemaVersion   int            `json:"schema_version"`
	Values          map[string]any `json:"values"`
	SensitiveValues map[string]any `json:"sensitive_values"`
}

func planned(made resource) any {
	return plannedValues{
		head: newHead(made), Provider: provider(made.kind), Values: made.values, SensitiveValues: map[string]any{},
	}
}

type resourceChange struct {
	head
	Provider string       `json:"provider_name"`
	Change   changeValues `json:"change"`
}

type changeValues struct {
	Actions         []string       `json:"actions"`
	Before          any            `json:"before"`
	After           map[string]any `json:"after"`
	AfterUnknown    map[string]any `json:"after_unknown"`
	BeforeSensitive bool           `json:"before_sensitive"`
	AfterSensitive  map[string]any `json:"after_sensitive"`
}

func change(made resource) any {
	return resourceChange{head: newHead(made), Provider: provider(made.kind), Change: changeValues{
		Actions: []string{"create"}, After: made.values, AfterUnknown: made.unknown, AfterSensitive: map[string]any{},
	}}
}

type configured struct {
	head
	Provider      string         `json:"provider_config_key"`
	Expressions   map[string]any `json:"expressions"`
	SchemaVersion int            `json:"schema_version"`
}

func configuration(made resource) any {
	expressions := map[string]any{}
	for name, value := range made.values {
		switch value.(type) {
		case string, bool, int:
			expressions[name] = map[string]any{"constant_value": value}
		case nil:
		default:
			expressions[name] = map[string]any{"references": []string{"local." + name, "local"}}
		}
	}
	for name, reference := range made.references {
		whole := reference[:strings.LastIndexByte(reference, '.')]
		expressions[name] = map[string]any{"references": []string{reference, whole}}
	}
	return configured{head: newHead(made), Provider: providerName(made.kind), Expressions: expressions}
}
