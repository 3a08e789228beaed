package source_test

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/source"
)

func TestRedact(t *testing.T) {
	wide := strings.Join(strings.Split("PINECONE_API_KEY="+uuid, ""), "\x00")
	long := strings.Repeat(`{"name":"x","dbPassword":"hunter2,hunter2","values":["y","z"]},`, 500)
	for text, want := range map[string]string{
		long: strings.ReplaceAll(long, "hunter2,hunter2", "[redacted]"),
		"# keys\nPINECONE_API_KEY=" + uuid + "\nA=1":           "# keys\nPINECONE_API_KEY=[redacted]\nA=1",
		"VITE_PINECONE_API_KEY=" + pcsk:                        "VITE_PINECONE_API_KEY=[redacted]",
		pcsk + " " + uuid + " " + pcsk:                         "[redacted] " + uuid + " [redacted]",
		"PINECONE_CLIENT_SECRET=" + clientSecret:               "PINECONE_CLIENT_SECRET=[redacted]",
		"PINECONE_PROJECT_ID=" + uuid:                          "PINECONE_PROJECT_ID=" + uuid,
		"AKIA" + "IOSFODNN7EXAMPLE":                            "[redacted]",
		strings.Repeat(pcsk+"\n", 2000):                        "",
		wide:                                                   "",
		"nothing":                                              "nothing",
		`tags = { token = "zq8Yw-41kXp" }`:                     `tags = { token = "[redacted]" }`,
		`"dbPassword": "hunter2hunter2"`:                       `"dbPassword": "[redacted]"`,
		"OPENAI_API_KEY=sk-proj-Zx81kQpL\nA=1":                 "OPENAI_API_KEY=[redacted]\nA=1",
		"password: hunter2hunter2\r\na: 1":                     "password: [redacted]\r\na: 1",
		"- name: OTHER_TOKEN\n  value: abcd1234efgh":           "- name: OTHER_TOKEN\n  value: [redacted]",
		`{"name": "DB_PASSWORD", "value": "hunter2hunter2"}`:   `{"name": "DB_PASSWORD", "value": "[redacted]"}`,
		"- name: OTHER\n  value: abcd1234efgh":                 "- name: OTHER\n  value: abcd1234efgh",
		"token = var.token2_of_all":                            "token = var.token2_of_all",
		"AWS_SECRET_ACCESS_KEY=wJa1rXUtnF/K7MDENG/bPxRfiCYzQ8": "AWS_SECRET_ACCESS_KEY=[redacted]",
		"secret: prod/pinecone-2/key":                          "secret: prod/pinecone-2/key",
		"url: https://user:hunter2@db.example/a":               "url: https://[redacted]@db.example/a",
		"url: https://${USER}:${PASSWORD}@db.example/a":        "url: https://${USER}:${PASSWORD}@db.example/a",
		"params: {api_key: [abcd1234efgh]}":                    "params: {api_key: [[redacted]]}",
		`variable "db_password" { default = "hunter2-prod" }`:  `variable "db_password" { default = "[redacted]" }`,
		"variable \"db_password\" {\n  type = string\n  default = \"hunter2-prod\"\n}\nvariable \"n\" {\n  default = \"name2-prod\"\n}": "variable \"db_password\" {\n  type = string\n  default = \"[redacted]\"\n}\nvariable \"n\" {\n  default = \"name2-prod\"\n}",
		"token = new_token(a1, b2)":           "token = new_token(a1, b2)",
		"secret: pinecone-credentials":        "secret: pinecone-credentials",
		`api_key: "api-prod"`:                 `api_key: "api-prod"`,
		`token = "${var.token2}"`:             `token = "${var.token2}"`,
		`secret = "arn:aws:secretsmanager:1"`: `secret = "arn:aws:secretsmanager:1"`,
	} {
		if got := source.Redact(text); got != want {
			t.Errorf("%.60q becomes %.60q, want %.60q", text, got, want)
		}
	}
}
