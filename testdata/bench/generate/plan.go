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

func planned(made resource) any {
	return map[string]any{
		"address": made.address(), "mode": "managed", "type": made.kind, "name": made.name,
		"provider_name": provider(made.kind), "schema_version": 0, "values": made.values,
		"sensitive_values": map[string]any{},
	}
}

func change(made resource) any {
	return map[string]any{
		"address": made.address(), "mode": "managed", "type": made.kind, "name": made.name,
		"provider_name": provider(made.kind),
		"change": map[string]any{
			"actions": []string{"create"}, "before": nil, "after": made.values, "after_unknown": made.unknown,
			"before_sensitive": false, "after_sensitive": map[string]any{},
		},
	}
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
	return map[string]any{
		"address": made.address(), "mode": "managed", "type": made.kind, "name": made.name,
		"provider_config_key": providerName(made.kind), "expressions": expressions, "schema_version": 0,
	}
}
