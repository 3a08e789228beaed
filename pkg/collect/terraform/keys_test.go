package terraform

import (
	"fmt"
	"slices"
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
		"nothing":                  {[]string{"main.tf", of("var.empty")}, nil},
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
			var got []string
			for _, o := range run(t, files(c.files...), Options{Types: schema(t)}).units {
				if o.Type == "credential_sink" {
					at, _ := o.Locations.Get("")
					got = append(got, fmt.Sprintf("%s %s:%d", o.Address, at.File, at.StartLine))
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
