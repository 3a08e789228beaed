package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestKeyByName: a key in the environment of a function or a container is one by the name of
// its variable, where the plan marks it as sensitive.
func TestKeyByName(t *testing.T) {
	const (
		function  = `"type": "aws_lambda_function", "change": {"after": {"environment": [{"variables": {%s}}]}, "after_sensitive": %s}`
		container = `"type": "aws_ecs_task_definition", "change": {"after": {"container_definitions": %q}, "after_sensitive": %s}`
	)
	definitions := `[{"environment": [{"name": "A", "value": "b"}, {"name": "PINECONE_API_KEY", "value": "x"}]}]`
	for _, test := range []struct{ resource, want string }{
		{fmt.Sprintf(function, `"PINECONE_API_KEY": "x"`, `{"environment": [{"variables": {"PINECONE_API_KEY": true}}]}`), "environment PINECONE_API_KEY"},
		{fmt.Sprintf(function, `"PINECONE_API_KEY": "x"`, `{"environment": [{"variables": true}]}`), "environment PINECONE_API_KEY"},
		{fmt.Sprintf(function, `"PINECONE_API_KEY": "x"`, `{"environment": true}`), "environment PINECONE_API_KEY"},
		{fmt.Sprintf(function, `"PINECONE_API_KEY": "x"`, `{"environment": [{"variables": {"OTHER": true}}]}`), ""},
		{fmt.Sprintf(function, `"PINECONE_API_KEY": "x"`, `false`), ""},
		{fmt.Sprintf(function, `"PINECONE_API_KEY": ""`, `true`), ""},
		{fmt.Sprintf(function, `"PINECONE_API_KEY_ARN": "x"`, `{"environment": true}`), ""},
		{fmt.Sprintf(container, definitions, `{"container_definitions": true}`), "container_definitions PINECONE_API_KEY"},
		{fmt.Sprintf(container, definitions, `{}`), ""},
		{fmt.Sprintf(container, "[pinecone", `{"container_definitions": true}`), ""},
		{`"type": "google_cloud_run_v2_service", "change": {"after": {"template": [{"containers": [{"env": [{"name": "PINECONE_API_KEY", ` +
			`"value": "x"}]}]}]}, "after_sensitive": {"template": [{"containers": [{"env": [{"value": true}]}]}]}}`, "template PINECONE_API_KEY"},
		{`"type": "google_cloud_run_v2_service", "change": {"after": {"template": [{"containers": [{"env": [{"name": "PINECONE_API_KEY", ` +
			`"value": "", "value_source": [{"secret": "x"}]}]}]}]}, "after_sensitive": {"template": true}}`, ""},
		{`"type": "kubernetes_config_map", "change": {"after": {"data": {"PINECONE_API_KEY": "x"}}, "after_sensitive": {"data": true}}`,
			"data PINECONE_API_KEY"},
		{`"type": "aws_apprunner_service", "change": {"after": {"source_configuration": [{"runtime_environment_secrets": ` +
			`{"PINECONE_API_KEY": "x"}}]}, "after_sensitive": {"source_configuration": true}}`, ""},
		{`"change": {"after": {"environment": {"PINECONE_API_KEY": "x"}}, "after_sensitive": {"environment": true}}, "type": "aws_lambda_function"`,
			"environment PINECONE_API_KEY"},
		{`"type": "aws_lambda_function", "values": {"environment": [{"variables": {"PINECONE_API_KEY": "x"}}]}, ` +
			`"sensitive_values": {"environment": true}`, "environment PINECONE_API_KEY"},
		{`"type": "aws_lambda_function", "values": {"environment": [{"variables": {"PINECONE_API_KEY": "x"}}]}, "sensitive_values": {}`, ""},
		{`"type": "aws_lambda_function", "change": "pinecone"`, ""},
		{`"type": "aws_lambda_function", "change": {"after": "pinecone", "after_sensitive": [1]}`, ""},
	} {
		var resources []string
		for _, key := range []string{"a", "b"} {
			resources = append(resources, fmt.Sprintf(`{"address": "module.m[\"%s\"].x.y", "mode": "managed", %s}`, key, test.resource))
		}
		text := `{"format_version": "1.2", "resource_changes": [` + strings.Join(resources, ",\n") + `]}`
		var got, want []string
		for _, o := range collectFrom(t, []byte(text)).Observations {
			at, _ := o.Locations.Get("")
			got = append(got, fmt.Sprintf("%v %v %v at line %d", o.Values["resource"], o.Values["argument"], o.Values["variable"], at.StartLine))
			if strings.Contains(fmt.Sprint(o.Values), "x\"") {
				t.Errorf("a value is in %v", o.Values)
			}
		}
		if test.want != "" {
			want = []string{"module.m.x.y " + test.want + " at line 1"}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\ngot  %q\nwant %q", test.resource, got, want)
		}
	}
}
