package cloudformation

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
)

// shown is the property of a type that shows what is put there, with Terraform's names of the
// type and of the argument; empty where none does.
func shown(name string) (kind, property, argument string) {
	switch name {
	case "AWS::Amplify::App":
		return "aws_amplify_app", "EnvironmentVariables", "environment_variables"
	case "AWS::AppRunner::Service":
		return "aws_apprunner_service", "SourceConfiguration", "source_configuration"
	case "AWS::Batch::JobDefinition":
		return "aws_batch_job_definition", "ContainerProperties", "container_properties"
	case "AWS::CodeBuild::Project":
		return "aws_codebuild_project", "Environment", "environment"
	case "AWS::EC2::Instance":
		return "aws_instance", "UserData", "user_data"
	case "AWS::EC2::LaunchTemplate":
		return "aws_launch_template", "LaunchTemplateData", "user_data"
	case "AWS::Glue::Job":
		return "aws_glue_job", "DefaultArguments", "default_arguments"
	default:
		return "", "", ""
	}
}

// stored observes a parameter of Systems Manager that has a key by its name.
func (s *stack) stored(resource string, properties *document.Value) {
	called := properties.Get("Name")
	name, ok := called.Known()
	if !ok && called != nil && called.Unknown != nil {
		name = called.Unknown.Pattern
	}
	s.key(keyed{name: resource, kind: "aws_ssm_parameter", argument: "value"}, name[strings.LastIndexByte(name, '/')+1:],
		properties.Get("Value"))
}

// within observes the keys below a value. What is called a secret takes a reference to one.
func (s *stack) within(of keyed, name string, v *document.Value, depth int) {
	if s.left--; v == nil || s.left < 0 || depth > deepest || collect.KeepsSecrets(name) {
		return
	}
	if v.Unknown != nil {
		if collect.IsKeyName(name) {
			s.key(of, name, v)
		} else {
			s.inText(of, v)
		}
	}
	if called, ok := variable(v); ok {
		s.key(of, called, v.Get("Value"))
		return
	}
	for _, item := range v.Items {
		s.within(of, "", item, depth+1)
	}
	for _, field := range v.Fields {
		s.within(of, field.Name, field.Value, depth+1)
	}
}

// variable is the name of an object that is a variable of an environment in plain text.
func variable(v *document.Value) (string, bool) {
	if v.Unknown != nil || v.Get("Value") == nil {
		return "", false
	}
	if kind, ok := v.Get("Type").Known(); ok && kind != "PLAINTEXT" {
		return "", false
	}
	return v.Get("Name").Known()
}

// inText observes the keys that a text, such as a script, puts after their names.
func (s *stack) inText(of keyed, v *document.Value) {
	told := map[string]bool{}
	before, rest, found := strings.Cut(v.Unknown.Pattern, "${")
	for found {
		var parameter string
		parameter, rest, _ = strings.Cut(rest, "}")
		if called := collect.TakesNext(before); collect.IsKeyName(called) && s.givesKey(parameter) && !told[called] {
			told[called] = true
			s.tell(of, called, v)
		}
		before, rest, found = strings.Cut(rest, "${")
	}
}
