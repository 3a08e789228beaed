package terraform

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestKeys finds a key by the name of its variable where the value is put there in plain text,
// and not where only a reference to it, or nothing at all, is.
func TestKeys(t *testing.T) {
	lambda := func(variables string) string {
		return "resource \"aws_lambda_function\" \"api\" {\n  environment {\n    variables = " + variables + "\n  }\n}\n"
	}
	of := func(value string) string {
		return lambda("{ PINECONE_API_KEY = "+value+" }") + `
variable "key" { sensitive = true }
variable "keys" {}
variable "secret_arn" {}
variable "empty" { default = "" }
variable "stage" {}
locals { kept = var.key }
data "aws_secretsmanager_secret_version" "k" { secret_id = "k" }
data "aws_ssm_parameter" "k" { name = "k" }
data "terraform_remote_state" "base" {}
resource "aws_secretsmanager_secret" "k" { name = "k" }
`
	}
	task := func(container string) string {
		return "variable \"key\" {}\nresource \"aws_ecs_task_definition\" \"t\" {\n  container_definitions = jsonencode([{\n" +
			container + "\n  }])\n}\n"
	}
	const found = "aws_lambda_function.api.environment.PINECONE_API_KEY main.tf:3"
	const tasked = "aws_ecs_task_definition.t.container_definitions.PINECONE_API_KEY main.tf:4"
	for name, c := range map[string]struct {
		files []string
		want  []string
	}{
		"a variable":               {[]string{"main.tf", of("var.key")}, []string{found}},
		"a variable of nowhere":    {[]string{"main.tf", of("var.undeclared")}, []string{found}},
		"an ARN of nowhere":        {[]string{"main.tf", of("var.undeclared_arn")}, nil},
		"a variable in a template": {[]string{"main.tf", of(`"${var.key}"`)}, []string{found}},
		"a part of a variable":     {[]string{"main.tf", of(`var.keys["pinecone"]`)}, []string{found}},
		"a local value":            {[]string{"main.tf", of("local.kept")}, []string{found}},
		"a function of a variable": {[]string{"main.tf", of("trimspace(var.key)")}, []string{found}},
		"a secret that is read":    {[]string{"main.tf", of("data.aws_secretsmanager_secret_version.k.secret_string")}, []string{found}},
		"a part of it":             {[]string{"main.tf", of(`jsondecode(data.aws_secretsmanager_secret_version.k.secret_string)["key"]`)}, []string{found}},
		"a parameter that is read": {[]string{"main.tf", of("data.aws_ssm_parameter.k.value")}, []string{found}},
		"another state":            {[]string{"main.tf", of("data.terraform_remote_state.base.outputs.pinecone_key")}, []string{found}},
		"the ARN in another state": {[]string{"main.tf", of("data.terraform_remote_state.base.outputs.pinecone_key_arn")}, nil},
		"an ARN":                   {[]string{"main.tf", of("aws_secretsmanager_secret.k.arn")}, nil},
		"an ARN in a variable":     {[]string{"main.tf", of("var.secret_arn")}, nil},
		"the name of a parameter":  {[]string{"main.tf", of("data.aws_ssm_parameter.k.name")}, nil},
		"a name that is made":      {[]string{"main.tf", of(`"/${var.stage}/pinecone"`)}, nil},
		"a text":                   {[]string{"main.tf", of(`"replace-me"`)}, nil},
		"nothing":                  {[]string{"main.tf", of(`""`)}, nil},
		"an empty default":         {[]string{"main.tf", of("var.empty")}, []string{found + "?"}},
		"the ARN's own variable":   {[]string{"main.tf", `variable "key" {}` + "\n" + lambda("{ PINECONE_API_KEY_SECRET_ARN = var.key }")}, nil},
		"another key":              {[]string{"main.tf", `variable "key" {}` + "\n" + lambda("{ PINECONE_KMS_KEY = var.key, OPENAI_API_KEY = var.key }")}, nil},
		"a secret that is wrapped": {[]string{"main.tf", of("nonsensitive(data.aws_ssm_parameter.k.value)")}, []string{found}},
		"a part that is an ARN":    {[]string{"main.tf", of(`var.keys["pinecone_arn"]`)}, nil},
		"merged of what is named": {[]string{"main.tf", "variable \"key\" {}\n" + lambda("merge(local.all, { A = 1 })") + `locals {
  all = {
    PINECONE_API_KEY = var.key
  }
}`}, []string{"aws_lambda_function.api.environment.PINECONE_API_KEY main.tf:9"}},
		"merged":                  {[]string{"main.tf", "variable \"key\" {}\n" + lambda("merge({ A = 1 }, { PINECONE_API_KEY = var.key })")}, []string{"aws_lambda_function.api.environment.PINECONE_API_KEY main.tf:4"}},
		"a task":                  {[]string{"main.tf", task(`environment = [{ name = "PINECONE_API_KEY", value = var.key }]`)}, []string{tasked}},
		"a task with a reference": {[]string{"main.tf", task(`secrets = [{ name = "PINECONE_API_KEY", valueFrom = var.key }]`)}, nil},
		"a task in a template": {[]string{"main.tf", "variable \"key\" {}\n" + `resource "aws_ecs_task_definition" "t" {
  container_definitions = templatefile("task.json", { key = var.key })
}`, "task.json", `[
  {"environment": [{"name": "STAGE", "value": "prod"},
                   {"name": "PINECONE_API_KEY", "value": "${key}"}],
   "secrets": [{"name": "PINECONE_TOKEN", "valueFrom": "${key}"}]}
]`}, []string{"aws_ecs_task_definition.t.container_definitions.PINECONE_API_KEY task.json:3"}},
		"a build with a reference": {[]string{"main.tf", "variable \"key\" {}\n" + `resource "aws_codebuild_project" "b" { 
  environment {
    environment_variable {
      name  = "PINECONE_API_KEY"
      value = var.key
      type  = "SECRETS_MANAGER"
    }
  }
}`}, nil},
		"a service with references": {[]string{"main.tf", "variable \"key\" {}\n" + `resource "aws_apprunner_service" "s" {
  source_configuration {
    image_repository {
      image_configuration { runtime_environment_secrets = { PINECONE_API_KEY = var.key } }
    }
  }
}`}, nil},
		"a module": {[]string{"main.tf", `variable "key" {}
module "api" {
  source      = "./api"
  environment = merge({ STAGE = "prod" }, { PINECONE_API_KEY = var.key })
}`, "api/main.tf", `variable "environment" {}
resource "aws_lambda_function" "this" {
  environment {
    variables = var.environment
  }
}`}, []string{"module.api.aws_lambda_function.this.environment.PINECONE_API_KEY main.tf:4"}},
		"a module that is not here": {[]string{"main.tf", `variable "key" {}
module "api" {
  source      = "acme/lambda/aws"
  environment = { PINECONE_API_KEY = var.key }
}`}, []string{"module.api.environment.PINECONE_API_KEY main.tf:4"}},
		"a key of its own": {[]string{"main.tf", credential + `resource "aws_ssm_parameter" "p" {
  value = pinecone_api_key.app.key
}
resource "aws_lambda_function" "api" {
  environment { variables = { PINECONE_API_KEY = aws_ssm_parameter.p.value } }
}`}, []string{"aws_lambda_function.api.environment main.tf:9", "aws_ssm_parameter.p.value main.tf:6"}},
		"two instances": {[]string{"main.tf", "variable \"key\" {}\n" + `resource "aws_lambda_function" "api" {
  for_each = toset(["a", "b"])
  environment { variables = { PINECONE_API_KEY = var.key } }
}`}, []string{"aws_lambda_function.api.environment.PINECONE_API_KEY main.tf:4"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := keysOf(t, c.files)
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// keysOf are the places of keys that are found, with a question mark where a run may give none.
func keysOf(t *testing.T, from []string) (got []string) {
	t.Helper()
	for _, o := range run(t, files(from...), Options{Types: schema(t)}).units {
		if o.Type != "credential_sink" {
			continue
		}
		at, _ := o.Locations.Get("")
		one := fmt.Sprintf("%s %s:%d", o.Address, at.File, at.StartLine)
		if _, unknown := o.Unknown["/certain"]; unknown {
			one += "?"
		}
		got = append(got, one)
	}
	return got
}

// TestKeyForms finds a key in the other forms in which resources take a name and a value.
func TestKeyForms(t *testing.T) {
	const key = "variable \"key\" {}\n"
	for name, c := range map[string]struct{ text, want string }{
		"a parameter of that name": {`resource "aws_ssm_parameter" "p" {
  name  = "/app/PINECONE_API_KEY"
  value = var.key
}`, "aws_ssm_parameter.p.value.PINECONE_API_KEY main.tf:4"},
		"a parameter of another name": {`resource "aws_ssm_parameter" "p" {
  name  = "/pinecone/host"
  value = var.key
}`, ""},
		"a list of names and values": {`resource "acme_app" "a" {
  environment = [
    { name = "A", value = var.key },
    { key = "PINECONE_API_KEY", value = var.key, target = ["all"] },
  ]
}`, "acme_app.a.environment.PINECONE_API_KEY main.tf:5"},
		"a parameter in a path that is not known": {`variable "stage" {}
resource "aws_ssm_parameter" "p" {
  name  = "/${var.stage}/pinecone-api-key"
  value = var.key
}`, "aws_ssm_parameter.p.value.pinecone-api-key main.tf:5"},
		"beside what is not known": {`variable "more" {}
resource "acme_app" "a" {
  env = { for e in concat([{ name = "PINECONE_API_KEY", value = var.key }], var.more) : e.name => e.value }
}`, "acme_app.a.env.PINECONE_API_KEY main.tf:4"},
		"merged with what is not known": {`variable "more" {}
resource "acme_app" "a" {
  env = merge({ PINECONE_API_KEY = var.key }, var.more)
}`, "acme_app.a.env.PINECONE_API_KEY main.tf:4"},
		"a part of what is not known": {`variable "keys" { type = any }
resource "acme_app" "a" {
  env = { PINECONE_API_KEY = lookup(var.keys, "pinecone") }
}`, "acme_app.a.env.PINECONE_API_KEY main.tf:4"},
		"the names alone": {`variable "more" {}
resource "acme_app" "a" {
  env = [for e in concat([{ name = "PINECONE_API_KEY", value = var.key }], var.more) : e.name]
}`, ""},
		"how many there are": {`variable "more" {}
resource "acme_app" "a" {
  env = length(concat([{ name = "PINECONE_API_KEY", value = var.key }], var.more))
}`, ""},
		"one that is kept secret": {`resource "acme_app" "a" {
  environment = [{ key = "PINECONE_API_KEY", value = var.key, sensitive = true }]
}`, ""},
		"one of a secret type": {`resource "acme_app" "a" {
  env {
    key   = "PINECONE_API_KEY"
    value = var.key
    type  = "SECRET"
  }
}`, ""},
		"an object that has the value": {`resource "acme_app" "a" {
  env_vars = { PINECONE_API_KEY = { value = var.key } }
}`, "acme_app.a.env_vars.PINECONE_API_KEY main.tf:3"},
		"a secure environment": {`resource "acme_app" "a" {
  secure_environment_variables = { PINECONE_API_KEY = var.key }
}`, ""},
		"an output": {`variable "pinecone_api_key" {}
output "pinecone_api_key" {
  value = var.pinecone_api_key
}`, "output.pinecone_api_key.value.pinecone_api_key main.tf:4"},
		"a module that is not given one": {`module "m" { source = "./m" }`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			from := []string{"main.tf", key + c.text}
			if strings.HasPrefix(c.text, "module") {
				from = append(from, "m/main.tf", `variable "key" { default = "" }
resource "acme_app" "a" {
  environment = { PINECONE_API_KEY = var.key }
}`)
			}
			got := keysOf(t, from)
			if strings.Join(got, "\n") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestKeysInText finds a key in a text that writes it after its name.
func TestKeysInText(t *testing.T) {
	const found = "aws_instance.i.user_data.PINECONE_API_KEY main.tf:6"
	for name, c := range map[string]struct{ value, want string }{
		"a script":              {"<<-EOF\n  #!/bin/sh\n  export A=1 PINECONE_API_KEY='${var.key}'\nEOF", found},
		"a template":            {`templatefile("run.sh", { pinecone = var.key })`, "aws_instance.i.user_data.PINECONE_API_KEY run.sh:2"},
		"in Base64":             {`base64encode(templatefile("run.sh", { pinecone = var.key }))`, "aws_instance.i.user_data.PINECONE_API_KEY run.sh:2"},
		"a script in a script":  {`"#!/bin/sh\n${local.lines}\nrun"`, "aws_instance.i.user_data.PINECONE_API_KEY main.tf:7"},
		"lines that are joined": {`join("\n", ["#!/bin/sh", "PINECONE_API_KEY=${var.key}"])`, strings.Replace(found, ":6", ":4", 1)},
		"another name":          {`"OTHER_API_KEY=${var.key} # pinecone_api_key"`, ""},
		"the name of a secret":  {`"PINECONE_API_KEY=$(read-secret --name ${var.key})"`, ""},
		"an ARN":                {`"PINECONE_API_KEY=${var.secret_arn}"`, ""},
		"a digest":              {`sha256("PINECONE_API_KEY=${var.key}")`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			main := "variable \"key\" {}\nvariable \"secret_arn\" {}\nresource \"aws_instance\" \"i\" {\n  user_data = " + c.value +
				"\n}\nlocals {\n  " + `lines = "PINECONE_API_KEY=${var.key}"` + "\n}\n"
			got := keysOf(t, []string{"main.tf", main, "run.sh", "#!/bin/sh\nPINECONE_API_KEY=\"${pinecone}\" ./run\n"})
			if strings.Join(got, "\n") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
